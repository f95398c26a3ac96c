"""Handing over a post or seat, acting officers, absences, and what the clock does for work that lost its person.

The rule of the field: work belongs to the post or seat, never to the person. So whoever loses a post keeps no open
task of it; the task goes to whoever holds the post now, else it is open to the acting officer or superior.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.groups.models import Membership, Seat
from liap.people.access import absent_for
from liap.people.models import Absence, Appointment, Post, User
from liap.refusals import Conflict, NotTheirs, Refusal
from workflows.assignment import may_take, only_candidate
from workflows.handovers import queries
from workflows.lock import locked_task
from workflows.models import Case, Handover, Task
from workflows.naming import named
from workflows.papers.d8_handover import issue_handover

CHAIN = "handovers"


class HandoverIsOver(Conflict):
    """The handover was confirmed before."""


class SignatureMissing(Refusal):
    """A handover is confirmed without a signature only with the reason."""


class NotASuccessor(Refusal):
    """Nobody takes over from himself, and a closed account takes over nothing."""


class TooEarly(Refusal):
    """A handover is confirmed on or after the day on which the successor takes over."""


@transaction.atomic
def begin(
    place: Post | Seat, *, to: User, since: date, by: User, superior: User | None = None, decree: str = ""
) -> Handover:
    """Opens the handover of a post or seat; its holder or a superior may do so."""
    _require_right(place, by)
    outgoing = queries.holder_of(place)
    _refuse_successor(to, outgoing)
    chosen = superior or queries.superiors(place).exclude(pk=to.pk).order_by("pk").first() or by
    target = {"seat": place} if isinstance(place, Seat) else {"post": place}
    try:
        with transaction.atomic():
            handover = Handover.objects.create(
                **target, outgoing=outgoing, incoming=to, superior=chosen, since=since, decree=decree, begun_by=by
            )
    except IntegrityError as error:
        raise Conflict(_("A handover of this post or seat is open already.")) from error
    record("handover.begin", by=by, chain=CHAIN, subject=f"handover:{handover.pk}", to=to.pk)
    return handover


@transaction.atomic
def note(handover: Handover, *, by: User, notes: str, promises: str, risks: str) -> None:
    """Keeps what the successor should know; signatures given to another text are void."""
    fresh = _open(handover)
    if by.pk not in (fresh.outgoing_id, fresh.superior_id, fresh.begun_by_id):
        raise NotTheirs(_("Only who hands over, or the superior, writes the notes."))
    fresh.notes, fresh.promises, fresh.risks = notes, promises, risks
    fresh.outgoing_signed_at = fresh.incoming_signed_at = None
    fresh.save()
    record("handover.note", by=by, chain=CHAIN, subject=f"handover:{fresh.pk}")


@transaction.atomic
def sign(handover: Handover, *, by: User) -> None:
    """Who hands over or takes over confirms the inventory and the notes under his own log-in."""
    fresh = _open(handover)
    if by.pk == fresh.outgoing_id:
        side, fresh.outgoing_signed_at = "outgoing", fresh.outgoing_signed_at or timezone.now()
    elif by.pk == fresh.incoming_id:
        side, fresh.incoming_signed_at = "incoming", fresh.incoming_signed_at or timezone.now()
    else:
        raise NotTheirs(_("Only the two who hand over and take over sign."))
    fresh.save()
    record("handover.sign", by=by, chain=CHAIN, subject=f"handover:{fresh.pk}", side=side)


@transaction.atomic
def confirm(handover: Handover, *, by: User, reason: str = "") -> Handover:
    """The superior confirms: the inventory is frozen, the holder replaced, every open task moved and D8 issued for
    each LIAP concerned, in one act."""
    fresh = _open(handover)
    if by.pk != fresh.superior_id and not by.is_superuser:
        raise NotTheirs(_("Only the superior named here confirms the handover."))
    if not (fresh.outgoing_signed_at and fresh.incoming_signed_at) and not reason.strip():
        raise SignatureMissing(_("A signature is missing. Say why the handover goes on without it."))
    if fresh.since > timezone.localdate():
        raise TooEarly(_("The successor takes over later. Confirm on that day or after it."))
    found = queries.inventory(fresh.place, fresh.outgoing)
    fresh.inventory = frozen(found)
    replace_holder(fresh.place, to=fresh.incoming, since=fresh.since, by=by, decree=fresh.decree)
    fresh.confirmed_at, fresh.reason = timezone.now(), reason.strip()
    fresh.save()
    record("handover.confirm", by=by, chain=CHAIN, subject=f"handover:{fresh.pk}", tasks=len(fresh.inventory["tasks"]))
    for case in found.cases:
        issue_handover(fresh, case, by=by)
    return fresh


def frozen(found: queries.Inventory) -> dict:
    """The inventory in words, as it stood on the day; later changes do not reach it."""
    return {
        "tasks": [
            {
                "id": one.pk,
                "title": named(one),
                "plan": str(one.case.plan),
                "plan_id": one.case.plan_id,
                "due_on": str(one.due_on or ""),
            }
            for one in found.tasks
        ]
        + [
            {
                "duty": one.pk,
                "title": str(one),
                "plan": str(one.place),
                "plan_id": None,
                "due_on": one.due_on.isoformat(),
            }
            for one in found.duties
        ],
        "cases": [{"id": one.pk, "plan": str(one.plan), "stage": one.stage} for one in found.cases],
        "papers": [
            {"id": one.pk, "number": one.number, "kind": one.kind, "plan_id": one.plan_id} for one in found.papers
        ],
        "enterprises": [
            {"id": one.pk, "name": str(one), "plan": str(one.plan), "plan_id": one.plan_id}
            for one in found.enterprises
        ],
    }


@transaction.atomic
def replace_holder(place: Post | Seat, *, to: User, since: date, by: User, decree: str = "") -> int:
    """Ends the holder's term, begins the successor's and moves every open task; returns how many moved."""
    _require_right(place, by)
    _lock(place)
    outgoing = queries.holder_of(place)
    _refuse_successor(to, outgoing)
    rows = place.memberships if isinstance(place, Seat) else place.appointments.filter(kind=Appointment.Kind.HOLDER)
    for row in rows.filter(until__isnull=True):
        row.until = max(row.since, since - timedelta(days=1))
        row.save(update_fields=["until"])
    if isinstance(place, Seat):
        Membership.objects.create(seat=place, person=to, since=since)
    else:
        Appointment.objects.create(post=place, person=to, since=since, decree=decree)
    kind = "seat" if isinstance(place, Seat) else "post"
    record("holder.replace", by=by, chain=CHAIN, subject=f"{kind}:{place.pk}", to=to.pk, since=since.isoformat())
    if outgoing is None or since > timezone.localdate():
        return 0
    return _move(_held_by([outgoing]).filter(queries.work_of(place)), by, to) + rehome([outgoing], by=by)


@transaction.atomic
def appoint_acting(
    post: Post, *, person: User, kind: str, since: date, until: date, decree: str, by: User
) -> Appointment:
    """Names an acting officer (Plt, Plh) for a post, with dates and the number of the letter that papers print."""
    if by.pk not in queries.superiors(post).values_list("pk", flat=True) and not by.is_superuser:
        raise NotTheirs(_("Only the superior names an acting officer."))
    if not person.is_active:
        raise NotASuccessor(_("This account is closed."))
    if not decree.strip():
        raise Refusal(_("Give the number of the letter; it is printed beside the signature."))
    acting = Appointment.objects.create(
        post=post, person=person, kind=kind, since=since, until=until, decree=decree.strip()
    )
    record("acting.appoint", by=by, chain=CHAIN, subject=f"post:{post.pk}", person=person.pk, kind=kind)
    return acting


@transaction.atomic
def report_absence(*, by: User, substitute: User, since: date, until: date, reason: str = "") -> Absence:
    """Names who does one's work while one is away; approvals need an acting officer instead."""
    if substitute.pk == by.pk or not substitute.is_active:
        raise NotASuccessor(_("Choose somebody else who has an open account."))
    if until < since:
        raise Refusal(_("The last day lies before the first."))
    absence = Absence.objects.create(person=by, substitute=substitute, since=since, until=until, reason=reason)
    record("absence.report", by=by, chain="people", subject=f"user:{by.pk}", substitute=substitute.pk)
    return absence


def take_over(task: Task, *, by: User) -> Task:
    """The substitute takes a task of somebody who is away; both are in the record."""
    with locked_task(task.pk) as fresh:
        if not fresh.is_open:
            raise Conflict(_("This task was finished or cancelled before."))
        if fresh.owner_id not in absent_for(by) or not may_take(by, fresh):
            raise NotTheirs(_("You are not the substitute for this task."))
        before = fresh.owner_id
        fresh.owner, fresh.status, fresh.assigned = by, "ASSIGNED", timezone.now()
        fresh.save(update_fields=["owner", "status", "assigned"])
        _record_hand_over(fresh, by, before, by.pk)
        return fresh


def rehome(people: Iterable[User], *, by: User | None) -> int:
    """Takes from these people every open task that they may no longer do; returns how many.

    A task goes to the only one who can do it now, else to all who can. The cases are locked in one order, so that a
    task completed at the same moment is either done before or refused afterwards.
    """
    lost = [task.pk for task in _held_by(people) if _is_lost(task)]
    return _move(_held_by(people).filter(pk__in=lost), by, None) if lost else 0


def _held_by(people: Iterable[User]) -> QuerySet[Task]:
    held = Task.objects.human().open().filter(owner__in=[person.pk for person in people])
    return held.select_related("case__plan__region", "process", "owner").order_by("pk")


@transaction.atomic
def _move(tasks: QuerySet[Task], by: User | None, heir: User | None) -> int:
    """Gives tasks to the heir who may do them, else to the only one who can, else to all who can."""
    cases = Case.objects.select_for_update(of=("self", "plan")).select_related("plan").order_by("pk")
    locked_now = {case.pk for case in cases.filter(pk__in=list(tasks.values_list("case", flat=True)))}
    moved = 0
    for task in tasks.filter(case__in=locked_now):
        if heir is None and not _is_lost(task):
            continue
        _give(task, heir.pk if heir and may_take(heir, task) else only_candidate(task), by)
        moved += 1
    return moved


def _is_lost(task: Task) -> bool:
    return not (task.owner.is_active and may_take(task.owner, task))


def sweep(today: date | None = None) -> int:
    """Frees the tasks of closed accounts and ended terms; run by the clock, so no change of people is missed."""
    day = today or timezone.localdate()
    holders = User.objects.filter(pk__in=Task.objects.human().open().filter(owner__isnull=False).values("owner"))
    left = Q(is_active=False) | Q(appointments__until__lt=day) | Q(memberships__until__lt=day)
    left |= Q(substitutions__until__lt=day)
    return rehome(holders.filter(left).distinct(), by=None)


def _give(task: Task, heir: int | None, by: User | None) -> None:
    before = task.owner_id
    task.owner_id = heir
    task.status, task.assigned = ("ASSIGNED", timezone.now()) if heir else ("NEW", None)
    task.save(update_fields=["owner", "status", "assigned"])
    _record_hand_over(task, by, before, heir)


def _record_hand_over(task: Task, by: User | None, before: int | None, to: int | None) -> None:
    record(
        "task.hand_over",
        by=by,
        chain=f"plan:{task.case.plan_id}",
        subject=f"task:{task.pk}",
        step=task.flow_task.name,
        before=before,
        to=to,
    )


def _open(handover: Handover) -> Handover:
    fresh = Handover.objects.select_for_update().get(pk=handover.pk)
    if fresh.confirmed_at:
        raise HandoverIsOver(_("This handover was confirmed before. Nothing was recorded."))
    return fresh


def _lock(place: Post | Seat) -> None:
    type(place).objects.select_for_update().get(pk=place.pk)


def _require_right(place: Post | Seat, by: User) -> None:
    allowed = {person.pk for person in queries.superiors(place)}
    holder = queries.holder_of(place)
    if by.is_superuser or by.pk in allowed or (holder and holder.pk == by.pk):
        return
    raise NotTheirs(_("Only the holder or the superior may hand over this post or seat."))


def _refuse_successor(to: User, outgoing: User | None) -> None:
    if not to.is_active:
        raise NotASuccessor(_("This account is closed."))
    if outgoing and outgoing.pk == to.pk:
        raise NotASuccessor(_("This person holds the post or seat already."))
