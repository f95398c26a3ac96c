"""What a plan lacks, costs and is late with."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liap.plans import queries
from tests.factories import (
    ActivityFactory,
    BudgetLineFactory,
    GoalFactory,
    IndicatorFactory,
    OrganisationFactory,
    PlanFactory,
    ProblemFactory,
    TargetEnterpriseFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def complete_plan(db):
    plan = PlanFactory(objective="Pasar modern untuk ulos")
    GoalFactory(plan=plan)
    problem = ProblemFactory(plan=plan, rank=1)
    ActivityFactory(plan=plan, number=1, problem=problem, cost=5_000_000, funding_source="apbd_regency")
    IndicatorFactory(plan=plan, number=1, target=20)
    TargetEnterpriseFactory(plan=plan, baseline_turnover=1_000_000, baseline_year=2025)
    BudgetLineFactory(plan=plan)
    return plan


def sections(found):
    return [gap.section.value for gap in found]


def test_complete_plan_has_no_gaps_and_no_warnings(complete_plan):
    assert queries.gaps(complete_plan) == []
    assert queries.warnings(complete_plan) == []


def test_empty_plan_lacks_everything():
    plan = PlanFactory()

    assert sections(queries.gaps(plan)) == ["objective", "objective", "problems", "activities", "indicators"]
    assert sections(queries.warnings(plan)) == ["targets", "budget"]


def test_gap_names_the_section_in_a_sentence(complete_plan):
    complete_plan.indicators.all().delete()

    with translation.override("en"):
        texts = [str(gap) for gap in queries.gaps(complete_plan)]

    assert texts == ["Section indicators: set at least one indicator."]


def test_top_problems_need_an_activity_or_a_reason(complete_plan):
    ProblemFactory(plan=complete_plan, rank=2)
    ProblemFactory(plan=complete_plan, rank=5, reason_unanswered="Di luar kewenangan daerah")
    ProblemFactory(plan=complete_plan, rank=6)

    assert [problem.rank for problem in queries.unanswered_problems(complete_plan)] == [2]
    assert sections(queries.gaps(complete_plan)) == ["problems"]


def test_a_cancelled_activity_answers_no_problem(complete_plan):
    activity = complete_plan.activities.get()
    activity.cancel()
    activity.save()

    assert sections(queries.gaps(complete_plan)) == ["problems", "activities"]


def test_activity_that_costs_money_needs_a_source(complete_plan):
    dear = ActivityFactory(plan=complete_plan, number=2, cost=1)
    ActivityFactory(plan=complete_plan, number=3, cost=0)
    ActivityFactory(plan=complete_plan, number=4)

    assert sections(queries.gaps(complete_plan)) == ["activities"]
    BudgetLineFactory(plan=complete_plan, activity=dear)
    assert queries.gaps(complete_plan) == []


def test_missing_baseline_is_a_warning(complete_plan):
    TargetEnterpriseFactory(plan=complete_plan)

    assert queries.gaps(complete_plan) == []
    assert sections(queries.warnings(complete_plan)) == ["targets"]


def test_totals_keep_missing_apart_from_zero():
    plan = PlanFactory()
    other = ActivityFactory(plan=plan)
    BudgetLineFactory(plan=plan, fiscal_year=2026, proposed=100, realised=None)
    BudgetLineFactory(plan=plan, fiscal_year=2026, activity=other, proposed=50, realised=0)
    BudgetLineFactory(plan=plan, fiscal_year=2025, proposed=None)
    BudgetLineFactory(proposed=1_000_000)

    found = [(row.year, row.proposed, row.realised, row.lines, row.unreported) for row in queries.totals(plan)]
    grand = queries.grand_total(plan)

    assert found == [(2025, None, None, 1, 1), (2026, Decimal(150), Decimal(0), 2, 1)]
    assert (grand.proposed, grand.allocated, grand.unreported) == (Decimal(150), None, 2)


def test_totals_stand_by_source_and_year_with_each_step_of_the_money():
    plan = PlanFactory()
    steps = ("proposed", "allocated", "committed", "realised")
    for source, year, amounts in [
        ("apbd_regency", 2026, (100, 90, 80, 70)), ("apbd_regency", 2026, (10, None, 5, 0)),
        ("apbd_regency", 2027, (40, None, None, None)), ("apbn_central", 2026, (7, 6, 5, 4)),
    ]:  # fmt: skip
        activity = ActivityFactory(plan=plan)
        BudgetLineFactory(
            plan=plan, activity=activity, source=source, fiscal_year=year, **dict(zip(steps, amounts, strict=True))
        )

    found = {(row.source, row.year): tuple(getattr(row, step) for step in steps) for row in queries.totals(plan)}

    assert found == {
        ("apbn_central", 2026): (7, 6, 5, 4),
        ("apbd_regency", 2026): (110, 90, 85, 70),
        ("apbd_regency", 2027): (40, None, None, None),
    }


DAY = date(2026, 7, 10)


@pytest.mark.parametrize(
    ("state", "done_on", "days"),
    [
        ("running", None, 10),
        ("not_requested", None, 159),
        ("requested", None, 159),
        ("cancelled", None, 0),
        ("done", date(2026, 6, 30), 0),
        ("done", date(2026, 7, 3), 3),
    ],
)
def test_lateness_follows_from_the_dates(state, done_on, days):
    activity = ActivityFactory(state=state, done_on=done_on, starts_on=date(2026, 2, 1), ends_on=date(2026, 6, 30))

    row = queries.schedule(activity.plan, day=DAY)[0]

    assert (row.days_late, row.is_late) == (days, days > 0)


def test_schedule_names_what_an_activity_waits_for():
    plan = PlanFactory()
    first, second = ActivityFactory(plan=plan, number=1), ActivityFactory(plan=plan, number=2)
    done = ActivityFactory(plan=plan, number=3, state="done", done_on=DAY)
    second.depends_on.set([first, done])

    assert [row.waits_for for row in queries.schedule(plan)] == [(), (1,), ()]


def test_committed_share_counts_what_was_taken_on():
    plan = PlanFactory()
    for number, state in enumerate(["running", "done", "requested", "cancelled"], start=1):
        ActivityFactory(plan=plan, number=number, state=state, done_on=DAY)

    assert queries.committed_share(plan) == (2, 3)


def test_institutions_are_of_the_region_its_province_or_national():
    plan = PlanFactory()
    local = OrganisationFactory(region=plan.region)
    provincial = OrganisationFactory(region=plan.region.parent)
    national = OrganisationFactory(region=None)
    asked = ActivityFactory(plan=plan, institution=OrganisationFactory()).institution
    OrganisationFactory()
    OrganisationFactory(region=plan.region, valid_to=date(2020, 1, 1))

    found = set(queries.institutions_for(plan)) - {plan.working_group.secretariat}

    assert found == {local, provincial, national, asked}


def test_visible_plans_are_those_of_the_persons_region(scene):
    assert list(queries.visible_plans(scene.member)) == [scene.plan]
    assert list(queries.visible_plans(scene.stranger)) == []


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.dictionaries(st.integers(1, 8), st.lists(st.integers(1, 8), max_size=4), max_size=8))
def test_find_cycle_finds_a_real_circle_or_there_is_none(edges):
    circle = queries.find_cycle(edges)

    for node, following in zip(circle, [*circle[1:], *circle[:1]], strict=True):
        assert following in edges[node]
    if not circle:
        assert _can_be_ordered(edges)


def _can_be_ordered(edges):
    nodes = set(edges) | {node for needed in edges.values() for node in needed}
    while free := {node for node in nodes if not set(edges.get(node, [])) & nodes}:
        nodes -= free
    return not nodes
