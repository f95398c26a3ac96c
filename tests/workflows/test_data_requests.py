"""A request about personal data is a task with the hour by which it is due; it reaches somebody and opens once."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liap.enterprises.protection.actions import answer, receive
from liap.models import Absence, Enterprise, Membership
from liap.refusals import Refusal
from tests.factories import EnterpriseFactory, PlanFactory, SubjectRequestFactory, UserFactory
from tests.workflows.conftest import make_scene
from tests.workflows.races import at_once
from tests.workflows.test_continuation import close, everybody_leaves
from workflows import actions, data_requests, dates, lifecycle, queries, reminders
from workflows.assignment import candidates
from workflows.jobs import tick
from workflows.models import Notice, Process, Task

FRIDAY = datetime(2026, 11, 20, 9, 59, tzinfo=UTC)


def asked_of(scene, kind="withdrawal", **more):
    smi = EnterpriseFactory(region=scene.plan.region, name="UD Rahasia")
    return SubjectRequestFactory(enterprise=smi, kind=kind, **more)


def task_of(request) -> Task:
    return Task.objects.human().select_related("process", "case__plan__region").get(process__data_request=request)


def logged_in(person) -> Client:
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.django_db
def test_withdrawal_becomes_a_task_due_72_hours_later_and_is_answered_there(scene):
    smi = EnterpriseFactory(region=scene.plan.region, name="UD Rahasia")
    by_page = logged_in(scene.members[0])
    local = timezone.localtime(FRIDAY).strftime("%Y-%m-%dT%H:%M")
    with time_machine.travel(FRIDAY + timedelta(minutes=30)):
        by_page.post(
            reverse("liap:receive_request", args=[smi.pk]),
            {"kind": "withdrawal", "medium": "spoken", "received_at": local, "text": "Jangan lagi"},
        )
        tick()
        request = smi.requests.get()
        task, coordinator = task_of(request), logged_in(scene.coordinator)
        listed = coordinator.get(reverse("workflows:inbox")).content.decode()
        page = coordinator.get(reverse("workflows:task", args=[task.pk])).content.decode()
        half = coordinator.post(reverse("workflows:task", args=[task.pk]), {"complete": "1", "outcome": "done"})
        refused = coordinator.post(
            reverse("workflows:task", args=[task.pk]), {"complete": "1", "outcome": "refused", "answer": "Tidak"}
        )
        done = coordinator.post(
            reverse("workflows:task", args=[task.pk]), {"complete": "1", "outcome": "done", "answer": "Dihentikan"}
        )

    assert task.due_at == FRIDAY + timedelta(hours=72)
    assert (task.owner, task.due_on) == (scene.coordinator, date(2026, 11, 23))
    assert "Answer a request about personal data: Withdrawal of consent" in listed
    assert "23 November 2026 16:59 WIB" in listed
    assert "71 hours left" in listed
    assert "Rahasia" not in listed
    assert "Jangan lagi" in page
    assert "Period of the plan" not in page
    assert (half.status_code, refused.status_code, done.status_code) == (422, 422, 302)
    request.refresh_from_db()
    task.refresh_from_db()
    assert (request.outcome, request.answer, request.answered_by) == ("done", "Dihentikan", scene.coordinator)
    assert (task.status, task.data, task.process.finished is not None) == ("DONE", {"outcome": "done"}, True)


@pytest.mark.django_db
def test_task_says_nothing_personal_and_shows_what_was_asked_to_who_answers_only(scene):
    request = asked_of(scene, text="Nomor saya 0812")
    data_requests.open_tasks()
    task = task_of(request)

    for person in (scene.members[0], scene.reviewer, scene.evaluator):
        page = logged_in(person).get(reverse("workflows:task", args=[task.pk])).content.decode()
        assert "Answer a request about personal data" in page
        assert "Rahasia" not in page
        assert "0812" not in page
    assert logged_in(scene.stranger).get(reverse("workflows:task", args=[task.pk])).status_code == 404
    assert "0812" in logged_in(scene.head).get(reverse("workflows:task", args=[task.pk])).content.decode()


@pytest.mark.django_db
def test_request_answered_on_its_page_ends_the_task_as_done_by_who_answered(scene):
    request = asked_of(scene)
    data_requests.open_tasks()

    logged_in(scene.head).post(
        reverse("liap:answer_request", args=[request.pk]), {"outcome": "done", "answer": "Dihentikan"}
    )

    assert [data_requests.end_answered(), data_requests.end_answered()] == [1, 0]
    task = task_of(request)
    assert (task.status, task.owner, task.data) == ("DONE", scene.head, {"outcome": "done"})
    assert task.held_as.startswith("Jabatan office_head")
    assert data_requests.open_tasks() == 0


@pytest.mark.django_db
def test_task_that_came_second_says_that_the_request_is_answered(scene):
    request = asked_of(scene)
    data_requests.open_tasks()
    answer(request, by=scene.head, outcome="done", answer="Dihentikan")

    said = logged_in(scene.coordinator).post(
        reverse("workflows:task", args=[task_of(request).pk]), {"complete": "1", "outcome": "partly", "answer": "Lain"}
    )

    request.refresh_from_db()
    assert (said.status_code, request.answer) == (409, "Dihentikan")


@pytest.mark.django_db
def test_request_gets_one_task_whatever_became_of_it(scene):
    request = asked_of(scene)
    PlanFactory(working_group=scene.plan.working_group, region=scene.plan.region, author=scene.coordinator)

    assert [data_requests.open_tasks() for _twice in range(2)] == [1, 0]
    lifecycle.cancel(task_of(request).process)
    assert data_requests.open_tasks() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        lifecycle.open_stage(scene.case, "data_request", data_request=request)
    with pytest.raises(IntegrityError), transaction.atomic():
        lifecycle.open_stage(scene.case, "data_request")
    with pytest.raises(IntegrityError), transaction.atomic():
        Process.objects.filter(stage="planning").update(data_request=asked_of(scene))


@pytest.mark.django_db
def test_running_plan_carries_the_task_before_a_closed_one(scene):
    newer = PlanFactory(working_group=scene.plan.working_group, region=scene.plan.region, author=scene.coordinator)
    running = actions.start(newer, by=scene.coordinator)
    close(scene)
    first = asked_of(scene)
    data_requests.open_tasks()
    assert task_of(first).case == running

    actions.withdraw(running, by=scene.coordinator, reason="Tidak dilanjutkan")
    second = asked_of(scene)
    data_requests.open_tasks()

    assert task_of(second).case == scene.case
    assert task_of(first).is_open


@pytest.mark.django_db
def test_task_goes_on_while_the_plan_rests_and_its_hour_is_not_moved(scene):
    request = asked_of(scene, received_at=timezone.now())
    data_requests.open_tasks()
    task = task_of(request)
    due_on = task.due_on
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        actions.suspend(scene.case, by=scene.coordinator, reason="Banjir")
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert queries.inbox(scene.coordinator).own == [task]
        actions.resume(scene.case, by=scene.coordinator, reason="Surut")
        moving = {"by": scene.coordinator, "reason": "Nanti", "seen": ""}
        with pytest.raises(Refusal):
            dates.move_date(task, to=timezone.localdate() + timedelta(days=9), **moving)

    task.refresh_from_db()
    assert (task.due_on, task.due_at) == (due_on, request.due_at)
    assert logged_in(scene.head).get(reverse("workflows:due_date", args=[task.pk])).status_code == 404


@pytest.mark.django_db
def test_task_is_late_to_the_minute_and_its_letters_are_those_of_the_hours(scene):
    request = asked_of(scene, received_at=FRIDAY)
    with time_machine.travel(FRIDAY + timedelta(hours=71, minutes=59)):
        data_requests.open_tasks()
        assert task_of(request) not in queries.overdue(scene.coordinator)
        assert queries.cases(scene.coordinator).get().late_count == 0
    with time_machine.travel(FRIDAY + timedelta(hours=72, minutes=1)):
        assert task_of(request) in queries.overdue(scene.coordinator)
        assert queries.cases(scene.coordinator).get().late_count == 1
        assert "is-late" in logged_in(scene.coordinator).get(reverse("workflows:inbox")).content.decode()
    reminders.remind(date(2026, 11, 23))
    reminders.escalate(date(2026, 11, 30))

    assert not Notice.objects.filter(task=task_of(request)).exists()


@pytest.mark.django_db
def test_vacant_seat_leaves_it_to_the_head_and_then_to_an_administrator_but_never_to_the_ministry(scene):
    request = asked_of(scene)
    Membership.objects.filter(person=scene.coordinator).update(until=timezone.localdate() - timedelta(days=1))
    data_requests.open_tasks()
    task = task_of(request)
    assert list(candidates(task)) == [scene.head]

    everybody_leaves()
    admin, reviewer = UserFactory(is_superuser=True), scene.reviewer
    type(reviewer).objects.filter(pk=reviewer.pk).update(is_active=True)
    reviewer.appointments.update(until=None)

    assert list(candidates(task)) == [admin]
    assert task not in queries.inbox(reviewer).group


@pytest.mark.django_db
def test_who_stands_in_for_the_coordinator_answers(scene):
    request = asked_of(scene)
    data_requests.open_tasks()
    task, substitute = task_of(request), scene.members[0]
    today = timezone.localdate()
    Absence.objects.create(person=scene.coordinator, substitute=substitute, since=today, until=today, reason="Cuti")
    client = logged_in(substitute)

    client.post(reverse("workflows:take_over", args=[task.pk]))
    done = client.post(
        reverse("workflows:task", args=[task.pk]), {"complete": "1", "outcome": "done", "answer": "Selesai"}
    )

    request.refresh_from_db()
    assert (done.status_code, request.answered_by) == (302, substitute)


@pytest.mark.django_db
def test_deletion_answered_in_the_task_erases_and_leaves_no_name_in_it(scene):
    request = asked_of(scene, kind="deletion")
    data_requests.open_tasks()
    client, address = logged_in(scene.coordinator), reverse("workflows:task", args=[task_of(request).pk])
    assert "erases the owner" in client.get(address).content.decode()
    client.post(address, {"draft": "1", "outcome": "done", "answer": "Data UD Rahasia dihapus"})

    client.post(address, {"complete": "1", "outcome": "done", "answer": "Data dihapus"})

    assert Enterprise.objects.get(pk=request.enterprise_id).erased_at
    row = Task.objects.filter(process__data_request=request).values()
    assert "Rahasia" not in str(list(row))


# --- Before the clock comes by --------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_request_waits_in_the_inbox_of_its_people_until_the_clock_comes_by(scene):
    request = asked_of(scene, received_at=timezone.now() - timedelta(hours=73))

    for person in (scene.coordinator, scene.head):
        assert logged_in(person).get(reverse("workflows:inbox")).context["data_requests"] == [(request, True)]
    for person in (scene.members[0], scene.facilitator, scene.reviewer, scene.stranger):
        page = logged_in(person).get(reverse("workflows:inbox"))
        assert page.context["data_requests"] == []
        assert "Rahasia" not in page.content.decode()
    data_requests.open_tasks()

    assert logged_in(scene.coordinator).get(reverse("workflows:inbox")).context["data_requests"] == []


# --- Two at once ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_two_clocks_open_one_task(_round):
    scene = make_scene()
    asked_of(scene)

    assert at_once(*[data_requests.open_tasks] * 3) == ["won"] * 3

    assert Process.objects.filter(stage="data_request").count() == 1
    assert scene.open_steps().count("answer") == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_two_answers_and_the_clock_at_once_leave_one_answer(_round):
    scene = make_scene()
    smi = EnterpriseFactory(region=scene.plan.region)
    request = receive(enterprise=smi, kind="withdrawal", medium="paper", by=scene.coordinator)
    data_requests.open_tasks()
    task = task_of(request)

    def work(by):
        return {"outcome": answer(request, by=by, outcome="done", answer="Tugas").outcome}

    at_once(
        partial(actions.complete, task, by=scene.coordinator, work=work),
        partial(answer, request, by=scene.head, outcome="done", answer="Halaman"),
        data_requests.end_answered,
    )
    data_requests.end_answered()

    request.refresh_from_db()
    task.refresh_from_db()
    by = {"Tugas": scene.coordinator, "Halaman": scene.head}[request.answer]
    assert (request.answered_by, task.status, task.owner) == (by, "DONE", by)
