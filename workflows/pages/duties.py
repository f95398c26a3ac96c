"""One duty without a plan: what it is about, where it is done, leaving a seat vacant, filing a decree."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liap.enterprises.protection.models import SubjectRequest
from liap.people.forms import OnePart
from liap.people.models import User
from liap.refusals import Refusal
from workflows.duties.actions import file_decree_for, leave_vacant
from workflows.duties.queries import cards, holders
from workflows.formation.forms import FileDecreeForm
from workflows.models import Duty


class VacantForm(OnePart, forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why the seat stays vacant for now"), max_length=500)


ACTS = {Duty.Kind.SEAT: leave_vacant, Duty.Kind.INVITE: leave_vacant, Duty.Kind.DECREE: file_decree_for}


def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the duty and leads to the page on which it is done."""
    rows = Duty.objects.visible_to(request.user)
    rows = rows.select_related("region", "working_group", "data_request", "ended_by")
    found = get_object_or_404(rows, pk=pk)
    form = _form(request, found)
    if request.method == "POST" and form and form.is_valid():
        try:
            ACTS[Duty.Kind(found.kind)](found, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("workflows:inbox")
    context = {"card": cards([found])[0], "duty": found, "door": _door(found, request.user), "form": form}
    return render(request, "workflows/inbox/duty.html", context, status=422 if form and form.errors else 200)


def _form(request: HttpRequest, found: Duty) -> forms.Form | None:
    """What can be done on this page by whom the duty falls to."""
    if found.kind not in ACTS or found.ended_at or request.user.pk not in holders().of(found):
        return None
    if found.kind != Duty.Kind.DECREE:
        return VacantForm(request.POST or None)
    form = FileDecreeForm(request.POST or None, request.FILES or None)
    form.begin_with(found.working_group)
    return form


def _door(found: Duty, user: User) -> str:
    """Where it is done; empty for who may not open that page."""
    if found.kind == Duty.Kind.DECREE:
        return reverse("liap:decree", args=[found.working_group_id])
    if found.working_group_id:
        return reverse("liap:group", args=[found.working_group_id])
    if found.kind == Duty.Kind.WORD:
        return f"{reverse('liap:attest')}?region={found.region_id}"
    if found.kind == Duty.Kind.DATA_REQUEST:
        is_theirs = SubjectRequest.objects.visible_to(user).filter(pk=found.data_request_id).exists()
        return reverse("liap:data_request", args=[found.data_request_id]) if is_theirs else ""
    return reverse("liap:adoption_request", args=[found.adoption_id])
