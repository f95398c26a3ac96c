"""Working groups: who sits, on any day; what is missing; invitations, meetings and training."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liap.groups.formation import actions, columns, queries
from liap.groups.formation.forms import (
    AnswerForm,
    DecreeForm,
    InviteForm,
    ReasonForm,
    TrainingForm,
    WomenAndMenForm,
)
from liap.groups.formation.models import Invitation
from liap.groups.models import Meeting, Seat, WorkingGroup
from liap.groups.queries import Place, members_on, seats_on
from liap.places.queries import today_in
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import Table
from liap.templatetags.liap_format import day as shown_day


def groups(request: HttpRequest) -> HttpResponse:
    """Lists the working groups that the person may see, with what is missing."""
    rows = [(group, queries.missing(group).values(), queries.trained(group)) for group in queries.groups(request.user)]
    regions = queries.trained_by_region((group, counted) for group, _missing, counted in rows)
    table = {"title": _("Working groups"), "columns": columns.GROUPS, "rows": rows}
    by_region = {"title": _("Training by region"), "columns": columns.REGIONS, "rows": regions}
    answer = saved(
        request,
        groups=lambda: Table(code="groups", **table),
        regions=lambda: Table(code="trained_by_region", **by_region),
    )
    return answer or render(request, "liap/groups/list.html", {"rows": rows, "regions": regions})


def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows one working group, on `?on=` a day of the past."""
    found = _found(request, pk)
    day = _day(request.GET.get("on", ""))
    places = seats_on(found, day)
    meetings = Meeting.objects.filter(working_group=found).select_related("plan").order_by("-held_on", "-pk")
    if answer := _saved(request, found, day, places, meetings):
        return answer
    may_lead = request.user.is_superuser or queries.leads(request.user, found)
    context = {
        "group": found,
        "day": day,
        "places": places,
        "missing": queries.missing(found, day).values(),
        "is_woman_unknown": queries.is_woman_unknown(found, day),
        "notes": found.composition_notes.select_related("by")[:5],
        "late": queries.late_invitations(found),
        "invitations": Invitation.objects.filter(seat__working_group=found, seated_at=None).select_related(
            "seat__institution"
        ),
        "meetings": meetings[:20],
        "trainings": found.trainings.prefetch_related("records__person", "records__seat"),
        "trained": queries.trained(found),
        "may_lead": may_lead,
        "sent_decree": found.decree_drafts.filter(sent_at__isnull=False).select_related("sent_by").first(),
    }
    if may_lead:
        context |= {
            "invite": InviteForm(seats=_vacant(found)),
            "explain": ReasonForm(),
            "unknown": WomenAndMenForm(members=queries.members_of_unknown_sex(found)),
            "training": TrainingForm(members=members_on(found), today=today_in(found.region)),
            "has_vacancy": _vacant(found).exists(),
        }
    return render(request, "liap/groups/detail.html", context)


def _saved(request: HttpRequest, group: WorkingGroup, day: date, places: list[Place], meetings: QuerySet[Meeting]):
    """The seats of the day that is shown, or all meetings, as a file."""
    chosen = f"{group}, {shown_day(day)}"
    seats = {"title": _("Who sits"), "columns": columns.SEATS, "rows": places, "chosen": chosen}
    held = {"title": _("Meetings"), "columns": columns.MEETINGS, "rows": meetings, "chosen": str(group)}
    return saved(
        request, seats=lambda: Table(code="seats", **seats), meetings=lambda: Table(code="meetings", **held)
    )  # fmt: skip


@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks an institution to name its person."""
    found = _found(request, pk)
    form = InviteForm(request.POST, seats=_vacant(found))
    return _act(request, pk, form, lambda given: actions.invite(given["seat"], email=given["email"], by=request.user))


@require_POST
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps why the group goes on although somebody is missing."""
    found = _found(request, pk)
    return _act(
        request,
        pk,
        ReasonForm(request.POST),
        lambda given: actions.accept_composition(found, by=request.user, **given),
    )


@require_POST
def women_and_men(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps who of the members is a woman or a man."""
    found = _found(request, pk)
    form = WomenAndMenForm(request.POST, members=queries.members_of_unknown_sex(found))
    return _act(
        request, pk, form, lambda _given: actions.record_women_and_men(found, form.answers, by=request.user)
    )  # fmt: skip


@require_POST
def training(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps who took a course."""
    found = _found(request, pk)
    form = TrainingForm(request.POST, members=members_on(found), today=today_in(found.region))
    return _act(request, pk, form, lambda given: actions.record_training(found, by=request.user, **given))


def decree(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of the founding decree, to be written and sent for signature."""
    found = _found(request, pk)
    form = DecreeForm(request.POST or None, initial=queries.decree_text(found))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.write_decree(found, by=request.user, **form.cleaned_data)
                if "send" in request.POST:
                    actions.send_decree(found, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _decree_answer("send" in request.POST))
            return redirect("liap:group", pk)
    may_lead = request.user.is_superuser or queries.leads(request.user, found)
    context = {"group": found, "form": form, "missing": queries.missing(found).values(), "may_lead": may_lead}
    return render(request, "liap/groups/decree.html", context)


def _decree_answer(is_sent: bool) -> str:
    if is_sent:
        return _("Sent for signature. The draft decree is among the documents in a moment.")
    return _("The text is kept. It is not sent yet.")


@require_POST
def seat_person(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Puts the named person on the seat."""
    found = _found(request, pk)
    asked = get_object_or_404(Invitation.objects.filter(seat__working_group=found), pk=invitation)
    return _act(request, pk, None, lambda given: actions.seat_person(asked, by=request.user))


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The institution names its person, without an account."""
    found = actions.invitation_of(token)
    if found is None:
        raise Http404
    form = AnswerForm(request.POST or None, initial=queries.named_in(found))
    if request.method == "POST" and form.is_valid():
        actions.answer(token, **form.cleaned_data)
        messages.success(request, _("Thank you. The coordinator puts this person on the seat."))
        return redirect("liap:invitation", token)
    return render(request, "liap/groups/invitation.html", {"invitation": found, "form": form})


def _act(request: HttpRequest, pk: int, form, act: Callable[[dict], object]) -> HttpResponse:
    if form is not None and not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("liap:group", pk)
    try:
        act(form.cleaned_data if form is not None else {})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Recorded."))
    return redirect("liap:group", pk)


def _found(request: HttpRequest, pk: int) -> WorkingGroup:
    return get_object_or_404(queries.groups(request.user), pk=pk)


def _vacant(found: WorkingGroup):
    held = members_on(found).values("seat")
    return Seat.objects.filter(working_group=found).exclude(pk__in=held).select_related("institution")


def _day(text: str):
    try:
        return parse_date(text) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
