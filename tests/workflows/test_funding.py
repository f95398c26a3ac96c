"""An activity without enough money becomes a task before the window in which money can be proposed opens."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from liap.models import BudgetLine
from tests.factories import ActivityFactory, PlanVersionFactory, ProposalWindowFactory
from workflows import funding
from workflows.forms.activities import RoundsAreOpen, refuse_open_rounds
from workflows.forms.funding import Proposal
from workflows.models import Case, Process, Task

pytestmark = pytest.mark.django_db
BEFORE = date(2026, 4, 1)


@pytest.fixture
def lacking(scene):
    """A plan in implementation that lacks money for a machine, and the window of the special allocation."""
    days = {"opens_month": 5, "opens_day": 1, "closes_month": 6, "closes_day": 14, "lead_days": 45}
    ProposalWindowFactory(source="dak_physical", **days)
    plan = scene.plan
    version = PlanVersionFactory(plan=plan)
    Case.objects.filter(pk=scene.case.pk).update(stage="implementation", approved_version=version)
    type(plan).objects.filter(pk=plan.pk).update(ends_on=date(2027, 12, 31))
    machine = ActivityFactory(
        plan=plan, cost=100_000_000, funding_source="dak_physical", number=90, ends_on=date(2027, 6, 30)
    )
    return scene, machine


def tasks(case):
    return Task.objects.human().filter(case=case, process__stage="funding")


def test_gap_becomes_a_task_of_the_coordinator_due_when_the_window_opens(lacking):
    scene, machine = lacking

    assert funding.open_funding(BEFORE) == 1

    task = tasks(scene.case).get()
    assert (task.owner, task.due_on, task.data["activity"]) == (scene.coordinator, date(2026, 5, 1), machine.pk)
    assert "100.000.000" in task.data["title"]


def test_gap_found_while_the_window_is_open_is_due_when_it_closes(lacking):
    funding.open_funding(date(2026, 5, 20))

    assert tasks(lacking[0].case).get().due_on == date(2026, 6, 14)


def test_the_clock_asks_once_whatever_became_of_the_task(lacking):
    scene, _machine = lacking
    funding.open_funding(BEFORE)
    scene.finish("propose", by=scene.coordinator, decision="not_proposed", reason="Dibiayai CSR")

    assert funding.open_funding(date(2026, 4, 2)) == 0
    assert Process.objects.filter(case=scene.case, stage="funding").get().finished is not None


def test_a_later_gap_of_the_same_window_is_asked_for_on_its_own(lacking):
    scene, _machine = lacking
    funding.open_funding(BEFORE)
    ActivityFactory(plan=scene.case.plan, cost=5, funding_source="dak_physical", number=91, ends_on=date(2027, 6, 30))

    assert funding.open_funding(date(2026, 4, 2)) == 1
    assert tasks(scene.case).count() == 2


def test_covered_activity_asks_for_nothing(lacking):
    scene, machine = lacking
    BudgetLine.objects.create(
        plan=scene.case.plan, activity=machine, source="dak_physical", fiscal_year=2026, allocated=100_000_000
    )

    assert funding.open_funding(BEFORE) == 0


@pytest.mark.parametrize("stage", ["planning", "evaluation"])
def test_only_plans_in_implementation_are_asked(lacking, stage):
    Case.objects.filter(pk=lacking[0].case.pk).update(stage=stage)

    assert funding.open_funding(BEFORE) == 0


def answered(scene, **data):
    return Proposal(data, None, task=tasks(scene.case).get(), plan=scene.plan, user=scene.coordinator)


def test_form_says_what_is_missing_and_that_the_days_are_an_assumption(lacking):
    scene, _machine = lacking
    funding.open_funding(BEFORE)

    with translation.override("en"):
        said = answered(scene).fields["decision"].help_text

    assert "100" in said
    assert "1 May 2026" in said
    assert "assumption" in said


@pytest.mark.parametrize(
    ("data", "field"),
    [({"decision": "proposed"}, "amount"), ({"decision": "not_proposed"}, "reason"), ({}, "decision")],
)
def test_an_answer_without_amount_or_reason_is_refused(lacking, data, field):
    funding.open_funding(BEFORE)

    assert field in answered(lacking[0], **data).errors


def test_amount_and_number_are_kept_with_the_task(lacking):
    scene, _machine = lacking
    funding.open_funding(BEFORE)
    form = answered(scene, decision="proposed", amount="70.000.000", reference="KRISNA-7")

    assert form.is_valid(), form.errors
    assert form.save(scene.coordinator) == {"decision": "proposed", "amount": "70000000", "reference": "KRISNA-7"}


def test_implementation_does_not_end_before_the_answer(lacking):
    scene, _machine = lacking
    funding.open_funding(BEFORE)

    with pytest.raises(RoundsAreOpen):
        refuse_open_rounds(scene.case)


def test_coordinator_sees_what_comes_next_and_by_whom(client, lacking):
    scene, _machine = lacking
    funding.open_funding(BEFORE)
    client.force_login(scene.coordinator)

    rows = client.get(reverse("workflows:pulse")).context["next_work"]

    assert [(row.case, row.card.task.owner, row.others) for row in rows] == [(scene.case, scene.coordinator, 3)]
