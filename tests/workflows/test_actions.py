"""What people do with tasks: claim, release, hand over, complete, suspend, amend; and what is refused."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from liap.audit.models import Event
from liap.audit.queries import broken_links
from liap.people.models import User
from tests.factories import MembershipFactory, UserFactory
from workflows import actions, assignment, queries
from workflows.models import Move, Process, Task

DIAGNOSIS = ["diagnose"] * 3
DRAFTING = ["draft"] * 6


def to_drafting(scene):
    for member in scene.members:
        scene.finish("diagnose", by=member)
    scene.finish("review_diagnosis", by=scene.coordinator, decision="agreed")


def to_approval(scene):
    to_drafting(scene)
    for _ in range(6):
        scene.finish("draft", by=scene.members[0])
    scene.finish("review", by=scene.coordinator, decision="agreed")
    scene.finish("decide", by=scene.coordinator, decision="agreed")


def test_start_deals_the_diagnosis_to_the_members(scene):
    tasks = scene.case.tasks.human().order_by("id")

    assert scene.open_steps() == DIAGNOSIS
    assert [task.owner for task in tasks] == scene.members
    assert [task.data["section"] for task in tasks] == ["stakeholders", "supply_chain", "problems"]
    assert all(task.due_on > timezone.localdate() for task in tasks)
    scene.plan.refresh_from_db()
    assert scene.plan.open_sections == ["stakeholders", "supply_chain", "problems"]


def test_start_is_for_the_coordinator(scene):
    with pytest.raises(actions.NotTheCoordinator):
        actions.start(scene.plan, by=scene.members[0])


def test_start_twice_is_refused(scene):
    with pytest.raises(actions.Conflict):
        actions.start(scene.plan, by=scene.coordinator)


def test_join_waits_for_every_member(scene):
    scene.finish("diagnose", by=scene.members[0])
    assert scene.open_steps() == ["diagnose", "diagnose"]

    scene.finish("diagnose", by=scene.members[1])
    scene.finish("diagnose", by=scene.members[2])
    assert scene.open_steps() == ["review_diagnosis"]


def test_returned_part_of_the_diagnosis_reopens_alone(scene):
    for member in scene.members:
        scene.finish("diagnose", by=member)

    scene.finish(
        "review_diagnosis", by=scene.coordinator, decision="returned", sections=["problems"], reason="Belum berurutan"
    )

    task = scene.open_task("complete_diagnosis")
    scene.plan.refresh_from_db()
    assert scene.plan.open_sections == ["problems"]
    assert (task.data["section"], task.data["reason"]) == ("problems", "Belum berurutan")


def test_drafting_opens_one_task_per_section(scene):
    to_drafting(scene)

    assert scene.open_steps() == DRAFTING
    assert set(scene.case.tasks.open().human().values_list("owner", flat=True)) == {None}


def test_plan_travels_to_approval(scene):
    to_approval(scene)

    version = scene.case.submitted_version
    assert scene.case.stage == "approval"
    assert scene.open_steps() == ["head_decision", "budget_check", "ministry_comment"]
    assert Move.objects.get(case=scene.case, name="submit").plan_version == version
    scene.plan.refresh_from_db()
    assert scene.plan.open_sections == []


def test_history_is_chained(scene):
    to_approval(scene)

    assert list(broken_links()) == []
    verbs = list(Event.objects.filter(chain=f"plan:{scene.plan.pk}").values_list("verb", flat=True))
    assert verbs.count("task.complete") == 12
    assert [verb for verb in verbs if verb.startswith("case.")] == ["case.start", "case.submit"]


def test_done_task_keeps_who_held_which_post(scene):
    task = scene.finish("diagnose", by=scene.members[0])

    task.refresh_from_db()
    assert task.owner == scene.members[0]
    assert task.held_as == f"{scene.seats[1].title}, {scene.seats[1].institution.name}"


def test_claim_is_for_candidates(scene):
    to_drafting(scene)
    task = scene.case.tasks.open().human().first()

    with pytest.raises(actions.NotYourTask):
        actions.claim(task, by=scene.stranger)
    actions.claim(task, by=scene.members[1])

    task.refresh_from_db()
    assert (task.owner, task.status) == (scene.members[1], "ASSIGNED")


def test_claim_after_somebody_else_names_him(scene):
    to_drafting(scene)
    task = scene.case.tasks.open().human().first()
    actions.claim(task, by=scene.members[1])

    with pytest.raises(actions.TaskIsTaken, match=str(scene.members[1])):
        actions.claim(task, by=scene.members[2])


def test_release_gives_the_task_back(scene):
    to_drafting(scene)
    task = actions.claim(scene.case.tasks.open().human().first(), by=scene.members[1])

    actions.release(task, by=scene.members[1])

    task.refresh_from_db()
    assert (task.owner, task.status) == (None, "NEW")


def test_hand_over_needs_a_reason_and_a_candidate(scene):
    to_drafting(scene)
    task = actions.claim(scene.case.tasks.open().human().first(), by=scene.members[1])

    with pytest.raises(actions.ReasonMissing):
        actions.hand_over(task, to=scene.members[2], by=scene.members[1], reason=" ")
    with pytest.raises(actions.NotYourTask):
        actions.hand_over(task, to=scene.stranger, by=scene.members[1], reason="Cuti")
    with pytest.raises(actions.NotTheCoordinator):
        actions.hand_over(task, to=scene.members[2], by=scene.members[0], reason="Cuti")
    actions.hand_over(task, to=scene.members[2], by=scene.coordinator, reason="Cuti")

    task.refresh_from_db()
    assert task.owner == scene.members[2]


def test_complete_is_refused_after_the_seat_ended(scene):
    member = scene.members[0]
    member.memberships.update(until=timezone.localdate() - timedelta(days=1))
    task = scene.case.tasks.open().get(owner=member)

    with pytest.raises(actions.NotYourTask):
        actions.complete(task, by=member, work=lambda by: {})


def test_successor_on_the_seat_can_take_over(scene):
    old = scene.members[0]
    old.memberships.update(until=timezone.localdate() - timedelta(days=1))
    new = UserFactory()
    MembershipFactory(seat=scene.seats[1], person=new, since=timezone.localdate())
    task = scene.case.tasks.open().get(owner=old)

    actions.hand_over(task, to=new, by=scene.coordinator, reason="Mutasi")
    actions.complete(task, by=new, work=lambda by: {})

    task.refresh_from_db()
    assert (task.status, task.owner) == ("DONE", new)


def test_vacant_seat_falls_to_the_coordinator(scene):
    scene.members[0].memberships.update(until=timezone.localdate() - timedelta(days=1))
    task = scene.case.tasks.open().get(owner=scene.members[0])
    Task.objects.filter(pk=task.pk).update(owner=None, status="NEW")
    task.refresh_from_db()

    assert list(assignment.candidates(task)) == [scene.coordinator]
    assert task in queries.inbox(scene.coordinator).group


def test_complete_twice_tells_who_was_first(scene):
    task = scene.finish("diagnose", by=scene.members[0])

    with pytest.raises(actions.TaskIsDone, match=str(scene.members[0])):
        actions.complete(task, by=scene.members[0], work=lambda by: {})


def test_refused_work_leaves_nothing(scene):
    task = scene.open_task_of = scene.case.tasks.open().get(owner=scene.members[0])
    events = Event.objects.count()

    def refuse(_by):
        raise actions.ReasonMissing("Alasan?")

    with pytest.raises(actions.ReasonMissing):
        actions.complete(task, by=scene.members[0], work=refuse)

    task.refresh_from_db()
    assert (task.status, task.data.get("decision"), Event.objects.count()) == ("ASSIGNED", None, events)


def test_suspended_case_moves_due_dates(scene):
    task = scene.case.tasks.open().get(owner=scene.members[0])
    due = task.due_on
    with time_machine.travel("2026-03-02T03:00Z"):
        actions.suspend(scene.case, by=scene.coordinator, reason="COVID-19")
        with pytest.raises(actions.CaseIsSuspended):
            actions.complete(task, by=scene.members[0], work=lambda by: {})
        assert queries.inbox(scene.members[0]).own == []

    with time_machine.travel("2026-04-11T03:00Z"):
        actions.resume(scene.case, by=scene.coordinator, reason="Pulih")

    task.refresh_from_db()
    assert task.due_on == due + timedelta(days=40)
    assert queries.inbox(scene.members[0]).own == [task]


def test_withdraw_cancels_open_work_and_keeps_the_rest(scene):
    done = scene.finish("diagnose", by=scene.members[0])

    actions.withdraw(scene.case, by=scene.coordinator, reason="Tidak ada anggaran")

    scene.case.refresh_from_db()
    assert scene.case.stage == "withdrawn"
    assert scene.case.tasks.human().open().count() == 0
    assert Process.objects.filter(case=scene.case, finished__isnull=True).count() == 0
    done.refresh_from_db()
    assert done.status == "DONE"


def test_amend_voids_the_approval_and_reopens_only_the_named_section(scene):
    to_approval(scene)
    head = scene.open_task("head_decision")

    actions.amend(scene.case, by=scene.coordinator, sections=["budget"], reason="Harga naik")

    scene.case.refresh_from_db()
    scene.plan.refresh_from_db()
    assert (scene.case.stage, scene.case.submitted_version) == ("planning", None)
    assert scene.plan.open_sections == ["budget"]
    assert scene.open_steps() == ["redraft"]
    with pytest.raises(actions.TaskIsDone):
        actions.complete(head, by=scene.head, work=lambda by: {})


def test_inbox_shows_overdue_first(scene):
    to_drafting(scene)
    first, second = scene.case.tasks.open().human().order_by("id")[:2]
    for task in (first, second):
        actions.claim(task, by=scene.members[0])
    Task.objects.filter(pk=second.pk).update(due_on=date(2020, 1, 1))

    own = queries.inbox(scene.members[0]).own

    assert own == [second, first]
    assert list(queries.overdue(scene.coordinator)) == [second]


def test_no_task_without_a_reachable_person(scene):
    User.objects.update(is_active=False)
    administrator = UserFactory(is_superuser=True)
    task = scene.case.tasks.open().human().first()

    assert list(assignment.candidates(task)) == [administrator]
