"""Posts and seats change hands: everything open moves in one act, and no task is without a reachable person."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents.canonical import from_json
from documents.kinds.d8_handover import HandoverFacts
from documents.models import Document
from liap.audit.models import Event
from liap.people.actions import set_active
from liap.people.models import Appointment, Post, Role
from liap.refusals import Conflict, NotTheirs, Refusal
from tests.factories import AppointmentFactory, UserFactory
from tests.workflows.conftest import appoint, make_scene
from workflows import actions as engine_actions
from workflows import queries as engine
from workflows.actions import complete
from workflows.assignment import candidates, right_to
from workflows.handovers import actions, queries
from workflows.jobs import tick
from workflows.models import Handover, Task

TODAY = timezone.localdate


def open_of(person):
    return Task.objects.human().open().filter(owner=person)


def test_replacing_a_member_moves_every_open_task_in_one_act(scene):
    seat, before, after = scene.seats[1], scene.members[0], UserFactory()
    held = set(open_of(before).values_list("pk", flat=True))
    assert held

    moved = actions.replace_holder(seat, to=after, since=TODAY(), by=scene.coordinator, decree="SK-2")

    assert moved == len(held)
    assert set(open_of(after).values_list("pk", flat=True)) == held
    assert not open_of(before).exists()
    assert queries.holder_of(seat) == after
    lines = Event.objects.filter(verb="task.hand_over", payload__to=after.pk)
    assert lines.count() == len(held)


def test_work_of_years_ago_is_still_listed_with_the_post_that_was_held(scene):
    member, seat = scene.members[0], scene.seats[1]
    held = f"{seat.title}, {seat.institution.name}"
    with time_machine.travel("2024-03-04T03:00Z"):
        task = scene.finish("diagnose", by=member)
    actions.replace_holder(seat, to=UserFactory(), since=TODAY(), by=scene.coordinator)
    seat.institution.name = "Dinas yang berganti nama"
    seat.institution.save()

    (listed,) = [row for row in engine.done_tasks(scene.case) if row.pk == task.pk]
    client = Client()
    client.force_login(scene.coordinator)
    history = client.get(reverse("workflows:history", args=[scene.case.pk])).content.decode()

    assert (listed.finished.year, listed.owner, listed.held_as) == (2024, member, held)
    assert f"{member}, {held}" in history


def test_replacing_the_coordinator_is_for_the_head_of_the_office(scene):
    with pytest.raises(NotTheirs):
        actions.replace_holder(scene.seats[0], to=UserFactory(), since=TODAY(), by=scene.members[0])

    actions.replace_holder(scene.seats[0], to=scene.members[0], since=TODAY(), by=scene.head)

    assert queries.holder_of(scene.seats[0]) == scene.members[0]


def test_replacement_that_fails_halfway_leaves_nothing(scene, monkeypatch):
    seat, before = scene.seats[1], scene.members[0]
    held = set(open_of(before).values_list("pk", flat=True))
    events = Event.objects.count()
    monkeypatch.setattr(actions, "_record_hand_over", lambda *given: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.replace_holder(seat, to=UserFactory(), since=TODAY(), by=scene.coordinator)

    assert set(open_of(before).values_list("pk", flat=True)) == held
    assert queries.holder_of(seat) == before
    assert Event.objects.count() == events


def signed(scene, **more):
    after = UserFactory()
    handover = actions.begin(scene.seats[1], to=after, since=TODAY(), by=scene.members[0], **more)
    actions.note(handover, by=scene.members[0], notes="Kunci di laci", promises="Balas surat bank", risks="")
    actions.sign(handover, by=scene.members[0])
    actions.sign(handover, by=after)
    return handover, after


def test_handover_lists_every_open_task_and_moves_them_when_the_superior_confirms(scene):
    handover, after = signed(scene)
    held = set(open_of(scene.members[0]).values_list("pk", flat=True))

    done = actions.confirm(handover, by=scene.coordinator)

    assert {row["id"] for row in done.inventory["tasks"]} >= held
    assert {row["id"] for row in done.inventory["cases"]} == {scene.case.pk}
    assert set(open_of(after).values_list("pk", flat=True)) == held
    with pytest.raises(Conflict):
        actions.confirm(handover, by=scene.coordinator)


def test_handover_without_a_signature_needs_a_reason(scene):
    handover = actions.begin(scene.seats[1], to=UserFactory(), since=TODAY(), by=scene.coordinator)

    with pytest.raises(actions.SignatureMissing):
        actions.confirm(handover, by=scene.coordinator)
    assert queries.holder_of(scene.seats[1]) == scene.members[0]

    actions.confirm(handover, by=scene.coordinator, reason="Pindah tugas mendadak")
    handover.refresh_from_db()
    assert handover.reason == "Pindah tugas mendadak"


def test_database_refuses_a_confirmation_without_signature_and_reason(scene):
    handover = actions.begin(scene.seats[1], to=UserFactory(), since=TODAY(), by=scene.coordinator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=handover.pk).update(confirmed_at=timezone.now())


def test_new_notes_void_signatures(scene):
    handover, after = signed(scene)

    actions.note(handover, by=scene.members[0], notes="Lain", promises="", risks="")

    handover.refresh_from_db()
    assert (handover.outgoing_signed_at, handover.incoming_signed_at) == (None, None)


def test_nobody_else_signs_or_confirms(scene):
    handover, after = signed(scene)

    with pytest.raises(NotTheirs):
        actions.sign(handover, by=scene.coordinator)
    with pytest.raises(NotTheirs):
        actions.confirm(handover, by=after)


def test_one_open_handover_per_post(scene):
    actions.begin(scene.seats[1], to=UserFactory(), since=TODAY(), by=scene.coordinator)

    with pytest.raises(Conflict):
        actions.begin(scene.seats[1], to=UserFactory(), since=TODAY(), by=scene.coordinator)


def test_successor_takes_over_only_from_the_day(scene):
    handover, _after = signed(scene)
    Handover.objects.filter(pk=handover.pk).update(since=TODAY() + timedelta(days=1))

    with pytest.raises(actions.TooEarly):
        actions.confirm(handover, by=scene.coordinator)


# --- Vacant posts --------------------------------------------------------------------------------------------------
def reach(task) -> set:
    return set(candidates(task))


def test_closed_account_loses_its_tasks_and_its_session(scene):
    member, client = scene.members[0], Client()
    client.force_login(member)
    held = list(open_of(member))
    assert client.get(reverse("workflows:inbox")).status_code == 200

    set_active(member, False, by=UserFactory(is_superuser=True))
    actions.sweep()

    assert client.get(reverse("workflows:inbox")).status_code == 302
    assert not open_of(member).exists()
    for task in Task.objects.filter(pk__in=[task.pk for task in held]):
        assert reach(task) == {scene.coordinator}
        assert task in engine.inbox(scene.coordinator).group


def test_ended_term_falls_to_the_superior_at_the_next_beat(scene):
    membership = scene.members[0].memberships.get()
    membership.until = TODAY() - timedelta(days=1)
    membership.save()
    held = set(open_of(scene.members[0]).values_list("pk", flat=True))

    beat = tick()

    assert beat["rehomed"] == len(held)
    assert not open_of(scene.members[0]).exists()


def test_whole_chain_falls_upwards_to_the_head_and_at_last_to_the_administrator(scene):
    task = open_of(scene.members[0]).first()
    scene.case.tasks.filter(pk=task.pk).update(owner=None, status="NEW")
    task.refresh_from_db()
    for person in (scene.members[0], scene.coordinator):
        set_active(person, False, by=scene.head)
    assert reach(task) == {scene.head}
    assert right_to(task, scene.head).startswith("Jabatan office_head")

    set_active(scene.head, False, by=scene.head)
    admin = UserFactory(is_superuser=True)

    assert reach(task) == {admin}
    assert right_to(task, admin) == "Administrator"


def test_vacant_coordinator_falls_to_the_head_and_shows_in_his_inbox(scene):
    task = Task.objects.create(
        process=scene.case.processes.first(), flow_task="workflows/flows.lwg_led.PlanningFlow.review",
        flow_task_type="HUMAN", role="coordinator", status="NEW",
    )  # fmt: skip
    assert task not in engine.inbox(scene.head).group

    set_active(scene.coordinator, False, by=scene.head)

    assert task in engine.inbox(scene.head).group
    other = make_scene()
    assert task not in engine.inbox(other.head).group


def test_acting_officer_has_dates_and_a_letter(scene):
    post = Post.objects.get(role=Role.BUDGET_OFFICER)
    deputy = UserFactory()
    given = {"person": deputy, "kind": "plh", "since": TODAY(), "until": TODAY(), "by": scene.head}

    with pytest.raises(Refusal):
        actions.appoint_acting(post, decree=" ", **given)
    actions.appoint_acting(post, decree="800/1/2026", **given)

    acting = Appointment.objects.get(person=deputy)
    assert (acting.kind, acting.decree) == ("plh", "800/1/2026")
    with pytest.raises(NotTheirs):
        actions.appoint_acting(post, decree="800/2/2026", **{**given, "by": scene.members[0]})


# --- Absence -------------------------------------------------------------------------------------------------------
def test_substitute_takes_over_during_the_absence_only(scene):
    away, deputy = scene.members[0], scene.members[1]
    task = open_of(away).first()
    with pytest.raises(NotTheirs):
        actions.take_over(task, by=deputy)

    absence = actions.report_absence(by=away, substitute=deputy, since=TODAY(), until=TODAY())
    assert task in engine.inbox(deputy).standing_in
    taken = actions.take_over(task, by=deputy)

    assert taken.owner == deputy
    assert right_to(taken, deputy).startswith("a.n. ")
    absence.since = absence.until = TODAY() - timedelta(days=1)
    absence.save()
    actions.sweep()
    task.refresh_from_db()
    assert task.owner == away


def test_substitute_does_not_approve(scene):
    actions.report_absence(by=scene.head, substitute=scene.members[0], since=TODAY(), until=TODAY())
    task = Task.objects.create(
        process=scene.case.processes.first(), flow_task="workflows/flows.lwg_led.ApprovalFlow.head_decision",
        flow_task_type="HUMAN", role="office_head", status="ASSIGNED", owner=scene.head,
    )  # fmt: skip

    assert task not in engine.inbox(scene.members[0]).standing_in
    with pytest.raises(NotTheirs):
        actions.take_over(task, by=scene.members[0])


# --- Briefing and risks --------------------------------------------------------------------------------------------
def test_briefing_shows_what_was_done_and_what_is_open(scene):
    member, seat = scene.members[0], scene.seats[1]
    task = open_of(member).filter(seat=seat).first()
    complete(task, by=member, work=lambda by: {})

    found = queries.briefing(seat)

    assert task in found.done
    assert found.inventory.cases == [scene.case]
    Task.objects.filter(pk=task.pk).update(finished=timezone.now() - timedelta(days=366))
    assert task not in queries.briefing(seat).done


def test_case_of_one_person_is_a_risk(scene):
    assert queries.one_person_risks(scene.head) == []

    Task.objects.human().update(owner=scene.members[0])

    assert [(risk.case, risk.person) for risk in queries.one_person_risks(scene.head)] == [
        (scene.case, scene.members[0])
    ]
    assert queries.one_person_risks(make_scene().head) == []


def test_papers_keep_the_name_of_who_left(scene):
    member = scene.members[0]
    task = open_of(member).first()
    complete(task, by=member, work=lambda by: {})
    set_active(member, False, by=scene.head)
    actions.sweep()

    task.refresh_from_db()
    assert (task.owner, str(task.owner)) == (member, member.full_name)


def test_superior_of_the_head_is_the_province(scene):
    province = scene.plan.region.province
    office = scene.head.appointments.get().post.organisation
    office.pk, office.region, office.name = None, province, "Dinas Provinsi"
    office.save()
    above = appoint(office, Role.OFFICE_HEAD)
    post = scene.head.appointments.get().post

    assert set(queries.superiors(post)) == {above}
    AppointmentFactory(post=post, person=UserFactory(), kind="plt", until=date(2099, 1, 1))
    assert queries.holder_of(post) == scene.head


def test_confirmed_handover_issues_minutes_that_list_every_open_task(scene):
    handover, after = signed(scene)

    done = actions.confirm(handover, by=scene.coordinator)

    paper = Document.objects.get(plan=scene.plan, kind="D8")
    facts = from_json(HandoverFacts, paper.facts)
    assert [line.title for line in facts.tasks] == [row["title"] for row in done.inventory["tasks"]]
    assert (facts.outgoing, facts.incoming, facts.notes) == (str(scene.members[0]), str(after), "Kunci di laci")
    assert [block.name for block in facts.head.signatories] == [
        str(scene.members[0]), str(after), str(scene.coordinator)
    ]  # fmt: skip


def test_minutes_that_cannot_be_issued_leave_the_post_where_it_was(scene, monkeypatch):
    handover, after = signed(scene)
    monkeypatch.setattr(actions, "issue_handover", lambda *given, **more: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.confirm(handover, by=scene.coordinator)

    handover.refresh_from_db()
    assert (handover.confirmed_at, handover.inventory) == (None, {})
    assert queries.holder_of(scene.seats[1]) == scene.members[0]
    assert not open_of(after).exists()


def test_head_steers_a_plan_whose_coordinator_left(scene):
    with pytest.raises(Refusal):
        engine_actions.suspend(scene.case, by=scene.head, reason="Mutasi")
    set_active(scene.coordinator, False, by=scene.head)

    engine_actions.suspend(scene.case, by=scene.head, reason="Mutasi")

    scene.case.refresh_from_db()
    assert scene.case.stage == "suspended"
    with pytest.raises(Refusal):
        engine_actions.resume(scene.case, by=scene.members[0], reason="Lanjut")
