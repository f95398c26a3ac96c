"""Asking the members in writing, taking their votes, and counting them as a meeting counts.

Rule (our proposal after features A5 and A6): a member who answered without a conflict of interest counts as present.
The group agrees when those who count are a quorum and more than half of them say yes. Silence is not consent: who
does not answer is absent, as from a meeting.
"""

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.groups.actions import Attendance, counted_for_quorum, is_quorum, write_minutes
from liap.groups.ballots.models import Ballot, Vote
from liap.groups.models import Meeting, Membership, WorkingGroup
from liap.groups.queries import members_on, seats_with_vote
from liap.people.models import User
from liap.places.queries import today_in
from liap.refusals import Conflict, NotTheirs, Refusal

AT_MOST = timedelta(days=60)


class NoTimeToAnswer(Refusal):
    """The last day to answer leaves the members no day, or far too many."""


class BallotIsClosed(Conflict):
    """The votes were counted before."""


class VotedBefore(Conflict):
    """The member has answered already."""


@transaction.atomic
def open_ballot(plan: Any, *, closes_on: date, by: User) -> Ballot:
    """Begins a decision in writing about a plan; every member with a vote is asked until the last day."""
    today = today_in(plan.region)
    if not today < closes_on <= today + AT_MOST:
        raise NoTimeToAnswer(_("Choose a last day to answer from tomorrow on, within 60 days."))
    try:
        with transaction.atomic():
            ballot = Ballot.objects.create(
                plan_id=plan.pk,
                working_group_id=plan.working_group_id,
                opened_by=by,
                opened_on=today,
                closes_on=closes_on,
            )
    except IntegrityError as error:
        raise Conflict(_("A written decision on this plan is under way already.")) from error
    record(
        "ballot.opened",
        by=by,
        chain=f"plan:{plan.pk}",
        subject=f"ballot:{ballot.pk}",
        closes_on=closes_on.isoformat(),
    )
    return ballot


@transaction.atomic
def cast(ballot: Ballot, *, seat: int, by: User, answer: str, reason: str = "") -> Vote:
    """Records the vote of a seat. It is personal: nobody answers for somebody else, and nobody twice."""
    fresh = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if fresh.closed_at:
        raise BallotIsClosed(_("The votes were counted before. Nothing was recorded."))
    membership = members_on(fresh.working_group).filter(seat=seat, seat__has_vote=True, person=by).first()
    if membership is None:
        raise NotTheirs(_("Only the member who holds the seat votes; nobody votes in place of somebody else."))
    if answer == Vote.Answer.DISAGREE and not reason.strip():
        raise Refusal(_("Please say why you do not agree; it is printed in the minutes."))
    try:
        with transaction.atomic():
            vote = Vote.objects.create(ballot=fresh, membership=membership, answer=answer, reason=reason.strip())
    except IntegrityError as error:
        raise VotedBefore(_("You have answered already. Nothing was recorded.")) from error
    record("ballot.voted", by=by, chain=f"plan:{fresh.plan_id}", subject=f"ballot:{fresh.pk}", answer=answer)
    return vote


@transaction.atomic
def close_ballot(ballot: Ballot, *, by: User | None) -> Meeting:
    """Counts the votes once and writes the minutes; a group without a quorum or a majority has not agreed."""
    WorkingGroup.objects.select_for_update().get(pk=ballot.working_group_id)
    fresh = Ballot.objects.select_for_update().select_related("plan", "working_group", "opened_by").get(pk=ballot.pk)
    if fresh.closed_at:
        raise BallotIsClosed(_("The votes were counted before. Nothing was recorded."))
    today = timezone.localdate()
    votes = {vote.membership_id: vote for vote in fresh.votes.select_related("membership__person")}
    lines = [_line(member, votes.get(member.pk)) for member in members_on(fresh.working_group, today)]
    with translation.override("id"):
        place = str(_("in writing"))
    fresh.meeting = write_minutes(
        fresh.plan,
        group=fresh.working_group,
        purpose=Meeting.Purpose.APPROVAL,
        held_on=today,
        place=place,
        lines=lines,
        decision=_decision(fresh, lines, votes),
        dissent="\n".join(f"{vote.membership.person}: {vote.reason}" for vote in votes.values() if _is_against(vote)),
        by=by or fresh.opened_by,
        is_written=True,
    )
    fresh.closed_at = timezone.now()
    fresh.save(update_fields=["meeting", "closed_at"])
    return fresh.meeting


def _line(member: Membership, vote: Vote | None) -> Attendance:
    has_conflict = vote is not None and vote.answer == Vote.Answer.CONFLICT
    return Attendance(member, is_present=vote is not None, has_conflict=has_conflict)


def _is_against(vote: Vote) -> bool:
    return vote.answer == Vote.Answer.DISAGREE


def _decision(ballot: Ballot, lines: list[Attendance], votes: dict[int, Vote]) -> str:
    """Agreed by a quorum and more than half of those who count; a person on two seats counts once."""
    counted = counted_for_quorum(lines)
    conflicted = {line.membership.person_id for line in lines if line.has_conflict}
    against = {line.membership.person_id for line in lines if (v := votes.get(line.membership.pk)) and _is_against(v)}
    said_yes = counted - len(against - conflicted)
    agreed = is_quorum(counted, seats_with_vote(ballot.working_group)) and said_yes * 2 > counted
    return Meeting.Decision.AGREED if agreed else Meeting.Decision.RETURNED
