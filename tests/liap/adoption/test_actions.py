"""Requests of regions through the pipeline, readiness at its limits, and the yearly word."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from liap.adoption import actions, queries, rules
from liap.adoption.models import AdoptionMove, AdoptionRequest, Attestation, ReadinessCriterion
from liap.audit.models import Event
from liap.people.models import Role
from liap.refusals import Conflict, NotTheirs
from tests.factories import RegionFactory, UserFactory
from tests.liap.adoption.conftest import officer, region_of
from tests.workflows.races import at_once


def test_request_gets_the_next_reference_number_of_the_year(head, table):
    first = actions.ask(region_of(head), industry="Ulos", by=head, on=date(2026, 5, 1))
    second = actions.ask(region_of(head), industry="Kopi", by=head, on=date(2026, 6, 1))
    third = actions.ask(region_of(head), industry="Teh", by=head, on=date(2027, 1, 1))

    assert [one.reference for one in (first, second, third)] == ["ADP-2026-0001", "ADP-2026-0002", "ADP-2027-0001"]
    assert [one.state for one in (first, second, third)] == ["requested"] * 3


def test_only_the_region_itself_asks(head, table):
    with pytest.raises(NotTheirs):
        actions.ask(RegionFactory(), industry="Ulos", by=head)
    with pytest.raises(NotTheirs):
        actions.ask(region_of(head), industry="Ulos", by=UserFactory())
    assert not AdoptionRequest.objects.exists()


def test_same_request_twice_is_refused_until_the_first_is_over(asked, head, desk):
    with pytest.raises(Conflict):
        actions.ask(region_of(head), industry="Ulos", by=head)

    actions.advance(asked, "decline", by=desk, reason="Ditarik")
    again = actions.ask(region_of(head), industry="Ulos", by=head)

    assert again.reference != asked.reference


@pytest.mark.parametrize(
    ("values", "has_letter", "expected"),
    [
        ({}, False, None),
        ({"staff": None, "budget": None}, False, None),
        ({"staff": 0}, False, 0),
        ({}, True, 20),
        ({"staff": 7}, False, 0),
        ({"staff": 8}, False, 10),
        ({"staff": 12}, False, 10),
        ({"staff": 13}, False, 20),
        ({"staff": 13, "budget": 500, "sentras": 3, "facilitators": 2}, True, 100),
        ({"staff": 13, "budget": None, "sentras": 0, "facilitators": 1}, True, 50),
    ],
)
def test_readiness_at_its_limits(table, values, has_letter, expected):
    assert rules.score(values, has_letter, table) == expected


def test_six_staff_propose_the_facilitator_whatever_else_there_is(table):
    rich = {"staff": 6, "budget": 900, "sentras": 5, "facilitators": 3}

    points = rules.score(rich, True, table)

    assert points == 80
    assert rules.variant_for(points, 6, table) == "facilitator_led"
    assert rules.variant_for(points, 13, table) == "lwg_led"
    assert rules.variant_for(59, 13, table) == "facilitator_led"


def test_way_from_request_to_use(asked, head, desk):
    assessed = actions.assess(asked, by=desk)
    assert (assessed.score, assessed.proposed_variant) == (80, "lwg_led")
    with pytest.raises(actions.NothingOffered):
        actions.advance(asked, "commit", by=head)
    actions.offer(asked, facilitator=True, budget=None, training="", by=desk)
    for move in ("commit", "prepare", "activate"):
        done = actions.advance(asked, move, by=head)

    assert done.state == "active"
    assert list(asked.moves.values_list("name", flat=True)) == ["request", "assess", "commit", "prepare", "activate"]
    assert Event.objects.filter(chain=f"adoption:{asked.pk}").count() == 6


def test_region_does_not_assess_and_desk_of_nobody_moves(asked, head):
    with pytest.raises(NotTheirs):
        actions.assess(asked, by=head)
    with pytest.raises(NotTheirs):
        actions.advance(asked, "decline", by=head, reason="Tidak")
    with pytest.raises(NotTheirs):
        actions.advance(asked, "commit", by=officer(Role.OFFICE_HEAD, RegionFactory()))


def test_ministry_accepts_no_offer_of_its_own_while_somebody_speaks_for_the_region(asked, head, desk):
    actions.assess(asked, by=desk)
    actions.offer(asked, facilitator=True, budget=None, training="", by=desk)
    with pytest.raises(NotTheirs):
        actions.advance(asked, "commit", by=desk)

    head.appointments.update(until=timezone.localdate() - timedelta(days=1))

    assert actions.advance(asked, "commit", by=desk).state == "committed"


def test_region_says_no_to_an_offer_with_its_reason(asked, head, desk):
    actions.assess(asked, by=desk)
    actions.offer(asked, facilitator=True, budget=None, training="", by=desk)
    with pytest.raises(actions.ReasonMissing):
        actions.advance(asked, "decline", by=head)

    assert actions.advance(asked, "decline", by=head, reason="Tidak ada pegawai").state == "declined"


@pytest.mark.parametrize("move", ["commit", "prepare", "activate", "suspend", "stop"])
def test_moves_start_only_where_they_may(asked, head, desk, move):
    AdoptionRequest.objects.filter(pk=asked.pk).update(offered_on=date(2026, 1, 1))

    with pytest.raises(actions.HasMoved):
        actions.advance(asked, move, by=head if move == "commit" else desk, reason="Alasan")

    asked.refresh_from_db()
    assert (asked.state, asked.moves.count()) == ("requested", 1)


def test_end_without_reason_is_refused_by_action_and_database(asked, desk):
    with pytest.raises(actions.ReasonMissing):
        actions.advance(asked, "decline", by=desk, reason=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        AdoptionMove.objects.create(adoption=asked, number=9, name="decline", to_state="declined", on=date(2026, 1, 1))


def test_history_cannot_be_changed(asked):
    with pytest.raises(DatabaseError), transaction.atomic():
        AdoptionMove.objects.filter(adoption=asked).update(reason="Lain")


def test_funnel_of_the_report(table):
    for number in range(5):
        one = actions.ask(RegionFactory(), industry="X", by=None, on=date(2017, 12, 1))
        if number < 2:
            actions.assess(one, by=None)
            for move in ("commit", "prepare"):
                actions.advance(one, move, by=None)
            actions.advance(one, ["activate", "suspend"][number], by=None, reason=["", "COVID-19"][number])

    steps = {step.state.value: (step.reached, step.now) for step in queries.funnel(AdoptionRequest.objects.all())}

    assert steps["requested"] == (5, 3)
    assert (steps["active"], steps["suspended"]) == ((1, 1), (1, 1))


# --- Attestation ---------------------------------------------------------------------------------------------------
def test_disuse_needs_a_reason_and_use_has_none(head):
    with pytest.raises(actions.ReasonMissing):
        actions.attest(region_of(head), year=2026, is_in_use=False, by=head)
    with pytest.raises(actions.ReasonMissing):
        actions.attest(region_of(head), year=2026, is_in_use=True, reason="staff", by=head)

    said = actions.attest(region_of(head), year=2026, is_in_use=False, reason="staff_effort", by=head)

    assert said.held_as
    with pytest.raises(Conflict):
        actions.attest(region_of(head), year=2026, is_in_use=True, by=head)
    with pytest.raises(DatabaseError), transaction.atomic():
        Attestation.objects.filter(pk=said.pk).delete()


def test_attestation_is_due_once_a_year(asked, head):
    region = region_of(head)
    assert queries.attestations_due(head, date(2026, 3, 1)) == [region]

    actions.attest(region, year=2026, is_in_use=True, by=head)

    assert queries.attestations_due(head, date(2026, 12, 1)) == []
    assert queries.attestations_due(head, date(2027, 1, 1)) == [region]


@pytest.mark.django_db(transaction=True)
def test_two_regions_asking_at_once_get_two_numbers():
    heads = [officer(Role.OFFICE_HEAD, RegionFactory()) for _ in range(3)]
    ReadinessCriterion.objects.get_or_create(code="staff", defaults={"half_from": 8, "full_from": 13})

    at_once(*[lambda one=one: actions.ask(region_of(one), industry="Ulos", by=one) for one in heads])

    assert sorted(AdoptionRequest.objects.values_list("reference", flat=True))[-1].endswith("0003")
    assert AdoptionRequest.objects.count() == 3
