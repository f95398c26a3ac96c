"""What the coordinator does with a whole LIAP: stop, resume, give up, open again, each with a reason."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liap.refusals import Refusal
from workflows import actions, queries
from workflows.forms.steering import AmendForm, DowngradeForm, ReasonForm, UpgradeForm
from workflows.models import Case, Variant
from workflows.variants import may_change


def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    help_text = _("All open tasks rest and their deadlines stop until you resume the plan.")
    return _steer(request, pk, actions.suspend, _("Suspend"), help_text)


def resume(request: HttpRequest, pk: int) -> HttpResponse:
    help_text = _("Work goes on where it stood; every deadline moves by the days of the suspension.")
    return _steer(request, pk, actions.resume, _("Resume"), help_text)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    help_text = _("The plan is given up for good. Open tasks are cancelled; everything done stays on record.")
    return _steer(request, pk, actions.withdraw, _("Withdraw"), help_text)


def amend(request: HttpRequest, pk: int) -> HttpResponse:
    help_text = _("The chosen sections are edited again. The plan needs a new approval before work goes on.")
    return _steer(request, pk, actions.amend, _("Amend"), help_text, AmendForm)


def skip_round(request: HttpRequest, pk: int, process: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=pk)
    found = get_object_or_404(case.processes.filter(stage="round"), pk=process)
    help_text = _("This quarter gets no report. The reason stays on record.")
    return _ask(request, case, lambda **given: actions.skip_round(found, **given), _("Skip this round"), help_text)


def _steer(
    request: HttpRequest, pk: int, action: Callable, title: Promise, help_text: Promise, form_class=ReasonForm
) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("plan"), pk=pk)
    return _ask(request, case, lambda **given: action(case, **given), title, help_text, form_class)


def _ask(
    request: HttpRequest, case: Case, act: Callable, title: Promise, help_text: Promise, form_class=ReasonForm
) -> HttpResponse:
    if not queries.may_steer(request.user, case):
        raise Http404
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("workflows:case", case.pk)
    context = {"case": case, "form": form, "title": title, "help_text": help_text}
    return render(request, "workflows/cases/steer.html", context)


def change_variant(request: HttpRequest, pk: int) -> HttpResponse:
    """The head of the office hands the plan to a working group, or to a facilitator."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("plan"), pk=pk)
    if not may_change(request.user, case):
        raise Http404
    is_light = case.variant == Variant.FACILITATOR
    title = _("Upgrade to a working group") if is_light else _("Hand to a facilitator")
    help_text = (
        _("The group completes what the short plan lacks and has it approved anew. Everything else stays.")
        if is_light
        else _("A facilitator goes on with an assignment letter. A plan in force stays in force; everything stays.")
    )
    form = (UpgradeForm if is_light else DowngradeForm)(request.POST or None, case=case, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            form.act(case, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("workflows:case", case.pk)
    context = {"case": case, "form": form, "title": title, "help_text": help_text}
    return render(request, "workflows/cases/steer.html", context)
