"""Once a year the region is asked whether the model is still in use; the question reaches somebody and rests never."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liap.adoption.actions import attest
from liap.models import Appointment, Attestation
from liap.refusals import NotTheirs
from tests.factories import PlanFactory, UserFactory
from tests.workflows.conftest import make_scene
from tests.workflows.races import at_once
from tests.workflows.test_continuation import close, everybody_leaves, succeeds
from workflows import actions, attestations, lifecycle, mails, queries, reminders
from workflows.assignment import candidates
from workflows.models import Case, Notice, Process, Task

NEXT = timezone.localdate().year + 1
NEW_YEAR = date(NEXT, 1, 1)


def question(case=None) -> Task:
    rows = Task.objects.human().filter(process__stage="attestation").select_related("process", "case__plan")
    return rows.get(case=case) if case else rows.get()


def open_question(scene) -> Task:
    attestations.open_questions(NEW_YEAR)
    return question(scene.case)


@pytest.mark.django_db
def test_head_of_the_office_is_asked_from_the_first_of_january_after_the_plan_began(scene):
    assert attestations.open_questions(NEW_YEAR - timedelta(days=1)) == 0
    assert attestations.open_questions(NEW_YEAR) == 1

    task = question()
    assert (task.owner, task.role, task.due_on > timezone.localdate()) == (scene.head, "office_head", True)
    assert task in queries.inbox(scene.head).own


@pytest.mark.django_db
def test_region_is_asked_once_a_year_on_its_oldest_plan(scene):
    second = PlanFactory(working_group=scene.plan.working_group, region=scene.plan.region, author=scene.coordinator)
    actions.start(second, by=scene.coordinator)

    assert [attestations.open_questions(NEW_YEAR) for _twice in range(2)] == [1, 0]
    assert question().case == scene.case
    scene.finish("say", by=scene.head)
    assert attestations.open_questions(date(NEXT, 12, 31)) == 0
    assert attestations.open_questions(date(NEXT + 1, 1, 1)) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        lifecycle.open_stage(scene.case, "attestation", opened_for=NEW_YEAR)


@pytest.mark.django_db
def test_head_answers_on_a_phone_and_the_word_stands_with_its_post(scene):
    task = open_question(scene)
    client = Client()
    client.force_login(scene.head)
    address = reverse("workflows:task", args=[task.pk])
    form = client.get(address).context["form"]
    assert (form.initial["liap_count"], form.initial["used_since"]) == (1, None)
    assert str(NEXT) in form.fields["is_in_use"].help_text

    half = client.post(address, {"complete": "1", "is_in_use": "no"})
    done = client.post(address, {"complete": "1", "is_in_use": "no", "reason": "staff", "staff": "2"})

    word = Attestation.objects.get()
    assert (half.status_code, done.status_code) == (422, 302)
    assert (word.region, word.year, word.is_in_use, word.reason, word.by) == (
        scene.plan.region, NEXT, False, "staff", scene.head
    )  # fmt: skip
    assert word.held_as.startswith("Jabatan office_head")


@pytest.mark.django_db
def test_word_given_on_the_page_ends_the_question_and_asks_no_other(scene):
    task = open_question(scene)
    attest(scene.plan.region, year=NEXT, is_in_use=True, by=scene.head)

    assert [attestations.end_answered(), attestations.end_answered()] == [1, 0]
    task.refresh_from_db()
    assert (task.status, attestations.open_questions(NEW_YEAR)) == ("CANCELED", 0)


@pytest.mark.django_db
def test_word_of_another_year_does_not_end_the_question(scene):
    attest(scene.plan.region, year=NEXT - 1, is_in_use=True, by=scene.head)
    open_question(scene)

    assert attestations.end_answered() == 0


@pytest.mark.django_db
def test_question_goes_on_while_the_plan_rests_and_after_its_end(scene):
    task = open_question(scene)
    due = task.due_on
    actions.suspend(scene.case, by=scene.coordinator, reason="Banjir")
    assert queries.inbox(scene.head).own == [task]
    assert reminders.escalate(due + timedelta(days=1)) == 1

    actions.resume(scene.case, by=scene.coordinator, reason="Surut")
    actions.withdraw(scene.case, by=scene.coordinator, reason="Tidak dilanjutkan")

    task.refresh_from_db()
    assert (task.is_open, task.due_on) == (True, due)
    assert lifecycle_of(scene).finish("say", by=scene.head).pk == task.pk


def lifecycle_of(scene):
    scene.case.refresh_from_db()
    return scene


@pytest.mark.django_db
def test_region_of_a_closed_plan_is_asked(scene):
    close(scene)

    assert attestations.open_questions(NEW_YEAR) == 1


@pytest.mark.django_db
def test_vacant_post_leaves_the_question_to_the_ministry_and_then_to_an_administrator(scene):
    everybody_leaves()
    admin = UserFactory(is_superuser=True)
    task = open_question(scene)
    assert list(candidates(task)) == [admin]

    reviewer = succeeds(scene.reviewer)

    assert list(candidates(task)) == [reviewer]
    assert task in queries.inbox(reviewer).group
    with pytest.raises(NotTheirs):
        attest(scene.plan.region, year=NEXT, is_in_use=True, by=UserFactory())
    assert attest(scene.plan.region, year=NEXT, is_in_use=False, reason="no_answer", by=reviewer).by == reviewer


@pytest.mark.django_db
def test_question_is_in_the_mail_and_a_late_one_is_told_to_the_ministry(scene):
    task = open_question(scene)

    reminders.remind(task.due_on)
    reminders.escalate(task.due_on + timedelta(days=1))
    mails.send_notices(timezone.now().replace(hour=3))

    told = {(one.kind, one.person) for one in Notice.objects.filter(task=task)}
    assert told == {("reminder", scene.head), ("escalation", scene.reviewer)}
    assert any(reverse("workflows:task", args=[task.pk]) in one.body for one in mail.outbox)


@pytest.mark.django_db
def test_new_head_gets_the_question_of_the_old_one(scene):
    task = open_question(scene)
    Appointment.objects.filter(person=scene.head).update(until=timezone.localdate() - timedelta(days=1))
    successor = succeeds(scene.head)

    assert list(candidates(task)) == [successor]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_two_workers_ask_once(_round):
    scene = make_scene()

    assert at_once(*[partial(attestations.open_questions, NEW_YEAR)] * 3) == ["won"] * 3

    assert Process.objects.filter(stage="attestation").count() == Task.objects.human().filter(
        case=scene.case, process__stage="attestation"
    ).count() == 1  # fmt: skip
    assert Case.objects.get().move_count == scene.case.move_count
