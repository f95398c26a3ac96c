"""Rows proposed for a section, and what was taken over before."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from liap.plans.models import Section
from liap.plans.proposals.actions import decide
from liap.plans.proposals.forms import ProposalsForm
from liap.plans.proposals.queries import SECTIONS, candidates, decided
from liap.plans.queries import may_write, visible_plans
from liap.refusals import Conflict, Refusal

AT_MOST = 40


def proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows proposed rows to those who write the section, and writes what they take over."""
    plan = get_object_or_404(visible_plans(request.user), pk=pk)
    section = request.GET.get("section", Section.PROBLEMS)
    if section not in SECTIONS:
        raise Http404
    may_decide = section in plan.open_sections and may_write(request.user, plan)
    if request.method == "POST" and not may_decide:
        raise Http404
    rows = candidates(plan, section, request.user)[:AT_MOST] if may_decide else []
    form = ProposalsForm(request.POST or None, rows=rows, version=plan.version)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            made = decide(
                plan,
                section,
                accept=form.chosen("accept"),
                drop=form.chosen("drop"),
                by=request.user,
                seen_version=form.cleaned_data["seen_version"],
            )
        except (Refusal, Conflict) as reason:
            refusal = reason
        else:
            words = {"count": sum(one.is_accepted for one in made)}
            messages.success(request, _("Rows taken over: %(count)s. Complete them in the section.") % words)
            return redirect(f"{reverse('liap:proposals', args=[pk])}?section={section}")
    context = {
        "plan": plan,
        "section": Section(section),
        "sections": SECTIONS,
        "form": form if rows else None,
        "refusal": refusal,
        "may_decide": may_decide,
        "decided": decided(plan),
    }
    return render(request, "liap/plans/proposals.html", context, status=422 if refusal else 200)
