"""A working group plans with its signed decree on file, and a seat that nobody answered for becomes a task."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents.models import Document
from liap.groups.formation.actions import invite
from liap.groups.formation.models import Invitation
from liap.groups.models import Membership, WorkingGroup
from liap.refusals import NotTheirs, Refusal
from tests.factories import (
    DecreeDraftFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PlanVersionFactory,
    SeatFactory,
)
from tests.workflows.test_actions import to_drafting
from workflows import actions
from workflows.duties import actions as duties
from workflows.duties.queries import waiting_for
from workflows.effects import DecreeMissing
from workflows.formation import vacancies
from workflows.formation.actions import DecreeInTheFuture, file_decree
from workflows.models import Case, Process
from workflows.papers import d1_decree

SCAN = b"%PDF-1.7 keputusan"


def without_decree(scene) -> WorkingGroup:
    group = scene.plan.working_group
    WorkingGroup.objects.filter(pk=group.pk).update(decree_sha256="", decree_filed_at=None, decree_file_name="")
    group.refresh_from_db()
    return group


def started_without(scene):
    """A plan that begins before the decree is on file."""
    group = without_decree(scene)
    scene.plan = PlanFactory(working_group=group, author=scene.coordinator)
    scene.case = actions.start(scene.plan, by=scene.coordinator)
    return scene


def scan():
    return SimpleUploadedFile("sk.pdf", SCAN)


def given(**changes) -> dict:
    return {"file": scan(), "number": "188/1/2026", "signed_on": "2026-01-05", "signer": "Bupati", **changes}


def filed(scene, **changes):
    today = timezone.localdate()
    values = {"file": scan(), "number": "188/1", "signed_on": today, "signer": "Bupati", "by": scene.coordinator}
    return file_decree(scene.plan.working_group, **{**values, **changes})


def test_plan_without_a_decree_begins_with_a_task_of_the_coordinator(scene):
    started_without(scene)

    task = scene.open_task("file_decree")
    assert (task.owner, task.process.stage) == (scene.coordinator, "formation")
    assert task.due_on > timezone.localdate()


def test_plan_with_a_decree_begins_without(scene):
    assert not Process.objects.filter(case=scene.case, stage="formation").exists()


def test_plan_does_not_leave_planning_without_the_decree(scene):
    started_without(scene)
    to_drafting(scene)
    for _ in range(6):
        scene.finish("draft", by=scene.members[0])
    scene.finish("review", by=scene.coordinator, decision="agreed")

    with pytest.raises(DecreeMissing):
        scene.finish("decide", by=scene.coordinator, decision="agreed")
    assert (scene.case.stage, "decide" in scene.open_steps()) == ("planning", True)

    filed(scene)
    scene.finish("decide", by=scene.coordinator, decision="agreed")
    assert scene.case.stage == "approval"


def test_review_says_so_before_the_members_are_asked(scene, monkeypatch):
    started_without(scene)
    monkeypatch.setattr("workflows.forms.reviews.refuse_gaps", lambda plan: None)
    to_drafting(scene)
    for _ in range(6):
        scene.finish("draft", by=scene.members[0])
    client = Client()
    client.force_login(scene.coordinator)
    last = (timezone.localdate() + timedelta(days=5)).isoformat()

    for decision in ("agreed", "in_writing"):
        page = client.post(
            reverse("workflows:task", args=[scene.open_task("review").pk]),
            {"complete": "1", "decision": decision, "closes_on": last},
        )
        assert (page.status_code, type(page.context["refusal"])) == (422, DecreeMissing)


def test_coordinator_puts_the_scan_on_file_and_it_can_be_looked_at(scene):
    started_without(scene)
    client, stranger = Client(), Client()
    client.force_login(scene.coordinator)
    stranger.force_login(scene.stranger)
    address = reverse("workflows:decree", args=[scene.case.pk])
    assert client.get(address).status_code == 404

    page = client.post(
        reverse("workflows:task", args=[scene.open_task("file_decree").pk]), {"complete": "1", **given()}
    )

    group = WorkingGroup.objects.get(pk=scene.plan.working_group_id)
    assert page.status_code == 302
    assert (group.decree_number, group.is_decree_on_file) == ("188/1/2026", True)
    assert client.get(address).content == SCAN
    assert stranger.get(address).status_code == 404
    assert Process.objects.get(case=scene.case, stage="formation").finished is not None


@pytest.mark.parametrize(
    "wrong", [{"file": SimpleUploadedFile("sk.exe", b"MZ")}, {"signed_on": "2099-01-01"}, {"number": ""}, {"file": ""}]
)
def test_bad_scan_is_refused_with_a_sentence(scene, wrong):
    started_without(scene)
    client = Client()
    client.force_login(scene.coordinator)
    task = scene.open_task("file_decree")

    page = client.post(reverse("workflows:task", args=[task.pk]), {"complete": "1", **given(**wrong)})

    task.refresh_from_db()
    assert (page.status_code, task.is_open) == (422, True)
    assert not WorkingGroup.objects.get(pk=scene.plan.working_group_id).is_decree_on_file


def test_who_may_put_the_decree_on_file(scene):
    without_decree(scene)

    with pytest.raises(NotTheirs):
        filed(scene, by=scene.members[0])
    with pytest.raises(DecreeInTheFuture):
        filed(scene, signed_on=timezone.localdate() + timedelta(days=1))
    assert filed(scene, by=scene.head).is_decree_on_file


def test_decree_may_bear_the_number_of_the_one_who_signed_it(scene):
    """The legal bureau of a regent numbers his decrees; the draft keeps the number of the office that sent it."""
    group = without_decree(scene)
    DecreeDraftFactory(working_group=group, sent_at=timezone.now(), sent_by=scene.coordinator)
    assert d1_decree.issue_due() == 1

    filed(scene, number="188/1/2026")

    group.refresh_from_db()
    assert (group.decree_number, Document.objects.get(kind="D1").number != "188/1/2026") == ("188/1/2026", True)


def test_database_refuses_a_decree_without_its_moment(scene):
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkingGroup.objects.update(decree_filed_at=None)


@pytest.fixture
def asked(scene):
    """An institution was asked for its person and did not answer within the days it had."""
    seat = SeatFactory(
        working_group=scene.plan.working_group, institution=OrganisationFactory(region=scene.plan.region)
    )
    made = invite(seat, email="bank@example.org", by=scene.coordinator)
    Invitation.objects.filter(pk=made.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    made.refresh_from_db()
    return made


def test_unanswered_seat_becomes_a_task_once(scene, asked):
    assert vacancies.open_tasks() == 1
    assert vacancies.open_tasks() == 0

    task = scene.open_task("settle_seat")
    assert (task.owner, task.data["title"]) == (scene.coordinator, str(asked.seat))


@pytest.mark.parametrize("stage", ["approval", "implementation", "evaluation"])
def test_plan_that_is_made_already_carries_the_task_too(scene, asked, stage):
    Case.objects.filter(pk=scene.case.pk).update(stage=stage, approved_version=PlanVersionFactory(plan=scene.plan))

    assert (vacancies.open_tasks(), vacancies.open_tasks(), in_the_inbox(scene.coordinator)) == (1, 0, [])
    assert scene.open_task("settle_seat").owner == scene.coordinator


def test_second_plan_of_the_group_does_not_ask_again(scene, asked):
    vacancies.open_tasks()
    second = PlanFactory(working_group=scene.plan.working_group, region=scene.plan.region, author=scene.coordinator)
    actions.start(second, by=scene.coordinator)
    actions.withdraw(scene.case, by=scene.coordinator, reason="Digabung")

    assert vacancies.open_tasks() == 0


def test_answered_or_timely_invitation_is_no_task(scene, asked):
    Invitation.objects.filter(pk=asked.pk).update(due_on=timezone.localdate())
    assert vacancies.open_tasks() == 0
    Invitation.objects.filter(pk=asked.pk).update(
        due_on=timezone.localdate() - timedelta(days=1), answered_at=timezone.now(), person_name="Sari"
    )
    assert vacancies.open_tasks() == 0


def test_seat_is_asked_again_and_becomes_a_task_again(scene, asked):
    vacancies.open_tasks()
    client = Client()
    client.force_login(scene.coordinator)
    address = reverse("workflows:task", args=[scene.open_task("settle_seat").pk])

    empty = client.post(address, {"complete": "1", "decision": "vacant"})
    not_yet = client.post(address, {"complete": "1", "decision": "filled"})
    again = client.post(address, {"complete": "1", "decision": "invited", "email": "dua@example.org"})

    assert (empty.status_code, not_yet.status_code, again.status_code) == (422, 422, 302)
    assert isinstance(not_yet.context["refusal"], Refusal)
    second = Invitation.objects.get(seat=asked.seat)
    assert (second.email, second.pk != asked.pk) == ("dua@example.org", True)
    assert vacancies.open_tasks() == 0
    Invitation.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert vacancies.open_tasks() == 1


def test_suspended_plan_gets_no_task(scene, asked):
    actions.suspend(scene.case, by=scene.coordinator, reason="Banjir")

    assert vacancies.open_tasks() == 0


def test_invitation_of_a_group_without_a_plan_is_no_task(scene):
    InvitationFactory(due_on=timezone.localdate() - timedelta(days=30))

    assert vacancies.open_tasks() == 0


def in_the_inbox(person) -> list[Invitation]:
    duties.keep_up()
    return [duty.invitation for duty in waiting_for(person) if duty.invitation]


def test_group_that_plans_nothing_has_its_vacant_seats_in_the_inbox(scene, asked):
    InvitationFactory()
    assert in_the_inbox(scene.coordinator) == []

    actions.withdraw(scene.case, by=scene.coordinator, reason="Tidak jadi")
    assert [in_the_inbox(one) for one in (scene.coordinator, scene.members[0], scene.head)] == [[asked], [], []]

    Membership.objects.filter(person=scene.coordinator).update(until=timezone.localdate() - timedelta(days=1))
    assert in_the_inbox(scene.head) == [asked]
    MembershipFactory(seat=asked.seat)
    assert in_the_inbox(scene.head) == []
