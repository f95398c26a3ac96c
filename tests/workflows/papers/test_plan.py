"""D3: the frozen version, its hash and its approvals."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from documents import canonical
from liap.plans.models import Activity
from tests.factories import (
    UserFactory,
)
from tests.workflows.papers.rows import approve, case_of, facts_of, frozen, process_of
from workflows.flows.lwg_led import PlanningFlow
from workflows.models import Move


def test_plan_prints_the_frozen_version_and_its_hash(approval):
    Activity.objects.filter(plan=approval.plan, number=1).update(title="Diubah setelah dibekukan")

    facts = facts_of("D3", approval.process)

    assert (facts.version, facts.plan_sha256) == (1, approval.version.sha256)
    assert [(row.number, row.title, row.answers, row.depends_on) for row in facts.activities] == [
        (1, "Pelatihan", 1, ()),
        (2, "Pameran", None, (1,)),
    ]
    assert [(row.year, row.proposed, row.allocated, row.spent) for row in facts.budget] == [
        (2026, Decimal(150), Decimal(20), None),
        (2027, None, None, None),
    ]
    assert [(row.number, row.target) for row in facts.indicators] == [(1, Decimal(20))]
    assert [(row.number, row.reached) for row in facts.rungs] == [(16, None)]
    assert [(row.statement, row.who) for row in facts.promises] == [("Memilah biji", None)]
    assert [(row.seat, row.name) for row in facts.roles] == [
        ("Ketua", str(approval.coordinator)),
        ("Anggota", str(approval.member)),
    ]
    assert (facts.previous_version, facts.changes, facts.offers) == (None, (), ())


def test_plan_keeps_turnover_and_names_of_targets_out(approval):
    facts = facts_of("D3", approval.process)

    assert facts.target_names is None
    assert facts.targets.enterprises == 1
    assert "777000" not in canonical.to_json(facts)
    assert str(approval.target) not in canonical.to_json(facts)


def test_silence_of_the_ministry_is_recorded(approval):
    group, head, budget, ministry = facts_of("D3", approval.process).approvals

    assert (group.decision.en, group.decided_on) == ("agreed", date(2026, 3, 2))
    assert (head.name, head.title, head.decision.en) == ("Rosmini", "Plt. Kepala Dinas", "approved")
    assert budget.title == "Perencana"
    assert (ministry.name, ministry.decided_on) == (None, None)
    assert ministry.decision.en == "silent: no comment was given"


def test_comment_of_the_ministry_is_printed(approval):
    said = {"decision": "commented", "reason": "Perhatikan mutu", "held_as": "Direktur"}
    approve(approval.case, "ministry", UserFactory(), **said)

    ministry = facts_of("D3", approval.process).approvals[-1]

    assert (ministry.decision.en, ministry.remark) == ("commented", "Perhatikan mutu")
    assert ministry.decided_on is not None


def test_ministry_is_not_silent_before_the_others_have_decided(submitted):
    approve(submitted.case, "office_head", submitted.head)

    _group, _head, budget, ministry = facts_of("D3", submitted.process).approvals

    assert budget.decision is budget.name is ministry.decision is None


def test_draft_of_a_plan_has_no_hash(scene):
    frozen(scene.plan, number=3)
    process = process_of(case_of(scene), PlanningFlow, "planning")

    facts = facts_of("D3", process)

    assert (facts.version, facts.plan_sha256, facts.approvals) == (4, None, ())


def test_revision_lists_what_changed_since_the_approved_version(approval):
    case = approval.case
    Move.objects.create(
        case=case, number=1, name="approve", to_stage="implementation", at=timezone.now(),
        plan_version=approval.version,
    )  # fmt: skip
    approval.plan.objective = "Menembus pasar modern"
    approval.plan.save()
    case.submitted_version = frozen(approval.plan, number=2)
    case.save()

    facts = facts_of("D3", approval.process)

    assert (facts.version, facts.previous_version) == (2, 1)
    assert [(row.before, row.after.endswith(": Menembus pasar modern")) for row in facts.changes] == [(None, True)]
