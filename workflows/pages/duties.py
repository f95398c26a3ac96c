"""One duty without a plan: what it is about, where it is done, and leaving a seat vacant."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liap.people.forms import OnePart
from liap.refusals import Refusal
from workflows.duties.actions import leave_vacant
from workflows.duties.queries import cards, holders
from workflows.models import Duty


class VacantForm(OnePart, forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why the seat stays vacant for now"), max_length=500)


def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the duty and leads to the page on which it is done."""
    rows = Duty.objects.visible_to(request.user).select_related("region", "working_group", "ended_by")
    found = get_object_or_404(rows, pk=pk)
    may_leave = found.kind == Duty.Kind.SEAT and not found.ended_at and request.user.pk in holders().of(found)
    form = VacantForm(request.POST or None) if may_leave else None
    if request.method == "POST" and form and form.is_valid():
        try:
            leave_vacant(found, by=request.user, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("workflows:inbox")
    context = {"card": cards([found])[0], "duty": found, "door": _door(found), "form": form}
    return render(request, "workflows/inbox/duty.html", context, status=422 if form and form.errors else 200)


def _door(found: Duty) -> str:
    if found.kind == Duty.Kind.SEAT:
        return reverse("liap:group", args=[found.working_group_id])
    if found.kind == Duty.Kind.WORD:
        return f"{reverse('liap:attest')}?region={found.region_id}"
    return reverse("liap:adoption_request", args=[found.adoption_id])
