"""What a region accepts stands in the budget of its plan once, by source and year, with the number of the offer."""

from decimal import Decimal

import pytest
from django.db import connection

from liap.adoption import actions
from liap.adoption.jobs import tick
from liap.adoption.models import AdoptionRequest
from liap.plans.actions import close_sections, freeze, open_sections
from liap.plans.models import BudgetLine, Section
from tests.factories import AdoptionRequestFactory, BudgetLineFactory, PlanFactory
from tests.workflows.conftest import make_scene
from tests.workflows.races import at_once
from workflows import actions as cases

OFFER = {
    "facilitator": True, "honorarium": Decimal(36_000_000), "budget": Decimal(25_000_000), "training": "Kursus",
    "training_cost": Decimal(10_000_000), "source": "apbn_assistance", "year": 2027,
}  # fmt: skip


@pytest.fixture
def accepted(asked, head, desk):
    actions.assess(asked, by=desk)
    actions.offer(asked, by=desk, **OFFER)
    return actions.advance(asked, "commit", by=head)


def lines(plan) -> list[tuple]:
    rows = plan.budget_lines.order_by("kind")
    return list(rows.values_list("origin", "source", "fiscal_year", "kind", "proposed", "allocated"))


def expected(accepted) -> list[tuple]:
    head = (accepted.reference, "apbn_assistance", 2027)
    return [(*head, "honorarium", Decimal(36_000_000), None), (*head, "money", Decimal(35_000_000), None)]


def test_accepted_offer_becomes_lines_of_a_plan_that_is_being_written(accepted):
    plan = PlanFactory(region=accepted.region)
    BudgetLineFactory(plan=plan, source="apbn_assistance", fiscal_year=2027, proposed=1)
    elsewhere = PlanFactory()

    assert (tick(), tick()) == (1, 0)

    assert [line for line in lines(plan) if line[0]] == expected(accepted)
    assert (plan.budget_lines.count(), lines(elsewhere)) == (3, [])
    accepted.refresh_from_db()
    assert accepted.placed_in == plan


def test_lines_that_the_members_delete_do_not_come_back(accepted):
    plan = PlanFactory(region=accepted.region)
    tick()
    plan.budget_lines.all().delete()

    assert (tick(), lines(plan)) == (0, [])


def test_text_that_was_frozen_waits_for_the_budget_to_be_open(accepted):
    plan = PlanFactory(region=accepted.region)
    freeze(plan, by=plan.author)
    close_sections(plan, by=plan.author)
    assert (tick(), lines(plan)) == (0, [])

    open_sections(plan, [Section.BUDGET], by=plan.author)
    assert (tick(), lines(plan)) == (1, expected(accepted))


def test_new_plan_of_the_region_begins_with_the_offer(db):
    scene = make_scene()
    waiting = AdoptionRequestFactory(
        region=scene.plan.region, offered_on="2026-01-05", offers_facilitator=True, offered_year=2026
    )
    plan = PlanFactory(working_group=scene.plan.working_group, author=scene.coordinator, region=scene.plan.region)
    AdoptionRequest.objects.filter(pk=waiting.pk).update(state="committed")

    cases.start(plan, by=scene.coordinator)

    assert lines(plan) == [(waiting.reference, "apbn_central", 2026, "honorarium", None, None)]


@pytest.mark.parametrize("state", ["assessed", "suspended", "stopped", "declined"])
def test_only_what_was_accepted_is_placed(accepted, state):
    plan = PlanFactory(region=accepted.region)
    AdoptionRequest.objects.filter(pk=accepted.pk).update(state=state)

    assert (tick(), BudgetLine.objects.filter(plan=plan).count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_clocks_at_the_same_time_place_an_offer_once():
    waiting = AdoptionRequestFactory(offered_on="2026-01-05", offers_facilitator=True, offered_year=2026)
    AdoptionRequest.objects.filter(pk=waiting.pk).update(state="committed")
    plans = [PlanFactory(region=waiting.region) for _two in range(2)]

    def beat():
        tick()
        connection.close()

    assert at_once(beat, beat, beat) == ["won"] * 3
    assert BudgetLine.objects.filter(plan__in=plans, origin=waiting.reference).count() == 1
