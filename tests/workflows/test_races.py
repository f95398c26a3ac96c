"""Races with threads: one winner, a sentence for the other, nothing lost; the same on SQLite and PostgreSQL."""

from functools import partial

import pytest
from django.utils import timezone

from liap.refusals import Conflict
from tests.workflows.conftest import make_scene
from tests.workflows.races import at_once
from tests.workflows.test_actions import to_approval, to_drafting
from workflows import actions, reminders
from workflows.forms.approvals import BudgetCheck, HeadDecision
from workflows.models import Approval, Case, Process, Task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db):
    return make_scene()


def decide(scene, task, form_class, by, **data):
    """Completes an approval through its own form, as its page does."""
    task = Task.objects.select_related("case__plan", "case__submitted_version").get(pk=task.pk)
    seen = scene.case.submitted_version.sha256
    form = form_class({"decision": "approved", "seen_hash": seen, **data}, task=task, plan=task.case.plan, user=by)
    assert form.is_valid(), form.errors
    actions.complete(task, by=by, work=form.save)


@pytest.mark.parametrize("_round", range(3))
def test_join_goes_on_once(scene, _round):
    tasks = list(scene.case.tasks.open().human())

    result = at_once(*[partial(actions.complete, task, by=task.owner, work=lambda by: {}) for task in tasks])

    assert result == ["won"] * 3
    assert scene.open_steps() == ["review_diagnosis"]


def test_claim_has_one_winner(scene):
    to_drafting(scene)
    task = scene.case.tasks.open().human().first()

    result = at_once(*[partial(actions.claim, task, by=member) for member in scene.members])

    assert result.count("won") == 1
    assert all(isinstance(refusal, actions.TaskIsTaken) for refusal in result if refusal != "won")


@pytest.mark.parametrize("_round", range(3))
def test_double_approval_has_one_winner(scene, _round):
    to_approval(scene)
    task = scene.open_task("head_decision")

    result = at_once(*[partial(decide, scene, task, HeadDecision, scene.head)] * 5)

    assert result.count("won") == 1
    assert all(isinstance(refusal, Conflict) for refusal in result if refusal != "won")
    assert Approval.objects.filter(case=scene.case, kind="office_head").count() == 1


@pytest.mark.parametrize("_round", range(3))
def test_last_two_approvers_approve_once(scene, _round):
    to_approval(scene)
    head, budget = scene.open_task("head_decision"), scene.open_task("budget_check")

    result = at_once(
        partial(decide, scene, head, HeadDecision, scene.head),
        partial(decide, scene, budget, BudgetCheck, scene.budget_officer),
    )

    assert result == ["won", "won"]
    scene.case.refresh_from_db()
    assert scene.case.stage == "implementation"
    assert scene.case.moves.filter(name="approve").count() == 1


@pytest.mark.parametrize("_round", range(3))
def test_edit_against_approval_has_one_winner(scene, _round):
    to_approval(scene)
    decide(scene, scene.open_task("budget_check"), BudgetCheck, scene.budget_officer)
    task = scene.open_task("head_decision")
    amend = partial(actions.amend, scene.case, by=scene.coordinator, sections=["budget"], reason="Harga naik")

    approved, amended = at_once(partial(decide, scene, task, HeadDecision, scene.head), amend)

    case = Case.objects.get(pk=scene.case.pk)
    assert amended == "won"
    assert case.stage == "planning"
    if approved == "won":
        assert [move.name for move in case.moves.all()][-2:] == ["approve", "amend"]
    else:
        assert isinstance(approved, Conflict)
        assert case.approved_version is None


def test_round_opens_once(scene):
    to_approval(scene)
    decide(scene, scene.open_task("budget_check"), BudgetCheck, scene.budget_officer)
    decide(scene, scene.open_task("head_decision"), HeadDecision, scene.head)
    quarter = reminders._next_quarter(timezone.localdate().replace(day=1))
    later = reminders._next_quarter(quarter).replace(day=2)

    at_once(*[partial(reminders.open_rounds, later)] * 4)

    rounds = Process.objects.filter(case=scene.case, stage="round")
    assert rounds.count() == len(set(rounds.values_list("opened_for", flat=True))) > 0
    assert rounds.count() == rounds.order_by("-round").first().round


def test_skip_against_report(scene):
    to_approval(scene)
    decide(scene, scene.open_task("budget_check"), BudgetCheck, scene.budget_officer)
    decide(scene, scene.open_task("head_decision"), HeadDecision, scene.head)
    reminders.open_rounds(reminders._next_quarter(timezone.localdate()))
    process = Process.objects.get(case=scene.case, stage="round")
    task = scene.open_task("report_indicators")

    skipped, reported = at_once(
        partial(actions.skip_round, process, by=scene.coordinator, reason="Libur"),
        partial(actions.complete, task, by=scene.facilitator, work=lambda by: {}),
    )

    process.refresh_from_db()
    assert skipped == "won"
    assert process.status == "CANCELED"
    assert reported == "won" or isinstance(reported, actions.TaskIsDone)
    assert process.task_set.human().open().count() == 0
