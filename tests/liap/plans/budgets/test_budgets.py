"""Fiscal years close, unusual costs need a reason, kinds are counted apart, and missing money is found in time."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from liap.models import BudgetLine, ClosedYear, Event, Plan, Role
from liap.outcomes.rules import efficiency_rating, months_inclusive, ratio_percent
from liap.plans.actions import record_realised
from liap.plans.budgets import actions, queries
from liap.plans.content import content_of
from liap.plans.forms import section_form
from liap.plans.queries import grand_total, totals, totals_apart
from liap.refusals import NotTheirs
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    BudgetLineFactory,
    ClosedYearFactory,
    CostBandFactory,
    ProposalWindowFactory,
)
from tests.liap.posting import posted

pytestmark = pytest.mark.django_db
NEXT_YEAR = date(2026, 2, 1)


@pytest.fixture
def officer(scene):
    return AppointmentFactory(post__organisation=scene.office, post__role=Role.BUDGET_OFFICER).person


def line(scene, year=2025, **changes):
    return BudgetLineFactory(plan=scene.plan, fiscal_year=year, **changes)


def test_closed_year_keeps_its_amounts(scene, officer):
    spent = line(scene, realised=5_000_000)
    closed = actions.close_year(scene.plan.region, year=2025, by=officer, today=NEXT_YEAR)

    with pytest.raises(actions.YearIsClosed, match="2025"):
        record_realised(spent, by=officer, amount=Decimal(6_000_000))

    spent.refresh_from_db()
    assert (spent.realised, closed.unreported) == (5_000_000, 0)
    event = Event.objects.get(verb="fiscal_year.closed")
    assert (event.by, event.payload) == (officer, {"year": 2025, "unreported": 0})


def test_closed_year_takes_the_same_amount_again_and_other_years_stay_open(scene, officer):
    spent, later = line(scene, realised=5_000_000), line(scene, 2026)
    actions.close_year(scene.plan.region, year=2025, by=officer, today=NEXT_YEAR)

    record_realised(spent, by=officer, amount=Decimal(5_000_000))
    record_realised(later, by=officer, amount=Decimal(1))

    later.refresh_from_db()
    assert later.realised == 1


def test_what_nobody_reported_stays_missing_when_the_year_closes(scene, officer):
    line(scene)

    assert actions.close_year(scene.plan.region, year=2025, by=officer, today=NEXT_YEAR).unreported == 1
    assert grand_total(scene.plan).realised is None


def test_only_budget_officer_and_head_close_a_year(scene):
    head = AppointmentFactory(post__organisation=scene.office, post__role=Role.OFFICE_HEAD).person
    for person in (scene.coordinator, scene.evaluator, scene.stranger):
        with pytest.raises(NotTheirs):
            actions.close_year(scene.plan.region, year=2025, by=person, today=NEXT_YEAR)

    actions.close_year(scene.plan.region, year=2025, by=head, today=NEXT_YEAR)
    assert ClosedYear.objects.get().closed_by == head


def test_a_running_year_is_not_closed_and_a_closed_one_not_twice(scene, officer):
    with pytest.raises(actions.YearNotOver):
        actions.close_year(scene.plan.region, year=2026, by=officer, today=NEXT_YEAR)
    actions.close_year(scene.plan.region, year=2025, by=officer, today=NEXT_YEAR)

    with pytest.raises(actions.YearClosedAlready):
        actions.close_year(scene.plan.region, year=2025, by=officer, today=NEXT_YEAR)


def test_database_holds_one_closing_per_region_and_year():
    first = ClosedYearFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ClosedYearFactory(region=first.region, year=first.year)


@pytest.mark.parametrize("change", [{"proposed": "9.000.000"}, {"fiscal_year": "2026"}, {"DELETE": "on"}])
def test_budget_section_refuses_changes_of_a_closed_year(scene, officer, change):
    held = line(scene, proposed=5_000_000)
    actions.close_year(scene.plan.region, year=2025, by=officer, today=NEXT_YEAR)
    form = section_form("budget", plan=scene.plan, user=scene.coordinator)
    prefix = form.parts[-1].forms[0].prefix
    answers = posted(form, {f"{prefix}-{name}": value for name, value in change.items()})
    sent = section_form("budget", answers, plan=scene.plan, user=scene.coordinator)

    assert sent.is_valid(), [part.errors for part in sent.parts]
    with pytest.raises(actions.YearIsClosed):
        sent.save(scene.coordinator)

    held.refresh_from_db()
    assert (held.proposed, held.fiscal_year) == (5_000_000, 2025)


def test_kinds_are_counted_apart_from_money(scene):
    line(scene, proposed=10, realised=8)
    line(scene, kind="in_kind", proposed=5)
    line(scene, kind="honorarium", proposed=3, realised=3)

    money, apart = totals(scene.plan), totals_apart(scene.plan)

    assert [(one.proposed, one.realised) for one in money] == [(10, 8)]
    assert {label: rows[0].proposed for label, rows in apart.items()} == {"natura (nilainya)": 5, "honorarium": 3}
    assert grand_total(scene.plan).proposed == 10
    assert {one.kind: one.proposed for one in queries.year_totals(Plan.objects.all())} == {
        "money": 10, "in_kind": 5, "honorarium": 3
    }  # fmt: skip


def test_database_knows_the_kinds_and_takes_each_once(scene):
    line(scene, kind="in_kind")
    for kind in ("in_kind", "wishes"):
        with pytest.raises(IntegrityError), transaction.atomic():
            line(scene, kind=kind)


def test_a_text_frozen_before_kinds_were_kept_reads_the_same(scene):
    line(scene)
    assert "kind" not in content_of(scene.plan)["budget_lines"][0]

    BudgetLine.objects.update(kind="in_kind")
    assert content_of(scene.plan)["budget_lines"][0]["kind"] == "in_kind"


def test_region_without_any_amount_is_not_available(scene):
    line(scene)
    assert queries.regions_without_money(Plan.objects.all()) == [scene.plan.region]

    BudgetLine.objects.update(realised=0)
    assert queries.regions_without_money(Plan.objects.all()) == []


def test_cost_and_period_of_the_report_are_fair():
    class Limits:
        high, fair, less_is_better = Decimal(100), Decimal(150), True

    months = (
        months_inclusive(date(2013, 4, 1), date(2016, 4, 30)),
        months_inclusive(date(2013, 4, 1), date(2016, 3, 31)),
    )
    cost, period = ratio_percent(382, 351), ratio_percent(*months)

    assert (months, cost, period) == ((37, 36), 109, 103)
    assert efficiency_rating(cost, period, Limits()) == "fair"


UNUSUAL = [(20, 40_000_000, 0), (20, 400_000, 1), (20, 400_000_000, 1), (5, 10_000_000, 1), (5, 500, 2), (None, 1, 0)]


@pytest.mark.parametrize(("volume", "cost", "unusual"), [*UNUSUAL, (20, None, 0)])
def test_unusual_cost_and_volume_are_said_in_sentences(volume, cost, unusual):
    CostBandFactory(unit="orang", least_cost=500_000, most_cost=5_000_000, least_volume=10)

    assert len(queries.implausible(unit="Orang ", volume=volume, cost=cost)) == unusual


def test_activity_of_unusual_cost_asks_for_a_reason(scene):
    CostBandFactory(unit="orang", least_cost=500_000, most_cost=5_000_000, least_volume=10)
    ActivityFactory(plan=scene.plan, volume=20, unit="orang", cost=900_000_000)
    form = section_form("activities", plan=scene.plan, user=scene.coordinator)
    prefix = form.parts[-1].forms[0].prefix

    bare = section_form("activities", posted(form), plan=scene.plan, user=scene.coordinator)
    assert not bare.is_valid()
    assert "Rp" in str(bare.parts[-1].forms[0].errors["cost_reason"])

    answers = posted(form, {f"{prefix}-cost_reason": "Mesin termasuk pengiriman"})
    said = section_form("activities", answers, plan=scene.plan, user=scene.coordinator)
    assert said.is_valid(), [part.errors for part in said.parts]
    said.save(scene.coordinator)
    assert scene.plan.activities.get().cost_reason == "Mesin termasuk pengiriman"


@pytest.fixture
def machine(scene):
    ProposalWindowFactory(
        source="dak_physical", opens_month=5, opens_day=1, closes_month=6, closes_day=14, lead_days=45
    )
    return ActivityFactory(plan=scene.plan, cost=100_000_000, funding_source="dak_physical", ends_on=date(2027, 6, 30))


DAYS = {"2026-03-16": 0, "2026-03-17": 1, "2026-06-14": 1, "2026-06-15": 0, "2027-05-01": 0}


@pytest.mark.parametrize(("day", "found"), DAYS.items())
def test_gap_is_found_before_the_window_opens_and_while_the_money_can_still_be_used(scene, machine, day, found):
    assert len(queries.funding_gaps(scene.plan, date.fromisoformat(day))) == found


def test_gap_is_what_no_line_of_money_covers(scene, machine):
    line(scene, 2026, activity=machine, source="dak_physical", allocated=30_000_000, proposed=100_000_000)
    line(scene, 2026, activity=machine, source="private", kind="in_kind", realised=90_000_000)

    gap = queries.funding_gaps(scene.plan, date(2026, 4, 1))[0]

    assert (gap.missing, gap.opens_on, gap.closes_on) == (70_000_000, date(2026, 5, 1), date(2026, 6, 14))
    with translation.override("id"):
        assert "Rp70.000.000" in queries.gap_in_words(gap)


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_finished_activities_have_no_gap(scene, machine, state):
    type(machine).objects.filter(pk=machine.pk).update(state=state, done_on=date(2026, 3, 1))

    assert queries.funding_gaps(scene.plan, date(2026, 4, 1)) == []


@pytest.mark.parametrize(
    "change", [{"realised": 6}, {"proposed": None}, {"allocated": 1}, {"committed": 1}, {"fiscal_year": 2026}]
)
def test_database_keeps_the_amounts_of_a_closed_year_whoever_writes(scene, officer, change):
    spent = line(scene, proposed=9, realised=5)
    actions.close_year(scene.plan.region, year=2025, by=officer, today=NEXT_YEAR)

    with pytest.raises(IntegrityError, match="fiscal_year_is_closed"), transaction.atomic():
        BudgetLine.objects.filter(pk=spent.pk).update(**change)

    assert BudgetLine.objects.filter(pk=spent.pk, proposed=9, realised=5, fiscal_year=2025).exists()


def test_database_adds_nothing_to_a_closed_year_and_takes_nothing_away(scene, officer):
    spent, open_line = line(scene), line(scene, 2026)
    actions.close_year(scene.plan.region, year=2025, by=officer, today=NEXT_YEAR)

    for act in (
        lambda: line(scene, source="private"),
        lambda: BudgetLine.objects.filter(pk=spent.pk).delete(),
        lambda: BudgetLine.objects.filter(pk=open_line.pk).update(fiscal_year=2025),
    ):
        with pytest.raises(IntegrityError, match="fiscal_year_is_closed"), transaction.atomic():
            act()
    BudgetLine.objects.filter(pk=open_line.pk).update(proposed=1)
    line(scene, 2026, source="private")
    BudgetLine.objects.filter(pk=open_line.pk).delete()


def test_the_same_year_of_another_region_stays_open(scene):
    other = ClosedYearFactory().region

    held = line(scene, realised=1)

    assert (held.plan.region != other, BudgetLine.objects.filter(pk=held.pk).update(realised=2)) == (True, 1)


def test_a_closed_year_is_not_reopened():
    closed = ClosedYearFactory()
    for act in (closed.delete, lambda: ClosedYear.objects.update(year=2024)):
        with pytest.raises(Exception, match="fiscal_year_is_closed"), transaction.atomic():
            act()
