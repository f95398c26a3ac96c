"""Lives of cases at random on the real database, and planted faults that the same invariants find."""

from contextlib import contextmanager, nullcontext

import pytest
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from documents import drawing
from documents.models import Document, NumberRegister
from liap.audit.models import Event
from liap.people.models import User
from tests.documents.conftest import PDF
from tests.workflows.lifecycles.failing import Broken, Fuse, leaves_nothing
from tests.workflows.lifecycles.invariants import violations, violations_of_all
from tests.workflows.lifecycles.machine import Lifecycles
from tests.workflows.lifecycles.world import finish, first, make_world, open_tasks
from workflows import actions
from workflows.models import Case, Task


@pytest.fixture
def lives(db, monkeypatch):
    """Runs so many lives of 25 acts each; papers are drawn by a stand-in, since what is drawn is tried elsewhere."""
    monkeypatch.setattr(drawing, "draw", lambda order: drawing.Drawn(PDF + order.language.encode(), 1, "0" * 64))

    def run(number: int, seed_number: int | None = None, **more):
        machine = type("Lifecycles", (Lifecycles,), {"world": make_world(), **more})
        if seed_number is not None:
            machine = seed(seed_number)(machine)
        # A life that went wrong is told as it was: shortening it takes minutes.
        chosen = settings(
            max_examples=number, stateful_step_count=25, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck), print_blob=True, report_multiple_bugs=False,
        )  # fmt: skip
        run_state_machine_as_test(machine, settings=chosen)

    return run


def test_lives_at_random(lives):
    lives(6)


@pytest.mark.chaos
@pytest.mark.parametrize("seed_number", range(20))
def test_many_lives_at_random(lives, seed_number):
    lives(100, seed_number, read_of=16)


# --- Planted faults --------------------------------------------------------------------------------------------------
@pytest.fixture
def world(db):
    return make_world()


def begun(world, name):
    return Case.objects.select_related("plan").get(pk=world.cases[name].pk)


def test_life_without_fault_has_no_violation(world):
    """The script of the planted faults, without a fault."""
    for case in world.cases.values():
        assert violations(case.pk) == []
    assert violations_of_all(world.people) == []


def test_act_without_transaction_is_found(world, monkeypatch):
    """Planted: the case lock opens no transaction, so that a broken act leaves half of its rows."""
    monkeypatch.setattr("workflows.lock.transaction.atomic", nullcontext)
    task = open_tasks(begun(world, "submitted"))[0]

    with pytest.raises(AssertionError, match="left something behind"), Fuse("liap.audit.actions._append", 1).lit():
        leaves_nothing(lambda: finish(task, first), Broken)


@pytest.mark.parametrize(
    ("plant", "told"),
    [
        ("own approval", "approved what he wrote himself"),
        ("approved by one", "without the approvals of"),
        ("other text", "is bound to another text"),
        ("no paper", "paper D3: 1 missing"),
        ("paper twice", "too many"),
        ("task left open", "is open in a case that is withdrawn"),
        ("nobody there", "can be done by nobody"),
        ("gap in the history", "moves have a gap"),
        ("stage by hand", "its history ends in"),
        ("lost act", "record of completion"),
        ("lost move", "record of move"),
        ("number skipped", "number drawn by organisation"),
        ("no due date", "has no due date"),
        ("nothing to do", "nobody has anything to do"),
    ],
)
def test_planted_fault_is_found(world, plant, told):
    case = begun(world, "running")
    with constraints_lifted():
        PLANTS[plant](world, case)

    found = [fault for one in world.cases.values() for fault in violations(one.pk)]

    assert any(told in fault for fault in [*found, *violations_of_all([])]), found


def test_forged_audit_is_found(world):
    with constraints_lifted():
        Event.objects.filter(verb="task.complete").update(payload={"step": "forged"})

    assert any("audit chain" in fault for fault in violations_of_all([]))


def test_worklist_that_hides_a_task_is_found(world, monkeypatch):
    Task.objects.human().open().update(owner=None, status="NEW")
    monkeypatch.setattr("workflows.queries.takeable_by", lambda _user: Q(pk__in=[]))

    assert any("does not see it" in fault for fault in violations_of_all(world.people))


@contextmanager
def constraints_lifted():
    """The database refuses most faults; it is told to look away so that the second guard is tried."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE workflows_approval DROP CONSTRAINT author_does_not_approve")
            cursor.execute("SET session_replication_role = replica")
        yield
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
            for _name, sql in triggers:
                cursor.execute(sql)
        else:
            cursor.execute("SET session_replication_role = DEFAULT")


def _own_approval(_world, case):
    case.approvals.filter(kind="office_head").update(by=case.plan.author)


def _other_text(_world, case):
    case.approvals.update(sha256="0" * 64)


def _no_paper(_world, case):
    Document.objects.filter(plan=case.plan, kind="D3").update(kind="D2f")


def _paper_twice(_world, case):
    paper = Document.objects.get(plan=case.plan, kind="D4")
    paper.pk, paper.number, paper.round, paper.code = None, "again", 2, None
    paper.save()


def _task_left_open(world, case):
    actions.withdraw(case, by=world.scene.coordinator, reason="Alasan")
    task = case.tasks.human().filter(status="CANCELED").first()
    Task.objects.filter(pk=task.pk).update(status="NEW", finished=None)


def _nothing_to_do(_world, case):
    case.tasks.human().open().update(status="CANCELED", finished=timezone.now())


PLANTS = {
    "own approval": _own_approval,
    "approved by one": lambda world, case: case.approvals.filter(kind="budget").delete(),
    "other text": _other_text,
    "no paper": _no_paper,
    "paper twice": _paper_twice,
    "task left open": _task_left_open,
    "nobody there": lambda world, case: User.objects.update(is_active=False),
    "gap in the history": lambda world, case: case.moves.filter(number=2).delete(),
    "stage by hand": lambda world, case: Case.objects.filter(pk=case.pk).update(stage="evaluation"),
    "lost act": lambda world, case: Event.objects.filter(verb="task.complete").first().delete(),
    "lost move": lambda world, case: Event.objects.filter(verb="case.approve").first().delete(),
    "number skipped": lambda world, case: NumberRegister.objects.update(last=99),
    "no due date": lambda world, case: case.tasks.human().open().update(due_on=None),
    "nothing to do": _nothing_to_do,
}
