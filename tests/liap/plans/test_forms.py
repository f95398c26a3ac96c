"""Section forms as a person without JavaScript fills them in."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.forms import BaseFormSet
from django.utils import translation

from liap.enterprises.performance.actions import record_performance
from liap.enterprises.performance.figures import Figures
from liap.enterprises.performance.periods import Period
from liap.models import Activity, Enterprise, Meeting
from liap.plans import actions
from liap.plans.forms import SECTION_FORMS, MeetingForm, StartPlanForm, section_form
from liap.plans.models import Plan, Section
from tests.factories import (
    ActivityFactory,
    BudgetLineFactory,
    ChainStepFactory,
    EnterpriseActionFactory,
    EnterpriseFactory,
    GoalFactory,
    IndicatorFactory,
    IndustryFactory,
    ProblemFactory,
    StakeholderFactory,
    TargetEnterpriseFactory,
)
from tests.liap.posting import posted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_indonesian():
    with translation.override("id"):
        yield


def shown(scene, section):
    return section_form(section, plan=Plan.objects.get(pk=scene.plan.pk), user=scene.member)


def send(scene, section, changes=None, form=None):
    """Fills the form in and sends it; `changes` begin with the name below the section, such as rows-0-name."""
    form = form or shown(scene, section)
    data = posted(form, {f"{section}-{name}": value for name, value in (changes or {}).items()})
    return section_form(section, data, plan=Plan.objects.get(pk=scene.plan.pk), user=scene.member)


def save(scene, section, changes=None, form=None):
    sent = send(scene, section, changes, form)
    assert sent.is_valid(), errors(sent)
    return sent.save(scene.member)


def errors(form):
    return [part.errors for part in form.parts] + form.non_field_errors()


FILLED = {
    "stakeholders": {"rows-0-name": "Dekranasda", "rows-0-influence": "high"},
    "supply_chain": {"rows-0-name": "Benang", "rows-0-price": "Rp 50.000"},
    "problems": {"rows-0-text": "Pewarna luntur"},
    "objective": {"objective": "Pasar modern", "rows-0-rung": "certificate", "rows-0-target_count": "20"},
    "targets": {"new-0-name": "UD Sianipar", "new-0-baseline_turnover": "12.000.000", "new-0-baseline_year": "2025"},
    "activities": {"rows-0-title": "Pelatihan", "rows-0-starts_on": "2026-02-01", "rows-0-ends_on": "2026-03-01"},
    "enterprise_actions": {"rows-0-text": "Mencatat penjualan"},
    "indicators": {"rows-0-text": "Penenun", "rows-0-means_of_verification": "Buku", "rows-0-target": "1.500,5"},
    "budget": {"rows-0-source": "apbd_regency", "rows-0-fiscal_year": "2026", "rows-0-proposed": "1.500.000"},
}
COUNTED = {
    "stakeholders": "stakeholders",
    "supply_chain": "chain_steps",
    "problems": "problems",
    "objective": "goals",
    "targets": "target_enterprises",
    "activities": "activities",
    "enterprise_actions": "enterprise_actions",
    "indicators": "indicators",
    "budget": "budget_lines",
}


def test_every_section_has_a_form():
    assert list(SECTION_FORMS) == Section.values


@pytest.mark.parametrize("section", Section.values)
def test_section_takes_a_first_row(scene, section):
    changes = dict(FILLED[section])
    if section == "activities":
        changes["rows-0-institution"] = scene.office.pk

    outcome = save(scene, section, changes)

    assert outcome == {"section": section, "version": 2}
    assert getattr(scene.plan, COUNTED[section]).count() == 1


@pytest.mark.parametrize("section", Section.values)
def test_section_sent_back_unchanged_changes_no_row(scene, section):
    step = ChainStepFactory(plan=scene.plan, price=5000)
    problem = ProblemFactory(plan=scene.plan, chain_step=step)
    target = TargetEnterpriseFactory(plan=scene.plan, baseline_turnover=1_000_000, baseline_year=2025)
    activity = ActivityFactory(plan=scene.plan, problem=problem, cost=1_500_000, volume=Decimal("2.5"))
    ActivityFactory(plan=scene.plan).depends_on.add(activity)
    StakeholderFactory(plan=scene.plan)
    GoalFactory(plan=scene.plan, due_on=date(2027, 1, 1))
    EnterpriseActionFactory(plan=scene.plan, enterprise=target.enterprise)
    IndicatorFactory(plan=scene.plan, baseline=Decimal("1234.50"), target=2000)
    BudgetLineFactory(plan=scene.plan, activity=activity, proposed=1_500_000)
    before = actions.freeze(scene.plan, by=scene.coordinator)

    save(scene, section)

    assert actions.freeze(scene.plan, by=scene.coordinator) == before


def test_numbers_and_money_are_read_as_indonesians_write_them(scene):
    save(scene, "indicators", FILLED["indicators"])
    save(scene, "budget", FILLED["budget"])

    assert scene.plan.indicators.get().target == Decimal("1500.5")
    assert scene.plan.budget_lines.get().proposed == 1_500_000


def test_budget_left_empty_is_missing(scene):
    save(scene, "budget", {**FILLED["budget"], "rows-0-proposed": ""})

    assert scene.plan.budget_lines.get().proposed is None


def test_new_rows_get_the_next_number(scene):
    ProblemFactory(plan=scene.plan, rank=4)

    save(scene, "problems", {"rows-1-text": "Modal", "rows-2-text": "Pasar"})

    assert list(scene.plan.problems.values_list("rank", "text"))[1:] == [(5, "Modal"), (6, "Pasar")]


def test_two_rows_can_swap_their_numbers(scene):
    first, second = (ChainStepFactory(plan=scene.plan, number=n, name=f"Langkah {n}") for n in (1, 2))

    save(scene, "supply_chain", {"rows-0-number": "2", "rows-1-number": "1"})

    assert list(scene.plan.chain_steps.all()) == [second, first]


def test_number_that_stands_twice_is_refused(scene):
    ChainStepFactory(plan=scene.plan, number=1)

    form = send(scene, "supply_chain", {"rows-1-number": "1", "rows-1-name": "Tenun"})

    assert not form.is_valid()
    assert form.parts[1].forms[1].has_error("number")


def test_name_of_a_deleted_row_can_be_taken_again(scene):
    StakeholderFactory(plan=scene.plan, name="BI")

    save(scene, "stakeholders", {"rows-0-DELETE": "on", "rows-1-name": "BI", "rows-1-influence": "low"})

    assert scene.plan.stakeholders.get().influence == "low"


def test_rows_that_exchange_names_are_refused_in_a_sentence(scene):
    for name in ("BI", "BRI"):
        StakeholderFactory(plan=scene.plan, name=name)
    form = send(scene, "stakeholders", {"rows-0-name": "BRI", "rows-1-name": "BI"})

    assert form.is_valid()
    with pytest.raises(actions.Refusal):
        form.save(scene.member)
    assert list(scene.plan.stakeholders.values_list("name", flat=True)) == ["BI", "BRI"]


def test_stale_form_is_a_conflict_even_when_its_rows_are_gone(scene):
    row = StakeholderFactory(plan=scene.plan)
    seen = shown(scene, "stakeholders")
    data = posted(seen, {"stakeholders-rows-0-name": "Lain"})
    save(scene, "stakeholders", {"rows-0-DELETE": "on"})

    late = section_form("stakeholders", data, plan=Plan.objects.get(), user=scene.member)

    assert late.is_valid()
    assert "Lain" in str(late.parts[1])
    with pytest.raises(actions.StaleEdit):
        late.save(scene.coordinator)
    assert not type(row).objects.exists()


def test_closed_section_is_refused(scene):
    form = send(scene, "problems", FILLED["problems"])
    actions.close_sections(scene.plan, by=None)

    with pytest.raises(actions.SectionClosed):
        form.save(scene.member) if form.is_valid() else None


def test_more_rows_keep_what_was_typed(scene):
    form = send(scene, "stakeholders", {"rows-0-name": "Dekranasda"}).with_more_rows()

    rows = next(part for part in form.parts if isinstance(part, BaseFormSet))
    assert len(rows.forms) == 6
    assert rows.forms[0]["name"].value() == "Dekranasda"


def test_tampered_form_is_refused_and_not_a_crash(scene):
    form = section_form(
        "stakeholders",
        posted(
            shown(scene, "stakeholders"),
            {
                "stakeholders-seen_version": "x",
                "stakeholders-rows-TOTAL_FORMS": "99999",
            },
        ),
        plan=scene.plan,
        user=scene.member,
    )

    assert not form.is_valid()


# --- Activities ----------------------------------------------------------------------------------------------------


def test_activities_depend_on_rows_of_the_same_form(scene):
    row = {"institution": scene.office.pk, "starts_on": "2026-02-01", "ends_on": "2026-03-01"}
    changes = {f"rows-{n}-{name}": value for n in (0, 1) for name, value in row.items()}
    changes |= {"rows-0-title": "Survei", "rows-1-title": "Pelatihan", "rows-1-after": "1"}

    save(scene, "activities", changes)

    first, second = scene.plan.activities.all()
    assert (list(first.depends_on.all()), list(second.depends_on.all())) == ([], [first])


@pytest.mark.parametrize("after", ["2", "9", "satu"])
def test_impossible_order_is_refused(scene, after):
    first = ActivityFactory(plan=scene.plan, number=1, institution=scene.office)
    ActivityFactory(plan=scene.plan, number=2, institution=scene.office).depends_on.add(first)

    assert not send(scene, "activities", {"rows-0-after": after}).is_valid()


def test_activity_that_was_requested_is_not_deleted(scene):
    ActivityFactory(plan=scene.plan, institution=scene.office, state="requested")

    assert not send(scene, "activities", {"rows-0-DELETE": "on"}).is_valid()


def test_institution_that_was_asked_is_not_exchanged(scene):
    activity = ActivityFactory(plan=scene.plan, institution=scene.office, state="running")

    save(scene, "activities", {"rows-0-institution": scene.group.secretariat.pk, "rows-0-title": "Baru"})

    activity = Activity.objects.get(pk=activity.pk)
    assert (activity.institution, activity.title) == (scene.office, "Baru")


def test_saving_does_not_undo_a_move_in_the_meantime(scene):
    activity = ActivityFactory(plan=scene.plan, institution=scene.office)
    form = send(scene, "activities", {"rows-0-title": "Baru"})
    assert form.is_valid()
    actions.request(activity, by=scene.coordinator)

    form.save(scene.member)

    activity = Activity.objects.get(pk=activity.pk)
    assert (activity.state, activity.title) == ("requested", "Baru")


def test_activity_must_not_end_before_it_starts(scene):
    changes = {**FILLED["activities"], "rows-0-institution": scene.office.pk, "rows-0-ends_on": "2026-01-01"}

    form = send(scene, "activities", changes)

    assert not form.is_valid()
    assert list(form.parts[1].forms[0].errors) == ["ends_on"]


def test_problem_of_another_plan_cannot_be_chosen(scene):
    changes = {**FILLED["activities"], "rows-0-institution": scene.office.pk, "rows-0-problem": ProblemFactory().pk}

    assert not send(scene, "activities", changes).is_valid()


def test_row_chosen_and_then_removed_is_a_conflict(scene):
    problem = ProblemFactory(plan=scene.plan)
    changes = {**FILLED["activities"], "rows-0-institution": scene.office.pk, "rows-0-problem": problem.pk}
    form = send(scene, "activities", changes)
    assert form.is_valid()
    problem.delete()

    with pytest.raises(actions.StaleEdit):
        form.save(scene.member)


# --- Targets -------------------------------------------------------------------------------------------------------


def test_target_is_an_enterprise_of_region_and_industry(scene):
    plan = scene.plan
    local = EnterpriseFactory(region=plan.region, industry=plan.industry)
    EnterpriseFactory(region=plan.region)
    EnterpriseFactory(industry=plan.industry)

    choices = shown(scene, "targets").parts[1].forms[0].fields["enterprise"].queryset

    assert list(choices) == [local]


def test_new_enterprise_by_name_is_registered_once(scene):
    known = EnterpriseFactory(name="UD Sianipar", region=scene.plan.region, industry=scene.plan.industry)

    save(scene, "targets", {"new-0-name": " ud  sianipar", "new-1-name": "UD Baru", "new-1-owner_sex": "female"})

    names = list(scene.plan.target_enterprises.values_list("enterprise__name", flat=True))
    assert names == ["UD Baru", known.name]
    assert Enterprise.objects.get(name="UD Baru").owner_sex == "female"


def told(smi, by, year, **figures):
    period = Period(date(year, 1, 1), 12)
    given = {"medium": "visit", "asked_on": date(year + 1, 1, 9)}
    record_performance(smi, by=by, period=period, figures=Figures(**figures), **given)


def test_baseline_is_proposed_from_the_registry_with_its_origin_and_confirmed_by_sending(scene):
    target = TargetEnterpriseFactory(plan=scene.plan)
    before = scene.plan.starts_on.year - 1
    for year, amount in ((before - 1, 10_000_000), (before, 24_000_000)):
        told(target.enterprise, scene.member, year, turnover_kind="exact", turnover=Decimal(amount), method="books")

    row = shown(scene, "targets").parts[1].forms[0]
    target.refresh_from_db()
    assert (row["baseline_turnover"].value(), row["baseline_year"].value()) == ("24.000.000", before)
    assert f"{before}, tepat, pembukuan" in str(row.fields["baseline_turnover"].help_text)
    assert target.baseline_turnover is None

    save(scene, "targets")
    target.refresh_from_db()
    assert (target.baseline_turnover, target.baseline_year) == (Decimal(24_000_000), before)


def test_baseline_that_is_emptied_stays_empty_and_what_the_plan_says_is_not_overwritten(scene):
    silent, said = (TargetEnterpriseFactory(plan=scene.plan, enterprise__name=name) for name in ("UD A", "UD B"))
    type(said).objects.filter(pk=said.pk).update(baseline_turnover=5, baseline_year=2020)
    for one in (silent, said):
        told(one.enterprise, scene.member, scene.plan.starts_on.year - 1, turnover_kind="exact",
             turnover=Decimal(9_000_000), method="books")  # fmt: skip

    save(scene, "targets", {"rows-0-baseline_turnover": "", "rows-0-baseline_year": ""})

    kept = scene.plan.target_enterprises.values_list("baseline_turnover", "baseline_year")
    assert list(kept) == [(None, None), (5, 2020)]


def test_range_or_year_of_the_plan_itself_is_no_baseline(scene):
    target, year = TargetEnterpriseFactory(plan=scene.plan), 2025
    Plan.objects.filter(pk=scene.plan.pk).update(starts_on=date(year, 1, 1))
    told(target.enterprise, scene.member, year - 1, turnover_kind="range", turnover_low=Decimal(0),
         turnover_high=Decimal(5_000_000), method="owner")  # fmt: skip
    told(target.enterprise, scene.member, year, turnover_kind="exact", turnover=Decimal(7), method="books")

    assert shown(scene, "targets").parts[1].forms[0]["baseline_turnover"].value() is None


def test_baseline_needs_its_year(scene):
    changes = {**FILLED["targets"], "new-0-baseline_year": ""}

    assert not send(scene, "targets", changes).is_valid()


def test_indicator_without_means_of_verification_is_refused(scene):
    changes = {**FILLED["indicators"], "rows-0-means_of_verification": " "}

    assert not send(scene, "indicators", changes).is_valid()


# --- Starting and deciding -----------------------------------------------------------------------------------------


def test_start_form_offers_only_groups_that_the_person_coordinates(scene):
    form = StartPlanForm(user=scene.coordinator)

    assert list(form.fields["working_group"].queryset) == [scene.group]
    assert list(StartPlanForm(user=scene.member).fields["working_group"].queryset) == []


def test_start_form_starts_a_plan(scene):
    industry = IndustryFactory()
    data = {"working_group": scene.group.pk, "industry": industry.pk, "title": "Ulos"}
    form = StartPlanForm({**data, "starts_on": "2026-01-01", "ends_on": "2027-01-01"}, user=scene.coordinator)

    assert form.is_valid(), form.errors
    assert form.save(scene.coordinator).industry == industry
    assert not StartPlanForm(
        {**data, "starts_on": "2027-01-01", "ends_on": "2026-01-01"}, user=scene.coordinator
    ).is_valid()


def decide(scene, present, **changes):
    answers = {"held_on": "2026-03-02", "place": "Aula", "decision": "agreed", "present": [m.pk for m in present]}
    form = MeetingForm(task=SimpleNamespace(), plan=scene.plan, user=scene.coordinator)
    return MeetingForm(
        posted(form, {**answers, **changes}), task=SimpleNamespace(), plan=scene.plan, user=scene.coordinator
    )


def test_decision_is_recorded_with_attendance(scene):
    form = decide(scene, scene.memberships[:3], conditions="Laporan tiap triwulan")

    assert form.is_valid(), form.errors
    outcome = form.save(scene.coordinator)

    meeting = Meeting.objects.get()
    assert outcome == {"meeting": meeting.pk, "decision": "agreed", "sections": [], "reason": ""}
    assert (meeting.counted, meeting.seats_with_vote, meeting.attendances.count()) == (3, 4, 4)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decision": "returned", "reason": "Kurang"}, "sections"),
        ({"decision": "returned", "sections": ["budget"]}, "reason"),
        ({"sections": ["budget"]}, "decision"),
        ({"held_on": "2999-01-01"}, "held_on"),
    ],
)
def test_unclear_decision_is_refused(scene, changes, field):
    form = decide(scene, scene.memberships, **changes)

    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_returned_sections_are_handed_on(scene):
    form = decide(scene, [], decision="returned", sections=["budget"], reason="Tambah sumber")

    assert form.is_valid(), form.errors
    assert form.save(scene.coordinator)["sections"] == ["budget"]
