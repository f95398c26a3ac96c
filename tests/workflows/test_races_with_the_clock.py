"""The clock acts in the moment in which people act, dies in the middle, or comes back in another fiscal year."""

from datetime import date, timedelta
from functools import partial

import pytest
import time_machine
from django.utils import timezone

from liap.audit.queries import broken_links
from liap.refusals import Conflict
from tests.factories import IndicatorFactory
from tests.workflows.conftest import make_scene
from tests.workflows.races import at_once
from tests.workflows.test_actions import to_approval
from tests.workflows.test_ballots import people, to_ballot
from tests.workflows.test_continuation import close
from tests.workflows.test_races import decide
from workflows import actions, ballots, continuation, gaps, lifecycle, reminders
from workflows.forms.approvals import BudgetCheck, HeadDecision
from workflows.forms.ballots import Vote as VoteForm
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
