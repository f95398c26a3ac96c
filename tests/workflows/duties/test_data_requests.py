"""A request about personal data that no plan can carry is a duty: once, by the hour, with whoever is in charge."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liap.audit.models import Event
from liap.enterprises.protection.actions import answer
from liap.enterprises.protection.reminders import remind
from liap.models import Role
from tests.factories import (
    AppointmentFactory,
    EnterpriseFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PostFactory,
    SeatFactory,
    SubjectRequestFactory,
    UserFactory,
    WorkingGroupFactory,
)
from tests.workflows.conftest import make_scene
from tests.workflows.duties.test_duties import browser, make_said, shown, yesterday
from tests.workflows.races import at_once
from workflows import actions, calendars, data_requests, queries
from workflows.duties import actions as duties
from workflows.handovers import actions as handovers
from workflows.jobs import tick
from workflows.models import Duty, Notice, Process

FRIDAY = datetime(2026, 11, 20, 9, 59, tzinfo=UTC)


@pytest.fixture
def bare(db):
    """A region with offices, a founded group and no plan."""
    return make_said()


def asked_of(scene, **more):
    smi = EnterpriseFactory(region=scene.group.region, name="UD Rahasia")
    return SubjectRequestFactory(enterprise=smi, **{"kind": "withdrawal", **more})


def english(person) -> Client:
    client = browser(person)
    client.cookies["django_language"] = "en"
    return client


def waiting_in_the_inbox(person) -> list:
    return browser(person).get(reverse("workflows:inbox")).context["data_requests"]


def test_request_is_a_duty_of_the_coordinator_due_72_hours_later_and_is_answered_on_its_page(bare):
    smi = EnterpriseFactory(region=bare.group.region, name="UD Rahasia")
    local = timezone.localtime(FRIDAY).strftime("%Y-%m-%dT%H:%M")
    taken = {"kind": "withdrawal", "medium": "spoken", "received_at": local, "text": "Jangan lagi"}
    with time_machine.travel(FRIDAY + timedelta(minutes=30)):
        english(bare.members[0]).post(reverse("liap:receive_request", args=[smi.pk]), taken)
        tick()
        tick()
        duty = Duty.objects.get(kind="data_request")
        coordinator = english(bare.coordinator)
        listed = coordinator.get(reverse("workflows:inbox")).text
        page = coordinator.get(reverse("workflows:duty", args=[duty.pk]))
        request = coordinator.get(page.context["door"]).text
        done = coordinator.post(
            reverse("liap:answer_request", args=[smi.requests.get().pk]), {"outcome": "done", "answer": "Dihentikan"}
        )
        left = shown(bare.coordinator)
        tick()

    assert (duty.due_at, duty.due_on) == (FRIDAY + timedelta(hours=72), date(2026, 11, 23))
    for text in (listed, page.text):
        assert "Answer a request about personal data: Withdrawal of consent" in text
        assert "23 November 2026 16:59 WIB" in text
        assert "71 hours left" in text
        assert "Rahasia" not in text
        assert "Jangan lagi" not in text
    assert "Jangan lagi" in request
    assert (done.status_code, left) == (302, [])
    duty.refresh_from_db()
    assert (duty.ended_by, bare.seats[0].title in duty.held_as) == (bare.coordinator, True)
    said = Event.objects.filter(subject=f"duty:{duty.pk}").order_by("pk")
    assert [one.verb for one in said] == ["duty.opened", "duty.ended"]


def test_request_falls_to_the_head_and_then_to_an_administrator_but_never_to_the_ministry_or_a_neighbour(bare):
    asked_of(bare)
    duties.keep_up()
    duty, admin = Duty.objects.get(), UserFactory(is_superuser=True)
    province = WorkingGroupFactory(region=bare.group.region.parent)
    above = MembershipFactory(seat=SeatFactory(working_group=province, role=Role.COORDINATOR)).person
    everybody = (bare.coordinator, bare.head, bare.reviewer, above, make_scene(is_started=False).head, admin)

    seen = [[one for one in everybody if shown(one)]]
    bare.coordinator.memberships.update(until=yesterday())
    seen.append([one for one in everybody if shown(one)])
    bare.head.appointments.update(until=yesterday())
    seen.append([one for one in everybody if shown(one)])
    office = OrganisationFactory(region=bare.group.region.parent)
    head_above = AppointmentFactory(post=PostFactory(organisation=office, role=Role.OFFICE_HEAD)).person

    assert seen == [[bare.coordinator], [bare.head], [admin]]
    assert (shown(head_above), shown(admin)) == ([duty], [])


def test_request_of_somebody_who_logs_in_is_a_duty_of_administrators_alone(bare):
    request = SubjectRequestFactory(enterprise=None, person=bare.members[0])
    assert duties.keep_up() == 1
    duty, admin = Duty.objects.get(), UserFactory(is_superuser=True)

    assert [shown(one) for one in (bare.coordinator, bare.head, bare.reviewer, admin)] == [[], [], [], [duty]]
    pages = [
        browser(one).get(reverse("workflows:duty", args=[duty.pk])).status_code for one in (bare.coordinator, admin)
    ]
    answer(request, by=admin, outcome="done", answer="Salinan diberikan")
    assert (pages, duties.keep_up()) == ([404, 200], 0)
    duty.refresh_from_db()
    assert (duty.ended_by, duty.region, shown(admin)) == (admin, None, [])


def test_ministry_reads_that_there_is_a_request_and_no_way_to_whose_it_is(bare):
    asked_of(bare)
    duties.keep_up()

    page = english(bare.reviewer).get(reverse("workflows:duty", args=[Duty.objects.get().pk]))

    assert (page.status_code, page.context["door"]) == (200, "")
    assert "Rahasia" not in page.text


def test_stranger_finds_no_request(bare):
    asked_of(bare)
    duties.keep_up()
    other = make_scene(is_started=False)

    for person in (other.coordinator, other.head, other.stranger):
        assert browser(person).get(reverse("workflows:duty", args=[Duty.objects.get().pk])).status_code == 404


def test_request_waits_in_the_inbox_itself_until_the_clock_comes_by(bare):
    request = asked_of(bare)
    before = waiting_in_the_inbox(bare.coordinator)

    duties.keep_up()

    assert (before, waiting_in_the_inbox(bare.coordinator)) == ([(request, False)], [])


def test_plan_that_begins_leaves_the_duty_where_it_is_and_opens_no_task(bare):
    first = asked_of(bare)
    duties.keep_up()
    plan = PlanFactory(working_group=bare.group, region=bare.group.region, author=bare.coordinator)
    actions.start(plan, by=bare.coordinator)
    second = asked_of(bare)

    tick()

    assert list(Process.objects.filter(stage="data_request").values_list("data_request", flat=True)) == [second.pk]
    assert [(one.data_request, one.ended_at) for one in Duty.objects.filter(kind="data_request")] == [(first, None)]


def test_request_of_a_region_whose_plan_rests_is_a_task_and_no_duty(db):
    scene = make_scene()
    actions.suspend(scene.case, by=scene.coordinator, reason="Banjir")
    SubjectRequestFactory(enterprise=EnterpriseFactory(region=scene.plan.region))

    assert (duties.keep_up(), data_requests.open_tasks(), duties.keep_up()) == (0, 1, 0)
    assert len(queries.inbox(scene.coordinator).own) >= 1


def test_duty_is_late_to_the_minute_and_its_letters_are_those_of_the_hours_each_once(bare):
    with time_machine.travel(FRIDAY):
        asked_of(bare, received_at=FRIDAY)
        duties.keep_up()
    late = []
    for minutes in (-1, 1):
        with time_machine.travel(FRIDAY + timedelta(hours=72, minutes=minutes)):
            assert [remind(), remind()] == [1, 0]
            duties.remind()
            duties.escalate()
            late.append("is-late" in english(bare.coordinator).get(reverse("workflows:inbox")).text)

    assert late == [False, True]
    assert not Notice.objects.exists()
    letters = [letter for letter in mail.outbox if letter.to == [bare.coordinator.email]]
    assert len(letters) == 2
    assert not any("Rahasia" in letter.body + letter.subject for letter in mail.outbox)


def test_duty_stands_in_the_calendar_at_its_hour(bare):
    asked_of(bare, received_at=FRIDAY)
    duties.keep_up()
    entry = calendars.feed(bare.coordinator).decode()

    assert f"duty-{Duty.objects.get().pk}@liap" in entry
    assert "DTSTART:20261123T095900Z" in entry
    assert "Rahasia" not in entry
    assert "duty-" not in calendars.feed(bare.head).decode()


def test_duty_is_in_the_briefing_and_the_inventory_of_the_handover(bare):
    request = asked_of(bare)
    duties.keep_up()
    seat, heir = bare.seats[0], UserFactory()
    handover = handovers.begin(seat, to=heir, since=timezone.localdate(), by=bare.coordinator, superior=bare.head)
    page = browser(bare.head).get(reverse("workflows:briefing", args=["seat", seat.pk]))

    done = handovers.confirm(handover, by=bare.head, reason="Pindah tugas")

    found = [row["duty"] for row in done.inventory["tasks"]]
    assert (page.status_code, page.context["open_count"], found) == (200, 1, [Duty.objects.get().pk])
    assert "Rahasia" not in page.text + str(done.inventory)
    answer(request, by=heir, outcome="done", answer="Dihentikan")
    assert (duties.keep_up(), Duty.objects.get().ended_by) == (0, heir)


@pytest.mark.parametrize(
    "wrong",
    [{"year": 2026}, {"role": ""}, {"region": None}, {"data_request": None}, {"kind": "word", "year": 2026}],
)
def test_database_refuses_a_senseless_duty_about_data_and_a_second_one(bare, wrong):
    fine = {
        "kind": "data_request", "region": bare.group.region, "role": Role.COORDINATOR, "due_on": yesterday(),
        "data_request": asked_of(bare),
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(**fine | wrong)
    Duty.objects.create(**fine)
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(**fine)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_clocks_at_the_same_moment_open_one_duty_and_never_a_task_as_well(_round):
    scene = make_scene()
    scene.group = scene.plan.working_group
    request = asked_of(scene)
    region = scene.plan.region
    # One clock read the region before its plan began, the other after it.
    known = Duty(kind="data_request", region=region, role=Role.COORDINATOR, data_request=request, due_on=yesterday())

    assert at_once(partial(duties._open, known), data_requests.open_tasks, data_requests.open_tasks) == ["won"] * 3

    works = Duty.objects.filter(data_request=request).count(), Process.objects.filter(data_request=request).count()
    assert sorted(works) == [0, 1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_two_clocks_open_a_duty_about_data_once_and_end_it_once(_round):
    scene = make_said()
    request = asked_of(scene)

    assert at_once(*[duties.keep_up] * 3) == ["won"] * 3
    answer(request, by=scene.head, outcome="done", answer="Dihentikan")
    assert at_once(*[duties.keep_up] * 3) == ["won"] * 3

    verbs = list(Event.objects.filter(chain="duties").order_by("pk").values_list("verb", flat=True))
    assert (Duty.objects.count(), verbs) == (1, ["duty.opened", "duty.ended"])
