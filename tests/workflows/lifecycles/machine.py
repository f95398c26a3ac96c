"""Everybody does at random what he may and may not do; whatever happens, the rows stay right."""

from contextlib import ExitStack
from datetime import timedelta

import time_machine
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from documents import jobs
from documents.models import Rendition
from liap.audit.models import Event
from liap.groups.actions import AlreadyRecorded
from liap.people.models import User
from liap.plans.models import Section
from liap.refusals import Conflict, Refusal
from tests.workflows.lifecycles.failing import Broken, Fingerprints, Fuse, leaves_nothing, passed_by
from tests.workflows.lifecycles.invariants import unreachable, violations, violations_of_all
from tests.workflows.lifecycles.world import World, finish, form_of, open_tasks
from workflows import actions, reminders
from workflows.assignment import candidates, may_take
from workflows.forms.activities import RoundsAreOpen
from workflows.models import Case, Task

REASON = "Alasan yang tercatat"
# What a form that was filled in rightly may still meet: the clock of a life stands for several decisions of one day.
REFUSED = (RoundsAreOpen, AlreadyRecorded)


class Lifecycles(RuleBasedStateMachine):
    """One life: cases in every stage, and people who act on them. `world` is put in place by the test."""

    world: World
    # One of so many people has her lists read at the end of a life.
    read_of = 3

    def __init__(self):
        super().__init__()
        self._undo = ExitStack()
        self._savepoint = transaction.savepoint()
        self._today = timezone.now()
        self._jumps = self._leavings = 0
        self._prints = Fingerprints()
        cache.clear()
        self._undo.callback(cache.clear)
        self._undo.callback(transaction.savepoint_rollback, self._savepoint)

    def teardown(self):
        try:
            # Whose, by what happened in it, so that a life repeats itself.
            people = list(User.objects.order_by("pk"))
            number = Event.objects.count()
            _none(violations_of_all(people[number % self.read_of :: self.read_of]))
            # What was done to a case was looked at then; here, in every third life, what it did to the others.
            for case in Case.objects.all() if number % 3 == 0 else ():
                _none(violations(case.pk))
        finally:
            self._undo.close()

    # --- Work ------------------------------------------------------------------------------------------------------
    @rule(data=st.data())
    def complete(self, data):
        if task := self._task(data):
            self._act(task.case_id, lambda: finish(task, _pick(data)), *REFUSED)

    @rule(data=st.data())
    def complete_and_break_off(self, data):
        """The power goes in the middle of the act, which then is done."""
        task = self._task(data)
        if task is None:
            return
        choices = _Recorded(data)
        points = passed_by(lambda: finish(Task.objects.get(pk=task.pk), choices), *REFUSED)
        if not points:
            return
        fuse = Fuse(*data.draw(st.sampled_from(points), label="point"))
        with fuse.lit():
            self._refused(lambda: finish(Task.objects.get(pk=task.pk), choices.again()), Broken, *REFUSED)
        self._act(task.case_id, lambda: finish(Task.objects.get(pk=task.pk), choices.again()), *REFUSED)

    @rule(data=st.data())
    def complete_what_is_done(self, data):
        done = list(Task.objects.filter(status__in=["DONE", "CANCELED"], flow_task_type="HUMAN").order_by("pk"))
        if not done:
            return
        task = data.draw(st.sampled_from(done), label="done task")
        who = data.draw(st.sampled_from(self.world.people), label="who")
        self._refused(lambda: actions.complete(task, by=who, work=lambda _by: {}), Conflict)

    @rule(data=st.data())
    def complete_as_somebody_else(self, data):
        task = self._task(data)
        if task is None:
            return
        who = data.draw(st.sampled_from(self.world.people), label="who")
        if not may_take(who, task) or (task.owner_id and task.owner_id != who.pk):
            self._refused(lambda: actions.complete(task, by=who, work=lambda _by: {}), Conflict, Refusal)

    @rule(data=st.data())
    def send_an_empty_or_foreign_form(self, data):
        task = self._task(data)
        if task is None:
            return
        who = data.draw(st.sampled_from(self.world.people), label="who")
        form = form_of(task, who, {})

        def send():
            assert not form.is_valid()
            raise Refusal

        if not form.is_valid():
            self._refused(send, Refusal)

    @rule(data=st.data())
    def claim_release_or_hand_over(self, data):
        task = self._task(data)
        if task is None:
            return
        who = data.draw(st.sampled_from(self.world.people), label="who")
        to = data.draw(st.sampled_from(self.world.people), label="to")
        act = data.draw(
            st.sampled_from(
                [
                    lambda: actions.claim(task, by=who),
                    lambda: actions.release(task, by=who),
                    lambda: actions.hand_over(task, to=to, by=who, reason=REASON),
                    lambda: actions.save_draft(task, by=who, fields={"reason": ["separuh"]}),
                ]
            ),
            label="act",
        )
        self._act(task.case_id, act, Conflict, Refusal)

    # --- Steering --------------------------------------------------------------------------------------------------
    @rule(data=st.data())
    def steer(self, data):
        """Anybody tries to suspend, resume, withdraw, amend or skip, in whatever stage, and it may break off."""
        case = self._case(data)
        coordinator = self.world.scene.coordinator
        who = data.draw(st.sampled_from([coordinator, coordinator, coordinator, *self.world.people]), label="who")
        sections = [str(data.draw(st.sampled_from(Section.values)))]
        act = data.draw(
            st.sampled_from(
                [
                    lambda: actions.suspend(case, by=who, reason=REASON),
                    lambda: actions.resume(case, by=who, reason=REASON),
                    lambda: actions.resume(case, by=who, reason=REASON),
                    lambda: actions.amend(case, by=who, sections=sections, reason=REASON),
                    lambda: actions.withdraw(case, by=who, reason=REASON),
                    lambda: actions.withdraw(case, by=who, reason=" "),
                    *[
                        lambda process=process: actions.skip_round(process, by=who, reason=REASON)
                        for process in case.processes.all()
                    ],
                ]
            ),
            label="act",
        )
        if points := passed_by(act, Conflict, Refusal):
            with Fuse(*data.draw(st.sampled_from(points), label="point")).lit():
                self._refused(act, Conflict, Refusal, Broken)
        self._act(case.pk, act, Conflict, Refusal)

    @rule()
    @precondition(lambda self: Case.objects.count() < 9)
    def start(self):
        leaves_nothing(lambda: self.world.start(f"LIAP {Case.objects.count()}"), Refusal, prints=self._prints)
        self._look_at(Case.objects.latest("pk").pk)

    # --- Time and people -------------------------------------------------------------------------------------------
    # Each of the next two acts looks at all cases; a life of little else would be long and poor.
    @rule(days=st.integers(1, 120))
    @precondition(lambda self: self._jumps < 5)
    def days_pass(self, days):
        """Rounds open by themselves, people are reminded; doing it twice changes nothing more."""
        self._jumps += 1
        self._today += timedelta(days=days)
        self._undo.enter_context(time_machine.travel(self._today, tick=False))
        cache.clear()
        reminders.open_rounds()
        reminders.remind()
        reminders.escalate()
        self._refused(lambda: _twice_is_once(), Refusal)
        for case in Case.objects.all():
            self._look_at(case.pk)

    @rule(data=st.data())
    @precondition(lambda self: self._leavings < 3)
    def leave(self, data):
        """Somebody's account is closed or opened again; the administrator stays."""
        self._leavings += 1
        who = data.draw(st.sampled_from([p for p in self.world.people if not p.is_superuser]), label="who")
        User.objects.filter(pk=who.pk).update(is_active=data.draw(st.booleans()))
        for case in Case.objects.all():
            _none(unreachable(case.pk))

    @rule(data=st.data())
    def draw_papers(self, data):
        """The worker is rung for a paper, drawn or not, more than once."""
        if numbers := list(Rendition.objects.order_by("pk").values_list("pk", flat=True)):
            number = data.draw(st.sampled_from(numbers), label="drawing")
            jobs.draw(number)
            self._refused(lambda: _again(number), Refusal)
            self._look_at(Case.objects.get(plan=Rendition.objects.get(pk=number).document.plan_id).pk)

    # --- Helpers ---------------------------------------------------------------------------------------------------
    def _case(self, data) -> Case:
        cases = list(Case.objects.select_related("plan").order_by("pk"))
        return data.draw(st.sampled_from(cases), label="case")

    def _task(self, data) -> Task | None:
        """An open task of a case that is not suspended; none when nobody may do the one that was drawn."""
        case = self._case(data)
        tasks = open_tasks(case) if case.stage != "suspended" else []
        task = data.draw(st.sampled_from(tasks), label="task") if tasks else None
        return task if task and _can_be_done(task) else None

    def _act(self, case_id: int, act, *expected: type[Exception]) -> None:
        """Looks at the case unless the act was refused, which left every row as it was."""
        if leaves_nothing(act, *expected, prints=self._prints) is None:
            self._look_at(case_id)

    def _refused(self, act, *refusals: type[Exception]) -> None:
        """The act is refused and not a single row differs."""
        assert leaves_nothing(act, *refusals, prints=self._prints) is not None, "it was not refused"

    def _look_at(self, case_id: int) -> None:
        _none(violations(case_id))


class _Recorded:
    """Draws choices and can repeat them."""

    def __init__(self, data):
        self._pick, self._made = _pick(data), []

    def __call__(self, options):
        self._made.append(self._pick(options))
        return self._made[-1]

    def again(self):
        made = iter(self._made)
        return lambda options: next(made, options[0])


def _none(faults: list[str]) -> None:
    if faults:
        raise AssertionError("\n".join(faults))


def _pick(data):
    return lambda options: data.draw(st.sampled_from(list(options)))


def _can_be_done(task: Task) -> bool:
    """Whether somebody may do it now: a holder who has left keeps it until the coordinator gives it to another."""
    meant = set(candidates(task).values_list("pk", flat=True))
    return task.owner_id is None or task.owner_id in meant


def _twice_is_once():
    reminders.open_rounds()
    reminders.remind()
    reminders.escalate()
    raise Refusal


def _again(number: int):
    jobs.draw(number)
    raise Refusal
