"""The state machine: every move from its origins, from every other stage refused, and nothing half-done."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories import PlanVersionFactory
from workflows import lifecycle
from workflows.models import Case, Move, Stage
from workflows.models.case import WORKING_STAGES

ORIGINS = {
    "submit": ["planning"],
    "send_back": ["approval"],
    "approve": ["approval"],
    "reject": ["approval"],
    "amend": ["approval", "implementation"],
    "upgrade": ["planning", "approval", "implementation"],
    "downgrade": ["planning", "approval"],
    "downgrade_at_work": ["implementation"],
    "begin_evaluation": ["implementation"],
    "close": ["evaluation"],
    "suspend": list(WORKING_STAGES),
    "resume": ["suspended"],
    "withdraw": ["planning", "approval", "implementation", "suspended"],
}
TARGETS = {
    "submit": "approval",
    "send_back": "planning",
    "approve": "implementation",
    "reject": "rejected",
    "amend": "planning",
    "upgrade": "planning",
    "downgrade": "planning",
    "downgrade_at_work": "implementation",
    "begin_evaluation": "evaluation",
    "close": "closed",
    "suspend": "suspended",
    "resume": "planning",
    "withdraw": "withdrawn",
}
ALLOWED = [(move, origin) for move, origins in ORIGINS.items() for origin in origins]
FORBIDDEN = [(move, stage) for move, origins in ORIGINS.items() for stage in Stage.values if stage not in origins]


def put_in(case: Case, stage: str) -> Case:
    """Places the row in a stage as the database would hold it, past the state machine."""
    version = PlanVersionFactory(plan=case.plan)
    values = {"stage": stage, "submitted_version": version, "approved_version": version}
    if stage == "suspended":
        values |= {"stage_before": "planning", "suspended_on": "2026-01-05"}
    case.processes.update(finished="2026-01-05T00:00Z", status="DONE")
    Case.objects.filter(pk=case.pk).update(**values)
    return Case.objects.select_related("plan__region").get(pk=case.pk)


@pytest.mark.parametrize(("move", "origin"), ALLOWED)
def test_move_from_its_origin(scene, move, origin):
    case = put_in(scene.case, origin)

    with transaction.atomic():
        lifecycle.advance(case, move, by=scene.coordinator, reason="Alasan")

    case.refresh_from_db()
    last = case.moves.last()
    assert case.stage == TARGETS[move]
    assert (last.name, last.from_stage, last.to_stage, last.by) == (move, origin, TARGETS[move], scene.coordinator)
    assert last.number == case.move_count == case.moves.count()


@pytest.mark.parametrize(("move", "stage"), FORBIDDEN)
def test_move_from_every_other_stage_is_refused(scene, move, stage):
    case = put_in(scene.case, stage)
    moves = case.moves.count()

    with pytest.raises(lifecycle.StageHasMoved), transaction.atomic():
        lifecycle.advance(case, move, by=scene.coordinator)

    case.refresh_from_db()
    assert (case.stage, case.moves.count()) == (stage, moves)


@pytest.mark.parametrize(("move", "origin"), ALLOWED)
@pytest.mark.parametrize("broken", ["workflows.lifecycle.record", "workflows.lifecycle.posts_label"])
def test_failure_halfway_leaves_nothing(scene, monkeypatch, move, origin, broken):
    case = put_in(scene.case, origin)
    before = (origin, case.moves.count(), case.processes.count(), case.tasks.count())

    def fail(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(broken, fail)

    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        lifecycle.advance(case, move, by=scene.coordinator)

    case.refresh_from_db()
    assert (case.stage, case.moves.count(), case.processes.count(), case.tasks.count()) == before


def test_stage_cannot_be_assigned(scene):
    with pytest.raises(AttributeError):
        scene.case.stage = "closed"


@pytest.mark.django_db(transaction=True)
def test_move_outside_a_transaction_is_refused():
    assert not connection.in_atomic_block

    with pytest.raises(lifecycle.MoveOutsideLock):
        lifecycle.advance(Case(), "submit", by=None)


def test_resume_returns_to_the_stage_before(scene):
    case = put_in(scene.case, "implementation")

    with transaction.atomic():
        lifecycle.advance(case, "suspend", by=scene.coordinator, reason="COVID-19")
        lifecycle.advance(case, "resume", by=scene.coordinator, reason="Selesai")

    case.refresh_from_db()
    assert (case.stage, case.stage_before, case.suspended_on) == ("implementation", "", None)


def test_database_refuses_an_unknown_stage(scene):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=scene.case.pk).update(stage="lost")


def test_database_refuses_to_run_without_an_approved_version(scene):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=scene.case.pk).update(stage="implementation")


@pytest.mark.parametrize("act", ["change", "delete"])
def test_database_keeps_the_history(scene, act):
    rows = Move.objects.filter(case=scene.case)

    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        rows.update(reason="forged") if act == "change" else rows._raw_delete("default")
