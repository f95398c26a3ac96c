"""A group that plans nothing and a region without a plan get their work as tasks all the same: shown, mailed, kept."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liap.adoption import actions as adoption
from liap.audit.models import Event
from liap.groups.formation.actions import invite
from liap.models import Attestation, Invitation, Role, WorkingGroup
from liap.places.calendar import add_working_days
from tests.factories import (
    AppointmentFactory,
    AttestationFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PostFactory,
    SeatFactory,
    UserFactory,
)
from tests.workflows.conftest import make_scene
from tests.workflows.races import at_once
from workflows import actions, calendars, mails
from workflows.duties import actions as duties
from workflows.duties.queries import waiting_for
from workflows.handovers import actions as handovers
from workflows.models import Duty, Notice

# Asked anew each time: a run may go on over midnight.
today = timezone.localdate


def yesterday() -> date:
    return today() - timedelta(days=1)


def new_year() -> date:
    return date(today().year, 1, 1)


@pytest.fixture
def bare(db):
    """A region with offices, a founded group and no plan; the word of this year was given."""
    return make_said()


def make_bare():
    scene = make_scene(is_started=False)
    scene.group = scene.seats[0].working_group
    return scene


def make_said():
    scene = make_bare()
    AttestationFactory(region=scene.group.region, year=today().year)
    return scene


def asked(scene) -> Invitation:
    """An institution that did not name its person in time."""
    vacant = SeatFactory(working_group=scene.group, institution=OrganisationFactory(region=scene.group.region))
    made = invite(vacant, email="bank@example.org", by=scene.coordinator)
    Invitation.objects.filter(pk=made.pk).update(due_on=yesterday())
    made.refresh_from_db()
    return made


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def shown(person) -> list[Duty]:
    context = browser(person).get(reverse("workflows:inbox")).context
    return [card.duty for card in [*context["late"], *context["next"]] if hasattr(card, "duty")]


def test_unanswered_seat_is_a_duty_of_the_coordinator_once(bare):
    late = asked(bare)

    assert [duties.keep_up(), duties.keep_up()] == [1, 0]
    duty = Duty.objects.get()
    assert (duty.subject, duty.due_on) == (str(late.seat), add_working_days(today(), 10, frozenset()))
    assert [shown(one) for one in (bare.coordinator, bare.members[0], bare.head)] == [[duty], [], []]
    assert Event.objects.filter(verb="duty.opened", subject=f"duty:{duty.pk}").count() == 1


def test_duty_falls_to_the_superior_and_to_the_successor(bare):
    asked(bare)
    duties.keep_up()
    duty = Duty.objects.get()

    bare.coordinator.memberships.update(until=yesterday())
    assert shown(bare.head) == [duty]
    successor = MembershipFactory(seat=bare.seats[0], since=yesterday()).person
    assert (shown(successor), shown(bare.head)) == ([duty], [])
    bare.head.appointments.update(until=yesterday())
    successor.memberships.update(until=yesterday())
    assert waiting_for(UserFactory(is_superuser=True)) == [duty]


def test_somebody_on_the_seat_ends_the_duty(bare):
    late = asked(bare)
    duties.keep_up()
    MembershipFactory(seat=late.seat)

    assert duties.keep_up() == 0
    assert (shown(bare.coordinator), Duty.objects.get().ended_at is not None) == ([], True)


def test_asking_again_ends_the_duty_and_silence_opens_another(bare):
    late = asked(bare)
    duties.keep_up()
    again = invite(late.seat, email="dua@example.org", by=bare.coordinator)

    assert (duties.keep_up(), shown(bare.coordinator)) == (0, [])
    Invitation.objects.filter(pk=again.pk).update(due_on=yesterday())
    assert duties.keep_up() == 1
    assert [one.ended_at is None for one in Duty.objects.order_by("pk")] == [False, True]


def test_plan_that_begins_takes_the_work_over(bare):
    asked(bare)
    duties.keep_up()
    plan = PlanFactory(working_group=bare.group, region=bare.group.region, author=bare.coordinator)
    actions.start(plan, by=bare.coordinator)

    assert (duties.keep_up(), shown(bare.coordinator)) == (0, [])


def test_coordinator_leaves_the_seat_vacant_with_a_reason(bare):
    asked(bare)
    duties.keep_up()
    duty = Duty.objects.get()
    address = reverse("workflows:duty", args=[duty.pk])

    silent = browser(bare.coordinator).post(address, {"reason": " "})
    member = browser(bare.members[0]).post(address, {"reason": "x"})
    done = browser(bare.coordinator).post(address, {"reason": "Bank tutup"})

    duty.refresh_from_db()
    assert (silent.status_code, member.status_code, done.status_code) == (422, 200, 302)
    assert (duty.ended_by, duty.reason, bool(duty.held_as)) == (
        bare.coordinator, "Bank tutup", True
    )  # fmt: skip
    assert (duties.keep_up(), shown(bare.coordinator)) == (0, [])
    assert "Bank tutup" in browser(bare.coordinator).get(address).text


def vacant(scene):
    """A seat on which nobody sits and to which nobody was invited."""
    return SeatFactory(working_group=scene.group, institution=OrganisationFactory(region=scene.group.region))


def test_seat_that_nobody_was_invited_to_is_a_duty_until_somebody_is(bare):
    seat = vacant(bare)
    left = SeatFactory(working_group=bare.group, institution=OrganisationFactory(region=bare.group.region))
    MembershipFactory(seat=left, since=today() - timedelta(days=90), until=today() - timedelta(days=3))

    assert [duties.keep_up(), duties.keep_up()] == [2, 0]
    never, since = Duty.objects.order_by("pk")
    assert [(one.kind, one.seat, one.vacant_since) for one in (never, since)] == [
        ("invite", seat, bare.group.valid_from), ("invite", left, today() - timedelta(days=2))
    ]  # fmt: skip
    assert (shown(bare.coordinator), never.due_on) == ([never, since], add_working_days(today(), 10, frozenset()))

    invite(seat, email="bank@example.org", by=bare.coordinator)
    MembershipFactory(seat=left)

    assert (duties.keep_up(), shown(bare.coordinator)) == (0, [])
    assert list(Duty.objects.order_by("pk").values_list("ended_by", flat=True)) == [bare.coordinator.pk, None]


def test_seat_left_vacant_is_not_asked_about_until_it_is_vacant_anew(bare):
    seat = vacant(bare)
    duties.keep_up()
    duty = Duty.objects.get()
    address = reverse("workflows:duty", args=[duty.pk])

    assert browser(bare.coordinator).post(address, {"reason": ""}).status_code == 422
    assert browser(bare.coordinator).post(address, {"reason": "Belum ada bank"}).status_code == 302
    assert (duties.keep_up(), shown(bare.coordinator)) == (0, [])

    MembershipFactory(seat=seat, since=today() - timedelta(days=9), until=yesterday())
    assert duties.keep_up() == 1
    assert shown(bare.coordinator) == [Duty.objects.get(vacant_since=today())]


def test_seat_that_nobody_was_invited_to_is_a_duty_of_a_group_with_a_plan_as_well(bare):
    plan = PlanFactory(working_group=bare.group, region=bare.group.region, author=bare.coordinator)
    case = actions.start(plan, by=bare.coordinator)
    seat = vacant(bare)

    assert [duties.keep_up(), duties.keep_up()] == [1, 0]
    duty = Duty.objects.get()
    assert (duty.kind, duty.seat, shown(bare.coordinator), shown(bare.members[0])) == ("invite", seat, [duty], [])
    actions.withdraw(case, by=bare.coordinator, reason="Belum waktunya")
    assert (duties.keep_up(), shown(bare.coordinator)) == (0, [duty])

    invite(seat, email="bank@example.org", by=bare.coordinator)

    assert (duties.keep_up(), shown(bare.coordinator)) == (0, [])


def undecreed(scene):
    WorkingGroup.objects.filter(pk=scene.group.pk).update(decree_sha256="", decree_filed_at=None, decree_file_name="")


def test_missing_decree_is_a_duty_that_ends_when_it_is_put_on_file(bare):
    undecreed(bare)
    assert [duties.keep_up(), duties.keep_up()] == [1, 0]
    duty = Duty.objects.get()
    assert (duty.kind, duty.due_on, shown(bare.coordinator)) == (
        "decree", add_working_days(today(), 15, frozenset()), [duty]
    )  # fmt: skip
    address, coordinator = reverse("workflows:duty", args=[duty.pk]), browser(bare.coordinator)
    scan = partial(SimpleUploadedFile, "sk.pdf", b"%PDF-1.7 keputusan")
    given = {"number": "188/1/2026", "signed_on": today().isoformat(), "signer": "Bupati"}

    empty = coordinator.post(address, given)
    next_week = (today() + timedelta(days=7)).isoformat()
    early = coordinator.post(address, {**given, "file": scan(), "signed_on": next_week})
    member = browser(bare.members[0]).post(address, {**given, "file": scan()})
    bare.group.refresh_from_db()
    assert (empty.status_code, early.status_code, member.status_code) == (422, 422, 200)
    assert (bare.group.is_decree_on_file, duties.keep_up(), shown(bare.coordinator)) == (False, 0, [duty])

    done = coordinator.post(address, {**given, "file": scan()})

    bare.group.refresh_from_db()
    duty.refresh_from_db()
    assert (done.status_code, bare.group.is_decree_on_file, duty.ended_by) == (302, True, bare.coordinator)
    assert (duties.keep_up(), shown(bare.coordinator)) == (0, [])


def test_decree_put_on_file_is_looked_at_by_who_sees_the_group_before_there_is_a_plan(bare):
    undecreed(bare)
    file = reverse("workflows:decree_of_group", args=[bare.group.pk])
    duties.keep_up()
    duty = reverse("workflows:duty", args=[Duty.objects.get().pk])
    scan = SimpleUploadedFile("sk.pdf", b"%PDF-1.7 keputusan")
    given = {"file": scan, "number": "188/1/2026", "signed_on": today().isoformat(), "signer": "Bupati"}
    before = browser(bare.coordinator).get(file).status_code
    browser(bare.coordinator).post(duty, given)

    assert file in browser(bare.members[0]).get(duty).text
    found = browser(bare.members[0]).get(file)

    assert (before, found.status_code, found.content) == (404, 200, b"%PDF-1.7 keputusan")
    assert found["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert [browser(bare.stranger).get(one).status_code for one in (file, duty)] == [404, 404]
    assert Event.objects.filter(verb="decree.downloaded", subject=f"group:{bare.group.pk}").count() == 1


def test_new_kinds_are_mailed_and_fall_to_the_head_of_the_office(bare):
    undecreed(bare)
    vacant(bare)
    duties.keep_up()
    last = max(Duty.objects.values_list("due_on", flat=True))

    assert (duties.remind(last), duties.escalate(last + timedelta(days=1))) == (2, 2)
    told = sorted((one.kind, one.duty.kind, one.person.pk) for one in Notice.objects.all())
    assert told == sorted(
        (kind, duty, who.pk)
        for kind, who in (("reminder", bare.coordinator), ("escalation", bare.head))
        for duty in ("decree", "invite")
    )
    bare.coordinator.memberships.update(until=yesterday())
    duties.keep_up()
    assert sorted(one.kind for one in shown(bare.head)) == ["decree", "invite", "invite"]
    scan = SimpleUploadedFile("sk.pdf", b"%PDF-1.7 keputusan")
    address = reverse("workflows:duty", args=[Duty.objects.get(kind="decree").pk])
    given = {"file": scan, "number": "188/1", "signed_on": today().isoformat(), "signer": "Bupati"}
    assert browser(bare.head).post(address, given).status_code == 302


def test_facilitators_letter_and_expired_groups_owe_neither(bare):
    undecreed(bare)
    vacant(bare)
    WorkingGroup.objects.filter(pk=bare.group.pk).update(valid_to=yesterday())

    assert duties.keep_up() == 0


def test_beat_of_the_clock_reads_what_is_owed_and_not_what_was(bare, monkeypatch):
    """As many queries for one duty as for six, and no row of the many that ended long ago."""
    made: list[int] = []
    undecreed(bare)
    vacant(bare)
    duties.keep_up()
    with CaptureQueriesContext(connection) as few:
        duties.keep_up()
    for _number in range(4):
        vacant(bare)
    asked(bare)
    duties.keep_up()
    for year in range(1990, 2020):
        Duty.objects.create(
            kind="word", region=bare.group.region, subject="x", role=Role.OFFICE_HEAD, year=year, due_on=today(),
            ended_at=timezone.now(),
        )  # fmt: skip
    plain = Duty.from_db.__func__
    monkeypatch.setattr(Duty, "from_db", classmethod(lambda cls, *args: made.append(1) or plain(cls, *args)))

    with CaptureQueriesContext(connection) as many:
        duties.keep_up()

    assert (len(many), len(made)) == (len(few), 7)
    assert len(few) <= 11


def test_stranger_finds_no_duty(bare):
    asked(bare)
    duties.keep_up()
    other = make_scene(is_started=False)

    for person in (other.coordinator, other.head, other.stranger):
        assert browser(person).get(reverse("workflows:duty", args=[Duty.objects.get().pk])).status_code == 404


@pytest.fixture
def unsaid(db):
    """The region has not given its word this year."""
    return make_bare()


def test_head_of_a_region_without_a_plan_is_asked_for_the_word(unsaid):
    assert [duties.keep_up(new_year()), duties.keep_up(new_year())] == [1, 0]
    duty = Duty.objects.get()
    assert (duty.kind, duty.year, shown(unsaid.head)) == ("word", today().year, [duty])

    client = browser(unsaid.head)
    door = client.get(reverse("workflows:duty", args=[duty.pk])).context["door"]
    page = client.get(door)
    assert page.context["form"].initial.get("region", page.context["form"].fields["region"].initial) == duty.region_id
    client.post(door, {"region": duty.region_id, "year": today().year, "is_in_use": "no", "reason": "staff"})

    assert duties.keep_up(new_year()) == 0
    duty.refresh_from_db()
    assert (duty.ended_by, shown(unsaid.head)) == (unsaid.head, [])


def test_ministry_gives_the_word_where_nobody_heads_the_office(unsaid):
    unsaid.head.appointments.update(until=yesterday())
    duties.keep_up(new_year())
    duty = Duty.objects.get()
    said = {"region": duty.region_id, "year": today().year, "is_in_use": "no", "reason": "no_answer"}

    assert shown(unsaid.reviewer) == [duty]
    answer = browser(unsaid.reviewer).post(reverse("liap:attest"), said)

    assert (answer.status_code, Attestation.objects.get().by) == (302, unsaid.reviewer)


def test_province_gives_the_word_where_nobody_heads_the_office(unsaid):
    unsaid.head.appointments.update(until=yesterday())
    office = OrganisationFactory(region=unsaid.group.region.parent)
    above = AppointmentFactory(post=PostFactory(organisation=office, role=Role.OFFICE_HEAD)).person
    duties.keep_up(new_year())
    said = {"region": unsaid.group.region.pk, "year": today().year, "is_in_use": "yes"}

    assert (len(shown(above)), shown(unsaid.reviewer)) == (1, [])
    answers = [browser(who).post(reverse("liap:attest"), said).status_code for who in (unsaid.reviewer, above)]

    assert (answers, Attestation.objects.get().by) == ([200, 302], above)


def test_region_that_plans_is_asked_on_its_plan(db):
    make_scene()

    assert duties.keep_up() == 0


def test_request_goes_from_desk_to_region(bare):
    region = bare.group.region
    one = adoption.ask(region, industry="Gerabah", by=bare.head)

    steps = []
    for act in (
        lambda: adoption.assess(one, by=bare.reviewer),
        lambda: adoption.offer(one, facilitator=True, budget=None, training="", by=bare.reviewer),
        lambda: adoption.advance(one, "commit", by=bare.head),
        lambda: None,
    ):
        duties.keep_up()
        steps.append([[duty.kind for duty in shown(who)] for who in (bare.reviewer, bare.head)])
        act()

    assert steps == [[["readiness"], []], [["offer"], []], [[], ["answer"]], [[], []]]
    assert list(Duty.objects.order_by("pk").values_list("ended_by", flat=True)) == [
        bare.reviewer.pk, None, bare.head.pk
    ]  # fmt: skip


def test_what_a_source_tells_of_earlier_years_is_nobodys_duty(bare):
    adoption.ask(bare.group.region, industry="Kopi", by=None, on=date(2017, 12, 1), source="Berita 2017")

    assert duties.keep_up() == 0


def test_duty_is_mailed_and_a_late_one_is_told_to_the_superior(bare):
    asked(bare)
    duties.keep_up()
    duty = Duty.objects.get()

    assert [duties.remind(duty.due_on), duties.remind(duty.due_on)] == [1, 0]
    late = duty.due_on + timedelta(days=1)
    assert [duties.escalate(late), duties.escalate(late)] == [1, 0]
    told = {(one.kind, one.person) for one in Notice.objects.all()}
    assert told == {("reminder", bare.coordinator), ("escalation", bare.head)}
    mails.send_notices(timezone.now().replace(hour=9) + timedelta(days=1))

    bodies = {letter.to[0]: letter.body for letter in mail.outbox}
    assert set(bodies) == {bare.coordinator.email, bare.head.email}
    assert all(reverse("workflows:duty", args=[duty.pk]) in body for body in bodies.values())
    assert all(duty.subject in body and str(bare.group) in body for body in bodies.values())


def test_duty_stands_in_the_calendar(bare):
    asked(bare)
    duties.keep_up()

    assert f"duty-{Duty.objects.get().pk}@liap" in calendars.feed(bare.coordinator).decode()
    assert "duty-" not in calendars.feed(bare.head).decode()


def test_duty_is_in_the_inventory_of_the_handover(bare):
    asked(bare)
    duties.keep_up()
    heir = UserFactory()
    handover = handovers.begin(bare.seats[0], to=heir, since=today(), by=bare.coordinator, superior=bare.head)
    page = browser(bare.head).get(reverse("workflows:briefing", args=["seat", bare.seats[0].pk]))

    done = handovers.confirm(handover, by=bare.head, reason="Pindah tugas")

    assert [row["duty"] for row in done.inventory["tasks"]] == [Duty.objects.get().pk]
    assert (page.status_code, page.context["open_count"], shown(heir)) == (200, 1, [Duty.objects.get()])


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "seat", "year": 2026},
        {"kind": "word"},
        {"kind": "answer"},
        {"kind": "invite"},
        {"kind": "decree"},
        {"kind": "word", "year": 2026, "reason": "x"},
    ],
)
def test_database_refuses_a_senseless_duty(bare, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(region=bare.group.region, subject="x", role=Role.OFFICE_HEAD, due_on=today(), **wrong)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_two_clocks_open_a_duty_once(_round):
    scene = make_said()
    asked(scene)
    assert at_once(*[duties.keep_up] * 3) == ["won"] * 3
    assert Duty.objects.count() == 1
    assert Event.objects.filter(verb="duty.opened").count() == 1
    duty = Duty.objects.get()

    result = at_once(*[partial(duties.leave_vacant, duty, by=scene.coordinator, reason="Tutup")] * 2)

    assert sorted(str(one == "won") for one in result) == ["False", "True"]
    assert Event.objects.filter(verb="duty.ended").count() == 1


def test_head_of_the_province_is_nobody_for_the_neighbour(bare):
    """The head of another region sees nothing, the head of the province what falls to him."""
    asked(bare)
    duties.keep_up()
    bare.coordinator.memberships.update(until=yesterday())
    bare.head.appointments.update(until=yesterday())
    office = OrganisationFactory(region=bare.group.region.parent)
    above = AppointmentFactory(post=PostFactory(organisation=office, role=Role.OFFICE_HEAD)).person

    assert (shown(above), shown(make_scene(is_started=False).head)) == ([Duty.objects.get()], [])
