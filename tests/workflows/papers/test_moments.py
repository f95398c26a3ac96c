"""Papers that come out by themselves: what happened is a row, and the clock makes its paper exactly once."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from documents import canonical
from documents.kinds import KINDS
from documents.models import Document
from liap.adoption import actions as adoption
from liap.adoption.models import ReadinessCriterion
from liap.groups.formation import actions as formation
from liap.people.models import Role
from tests.factories import (
    AdoptionRequestFactory,
    AppointmentFactory,
    AttestationFactory,
    MeetingAttendanceFactory,
    MeetingFactory,
    OrganisationFactory,
    PostFactory,
    ReadinessCriterionFactory,
    RegionFactory,
    UserFactory,
)
from tests.workflows.papers.rows import done, issue, process_of
from workflows import jobs
from workflows.flows.lwg_led import QuarterlyRoundFlow
from workflows.papers import d0_readiness, d6_yearly, d11_national, moments, replacing


def facts_of(paper):
    return canonical.from_json(KINDS[paper.kind].shape, paper.facts)


def is_gathered_again(paper):
    """Whether the facts of a paper can be gathered once more, by the office that issued it."""
    facts, office = replacing.facts_now(paper)
    said = facts_of(paper)
    return (replace(facts, head=said.head), office) == (said, paper.organisation)


def only(kind):
    return Document.objects.get(kind=kind, superseded_by=None)


@pytest.fixture
def desk(db):
    """The ministry's adoption desk; the limits of readiness are those of the migration, or are made here."""
    unit = OrganisationFactory(name="Direktorat Contoh", region=None, kind="ministry")
    if not ReadinessCriterion.objects.exists():
        ReadinessCriterionFactory()
    return AppointmentFactory(post=PostFactory(organisation=unit, role=Role.MINISTRY_REVIEWER)).person


@pytest.fixture
def head(db):
    office = OrganisationFactory(region=RegionFactory(name="Kota Contoh"), kind="industry_office")
    return AppointmentFactory(post=PostFactory(organisation=office, role=Role.OFFICE_HEAD, title="Kepala Dinas"))


@pytest.fixture
def region(head):
    return head.post.organisation.region


# --- D0 ------------------------------------------------------------------------------------------------------------
def test_a_request_has_its_receipt_and_its_readiness_and_offer_take_the_place_of_it(desk, head, region):
    asked = adoption.ask(region, industry="Kakao", by=head.person, staff=6, letter_number="500/1")
    moments.issue_due()
    receipt = only("D0")
    adoption.assess(asked, by=desk)
    moments.issue_due()
    sheet = only("D0")
    adoption.offer(
        asked, facilitator=True, budget=45_000_000, training="", honorarium=36_000_000, source="apbn_assistance",
        year=2027, by=desk,
    )  # fmt: skip
    moments.issue_due()
    offer = only("D0")

    receipt.refresh_from_db()
    assert (receipt.adoption, receipt.round, receipt.superseded_by) == (asked, 1, sheet)
    assert facts_of(receipt).score is None
    assert facts_of(receipt).missing[0].en == "yearly budget for SMIs (Rp)"
    asked.refresh_from_db()
    assert facts_of(sheet).score == asked.score
    assert (offer.round, facts_of(offer).offers_facilitator) == (3, True)
    said = facts_of(offer)
    assert (said.offered_honorarium, said.offered_source.en, said.offered_year) == (
        36_000_000,
        "national budget, assistance task (TP)",
        2027,
    )
    assert offer.organisation.name == "Direktorat Contoh"
    assert is_gathered_again(offer)


def test_points_of_the_criteria_add_up_to_the_score(desk, head, region):
    asked = adoption.ask(region, industry="Kakao", by=head.person, staff=6, sentras=2, letter_number="500/1")
    adoption.assess(asked, by=desk)
    moments.issue_due()

    said = facts_of(only("D0"))
    reached = said.letter_points + sum(one.points for one in said.criteria)
    most = said.letter_weight + sum(one.weight for one in said.criteria)
    assert said.score == round(100 * reached / most)


def test_beats_without_news_issue_nothing(desk, head, region):
    adoption.ask(region, industry="Kakao", by=head.person)
    first = moments.issue_due()

    assert (first["D0"], moments.issue_due()["D0"], jobs.papers()["D0"]) == (1, 0, 0)
    assert Document.objects.filter(kind="D0").count() == 1


def test_a_declined_request_says_why(desk, head, region):
    asked = adoption.ask(region, industry="Kakao", by=head.person)
    adoption.advance(asked, "decline", by=desk, reason="Tidak ada staf")
    moments.issue_due()

    assert (facts_of(only("D0")).decision.en, facts_of(only("D0")).reason) == ("declined", "Tidak ada staf")


def test_what_comes_after_the_commitment_makes_no_new_sheet(desk, head, region):
    asked = adoption.ask(region, industry="Kakao", by=head.person, staff=9)
    adoption.assess(asked, by=desk)
    adoption.offer(asked, facilitator=True, budget=None, training="", by=desk)
    adoption.advance(asked, "commit", by=head.person)
    moments.issue_due()
    adoption.advance(asked, "prepare", by=head.person)

    assert moments.issue_due()["D0"] == 0


def test_what_a_source_reports_of_the_time_before_has_no_paper(desk):
    AdoptionRequestFactory()
    AttestationFactory(by=None)

    assert [moments.issue_due()[kind] for kind in ("D0", "D9")] == [0, 0]


def test_without_a_desk_the_paper_waits_for_one(head, region):
    adoption.ask(region, industry="Kakao", by=head.person)
    before = moments.issue_due()["D0"]
    AppointmentFactory(post=PostFactory(role=Role.MINISTRY_REVIEWER))

    assert (before, moments.issue_due()["D0"]) == (0, 1)


def test_a_kind_that_fails_stops_no_other(desk, head, region, monkeypatch):
    adoption.attest(region, year=2026, is_in_use=True, by=head.person)

    def broken():
        raise ValueError

    monkeypatch.setitem(moments.SOURCES, "D0", broken)

    assert (moments.issue_due()["D0"], Document.objects.filter(kind="D9").count()) == (0, 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clocks_issue_one_sheet_and_one_word():
    unit = OrganisationFactory(region=None, kind="ministry")
    AppointmentFactory(post=PostFactory(organisation=unit, role=Role.MINISTRY_REVIEWER))
    office = OrganisationFactory(region=RegionFactory(), kind="industry_office")
    person = AppointmentFactory(post=PostFactory(organisation=office, role=Role.OFFICE_HEAD)).person
    adoption.ask(office.region, industry="Kakao", by=person)
    adoption.attest(office.region, year=2026, is_in_use=True, by=person)
    gate = threading.Barrier(4)

    def beat():
        try:
            gate.wait()
            moments.issue_due()
        finally:
            connection.close()

    clocks = [threading.Thread(target=beat) for _ in range(4)]
    [clock.start() for clock in clocks]
    [clock.join() for clock in clocks]

    assert sorted(Document.objects.values_list("kind", flat=True)) == ["D0", "D9"]


# --- D1 ------------------------------------------------------------------------------------------------------------
TEXT = {
    "signer": "Wali Kota Palu", "about": "Pembentukan Kelompok Kerja", "considering": "bahwa satu;\n\nbahwa dua.",
    "recalling": "", "decisions": "Membentuk.\nBerlaku.",
}  # fmt: skip


def test_a_decree_that_was_sent_is_a_paper_with_its_members_and_the_written_reason(scene):
    group, leader = scene.plan.working_group, scene.coordinator
    formation.accept_composition(group, reason="Menyusul bulan depan", by=leader)
    formation.write_decree(group, by=leader, **TEXT)
    unsent = moments.issue_due()["D1"]
    formation.send_decree(group, by=leader)

    assert (unsent, moments.issue_due()["D1"], moments.issue_due()["D1"]) == (0, 1, 0)
    paper = only("D1")
    told = facts_of(paper)
    assert (paper.working_group, paper.organisation) == (group, group.secretariat)
    assert told.considering == ("bahwa satu;", "bahwa dua.")
    assert told.numbered == [("KESATU", "Membentuk."), ("KEDUA", "Berlaku.")]
    assert [one.seat for one in told.members] == ["Ketua", "Anggota"]
    assert told.reason == "Menyusul bulan depan"
    assert told.missing
    assert is_gathered_again(paper)


def test_a_text_written_after_sending_is_a_new_draft_that_supersedes(scene):
    group, leader = scene.plan.working_group, scene.coordinator
    formation.accept_composition(group, reason="Menyusul", by=leader)
    for about in ("Satu", "Dua"):
        formation.write_decree(group, by=leader, **TEXT | {"about": about})
        formation.send_decree(group, by=leader)
        moments.issue_due()

    first, second = Document.objects.filter(kind="D1").order_by("round")
    assert [facts_of(paper).about for paper in (first, second)] == ["Satu", "Dua"]
    assert first.superseded_by == second


# --- D9 ------------------------------------------------------------------------------------------------------------
def test_a_word_becomes_a_paper_of_the_office_with_what_was_said_before(desk, head, region):
    AttestationFactory(region=region, year=2021, is_in_use=False, reason="staff_effort", by=None)
    adoption.attest(region, year=2026, is_in_use=True, by=head.person, staff=4)
    moments.issue_due()

    paper = only("D9")
    told = facts_of(paper)
    assert (paper.region, paper.round, paper.organisation) == (region, 2026, head.post.organisation)
    assert (told.is_in_use, told.staff, [one.year for one in told.before]) == (True, 4, [2021])
    assert moments.issue_due()["D9"] == 0
    assert is_gathered_again(paper)


# --- D11 -----------------------------------------------------------------------------------------------------------
def test_the_year_of_the_nation_is_told_once_when_it_is_over(desk, head, region):
    active = adoption.ask(region, industry="Kakao", by=head.person, on=date(2025, 2, 1), staff=9)
    adoption.ask(RegionFactory(name="Kota Lain"), industry="Kopi", by=desk, on=date(2025, 3, 1))
    adoption.assess(active, by=desk, on=date(2025, 4, 1))
    adoption.attest(region, year=2025, is_in_use=False, reason="staff", by=head.person)

    counts = [d11_national.issue_due(date(2026, 1, day)) for day in (1, 2)]

    told = facts_of(only("D11"))
    steps = {one.step.en: (one.reached, one.now) for one in told.funnel}
    assert counts == [1, 0]
    assert (steps["requested"], steps["assessed"], steps["active"]) == ((2, 1), (1, 1), (0, 0))
    assert [(one.label.en, one.count) for one in told.reasons] == [("too few staff", 1)]
    assert [(one.year, one.in_use, one.not_in_use, one.silent) for one in told.words] == [(2025, 0, 1, 1)]
    assert told.gaps[0].where == ("Kota Lain",)
    assert is_gathered_again(only("D11"))


def test_what_happened_after_the_year_is_not_in_its_report(desk, head, region):
    asked = adoption.ask(region, industry="Kakao", by=head.person, on=date(2025, 2, 1), staff=9)
    adoption.assess(asked, by=desk, on=date(2026, 1, 3))
    d11_national.issue_due(date(2026, 1, 5))

    assert [one.state.en for one in facts_of(only("D11")).regions] == ["requested"]


def test_a_nation_without_any_request_has_no_report(desk):
    assert d11_national.issue_due(date(2026, 1, 5)) == 0


# --- D6 ------------------------------------------------------------------------------------------------------------
def reported(quarter):
    """The D5 of the scene, and the year that it is filed under."""
    paper = issue("D5", quarter.process)
    return paper, paper.filing.period_on.year


def test_a_year_is_drawn_together_from_its_quarters_once(quarter):
    paper, year = reported(quarter)
    quarter.process.finished = quarter.process.created
    quarter.process.save()

    counts = [d6_yearly.issue_due(date(year + 1, 1, 2)) for _ in range(2)]

    told, of_quarter = facts_of(only("D6")), facts_of(paper)
    line = next(one for one in told.quarters if one.number)
    assert counts == [1, 0]
    assert (only("D6").round, only("D6").filing.period_on) == (year, date(year, 10, 1))
    assert (line.quarter, line.number, line.light) == (of_quarter.quarter, paper.number, of_quarter.light)
    assert [one.values[of_quarter.quarter - 1] for one in told.indicators] == [
        one.value for one in of_quarter.indicators
    ]
    assert sum(one.number is None for one in told.quarters) == 3
    assert is_gathered_again(only("D6"))


def test_a_year_that_is_not_over_has_no_report(quarter):
    _paper, year = reported(quarter)

    assert d6_yearly.issue_due(date(year, 12, 31)) == 0


def test_an_open_round_keeps_the_year_back_until_march(quarter):
    _paper, year = reported(quarter)
    open_round = process_of(quarter.case, QuarterlyRoundFlow, "round")
    open_round.opened_for, open_round.finished = date(year, 10, 1), None
    open_round.save()

    assert d6_yearly.issue_due(date(year + 1, 2, 28)) == 0
    assert d6_yearly.issue_due(date(year + 1, 3, 1)) == 1


# --- NT ------------------------------------------------------------------------------------------------------------
def test_a_review_meeting_has_minutes_with_every_task_its_post_and_date(quarter):
    group = quarter.plan.working_group
    meeting = MeetingFactory(
        plan=quarter.plan, working_group=group, purpose="review", decision="corrective", conditions="Gudang",
        held_on=date(2026, 10, 8), recorded_by=quarter.coordinator,
    )  # fmt: skip
    seat = group.seats.order_by("pk").last()
    MeetingAttendanceFactory(meeting=meeting, membership=seat.memberships.get(), is_present=True)
    due = {"title": "Ulang lelang", "seat": seat.pk, "due_on": "2026-10-30"}
    done(quarter.process, QuarterlyRoundFlow.review_meeting, quarter.coordinator, meeting=meeting.pk, decisions=[due])

    counts = [moments.issue_due()["NT"] for _ in range(2)]

    told = facts_of(only("NT"))
    (task,) = told.tasks
    assert counts[-1] == 0
    assert (task.title, task.post, task.due_on) == ("Ulang lelang", str(seat), date(2026, 10, 30))
    assert task.holder == str(seat.memberships.get().person)
    assert (told.issues, [one.is_present for one in told.attendance]) == (("Gudang",), [True])


def test_the_meeting_that_decides_on_a_plan_has_its_minutes_in_d4_alone(approval):
    moments.issue_due()

    assert not Document.objects.filter(kind="NT").exists()


# --- Pages ---------------------------------------------------------------------------------------------------------
def test_the_coordinator_writes_and_sends_the_decree_on_a_page(client, scene):
    group = scene.plan.working_group
    client.force_login(scene.coordinator)
    address = reverse("liap:decree", args=[group.pk])
    proposal = client.get(address).content.decode()
    refused = client.post(address, TEXT | {"send": "1"})
    formation.accept_composition(group, reason="Menyusul", by=scene.coordinator)
    kept, after_refusal = client.post(address, TEXT | {"keep": "1"}), group.decree_drafts.count()
    sent = client.post(address, TEXT | {"send": "1"})

    assert "Wali Kota Palu" in proposal
    assert (refused.status_code, "Ada unsur" in refused.content.decode()) == (200, True)
    assert (kept.status_code, sent.status_code, after_refusal) == (302, 302, 1)
    assert group.decree_drafts.get().sent_by == scene.coordinator


def test_who_does_not_lead_the_group_finds_no_page_of_the_decree(client, scene):
    client.force_login(UserFactory())

    assert client.get(reverse("liap:decree", args=[scene.plan.working_group_id])).status_code == 404


def test_the_points_and_the_facts_say_the_same_after_the_limits_changed(desk, head, region):
    adoption.ask(region, industry="Kakao", by=head.person, staff=6)
    moments.issue_due()
    ReadinessCriterion.objects.filter(code="staff").update(full_from=99)

    assert d0_readiness.issue_due() == 1
