"""D4: the meeting, the decision and who signs."""

from datetime import date

import pytest

from tests.workflows.papers.rows import approve, case_of, facts_of, process_of
from workflows.flows.lwg_led import ApprovalFlow
from workflows.papers.d4_minutes import NothingToMinute


def test_acting_head_signs_with_the_letter(approval):
    block = facts_of("D4", approval.process).head.signatories[-1]

    assert (block.acting, block.letter) == ("Plt.", "800/12")
    assert (block.title, block.name, block.nip) == ("Kepala Dinas", "Rosmini", "197502022001122002")


def test_head_who_left_signs_under_the_post_of_the_decision(approval):
    approval.appointment.until = date(2021, 1, 1)
    approval.appointment.save()

    block = facts_of("D4", approval.process).head.signatories[-1]

    assert (block.acting, block.title, block.name) == (None, "Plt. Kepala Dinas", "Rosmini")


def test_minutes_keep_quorum_conflicts_dissent_and_hash(approval):
    facts = facts_of("D4", approval.process)

    assert (facts.plan_version, facts.plan_sha256) == (1, approval.version.sha256)
    assert (facts.held_on, facts.held_at) == (date(2026, 3, 2), "Aula")
    assert (facts.seats_with_vote, facts.counted, facts.quorum, facts.is_quorate) == (2, 2, 2, True)
    assert [(row.seat, row.is_present, row.has_conflict) for row in facts.attendance] == [
        ("Ketua", True, False),
        ("Anggota", True, True),
    ]
    assert (facts.conditions, facts.dissent) == ("Anggaran tersedia", "Satu suara")
    assert (facts.chair, facts.decision.en) == (str(approval.coordinator), "approved")
    assert [line.step.en for line in facts.approvals][0] == "decision of the head of the office"
    assert facts.approvals[-1].decision.en == "silent: no comment was given"


def test_minutes_of_a_rejected_plan_say_so(submitted):
    approve(submitted.case, "office_head", submitted.head, decision="rejected", reason="Tidak sesuai")

    facts = facts_of("D4", submitted.process)

    assert facts.decision.en == "rejected"
    assert [line.decision and line.decision.en for line in facts.approvals] == [
        "rejected",
        None,
        "silent: no comment was given",
    ]


def test_minutes_need_a_meeting_that_agreed(scene):
    process = process_of(case_of(scene, "approval"), ApprovalFlow, "approval")

    with pytest.raises(NothingToMinute):
        facts_of("D4", process)
