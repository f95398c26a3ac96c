"""Starting, editing and freezing plans, and moving their activities."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone, translation

from liap.audit.queries import broken_links, events_of
from liap.models import Activity, Plan, Role
from liap.plans import actions, queries
from liap.plans.content import content_of
from liap.plans.models import Section
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    BudgetLineFactory,
    ChainStepFactory,
    EnterpriseActionFactory,
    GoalFactory,
    IndicatorFactory,
    IndustryFactory,
    MembershipFactory,
    PlanFactory,
    ProblemFactory,
    StakeholderFactory,
    TargetEnterpriseFactory,
)

pytestmark = pytest.mark.django_db


def verbs(plan):
    return [event.verb for event in events_of(f"plan:{plan.pk}")]


# --- Starting ------------------------------------------------------------------------------------------------------


def start(scene, **changes):
    answers = {
        "title": "Ulos",
        "industry": IndustryFactory(),
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 1, 1),
        "by": scene.coordinator,
    }
    return actions.start_plan(scene.group, **{**answers, **changes})


def test_start_plan_takes_region_and_author_and_opens_nothing(scene):
    plan = start(scene)

    assert (plan.region, plan.author, plan.open_sections) == (scene.group.region, scene.coordinator, [])
    assert verbs(plan) == ["plan.started"]


def test_only_the_coordinator_starts_a_plan(scene):
    with pytest.raises(actions.NotTheirs):
        start(scene, by=scene.member)


def test_start_plan_refuses_an_empty_period(scene):
    with pytest.raises(actions.PeriodIsEmpty):
        start(scene, ends_on=date(2026, 1, 1))


def test_start_plan_refuses_an_expired_decree(scene):
    scene.group.valid_to = timezone.localdate() - timedelta(days=1)
    scene.group.save()

    with pytest.raises(actions.GroupNotInForce):
        start(scene)


# --- Sections ------------------------------------------------------------------------------------------------------


def test_sections_open_and_close(scene):
    actions.close_sections(scene.plan, by=None)
    actions.open_sections(scene.plan, [Section.BUDGET, Section.PROBLEMS], by=scene.coordinator)
    actions.close_sections(scene.plan, [Section.BUDGET], by=scene.coordinator)

    assert Plan.objects.get().open_sections == ["problems"]
    assert scene.plan.open_sections == ["problems"]
    assert verbs(scene.plan) == ["plan.sections_closed", "plan.sections_opened", "plan.sections_closed"]


def test_opening_what_is_open_writes_nothing(scene):
    actions.open_sections(scene.plan, [Section.BUDGET], by=scene.coordinator)

    assert verbs(scene.plan) == []


def test_unknown_section_is_an_error(scene):
    with pytest.raises(ValueError, match="weather"):
        actions.open_sections(scene.plan, ["weather"], by=scene.coordinator)


def save(scene, section="objective", **changes):
    answers = {"by": scene.member, "seen_version": 1, "write": lambda plan: setattr(plan, "objective", "Maju")}
    return actions.save_section(scene.plan, section, **{**answers, **changes})


def test_save_section_writes_and_counts_the_version_up(scene):
    save(scene)

    plan = Plan.objects.get()
    assert (plan.objective, plan.version) == ("Maju", 2)
    event = events_of(f"plan:{plan.pk}").get()
    assert (event.verb, event.by, event.payload) == (
        "plan.section_saved",
        scene.member,
        {"section": "objective", "version": 2},
    )


def test_closed_section_is_refused(scene):
    actions.close_sections(scene.plan, [Section.OBJECTIVE], by=None)

    with pytest.raises(actions.SectionClosed):
        save(scene)
    assert Plan.objects.get().objective == ""


def test_stranger_cannot_save(scene):
    with pytest.raises(actions.NotTheirs):
        save(scene, by=scene.stranger)


def test_former_member_cannot_save(scene):
    former = MembershipFactory(seat__working_group=scene.group, until=timezone.localdate() - timedelta(days=1))

    with pytest.raises(actions.NotTheirs):
        save(scene, by=former.person)


def test_stale_edit_names_who_was_first(scene):
    save(scene, by=scene.coordinator)

    with translation.override("en"), pytest.raises(actions.StaleEdit, match=scene.coordinator.full_name):
        save(scene, write=lambda plan: setattr(plan, "objective", "Lain"))
    assert Plan.objects.get().objective == "Maju"


def test_two_sections_can_be_written_at_the_same_time(scene):
    save(scene)
    save(scene, "budget", write=lambda plan: None)

    assert Plan.objects.get().version == 3


def test_failure_halfway_leaves_nothing(scene):
    def write(plan):
        StakeholderFactory(plan=plan)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        save(scene, "stakeholders", write=write)

    plan = Plan.objects.get()
    assert (plan.version, plan.stakeholders.count(), verbs(plan)) == (1, 0, [])


def test_dependency_circle_is_refused(scene):
    one, two = ActivityFactory(plan=scene.plan, number=1), ActivityFactory(plan=scene.plan, number=2)
    two.depends_on.add(one)

    with pytest.raises(actions.DependencyCycle, match="1 → 2 → 1"):
        save(scene, "activities", write=lambda plan: one.depends_on.add(two))
    assert list(one.depends_on.all()) == []


def test_row_in_use_cannot_be_removed(scene):
    activity = BudgetLineFactory(plan=scene.plan, activity=ActivityFactory(plan=scene.plan)).activity

    with pytest.raises(actions.RowInUse):
        save(scene, "activities", write=lambda plan: activity.delete())


# --- Versions ------------------------------------------------------------------------------------------------------


@pytest.fixture
def full_plan(scene):
    plan = scene.plan
    StakeholderFactory(plan=plan, name="Dekranasda")
    step = ChainStepFactory(plan=plan, number=1, price=Decimal(50000))
    problem = ProblemFactory(plan=plan, rank=1, chain_step=step)
    GoalFactory(plan=plan, due_on=date(2027, 6, 1))
    target = TargetEnterpriseFactory(plan=plan, baseline_turnover=12_000_000, baseline_year=2025)
    one = ActivityFactory(plan=plan, number=1, problem=problem, volume=Decimal("2.5"), cost=1_500_000)
    ActivityFactory(plan=plan, number=2).depends_on.add(one)
    EnterpriseActionFactory(plan=plan, enterprise=target.enterprise)
    IndicatorFactory(plan=plan, number=1, target=20)
    BudgetLineFactory(plan=plan, activity=one, fiscal_year=2026, proposed=1_500_000)
    return plan


def test_freeze_keeps_every_row_in_canonical_json(full_plan, scene):
    version = actions.freeze(full_plan, by=scene.coordinator)

    content = content_of(full_plan)
    assert (version.number, version.frozen_by, len(version.sha256)) == (1, scene.coordinator, 64)
    assert {name: len(content[name]) for name in content if isinstance(content[name], list)} == {
        "stakeholders": 1,
        "chain_steps": 1,
        "problems": 1,
        "goals": 1,
        "target_enterprises": 1,
        "activities": 2,
        "enterprise_actions": 1,
        "indicators": 1,
        "budget_lines": 1,
    }
    assert content["activities"][0]["volume"] == "2.50"
    assert content["activities"][0]["starts_on"] == "2026-02-01"
    assert content["activities"][1]["depends_on"] == [1]
    assert content["problems"][0]["chain_step"] == 1
    assert content["budget_lines"][0]["activity"] == 1


def test_freezing_the_same_text_returns_the_same_version(full_plan, scene):
    first = actions.freeze(full_plan, by=scene.coordinator)
    again = actions.freeze(full_plan, by=scene.member)

    assert (again, full_plan.versions.count()) == (first, 1)
    assert not queries.is_changed_since(first)


def test_progress_changes_no_version(full_plan, scene):
    first = actions.freeze(full_plan, by=scene.coordinator)
    activity = actions.request(full_plan.activities.get(number=1), by=scene.coordinator)
    activity = actions.accept(activity, by=scene.member)
    actions.finish(activity, by=scene.member, done_on=date(2026, 6, 1))
    actions.record_realised(full_plan.budget_lines.get(), by=scene.member, amount=Decimal(10))
    actions.count_goal(full_plan.goals.get(), by=scene.member, reached_count=3, counted_on=date(2026, 6, 1))

    assert actions.freeze(full_plan, by=scene.coordinator) == first


def test_every_field_of_content_counts(full_plan, scene):
    first = actions.freeze(full_plan, by=scene.coordinator)
    full_plan.activities.filter(number=1).update(cost=1_600_000)
    full_plan.stakeholders.all().delete()
    full_plan.title = "Judul baru"
    full_plan.save()

    second = actions.freeze(full_plan, by=scene.coordinator)
    with translation.override("en"):
        changes = [(row.path, plain(row.old), plain(row.new)) for row in queries.changes_between(first, second)]

    assert second.number == 2
    assert queries.is_changed_since(first)
    assert changes == [
        ("plan/title", content_title(first), "Judul baru"),
        ("stakeholders/Dekranasda/name", "Dekranasda", None),
        ("stakeholders/Dekranasda/influence", "medium", None),
        ("activities/1/cost", "1500000", "1600000"),
    ]


def plain(shown):
    return shown and shown.replace(",", "")


def content_title(version):
    return version.content.split('"title":"')[-1].split('"')[0]


def test_versions_cannot_be_changed(full_plan, scene):
    version = actions.freeze(full_plan, by=scene.coordinator)

    version.sha256 = "0" * 64
    with pytest.raises(DatabaseError), transaction.atomic():
        version.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        version.delete()


# --- Activities ----------------------------------------------------------------------------------------------------

MOVES = {
    "request": {"not_requested", "declined"},
    "accept": {"requested"},
    "decline": {"requested"},
    "finish": {"running"},
    "cancel": {"not_requested", "requested", "declined", "running"},
}
MORE = {
    "decline": {"reason": "Tidak ada anggaran"},
    "cancel": {"reason": "Digabung"},
    "finish": {"done_on": date(2026, 6, 1)},
}
OUTCOME = {
    "request": "requested",
    "accept": "running",
    "decline": "declined",
    "finish": "done",
    "cancel": "cancelled",
}


def move(verb, activity, by):
    return getattr(actions, verb)(activity, by=by, **MORE.get(verb, {}))


@pytest.mark.parametrize(("verb", "state"), [(verb, state) for verb in MOVES for state in sorted(MOVES[verb])])
def test_activity_moves_from_its_origin(scene, verb, state):
    activity = ActivityFactory(plan=scene.plan, state=state)

    move(verb, activity, scene.coordinator)

    assert Activity.objects.get().state == OUTCOME[verb]
    assert verbs(scene.plan) == [f"activity.{verb}"]


@pytest.mark.parametrize(
    ("verb", "state"), [(verb, state) for verb in MOVES for state in Activity.State.values if state not in MOVES[verb]]
)
def test_activity_does_not_move_from_elsewhere(scene, verb, state):
    activity = ActivityFactory(plan=scene.plan, state=state, done_on=date(2026, 6, 1))

    with pytest.raises(actions.ActivityMoved):
        move(verb, activity, scene.coordinator)
    assert (Activity.objects.get().state, verbs(scene.plan)) == (state, [])


def test_institution_answers_for_its_activity(scene):
    official = AppointmentFactory(post__organisation=scene.office).person
    activity = ActivityFactory(plan=scene.plan, state="requested", institution=scene.office)

    actions.accept(activity, by=official)

    assert Activity.objects.get().state == "running"


@pytest.mark.parametrize("verb", MOVES)
def test_stranger_moves_no_activity(scene, verb):
    activity = ActivityFactory(plan=scene.plan, state=sorted(MOVES[verb])[0])

    with pytest.raises(actions.NotTheirs):
        move(verb, activity, scene.stranger)


def test_declining_needs_a_reason(scene):
    with pytest.raises(actions.ReasonMissing):
        actions.decline(ActivityFactory(plan=scene.plan, state="requested"), by=scene.member, reason=" ")


def test_nothing_is_done_in_the_future(scene):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(actions.DoneInTheFuture):
        actions.finish(ActivityFactory(plan=scene.plan, state="running"), by=scene.member, done_on=tomorrow)
    with pytest.raises(actions.DoneInTheFuture):
        actions.finish_enterprise_action(EnterpriseActionFactory(plan=scene.plan), by=scene.member, done_on=tomorrow)


# --- Progress ------------------------------------------------------------------------------------------------------


def test_realised_money_may_be_unknown_but_not_negative(scene):
    line = BudgetLineFactory(plan=scene.plan, realised=5)

    assert actions.record_realised(line, by=scene.member, amount=None).realised is None
    with pytest.raises(actions.AmountBelowZero):
        actions.record_realised(line, by=scene.member, amount=Decimal(-1))


def test_budget_officer_reports_money(scene):
    officer = AppointmentFactory(post__organisation=scene.office, post__role=Role.BUDGET_OFFICER).person
    line = BudgetLineFactory(plan=scene.plan)

    actions.record_realised(line, by=officer, amount=Decimal(7))
    with pytest.raises(actions.NotTheirs):
        actions.record_realised(line, by=scene.evaluator, amount=Decimal(8))

    line.refresh_from_db()
    assert line.realised == 7


def test_promise_kept_can_be_taken_back(scene):
    promise = EnterpriseActionFactory(plan=scene.plan)

    assert actions.finish_enterprise_action(promise, by=scene.member, done_on=date(2026, 5, 1)).done_on
    assert actions.finish_enterprise_action(promise, by=scene.member, done_on=None).done_on is None
    assert list(broken_links()) == []


# --- What the database forbids -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda plan: PlanFactory(starts_on=date(2026, 1, 2), ends_on=date(2026, 1, 2)),
        lambda plan: [StakeholderFactory(plan=plan, name="BI") for _twice in range(2)],
        lambda plan: [ActivityFactory(plan=plan, number=1) for _twice in range(2)],
        lambda plan: [ProblemFactory(plan=plan, rank=1) for _twice in range(2)],
        lambda plan: [GoalFactory(plan=plan) for _twice in range(2)],
        lambda plan: [BudgetLineFactory(plan=plan, fiscal_year=2026) for _twice in range(2)],
        lambda plan: BudgetLineFactory(plan=plan, fiscal_year=26),
        lambda plan: ActivityFactory(plan=plan, state="done"),
        lambda plan: ActivityFactory(plan=plan, starts_on=date(2026, 2, 2), ends_on=date(2026, 2, 1)),
        lambda plan: IndicatorFactory(plan=plan, means_of_verification=""),
    ],
)
def test_database_refuses(make):
    plan = PlanFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        make(plan)
