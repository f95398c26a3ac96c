"""The clock acts in the moment in which people act, dies in the middle, or comes back in another fiscal year."""

import signal
from datetime import date, timedelta
from functools import partial

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liap.audit.queries import broken_links
from liap.models import ClosedYear
from liap.plans.budgets.actions import close_year
from liap.refusals import Conflict
from tests.chaos.dying import at_line, end_of, lines_of
from tests.factories import BudgetLineFactory, IndicatorFactory
from tests.workflows.conftest import make_scene
from tests.workflows.races import at_once
from tests.workflows.test_actions import to_approval
from tests.workflows.test_ballots import people, to_ballot
from tests.workflows.test_continuation import close
from tests.workflows.test_races import decide
from workflows import actions, ballots, continuation, gaps, lifecycle, reminders
from workflows.forms.approvals import BudgetCheck, HeadDecision
from workflows.forms.ballots import Vote as VoteForm
from workflows.forms.rounds import Money
from workflows.migrating import CannotMigrate, migrate
from workflows.models import Notice, Process, Task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db):
    return make_scene()


def to_implementation(scene):
    to_approval(scene)
    decide(scene, scene.open_task("budget_check"), BudgetCheck, scene.budget_officer)
    decide(scene, scene.open_task("head_decision"), HeadDecision, scene.head)
    scene.case.refresh_from_db()


@pytest.mark.parametrize("_round", range(3))
def test_deadline_fires_while_the_task_is_completed(scene, _round):
    task = scene.case.tasks.open().human().get(owner=scene.members[0])
    Task.objects.filter(pk=task.pk).update(due_on=timezone.localdate() - timedelta(days=1))

    result = at_once(
        partial(actions.complete, task, by=scene.members[0], work=lambda by: {"said": "x"}),
        reminders.escalate,
        reminders.escalate,
    )

    task.refresh_from_db()
    assert result == ["won"] * 3
    assert (task.status, task.owner, task.data["said"]) == ("DONE", scene.members[0], "x")
    assert Notice.objects.filter(task=task, kind="escalation").count() <= 1
    assert reminders.escalate() == 0
    assert list(broken_links()) == []


@pytest.mark.parametrize("_round", range(3))
def test_window_closes_while_the_last_member_votes(scene, _round):
    to_ballot(scene)
    for person in people(scene)[:4]:
        task = Task.objects.get(case=scene.case, owner=person, data__has_key="ballot")
        actions.complete(task, by=person, work=vote_of(task, person))
    last = Task.objects.get(case=scene.case, owner=scene.facilitator, data__has_key="ballot")
    form = vote_of(last, scene.facilitator)
    Task.objects.filter(pk=last.pk).update(due_on=timezone.localdate() - timedelta(days=1))

    voted, _closed = at_once(partial(actions.complete, last, by=scene.facilitator, work=form), ballots.close_due)

    scene.case.refresh_from_db()
    meeting = scene.plan.meetings.get()
    assert meeting.counted == (5 if voted == "won" else 4)
    assert voted == "won" or isinstance(voted, Conflict)
    assert (scene.case.stage, scene.case.moves.filter(name="submit").count()) == ("approval", 1)


def vote_of(task, person):
    form = VoteForm({"answer": "agree"}, task=task, plan=task.case.plan, user=person)
    assert form.is_valid()
    return form.save


def test_resume_after_the_fiscal_year_closed(scene):
    with time_machine.travel(date(2026, 11, 2)):
        to_implementation(scene)
        actions.suspend(scene.case, by=scene.coordinator, reason="Anggaran dibekukan")
        before = dict(scene.case.tasks.open().human().values_list("pk", "due_on"))
    with time_machine.travel(date(2027, 2, 10)):
        assert reminders.open_rounds() == 0
        assert reminders.escalate() == 0

        result = at_once(*[partial(actions.resume, scene.case, by=scene.coordinator, reason="Tahun baru")] * 2)

        after = dict(scene.case.tasks.open().human().values_list("pk", "due_on"))
        assert sorted(map(str, (one == "won" for one in result))) == ["False", "True"]
        assert after == {pk: day + timedelta(days=100) for pk, day in before.items()}
        assert all(day.year == 2027 for day in after.values())
        # The quarter that ended while work rested is still asked for, once.
        assert reminders.open_rounds() == 1
        assert reminders.open_rounds() == 0
        assert Process.objects.get(case=scene.case, stage="round").opened_for == date(2026, 10, 1)


def test_round_after_the_fiscal_year_closed_is_reported_without_its_money(scene):
    """The quarter of the closed year is still reported; its amounts stay, and no amount is dropped in silence."""
    with time_machine.travel(date(2026, 11, 2)):
        to_implementation(scene)
        old, new = (BudgetLineFactory(plan=scene.plan, fiscal_year=year) for year in (2026, 2027))
        actions.suspend(scene.case, by=scene.coordinator, reason="Anggaran dibekukan")
    with time_machine.travel(date(2027, 2, 10)):
        at_once(
            partial(close_year, scene.plan.region, year=2026, by=scene.budget_officer),
            partial(actions.resume, scene.case, by=scene.coordinator, reason="Tahun baru"),
        )
        reminders.open_rounds()
        task = scene.open_task("report_money")
        address = reverse("workflows:task", args=[task.pk])
        client = Client()
        client.force_login(scene.budget_officer)
        page = client.get(address).text

        late = client.post(
            address, {"complete": "1", f"money-line_{old.pk}": "7.000", f"money-line_{new.pk}": "5.000"}
        )
        old.refresh_from_db()
        new.refresh_from_db()
        nothing = (old.realised, new.realised)
        done = client.post(address, {"complete": "1", f"money-line_{old.pk}": "", f"money-line_{new.pk}": "5.000"})

        new.refresh_from_db()
        assert ("2026" in page, late.status_code, nothing) == (True, 422, (None, None))
        assert (done.status_code, new.realised) == (302, 5_000)


def test_year_closes_while_its_money_is_reported(scene):
    with time_machine.travel(date(2026, 11, 2)):
        to_implementation(scene)
        line = BudgetLineFactory(plan=scene.plan, fiscal_year=2026)
    with time_machine.travel(date(2027, 1, 5)):
        reminders.open_rounds()
        task = scene.open_task("report_money")
        form = Money({f"money-line_{line.pk}": "7.000"}, None, task=task, plan=scene.plan, user=scene.budget_officer)
        assert form.is_valid()

        reported, closed = at_once(
            partial(actions.complete, task, by=scene.budget_officer, work=form.save),
            partial(close_year, scene.plan.region, year=2026, by=scene.budget_officer),
        )

        line.refresh_from_db()
        task.refresh_from_db()
        assert closed == "won"
        assert (line.realised, task.status) == ((7_000, "DONE") if reported == "won" else (None, "ASSIGNED"))
        assert ClosedYear.objects.get().unreported == (0 if reported == "won" else 1)


def test_round_opens_once_though_the_worker_died_in_the_middle(scene, monkeypatch):
    to_implementation(scene)
    later = reminders._next_quarter(timezone.localdate().replace(day=1))
    opened = lifecycle.open_stage

    def die_afterwards(*args, **kwargs):
        opened(*args, **kwargs)
        raise SystemExit

    with monkeypatch.context() as crash:
        crash.setattr(lifecycle, "open_stage", die_afterwards)
        with pytest.raises(SystemExit):
            reminders.open_rounds(later)
    assert not Process.objects.filter(case=scene.case, stage="round").exists()

    at_once(*[partial(reminders.open_rounds, later)] * 3)

    rounds = Process.objects.filter(case=scene.case, stage="round")
    assert rounds.count() == len(set(rounds.values_list("opened_for", flat=True))) == 1
    assert len(scene.case.tasks.open().human().filter(process__stage="round")) == 2


def undone(act):
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_round_opens_once_though_the_process_was_killed(scene, share):
    """The clock is a process of its own, and is killed before one of the lines that open the round."""
    to_implementation(scene)
    later = reminders._next_quarter(timezone.localdate().replace(day=1))
    files = ("workflows/reminders.py", "workflows/beside.py", "workflows/lifecycle.py", "workflows/nodes/")
    count = len(lines_of(partial(undone, partial(reminders.open_rounds, later)), files))

    assert end_of(at_line(int(count * share), partial(reminders.open_rounds, later), files)) == -signal.SIGKILL
    reminders.open_rounds(later)

    rounds = Process.objects.filter(case=scene.case, stage="round")
    assert rounds.count() == len(set(rounds.values_list("opened_for", flat=True))) == 1
    assert len(scene.case.tasks.open().human().filter(process__stage="round")) == 2
    assert reminders.open_rounds(later) == 0


@pytest.mark.parametrize("_round", range(3))
def test_two_clocks_list_the_missing_evidence_once(scene, _round):
    to_implementation(scene)
    IndicatorFactory(plan=scene.plan, number=90)
    day = scene.plan.ends_on

    result = at_once(*[partial(gaps.open_lists, day)] * 3)

    assert result == ["won"] * 3
    assert Process.objects.filter(case=scene.case, stage="gaps").count() == 1
    assert scene.open_steps().count("close_gaps") == 1


@pytest.mark.parametrize("_round", range(3))
def test_two_clocks_ask_once_what_became_of_a_closed_plan(scene, _round):
    close(scene)

    result = at_once(*[partial(continuation.open_checks, date(2024, 6, 30))] * 3)

    assert result == ["won"] * 3
    assert Process.objects.filter(case=scene.case, stage="continuation").count() == 1
    assert scene.open_steps() == ["look_back"]


@pytest.mark.parametrize("_round", range(3))
def test_migration_while_a_task_is_completed(scene, _round):
    task = scene.case.tasks.open().human().get(owner=scene.members[0])

    completed, moved = at_once(
        partial(actions.complete, task, by=scene.members[0], work=lambda by: {}),
        partial(migrate, scene.case, to=1, renamed={}, reason="Kembali"),
    )

    scene.case.refresh_from_db()
    assert (completed, moved) == ("won", "won")
    assert scene.case.flow_version == 1
    assert scene.open_steps() == ["diagnose"] * 2
    with pytest.raises(CannotMigrate):
        migrate(scene.case, to=1, renamed={}, reason="Kembali")
    for member in scene.members[1:]:
        scene.finish("diagnose", by=member)
    assert scene.open_steps() == ["review_diagnosis"]
