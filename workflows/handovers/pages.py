"""Handing over posts and seats, the successor's briefing, absences and acting officers."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liap.groups.models import Seat
from liap.people.models import Absence, Post, User
from liap.people.proof import is_really
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import Column, Table
from workflows import figures
from workflows.duties import queries as duties
from workflows.handovers import actions, columns, queries
from workflows.handovers.forms import AbsenceForm, ActingForm, BeginForm, ConfirmForm, NotesForm, SignForm
from workflows.handovers.workloads import workloads
from workflows.models import Handover


def handovers(request: HttpRequest) -> HttpResponse:
    """Lists the handovers that concern the person, the posts and seats below him and the one-person risks."""
    user = request.user
    if answer := saved(
        request,
        handovers=lambda: _table("handovers", _("Handovers"), columns.HANDOVERS, queries.visible(user)),
        risks=lambda: _table(
            "risks", _("LIAPs that hang on one person"), columns.RISKS, queries.one_person_risks(user)
        ),
        facilitators=lambda: _table("facilitators", _("Facilitators"), columns.FACILITATORS, workloads(user)),
        places=lambda: _table("places", _("Posts and seats"), columns.PLACES, queries.places_of(user)),
    ):
        return answer
    context = {
        "handovers": queries.visible(user),
        "places": queries.places_of(user),
        "risks": queries.one_person_risks(user),
        "workloads": workloads(user),
    }
    return render(request, "workflows/handovers/list.html", context)


def _table(code: str, title: str, heads: tuple[Column, ...], rows: Iterable) -> Table:
    return Table(code=code, title=title, columns=heads, rows=rows)


def begin(request: HttpRequest) -> HttpResponse:
    """Asks which post or seat goes to whom."""
    places = queries.places_of(request.user)
    form = BeginForm(request.POST or None, places=places, people=queries.known_to(request.user))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.begin(
                _place(given.pop("place")),
                to=given["to"],
                since=given["since"],
                decree=given["decree"],
                by=request.user,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The handover is open. Both sign it, then the superior confirms."))
            return redirect("workflows:handover", made.pk)
    context = {"form": form, "title": _("Hand over a post or seat"), "has_places": bool(places)}
    return render(request, "workflows/handovers/ask.html", context)


def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows a handover: inventory, notes, signatures."""
    found = _handover(request, pk)
    open_now = None if found.confirmed_at else queries.inventory(found.place, found.outgoing)
    context = {
        "handover": found,
        "inventory": _with_days(found.inventory if found.confirmed_at else actions.frozen(open_now)),
        "may_note": request.user.pk in (found.outgoing_id, found.superior_id, found.begun_by_id),
        "may_sign": _may_sign(found, request.user),
        "may_confirm": request.user.pk == found.superior_id or request.user.is_superuser,
        "notes": NotesForm(initial={"notes": found.notes, "promises": found.promises, "risks": found.risks}),
        "confirmation": ConfirmForm(),
        "signature": SignForm(),
        "kind": "seat" if found.seat_id else "post",
    }
    return render(request, "workflows/handovers/detail.html", context)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps the notes."""
    form = NotesForm(request.POST)
    found = _handover(request, pk)
    if not form.is_valid():
        messages.error(request, _("The notes are too long."))
        return redirect("workflows:handover", pk)
    return _act(request, pk, lambda: actions.note(found, by=request.user, **form.cleaned_data))


@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Signs for the person who is logged in and gives the password once more."""
    found = _handover(request, pk)
    if not is_really(request, request.user, request.POST.get("password", "")):
        messages.error(request, _("The password is wrong. Nothing was signed."))
        return redirect("workflows:handover", pk)
    return _act(request, pk, lambda: actions.sign(found, by=request.user))


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirms for the superior, who gives the password once more; everything moves."""
    found = _handover(request, pk)
    if not is_really(request, request.user, request.POST.get("password", "")):
        messages.error(request, _("The password is wrong. Nothing was signed."))
        return redirect("workflows:handover", pk)
    reason = request.POST.get("reason", "")[:300]
    return _act(request, pk, lambda: actions.confirm(found, by=request.user, reason=reason))


def briefing(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One page for the successor: the last twelve months of a post or seat."""
    key = f"{kind}-{pk}"
    place = _place(key)
    allowed = {one.key for one in queries.places_of(request.user)}
    taking = queries.visible(request.user).filter(**({"seat": place} if isinstance(place, Seat) else {"post": place}))
    if key not in allowed and not taking.exists():
        raise Http404
    found = queries.briefing(place)
    context = {
        "place": place,
        "holder": queries.holder_of(place),
        "briefing": found,
        "open": figures.cards(found.inventory.tasks),
        "duties": duties.cards(found.inventory.duties),
        "open_count": len(found.inventory.tasks) + len(found.inventory.duties),
        "done": figures.cards(found.done),
    }
    return render(request, "workflows/handovers/briefing.html", context)


def acting(request: HttpRequest) -> HttpResponse:
    """Names an acting officer with dates and letter."""
    places = queries.places_of(request.user)
    form = ActingForm(request.POST or None, places=places, people=queries.known_to(request.user))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.appoint_acting(_place(given.pop("post")), by=request.user, **given)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The acting officer is named. Papers print the number of the letter."))
            return redirect("workflows:handovers")
    context = {"form": form, "title": _("Name an acting officer"), "has_places": bool(places)}
    return render(request, "workflows/handovers/ask.html", context)


def absences(request: HttpRequest) -> HttpResponse:
    """Names a substitute for the days on which one is away."""
    form = AbsenceForm(request.POST or None, people=queries.known_to(request.user).exclude(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_absence(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your substitute sees your tasks on these days and may take them over."))
            return redirect("workflows:absences")
    own = Absence.objects.filter(person=request.user).select_related("substitute")
    return render(request, "workflows/handovers/absences.html", {"form": form, "absences": own})


def _act(request: HttpRequest, pk: int, act) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Recorded."))
    return redirect("workflows:handover", pk)


def _handover(request: HttpRequest, pk: int) -> Handover:
    return get_object_or_404(queries.visible(request.user), pk=pk)


def _with_days(inventory: dict) -> dict:
    """The inventory as it is shown: due dates are days again, not text."""
    tasks = [{**one, "due_on": parse_date(one["due_on"] or "")} for one in inventory["tasks"]]
    return {**inventory, "tasks": tasks}


def _may_sign(found: Handover, user: User) -> bool:
    return (user.pk == found.outgoing_id and not found.outgoing_signed_at) or (
        user.pk == found.incoming_id and not found.incoming_signed_at
    )


def _place(key: str) -> Post | Seat:
    kind, _dash, number = key.partition("-")
    model = {"post": Post, "seat": Seat}.get(kind)
    if model is None or not number.isdigit():
        raise Http404
    return get_object_or_404(model, pk=int(number))
