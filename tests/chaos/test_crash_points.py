"""A process is killed before each line of the code that moves a case, issues papers and draws them."""

import inspect
import signal
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from documents import actions, jobs
from documents.models import Rendition
from tests.chaos.dying import at_line, digest, end_of, lines_of
from tests.chaos.oracle import violations
from tests.documents.conftest import issue
from tests.factories import PlanFactory
from tests.workflows.conftest import make_scene
from tests.workflows.test_actions import to_approval
from tests.workflows.test_races import decide
from workflows.forms.approvals import BudgetCheck, HeadDecision
from workflows.models import Case

TRANSITION = ("workflows/actions.py", "workflows/lifecycle.py", "documents/actions.py")
EVERYTHING = ("workflows/", "documents/", "liap/")
DRAWING = ("documents/jobs.py", "documents/drawing.py", "documents/storage.py", "liap/audit/actions.py")


def first_of_each(lines):
    """The position at which each line is executed for the first time."""
    return sorted({line: nth for nth, line in reversed(list(enumerate(lines)))}.values())


def kill_an_approval(take_snapshot, files, positions=first_of_each):
    """Kills the last approval before each of its lines; returns deaths, lines and violations."""
    scene = make_scene()
    to_approval(scene)
    decide(scene, scene.open_task("budget_check"), BudgetCheck, scene.budget_officer)
    act = partial(decide, scene, scene.open_task("head_decision"), HeadDecision, scene.head)
    before, untouched = take_snapshot(), digest()
    lines = lines_of(act, files)
    before.restore()
    found = []
    chosen = positions(lines)
    for nth in chosen:
        assert end_of(at_line(nth, act, files)) == -signal.SIGKILL
        if digest() == untouched:
            continue
        found += [f"{lines[nth]}: {fault}" for fault in after_approval(scene)]
        before.restore()
    # What was undone can be done.
    act()
    found += after_approval(scene)
    return len(chosen), len(set(lines)), found


def after_approval(scene):
    jobs.sweep(draw_here=True)
    case = Case.objects.get(pk=scene.case.pk)
    moves = [move.name for move in case.moves.all()]
    faults = violations({(scene.plan.pk, kind, 1) for kind in ("D2", "D3", "D4")})
    if (case.stage, moves.count("approve")) != ("implementation", 1) or case.tasks.open().count() == 0:
        faults.append(f"half a move: {case.stage} {moves}")
    return faults


def kill_a_drawing(take_snapshot, positions=first_of_each):
    """Kills the worker before each line of a drawing; returns deaths, lines and violations."""
    document = issue(PlanFactory())
    act = partial(jobs.draw, document.renditions.get(language="id").pk)
    before = take_snapshot()
    lines = lines_of(act, DRAWING)
    found = []
    chosen = positions(lines)
    for nth in chosen:
        before.restore()
        assert end_of(at_line(nth, act, DRAWING)) == -signal.SIGKILL
        Rendition.objects.filter(state="running").update(lease_until=timezone.now() - jobs.LEASE)
        jobs.sweep(draw_here=True)
        found += [f"{lines[nth]}: {fault}" for fault in violations({(document.plan_id, "D4", 1)})]
    return len(chosen), len(set(lines)), found


@pytest.fixture
def lines_to_die_at():
    """Every line on SQLite; a fifth of them on PostgreSQL, where rows are put back slowly. The long form takes all."""
    return first_of_each if connection.vendor == "sqlite" else partial(some, every=5)


def test_crash_at_the_lines_of_an_approval(quick_press, snapshot, lines_to_die_at):
    deaths, lines, found = kill_an_approval(snapshot, TRANSITION, lines_to_die_at)

    assert found == []
    assert lines > 80
    assert deaths == len(lines_to_die_at(range(lines)))


def test_crash_at_the_lines_of_a_drawing(quick_press, snapshot, lines_to_die_at):
    deaths, lines, found = kill_a_drawing(snapshot, lines_to_die_at)

    assert found == []
    assert lines > 50
    assert deaths == len(lines_to_die_at(range(lines)))


@pytest.mark.chaos
def test_crash_at_every_step_of_an_approval(quick_press, snapshot):
    deaths, lines, found = kill_an_approval(snapshot, EVERYTHING)

    print(f"\napproval: {deaths} deaths in {lines} lines of everything it calls, {len(found)} violations")
    assert found == []


@pytest.mark.chaos
def test_crash_at_every_step_of_a_drawing(quick_press, snapshot):
    deaths, lines, found = kill_a_drawing(snapshot, lambda lines: range(len(lines)))

    print(f"\ndrawing: {deaths} deaths, each time one of {lines} lines is executed, {len(found)} violations")
    assert found == []


def some(lines, *, every):
    """Each nth of the first executions, so that a planted bug is met within seconds."""
    return first_of_each(lines)[::every]


@pytest.mark.once
def test_drawing_written_without_transaction_is_found(quick_press, snapshot, monkeypatch):
    """Planted: the row and its record in the audit are two commits."""
    monkeypatch.setattr(jobs, "_write_down", inspect.unwrap(jobs._write_down))

    _deaths, _lines, found = kill_a_drawing(snapshot, partial(some, every=3))

    assert any("record of drawing" in fault and "lost" in fault for fault in found)


@pytest.mark.once
def test_paper_issued_after_the_commit_is_found(quick_press, snapshot, monkeypatch):
    """Planted: the paper is issued once the step is through, and the process dies in between."""
    issue_now = actions.issue

    def issue_later(*args, **kwargs):
        def act():
            with transaction.atomic():
                issue_now(*args, **kwargs)

        transaction.on_commit(act)

    monkeypatch.setattr(actions, "issue", issue_later)

    _deaths, _lines, found = kill_an_approval(snapshot, TRANSITION, partial(some, every=3))

    assert any("paper" in fault and "lost" in fault for fault in found)
