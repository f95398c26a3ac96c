"""Changing who leads a running plan: what was written, measured and issued stays; the stages that are due open."""

from functools import partial

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from documents.models import Document
from liap.audit.queries import broken_links
from liap.enterprises.models import Enterprise
from liap.groups.assignments.actions import assign
from liap.outcomes.models import IndicatorValue
from liap.people.models import Role
from liap.plans.models import Section
from liap.refusals import Conflict, NotTheirs
from tests.factories import TargetEnterpriseFactory, WorkingGroupFactory
from tests.journeys.facilitator_led import LightJourney
from tests.journeys.lwg_led import SECTIONS
from tests.journeys.person import Person, form_with
from tests.workflows.conftest import appoint
from tests.workflows.light import at_work, with_group
from tests.workflows.races import at_once
from tests.workflows.test_actions import to_approval
from workflows import actions, variants
from workflows.effects import GroupTooSmall
from workflows.forms.facilitator import MonthReport
from workflows.models import Case, Task
from workflows.reminders import open_rounds

REASON = "Empat lembaga ikut, satu orang tidak cukup"


def steps(case) -> list[str]:
    return [task.flow_task.name for task in case.tasks.human().open().order_by("id")]


def kept(plan) -> dict:
    """Everything that a change of variant must not touch."""
    rows = {name: list(getattr(plan, name).order_by("pk").values()) for name in (
        "chain_steps", "problems", "goals", "target_enterprises", "activities", "enterprise_actions", "indicators",
        "visits", "checks", "versions",
    )}  # fmt: skip
    return rows | {
        "values": list(IndicatorValue.objects.filter(indicator__plan=plan).values()),
        "papers": list(Document.objects.filter(plan=plan).exclude(kind="D1f").order_by("pk").values()),
    }


def test_group_takes_over_what_is_at_work(db):
    with time_machine.travel("2026-11-10 03:00Z"):
        region = at_work()
        region.journey.visit()
    with time_machine.travel("2026-12-01 03:00Z"):
        region.journey.report_month(timezone.localdate())
        before = kept(region.case.plan)

        address = reverse("workflows:change_variant", args=[region.case.pk])
        form = form_with(region.journey.head.get(address), "group")
        answer = region.journey.head.send(address, form, group=str(region.group.pk), reason=REASON)

        assert answer.status_code == 302
        case = region.case
        assert (case.variant, case.stage, case.plan.working_group) == ("lwg_led", "planning", region.group)
        assert kept(case.plan) == before
        assert case.moves.last().reason == REASON
        assert steps(case) == ["redraft", "redraft"]
        assert case.plan.open_sections == [Section.STAKEHOLDERS, Section.BUDGET]
        _group_goes_on(region)
    assert list(broken_links()) == []


def _group_goes_on(region) -> None:
    """The group writes what was missing, decides, has it approved; the activity that ran runs on."""
    case, member = region.case, Person(region.members[0])
    for task in case.tasks.human().open().order_by("id"):
        member.do(task, **SECTIONS[task.data["section"]])
    coordinator = Person(region.coordinator)
    coordinator.do(case.tasks.open().get(flow_task__endswith=".review"), decision="agreed")
    present = [str(row.pk) for user in region.members for row in user.memberships.all()]
    coordinator.do(
        case.tasks.open().get(flow_task__endswith=".decide"), decision="agreed", place="Balai", present=present
    )
    Person(region.budget_officer).do(case.tasks.open().get(flow_task__endswith=".budget_check"), decision="approved")
    region.journey.head.do(case.tasks.open().get(flow_task__endswith=".head_decision"), decision="approved")
    assert region.case.stage == "implementation"
    assert steps(case) == ["carry_out"]
    assert case.plan.activities.get().state == "running"
    assert sorted(set(Document.objects.filter(plan=case.plan).values_list("kind", flat=True))) == [
        "D1f", "D2f", "D3", "D3f", "D4", "D4f", "D5f",
    ]  # fmt: skip


def test_quarter_after_the_upgrade_does_not_write_over_a_month(db):
    with time_machine.travel("2026-11-10 03:00Z"):
        region = at_work()
    with time_machine.travel("2026-12-01 03:00Z"):
        region.journey.report_month(timezone.localdate())
        variants.upgrade(region.case, group=region.group, by=region.head, reason=REASON)
        _group_goes_on(region)
    with time_machine.travel("2027-01-02 03:00Z"):
        opened = open_rounds()

    rounds = list(region.case.processes.filter(stage="round").order_by("round").values_list("round", "opened_for"))
    assert opened == 1
    assert [(number, str(day)) for number, day in rounds] == [(1, "2026-11-01"), (2, "2026-10-01")]


def test_group_begins_with_its_own_diagnosis_where_there_is_none(db):
    journey = LightJourney()
    journey.start()
    region = with_group(journey)

    variants.upgrade(region.case, group=region.group, by=region.head, reason=REASON)

    assert steps(region.case) == ["diagnose"] * 3
    assert {task.owner for task in region.case.tasks.human().open()} == set(region.members)


def test_month_that_is_open_is_made_to_its_end(db):
    with time_machine.travel("2026-11-10 03:00Z"):
        region = at_work()
    with time_machine.travel("2026-12-01 03:00Z"):
        open_rounds()
        variants.upgrade(region.case, group=region.group, by=region.head, reason=REASON)
        region.journey.report_month(timezone.localdate())

    assert Document.objects.filter(plan=region.case.plan, kind="D5f").count() == 1
    assert IndicatorValue.objects.get(indicator__plan=region.case.plan).value == 12


def test_upgrade_belongs_to_the_head_and_to_a_group_of_the_region(db):
    region = at_work()
    elsewhere = WorkingGroupFactory()
    nobody = WorkingGroupFactory(region=region.journey.region, secretariat=region.journey.office)
    stranger = appoint(elsewhere.secretariat, Role.OFFICE_HEAD)

    for group in (elsewhere, nobody):
        with pytest.raises(variants.GroupCannotTakeOver):
            variants.upgrade(region.case, group=group, by=region.head, reason=REASON)
    for person in (region.facilitator, region.coordinator, stranger):
        with pytest.raises(NotTheirs):
            variants.upgrade(region.case, group=region.group, by=person, reason=REASON)
    with pytest.raises(variants.ReasonMissing):
        variants.upgrade(region.case, group=region.group, by=region.head, reason=" ")
    assert (region.case.variant, region.case.stage) == ("facilitator_led", "implementation")


def test_a_plan_that_outgrew_one_person_says_so(db):
    region = at_work()
    region.case.plan.activities.update(cost=600_000_000)

    page = region.journey.head.get(reverse("workflows:case", args=[region.case.pk])).content.decode()

    assert "500" in "".join(variants.outgrown(region.case))
    assert variants.outgrown(region.case)[0] in page


# --- To a facilitator ----------------------------------------------------------------------------------------------
def letter(scene, by=None):
    today = timezone.localdate()
    return assign(
        scene.facilitator,
        office=scene.plan.working_group.secretariat,
        number="800/7",
        dated_on=today,
        valid_from=today,
        valid_to=today.replace(year=today.year + 1),
        superior=scene.head,
        place="Kecamatan Contoh",
        by=by or scene.head,
    )


def to_work(scene) -> None:
    to_approval(scene)
    for step, person, kind in (
        ("budget_check", scene.budget_officer, "budget"),
        ("head_decision", scene.head, "office_head"),
    ):
        task = scene.open_task(step)
        scene.case.approvals.create(
            plan_version=scene.case.submitted_version, sha256=scene.case.submitted_version.sha256, kind=kind,
            decision="approved", author=scene.plan.author, by=person,
        )  # fmt: skip
        scene.finish(step, person, decision="approved")
        assert task.pk


def test_plan_in_force_for_fewer_smis_than_make_a_group_is_not_given_to_a_facilitator(scene):
    to_work(scene)
    TargetEnterpriseFactory.create_batch(2 - scene.plan.target_enterprises.count(), plan=scene.plan)
    before = kept(scene.plan)

    with pytest.raises(GroupTooSmall, match="2"):
        variants.downgrade(scene.case, group=letter(scene), by=scene.head, reason=REASON)

    scene.case.refresh_from_db()
    assert (scene.case.variant, kept(scene.plan)) == ("lwg_led", before)


def test_facilitators_plan_at_work_says_when_too_few_smis_are_left(db):
    region = at_work()
    page = partial(region.journey.facilitator.client.get, reverse("workflows:case", args=[region.case.pk]))
    assert not page().context["is_too_small"]

    kept_one, merged, *_others = [row.enterprise for row in region.case.plan.target_enterprises.all()]
    Enterprise.objects.filter(pk=merged.pk).update(merged_into=kept_one)

    assert region.case.plan.target_enterprises.count() == 2
    assert page().context["is_too_small"]
    assert "sedikitnya tiga IKM" in page().content.decode()


def test_facilitator_takes_over_a_plan_in_force(scene):
    to_work(scene)
    TargetEnterpriseFactory.create_batch(3, plan=scene.plan)
    assert scene.case.stage == "implementation"
    before, version = kept(scene.plan), scene.case.approved_version

    person = Person(scene.head)
    address = reverse("workflows:change_variant", args=[scene.case.pk])
    form = form_with(person.get(address), "number")
    today = timezone.localdate()
    answer = person.send(
        address,
        form,
        number="800/7",
        valid_to=today.replace(year=today.year + 1).isoformat(),
        place="Kecamatan Contoh",
        reason="Anggota dipindahkan",
    )

    assert answer.status_code == 302, answer.content.decode()
    scene.case.refresh_from_db()
    assert (scene.case.variant, scene.case.stage) == ("facilitator_led", "implementation")
    assert scene.case.approved_version == version
    after = kept(scene.plan)
    states = {row["state"] for row in after.pop("activities")}
    assert states <= {"running", "done", "cancelled"}
    before.pop("activities")
    assert after == before
    assert steps(scene.case) == ["finish"]
    assert Document.objects.filter(plan=scene.plan, kind="D1f").count() == 1
    assert scene.case.moves.last().reason == "Anggota dipindahkan"


def test_facilitator_goes_on_with_a_draft(scene):
    to_approval(scene)

    variants.downgrade(scene.case, group=letter(scene), by=scene.head, reason=REASON)

    scene.case.refresh_from_db()
    assert (scene.case.variant, scene.case.stage) == ("facilitator_led", "planning")
    assert scene.case.submitted_version is None


# --- Races ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def region(transactional_db):
    with time_machine.travel("2026-11-10 03:00Z"):
        return at_work()


def report(region, task):
    """Sends the monthly report through its own form, as its page does."""
    task = Task.objects.select_related("case__plan", "process").get(pk=task.pk)
    indicator = task.case.plan.indicators.get()
    data = {f"indicator-{indicator.pk}-value": "12"}
    data |= {f"activity-{row.pk}-state": "running" for row in task.case.plan.activities.all()}
    form = MonthReport(data, None, task=task, plan=task.case.plan, user=region.facilitator)
    assert form.is_valid(), [part.errors for part in form.parts]
    actions.complete(task, by=region.facilitator, work=form.save)


@pytest.mark.parametrize("_round", range(3))
@pytest.mark.django_db(transaction=True)
def test_upgrade_while_a_monthly_report_is_open(region, _round):
    with time_machine.travel("2026-12-01 03:00Z"):
        open_rounds()
        task = region.journey.only("report")

        result = at_once(
            partial(variants.upgrade, region.case, group=region.group, by=region.head, reason=REASON),
            partial(report, region, task),
        )

    case = Case.objects.get(pk=region.case.pk)
    assert result == ["won", "won"]
    assert (case.variant, case.stage) == ("lwg_led", "planning")
    assert Document.objects.filter(plan=case.plan_id, kind="D5f").count() == 1
    assert IndicatorValue.objects.get(indicator__plan=case.plan_id).value == 12
    assert case.processes.filter(finished__isnull=True).count() == 1
    assert list(broken_links()) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_upgrades_one_is_told_that_it_came_second(region):
    upgrade = partial(variants.upgrade, region.case, group=region.group, by=region.head, reason=REASON)

    result = at_once(*[upgrade] * 4)

    assert result.count("won") == 1
    assert all(isinstance(one, Conflict) for one in result if one != "won")
    assert Case.objects.get(pk=region.case.pk).moves.filter(name="upgrade").count() == 1


@pytest.mark.django_db(transaction=True)
def test_month_opens_once_beside_an_upgrade(region):
    with time_machine.travel("2026-12-01 03:00Z"):
        at_once(
            *[open_rounds] * 3,
            partial(variants.upgrade, region.case, group=region.group, by=region.head, reason=REASON),
        )

    case = Case.objects.get(pk=region.case.pk)
    assert case.variant == "lwg_led"
    assert case.processes.filter(stage="round").count() <= 1
