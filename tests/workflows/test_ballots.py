"""The working group decides in writing: votes in a time window, counted as in a meeting; silence is not consent."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liap.groups.ballots.actions import BallotIsClosed, NoTimeToAnswer, VotedBefore, cast, open_ballot
from liap.groups.ballots.models import Ballot, Vote
from liap.groups.models import Meeting
from liap.refusals import Conflict, NotTheirs, Refusal
from tests.factories import VoteFactory
from tests.workflows.conftest import make_scene
from tests.workflows.races import at_once
from tests.workflows.test_actions import to_drafting
from workflows import actions, ballots
from workflows.models import Task
from workflows.papers.d4_minutes import minutes_facts
from workflows.papers.dossier import Dossier


def to_ballot(scene, days: int = 7):
    """Every section is drafted and the coordinator asks the members in writing; five seats have a vote."""
    to_drafting(scene)
    for _ in range(6):
        scene.finish("draft", by=scene.members[0])
    last = (timezone.localdate() + timedelta(days=days)).isoformat()
    scene.finish("review", by=scene.coordinator, decision="in_writing", closes_on=last)


def people(scene) -> list:
    return [scene.coordinator, *scene.members, scene.facilitator]


def vote(scene, person, answer="agree", **given):
    task = Task.objects.get(case=scene.case, owner=person, flow_task__endswith=".vote")
    client = Client()
    client.force_login(person)
    given = {"complete": "1", "answer": answer, **given}
    response = client.post(reverse("workflows:task", args=[task.pk]), given)
    scene.case.refresh_from_db()
    return response


def test_everybody_with_a_seat_is_asked_until_the_day(scene):
    to_ballot(scene)

    tasks = scene.case.tasks.human().open()
    scene.plan.refresh_from_db()
    assert {task.owner for task in tasks} == set(people(scene))
    assert {task.due_on for task in tasks} == {timezone.localdate() + timedelta(days=7)}
    assert scene.plan.open_sections == []


def test_all_answers_close_the_decision_and_the_plan_goes_on(scene):
    to_ballot(scene)
    for person in people(scene)[:4]:
        vote(scene, person)
    vote(scene, scene.facilitator, "disagree", reason="Anggaran terlalu kecil")

    meeting = Meeting.objects.get(plan=scene.plan)
    assert (scene.case.stage, meeting.decision, meeting.is_written) == ("approval", "agreed", True)
    assert (meeting.counted, meeting.seats_with_vote) == (5, 5)
    assert "Anggaran terlalu kecil" in meeting.dissent
    assert Ballot.objects.get().meeting == meeting
    process = scene.case.processes.last()
    facts = minutes_facts(Dossier(scene.case, process, scene.plan, timezone.now(), timezone.localdate()))
    assert (facts.is_written, facts.is_quorate, facts.counted) == (True, True, 5)


def test_coordinator_chooses_on_the_page(scene):
    to_drafting(scene)
    for _ in range(6):
        scene.finish("draft", by=scene.members[0])
    client = Client()
    client.force_login(scene.coordinator)
    address = reverse("workflows:task", args=[scene.open_task("review").pk])

    page = client.post(address, {"complete": "1", "decision": "in_writing"})
    past = client.post(address, {"complete": "1", "decision": "in_writing", "closes_on": "2020-01-01"})

    assert (page.status_code, past.status_code) == (422, 422)
    assert "closes_on" in page.context["form"].errors
    assert "closes_on" in past.context["form"].errors


def test_silence_is_not_consent(scene):
    to_ballot(scene)
    for person in people(scene)[:2]:
        vote(scene, person)
    assert ballots.close_due() == 0

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert ballots.close_due() == 1
        assert ballots.close_due() == 0

    meeting = Meeting.objects.get(plan=scene.plan)
    scene.case.refresh_from_db()
    assert (meeting.decision, meeting.counted) == ("returned", 2)
    assert scene.case.stage == "planning"
    assert "2" in scene.open_task("review").data["reason"]
    assert scene.case.tasks.filter(flow_task__endswith=".vote", status="CANCELED").count() == 3


def test_nobody_answers_and_the_coordinator_is_asked_again(scene):
    to_ballot(scene)

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        ballots.close_due()

    assert scene.open_steps() == ["review"]
    assert Meeting.objects.get().counted == 0


def test_window_closes_with_a_quorum_that_agrees(scene):
    to_ballot(scene)
    for person in people(scene)[:3]:
        vote(scene, person)

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        ballots.close_due()

    scene.case.refresh_from_db()
    assert scene.case.stage == "approval"


def test_conflict_of_interest_is_not_counted(scene):
    to_ballot(scene)
    for person in people(scene)[:2]:
        vote(scene, person)
    for person in people(scene)[2:]:
        vote(scene, person, "conflict")

    meeting = Meeting.objects.get()
    assert (meeting.decision, meeting.counted, scene.case.stage) == ("returned", 2, "planning")
    assert meeting.attendances.filter(has_conflict=True).count() == 3


def test_half_of_the_votes_is_no_majority(scene):
    to_ballot(scene)
    for person, answer in zip(people(scene), ["agree", "agree", "disagree", "disagree", "conflict"], strict=True):
        vote(scene, person, answer, reason="Alasan")

    assert (Meeting.objects.get().decision, Meeting.objects.get().counted) == ("returned", 4)


def test_suspended_decision_rests_and_the_window_moves(scene):
    to_ballot(scene)
    actions.suspend(scene.case, by=scene.coordinator, reason="Banjir")

    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert ballots.close_due() == 0
        actions.resume(scene.case, by=scene.coordinator, reason="Selesai")
        assert ballots.close_due() == 0
        assert vote(scene, scene.coordinator).status_code == 302


def test_vote_against_needs_a_reason(scene):
    to_ballot(scene)

    assert vote(scene, scene.coordinator, "disagree").status_code == 422
    assert not Vote.objects.exists()
    with pytest.raises(Refusal, match="mengapa"):
        cast(Ballot.objects.get(), seat=scene.seats[0].pk, by=scene.coordinator, answer="disagree")


def test_vote_is_personal_and_given_once(scene):
    to_ballot(scene)
    ballot = Ballot.objects.get()

    with pytest.raises(NotTheirs):
        cast(ballot, seat=scene.seats[1].pk, by=scene.coordinator, answer="agree")
    cast(ballot, seat=scene.seats[0].pk, by=scene.coordinator, answer="agree")
    with pytest.raises(VotedBefore):
        cast(ballot, seat=scene.seats[0].pk, by=scene.coordinator, answer="disagree", reason="Berubah")
    assert Vote.objects.get().answer == "agree"


def test_vote_after_the_window_is_refused(scene):
    to_ballot(scene)

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert vote(scene, scene.coordinator).status_code == 409
        ballots.close_due()
    with pytest.raises(BallotIsClosed):
        cast(Ballot.objects.get(), seat=scene.seats[0].pk, by=scene.coordinator, answer="agree")
    assert not Vote.objects.exists()


def test_ballot_has_a_window_and_is_alone(scene):
    today = timezone.localdate()
    for last in (today, today + timedelta(days=61)):
        with pytest.raises(NoTimeToAnswer):
            open_ballot(scene.plan, closes_on=last, by=scene.coordinator)
    open_ballot(scene.plan, closes_on=today + timedelta(days=3), by=scene.coordinator)
    with pytest.raises(Conflict):
        open_ballot(scene.plan, closes_on=today + timedelta(days=3), by=scene.coordinator)


@pytest.mark.parametrize("wrong", [{"answer": "perhaps"}, {"answer": "disagree", "reason": ""}])
def test_database_refuses_a_senseless_vote(db, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        VoteFactory(**wrong)


def test_database_keeps_a_vote(db):
    VoteFactory()

    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Vote.objects.update(answer="conflict")


@pytest.mark.django_db(transaction=True)
def test_last_two_votes_at_once_are_counted_once():
    scene = make_scene()
    to_ballot(scene)
    for person in people(scene)[:3]:
        vote(scene, person)

    def answer(person):
        response = vote(scene, person)
        connection.close()
        assert response.status_code == 302

    assert at_once(*[partial(answer, person) for person in people(scene)[3:]]) == ["won", "won"]

    scene.case.refresh_from_db()
    assert (Meeting.objects.get().counted, Vote.objects.count(), scene.case.stage) == (5, 5, "approval")
    assert scene.case.moves.filter(name="submit").count() == 1
