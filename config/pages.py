"""Pages that belong to the whole: the sign of health for load balancers, and what is held about who asks."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.health import faults
from config.own_data import COLUMNS, Held, acts_of, held_about, looks_at
from liap.enterprises.protection.actions import receive
from liap.enterprises.protection.forms import OwnRequestForm
from liap.enterprises.protection.models import Medium
from liap.enterprises.protection.queries import asked_by
from liap.people.queries import zone_of
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import Table


@require_safe
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok" or 503 "not ok"; reasons are for the operator's command only."""
    text, status = ("not ok\n", 503) if faults() else ("ok\n", 200)
    return HttpResponse(text, status=status, content_type="text/plain")


def own_data(request: HttpRequest) -> HttpResponse:
    """Shows what is held about the person and who took it, and takes what he asks; he is answered in 72 hours."""
    person: Any = request.user
    zone = zone_of(person)
    with timezone.override(zone):
        held = held_about(person)
    if answer := saved(request, held=lambda: _table(held)):
        return answer
    form = OwnRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            receive(by=person, person=person, medium=Medium.ELECTRONIC, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your request is open. You are answered within 72 hours."))
            return redirect("own_data")
    context = {
        "form": form,
        "held": held,
        "looks": looks_at(person),
        "acts": acts_of(person),
        "requests": asked_by(person),
        "now": timezone.now(),
        "zone": zone,
    }
    return render(request, "config/own_data.html", context)


def _table(held: list[Held]) -> Table:
    lines = [(part, number, line) for part in held for number, row in enumerate(part.rows, 1) for line in row]
    return Table(
        code="own_data", title=_("My personal data"), columns=COLUMNS, rows=lines, chosen=_("about you alone")
    )
