"""Who sat where on which day, and when a working group can decide."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from liap.groups import actions, queries
from liap.models import Meeting, MeetingAttendance, Membership
from liap.refusals import NotTheirs
from tests.factories import MeetingAttendanceFactory, MembershipFactory, SeatFactory
from tests.liap.conftest import make_scene

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def nine(db):
    """A working group of nine seats with a vote, all filled."""
    return make_scene(members=8)


def record(scene, present, *, conflicted=(), decision="agreed", **changes):
    lines = [(member, member in present, member in conflicted) for member in scene.memberships]
    answers = {"purpose": "approval", "held_on": DAY, "place": "Aula", "attendances": lines, "by": scene.coordinator}
    return actions.record_meeting(scene.plan, decision=decision, **{**answers, **changes})


def test_five_of_nine_can_agree(nine):
    meeting = record(nine, nine.memberships[:5], dissent="Kamar dagang tidak setuju")

    assert (meeting.counted, meeting.seats_with_vote, meeting.attendances.count()) == (5, 9, 9)
    assert meeting.attendances.filter(is_present=True).count() == 5


def test_four_of_nine_cannot_agree(nine):
    with pytest.raises(actions.NoQuorum, match="4.*9.*5"):
        record(nine, nine.memberships[:4])
    assert not Meeting.objects.exists()
    assert not MeetingAttendance.objects.exists()


def test_four_of_nine_can_return_the_plan(nine):
    assert record(nine, nine.memberships[:4], decision="returned").counted == 4


def test_member_with_a_conflict_of_interest_is_not_counted(nine):
    with pytest.raises(actions.NoQuorum):
        record(nine, nine.memberships[:5], conflicted=nine.memberships[4:5])


def test_vacant_seats_count_and_seats_without_vote_do_not(nine):
    SeatFactory(working_group=nine.group)
    SeatFactory(working_group=nine.group, has_vote=False)
    guest = MembershipFactory(seat__working_group=nine.group, seat__has_vote=False)
    nine.memberships.append(guest)

    with pytest.raises(actions.NoQuorum, match="5.*10.*6"):
        record(nine, [*nine.memberships[:5], guest])


def test_one_person_on_two_seats_is_counted_once(nine):
    second = nine.memberships[4]
    second.person = nine.memberships[3].person
    second.save()

    with pytest.raises(actions.NoQuorum):
        record(nine, nine.memberships[:5])


def test_stranger_and_double_lines_are_refused(nine):
    present = [(member, True, False) for member in nine.memberships]

    for lines in ([*present, (MembershipFactory(), True, False)], [*present, present[0]]):
        with pytest.raises(actions.NotAMember):
            record(nine, [], attendances=lines)


def test_member_of_a_later_day_was_not_there(nine):
    late = MembershipFactory(seat__working_group=nine.group, since=DAY + timedelta(days=1))

    with pytest.raises(actions.NotAMember):
        record(nine, [], attendances=[(late, True, False)])


def test_same_decision_of_the_same_day_is_recorded_once(nine):
    record(nine, nine.memberships)

    with pytest.raises(actions.AlreadyRecorded):
        record(nine, nine.memberships)
    assert record(nine, nine.memberships, decision="returned").pk


def test_rewritten_plan_is_decided_on_again_the_same_day(nine):
    first = record(nine, nine.memberships)
    nine.plan.version += 1
    nine.plan.save()

    second = record(nine, nine.memberships)

    assert second.plan_version == first.plan_version + 1
    with pytest.raises(actions.AlreadyRecorded):
        record(nine, nine.memberships)


def test_minutes_are_written_by_a_member_after_the_meeting(nine):
    with pytest.raises(NotTheirs):
        record(nine, nine.memberships, by=nine.stranger)
    with pytest.raises(actions.MeetingInTheFuture):
        record(nine, nine.memberships, held_on=timezone.localdate() + timedelta(days=1))


@given(st.integers(1, 1000))
def test_quorum_is_the_least_more_than_half(seats):
    needed = actions.quorum_of(seats)

    assert needed * 2 > seats >= (needed - 1) * 2


def test_group_without_votes_never_decides():
    assert not actions.is_quorum(0, 0)


# --- Reading -------------------------------------------------------------------------------------------------------


def test_past_day_shows_who_sat_where(nine):
    first = nine.memberships[1]
    first.until = date(2025, 12, 31)
    first.save()
    successor = MembershipFactory(seat=first.seat, since=date(2026, 2, 1))

    def sitting(day):
        return {place.seat: place.membership for place in queries.seats_on(nine.group, day)}[first.seat]

    assert [sitting(date(2025, 6, 1)), sitting(date(2026, 1, 15)), sitting(DAY)] == [first, None, successor]
    assert first not in queries.members_on(nine.group, DAY)


def test_coordinator_and_the_groups_of_a_coordinator(nine):
    assert queries.coordinator_of(nine.group) == nine.coordinator
    assert list(queries.groups_coordinated_by(nine.coordinator)) == [nine.group]

    nine.group.valid_to = timezone.localdate() - timedelta(days=1)
    nine.group.save()
    assert list(queries.groups_coordinated_by(nine.coordinator)) == []


# --- What the database forbids -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda scene: SeatFactory(working_group=scene.group, role="coordinator"),
        lambda scene: MembershipFactory(seat=scene.memberships[1].seat),
        lambda scene: MembershipFactory(since=DAY, until=DAY - timedelta(days=1)),
        lambda scene: [
            MeetingAttendance.objects.create(meeting=line.meeting, membership=line.membership)
            for line in [MeetingAttendanceFactory()]
        ],
    ],
)
def test_database_refuses(nine, make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(nine)


def test_membership_may_end_and_begin_again(nine):
    seat = nine.memberships[1].seat
    Membership.objects.filter(seat=seat).update(until=DAY)

    assert MembershipFactory(seat=seat, since=DAY + timedelta(days=1)).pk
