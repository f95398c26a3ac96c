"""Three years after closing a plan is asked about once, and the question reaches somebody though everybody is gone."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from liap.models import Appointment, ContinuationCheck, Membership, User
from liap.outcomes.continuation import actions as checks
from liap.outcomes.success.actions import open_reconfirmations
from liap.refusals import NotTheirs
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    ContinuationCheckFactory,
    GoalFactory,
    MembershipFactory,
    PlanVersionFactory,
    SuccessCaseFactory,
    UserFactory,
)
from tests.workflows.lifecycles.invariants import seen_by, violations
from workflows import actions, continuation, lifecycle, queries, reminders
from workflows.assignment import candidates
from workflows.handovers.actions import sweep
from workflows.models import Case, Move, Process, Task, Variant

pytestmark = pytest.mark.django_db
CLOSED = datetime(2021, 6, 30, 3, tzinfo=UTC)
DAY = date(2024, 6, 30)


def close(scene, at=CLOSED):
    version = PlanVersionFactory(plan=scene.plan)
    for process in scene.case.processes.all():
        lifecycle.cancel(process)
    Case.objects.filter(pk=scene.case.pk).update(stage="closed", approved_version=version, move_count=2)
    Move.objects.create(case=scene.case, number=2, name="close", from_stage="evaluation", to_stage="closed", at=at)
    scene.case.refresh_from_db()
    return scene


@pytest.fixture
def closed(scene):
    return close(scene)


def tasks(case):
    return Task.objects.human().filter(case=case, process__stage="continuation")


def test_coordinator_is_asked_three_years_after_closing_and_not_earlier(closed):
    assert continuation.open_checks(DAY - timedelta(days=1)) == 0
    assert continuation.open_checks(DAY) == 1

    task = tasks(closed.case).get()
    assert (task.owner, task.role, task.due_on is not None) == (closed.coordinator, "coordinator", True)


def test_facilitator_is_asked_where_one_led(closed):
    Case.objects.update(variant=Variant.FACILITATOR, flow_version=1)
    continuation.open_checks(DAY)

    assert tasks(closed.case).get().owner == closed.facilitator


def test_check_opens_once_whatever_became_of_the_task(closed):
    continuation.open_checks(DAY)
    closed.finish("look_back", by=closed.coordinator)

    assert continuation.open_checks(date(2030, 1, 1)) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        lifecycle.open_stage(closed.case, "continuation")


@pytest.mark.parametrize("stage", ["implementation", "evaluation", "withdrawn", "rejected"])
def test_only_a_closed_plan_is_asked_about(closed, stage):
    Case.objects.filter(pk=closed.case.pk).update(stage=stage)

    assert continuation.open_checks(date(2030, 1, 1)) == 0


def test_suspended_plan_is_not_asked_about(scene):
    actions.suspend(scene.case, by=scene.coordinator, reason="Banjir")

    assert continuation.open_checks(date(2030, 1, 1)) == 0


def test_worker_that_died_leaves_nothing_and_the_next_opens_it(closed, monkeypatch):
    opened = lifecycle.open_stage

    def die_afterwards(*args, **kwargs):
        opened(*args, **kwargs)
        raise SystemExit

    with monkeypatch.context() as crash:
        crash.setattr(lifecycle, "open_stage", die_afterwards)
        with pytest.raises(SystemExit):
            continuation.open_checks(DAY)
    assert not Process.objects.filter(stage="continuation").exists()

    assert continuation.open_checks(DAY) == 1


# --- Everybody is gone ---------------------------------------------------------------------------------------------
def everybody_leaves():
    """All accounts are closed, all seats and posts have ended."""
    User.objects.update(is_active=False)
    for rows in (Membership, Appointment):
        rows.objects.update(until=timezone.localdate() - timedelta(days=1))


def reaches(case):
    """Who may do the only task, and whether each of them and nobody else sees it in his list."""
    task = tasks(case).select_related("process", "case__plan").get()
    found = list(candidates(task))
    for user in User.objects.filter(is_active=True):
        listed = queries.inbox(user)
        assert (task in [*listed.own, *listed.group]) is (user in found), user
        assert seen_by(user) == []
    return found


def test_new_holder_of_the_coordinators_seat_is_asked(closed):
    everybody_leaves()
    successor = MembershipFactory(seat=closed.seats[0]).person
    continuation.open_checks(DAY)

    assert reaches(closed.case) == [successor]


def test_task_climbs_to_whoever_is_left(closed):
    everybody_leaves()
    admin = UserFactory(is_superuser=True)
    continuation.open_checks(DAY)
    assert reaches(closed.case) == [admin]

    reviewer = succeeds(closed.reviewer)
    assert reaches(closed.case) == [reviewer]

    head = succeeds(closed.head)
    assert reaches(closed.case) == [head]

    coordinator = MembershipFactory(seat=closed.seats[0]).person
    assert reaches(closed.case) == [coordinator]


def test_other_tasks_do_not_climb_to_the_ministry(scene):
    everybody_leaves()
    admin = UserFactory(is_superuser=True)
    succeeds(scene.reviewer)
    task = scene.case.tasks.human().open().first()

    assert list(candidates(task)) == [admin]


def test_task_of_one_who_leaves_goes_on_to_the_next(closed):
    continuation.open_checks(DAY)
    everybody_leaves()
    head = succeeds(closed.head)

    sweep()

    assert reaches(closed.case) == [head]
    assert [fault for fault in violations(closed.case.pk) if "look_back" in fault or "continuation" in fault] == []


def succeeds(person):
    """A new person in the post of one who left."""
    return AppointmentFactory(
        post=person.appointments.get().post, person=UserFactory(), since=timezone.localdate()
    ).person


def test_late_answer_is_reminded_and_escalated_as_any_other(closed):
    continuation.open_checks(DAY)
    task = tasks(closed.case).get()

    assert reminders.remind(task.due_on) > 0
    assert reminders.escalate(task.due_on + timedelta(days=1)) > 0
    assert set(task.notices.values_list("person", flat=True)) == {closed.coordinator.pk, closed.head.pk}


# --- The answer ----------------------------------------------------------------------------------------------------
@pytest.fixture
def asked(closed):
    """The check is open; of two successes of 2021 the yearly question of this year is open."""
    with time_machine.travel(DAY):
        GoalFactory(plan=closed.plan, rung="capability")
        for _number in range(2):
            case = SuccessCaseFactory(plan=closed.plan)
            type(case).objects.filter(pk=case.pk).update(confirmed_by=closed.head, confirmed_on=date(2021, 3, 1))
        open_reconfirmations(DAY)
        closed.activity = ActivityFactory(plan=closed.plan, number=1)
        continuation.open_checks(DAY)
    return closed


@time_machine.travel(datetime(2024, 7, 2, 3, tzinfo=UTC))
def test_answer_stands_on_the_page_the_timeline_and_the_page_of_the_ministry(client, asked):
    client.force_login(asked.coordinator)
    address = reverse("workflows:task", args=[tasks(asked.case).get().pk])
    first = client.get(address).context["form"].successes.questions[0]
    answers = {
        "complete": "1", "use-is_in_use": "no", "use-reason": "staff", "use-activities": [asked.activity.pk],
        "use-changed": "Dinas digabung", "use-evidence": "Surat 12/2024", f"success-{first.pk}": "still",
    }  # fmt: skip

    assert client.post(address, {**answers, "use-reason": ""}).status_code == 422
    assert client.post(address, answers).status_code == 302

    row = ContinuationCheck.objects.get()
    assert (row.by, row.held_as != "", row.said_on) == (asked.coordinator, True, date(2024, 7, 2))
    assert (row.is_in_use, row.reason, row.changed, str(row.evidence)) == (
        False, "staff", "Dinas digabung", "Surat 12/2024",
    )  # fmt: skip
    assert list(row.activities.all()) == [asked.activity]
    assert (row.still, row.lapsed, row.no_contact, row.not_asked) == (1, 0, 0, 1)
    page = client.get(reverse("workflows:case", args=[asked.case.pk]))
    assert page.context["continuation"] == row
    assert "Dinas digabung" in page.text
    assert "continuation.checked" in [entry.kind for entry in queries.timeline(asked.case)]
    client.force_login(asked.reviewer)
    shown = client.get(reverse("workflows:pulse")).context["continuations"]
    assert [(one.case, one.task, one.check, one.tells_smis) for one in shown] == [(asked.case, None, row, False)]
    told = client.get(reverse("workflows:case", args=[asked.case.pk]))
    assert ("Dinas digabung" in told.text, told.context["tells_smis"]) == (True, False)
    saved = client.get(f"{reverse('workflows:pulse')}?save=csv&table=continuations")
    line = b"".join(saved.streaming_content).decode().splitlines()[1]
    assert ";1;0;0;1;" not in line.replace(",", ";")
    assert [fault for fault in violations(asked.case.pk) if "look_back" in fault or "continuation" in fault] == []


@time_machine.travel(datetime(2024, 7, 2, 3, tzinfo=UTC))
def test_ministry_answers_for_an_office_that_is_gone(client, asked):
    everybody_leaves()
    reviewer = succeeds(asked.reviewer)
    sweep()
    client.force_login(reviewer)

    page = client.get(reverse("workflows:task", args=[tasks(asked.case).get().pk]))
    assert page.context["form"].successes.questions == []
    client.post(page.request["PATH_INFO"], {"complete": "1", "use-is_in_use": "no", "use-reason": "no_answer"})

    row = ContinuationCheck.objects.get()
    assert (row.by, row.reason, row.not_asked) == (reviewer, "no_answer", 2)


def test_open_check_stands_on_the_pulse_and_is_saved_as_a_table(client, asked):
    client.force_login(asked.reviewer)
    address = reverse("workflows:pulse")

    rows = client.get(address).context["continuations"]
    saved = b"".join(client.get(f"{address}?save=csv&table=continuations").streaming_content).decode()

    assert [(row.task.owner, row.check) for row in rows] == [(asked.coordinator, None)]
    assert asked.plan.title in saved


def test_stranger_and_second_answer_are_refused(closed):
    with pytest.raises(NotTheirs):
        checks.check_continuation(closed.plan, by=closed.stranger, is_in_use=True)
    checks.check_continuation(closed.plan, by=closed.coordinator, is_in_use=True)
    with pytest.raises(checks.AlreadyChecked):
        checks.check_continuation(closed.plan, by=closed.coordinator, is_in_use=True)
    assert ContinuationCheck.objects.count() == 1


@pytest.mark.parametrize(("is_in_use", "reason"), [(True, "staff"), (False, "")])
def test_reason_belongs_to_disuse_in_action_and_database(closed, is_in_use, reason):
    with pytest.raises(checks.ReasonMissing):
        checks.check_continuation(closed.plan, by=closed.coordinator, is_in_use=is_in_use, reason=reason)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContinuationCheckFactory(is_in_use=is_in_use, reason=reason)


def test_activity_of_another_plan_is_refused(closed):
    with pytest.raises(NotTheirs):
        checks.check_continuation(closed.plan, by=closed.coordinator, is_in_use=True, activities=[ActivityFactory()])
