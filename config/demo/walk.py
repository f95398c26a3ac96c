"""Tells stories by the same actions as the pages, one committed step after the other, from where the cases stand."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string

from config.demo import pictures, scene
from config.demo.days import StoryClock, standing_at
from config.demo.filling import filled
from config.demo.questionnaires import question
from config.demo.rules import publish_rules
from config.demo.story import Answers, Story
from config.demo.weighing import weigh
from liap.audit.actions import record
from liap.audit.models import Event
from liap.groups.assignments.actions import assign
from liap.groups.models import WorkingGroup
from liap.people.models import Role, User
from liap.plans.actions import start_plan
from liap.plans.models import Plan, Section
from liap.plans.selections.queries import selection_of
from workflows import actions, lifecycle
from workflows.assignment import candidates, with_role
from workflows.lock import locked
from workflows.models import Case, Task
from workflows.reminders import MONTHS, period_after
from workflows.visits import log_visit

CHAIN = "demonstration"
TOLD = "story.told"
# Minutes of work that the sample people report for a step; other steps carry no figure.
MINUTES = {
    "diagnose": 240,
    "review_diagnosis": 45,
    "draft": 180,
    "redraft": 60,
    "review": 60,
    "decide": 120,
    "head_decision": 30,
    "budget_check": 45,
    "report_indicators": 60,
    "report_money": 40,
    "verdicts": 180,
    "ratings": 120,
    "baseline": 40,
    "read_diagnosis": 20,
    "report": 10,
    "next_step": 30,
}


class FormRefused(Exception):
    """A form of the product does not take what the story enters."""


def is_told(story: Story) -> bool:
    """Whether the story was told to its end before; what people did with the case since then is theirs."""
    return Event.objects.filter(chain=CHAIN, verb=TOLD, payload__story=story.key).exists()


def tell(stories: Iterable[Story]) -> None:
    """Walks the cases to the end of their stories, side by side as they happened; told ones are left as they are.

    Side by side, because the papers of an office carry numbers in the order of their days.
    """
    walks = [Walk(story) for story in stories if not is_told(story)]
    while walks:
        walk = min(walks, key=lambda one: one.clock.moment)
        if not walk.step():
            walk.end()
            walks.remove(walk)


class Walk:
    """Where a story stands."""

    def __init__(self, story: Story):
        self.story = story
        self.clock = StoryClock(story)
        self.group = scene.group_of(story.place)
        self.plan = Plan.objects.filter(title=story.title, region=self.group.region, is_sample=True).first()
        self.case = Case.objects.filter(plan=self.plan).first() if self.plan else None
        if self.plan:
            self.clock.resume(self.plan.pk)

    def step(self) -> bool:
        """Does the next thing that is due; False when nothing is."""
        if self.case is None:
            with standing_at(self.clock.act()):
                self._begin()
            return True
        self.case.refresh_from_db()
        if self.case.stage == "suspended":
            return False
        return (
            self._weigh()
            or self._question()
            or self._photograph()
            or self._do_a_task()
            or self._log_a_visit()
            or self._open_a_round()
            or self._suspend()
        )

    def end(self) -> None:
        """Marks the story as told."""
        with transaction.atomic():
            record(TOLD, by=None, chain=CHAIN, subject=f"case:{self.case.pk}", story=self.story.key)

    def person(self, role: str) -> User:
        """Who holds a role for the plan."""
        return with_role(self.case, role).order_by("pk")[0]

    def _begin(self) -> None:
        story, industry = self.story, scene.industry_of(self.story.industry)
        with transaction.atomic():
            publish_rules(story.rules)
            scene.put_enterprises(self.group.region, industry, story.smis)
            group, starter = self._led_by()
            self.plan = start_plan(
                group,
                title=story.title,
                industry=industry,
                starts_on=story.starts_on,
                ends_on=story.ends_on,
                by=starter,
                is_sample=True,
            )
            self.case = actions.start(self.plan, by=starter)

    def _led_by(self) -> tuple[WorkingGroup, User]:
        """The working group and its coordinator; or the facilitator, sent by a letter of the head of the office."""
        place = self.story.place
        if not self.story.letter:
            return self.group, User.objects.get(username=f"koordinator-{place}")
        facilitator = User.objects.get(username=f"fasilitator-{place}")
        sent = assign(
            facilitator,
            office=self.group.secretariat,
            superior=User.objects.get(username=f"kepala-dinas-{place}"),
            by=facilitator,
            is_sample=True,
            **self.story.letter,
        )
        return sent, facilitator

    def _weigh(self) -> bool:
        if not self.story.weighed or self.case.stage != "planning" or selection_of(self.plan):
            return False
        seated = User.objects.filter(memberships__seat__working_group=self.group, memberships__seat__role=Role.MEMBER)
        with standing_at(self.clock.act()):
            coordinator = self.person(Role.COORDINATOR)
            weigh(self.case, self.story.weighed, coordinator=coordinator, scorers=seated.order_by("pk"))
        return True

    def _question(self) -> bool:
        if not self.story.is_questioned or self.case.stage != "evaluation" or self.plan.questionnaires.exists():
            return False
        with standing_at(self.clock.act()):
            question(self.plan, evaluator=self.person(Role.EVALUATOR), caller=self.person(Role.FACILITATOR))
        return True

    def _photograph(self) -> bool:
        if self.case.stage != "evaluation" or pictures.are_on_file(self.plan, self.story.key):
            return False
        with standing_at(self.clock.act()), transaction.atomic():
            pictures.put_on_file(self.plan, self.story.key, by=self.person(Role.FACILITATOR))
        return True

    def _log_a_visit(self) -> bool:
        count = self.plan.visits.count()
        if self.case.stage != "implementation" or count >= len(self.story.visits):
            return False
        visit = dict(self.story.visits[count])
        targets = self.plan.target_enterprises.select_related("enterprise")[: visit.pop("smis")]
        visited = [row.enterprise for row in targets]
        with standing_at(self.clock.act(answers=visit)):
            log_visit(self.case, by=self.person(Role.FACILITATOR), enterprises=visited, **visit)
        return True

    def _do_a_task(self) -> bool:
        # Advice comes first, because nobody waits for it.
        tasks = sorted(self.case.tasks.human().open(), key=lambda task: (task.role != Role.MINISTRY_REVIEWER, task.pk))
        for task in tasks:
            answers = self._answers(task)
            if answers is not None:
                with standing_at(self.clock.act(task.flow_task.name, answers)):
                    self._complete(task, answers)
                return True
        return False

    def _complete(self, task: Task, answers: Answers) -> None:
        step = task.flow_task.name
        user = task.owner or candidates(task).order_by("pk")[0]
        plan = Plan.objects.get(pk=self.plan.pk)
        build = import_string(task.flow_task.work)
        data = filled(build(None, None, task=task, plan=plan, user=user), answers)
        form = build(data, None, task=task, plan=plan, user=user)
        if not form.is_valid():
            raise FormRefused(f"{self.story.key}, {step}: {_errors(form)}")
        actions.complete(task, by=user, work=form.save, minutes=MINUTES.get(step))

    def _answers(self, task: Task) -> Answers | None:
        step = task.flow_task.name
        if step == "finish" and self._round_waits():
            return None
        answers: Any = self.story.answers.get(step)
        if callable(answers):
            answers = answers(task)
        section = task.data.get("section")
        return answers if answers is None or not section else self._section(task, section)

    def _section(self, task: Task, section: Section) -> Answers:
        known: Mapping[str, Answers] = self.story.content
        if task.flow_task.name in ("redraft", "complete_diagnosis"):
            known = {**known, **self.story.revisions}
        answers = dict(known[section])
        if section == Section.ACTIVITIES:
            answers["rows"] = [
                {**row, "institution": scene.institution(self.story.place, row["institution"])}
                for row in answers["rows"]
            ]
        return answers

    def _round_waits(self) -> bool:
        closed = self.case.processes.filter(stage="round", finished__isnull=False).count()
        return closed < len(self.story.rounds)

    def _open_a_round(self) -> bool:
        rounds = self.case.processes.filter(stage="round")
        opened = rounds.count()
        if self.case.stage != "implementation" or rounds.filter(finished__isnull=True).exists():
            return False
        if opened >= len(self.story.rounds):
            return False
        first = self.story.rounds[opened]
        moment = self.clock.act(since=period_after(first, MONTHS[self.case.variant]))
        with standing_at(moment), locked(self.case.pk) as case:
            lifecycle.open_stage(case, "round", opened_for=first)
        return True

    def _suspend(self) -> bool:
        if not self.story.suspended_for:
            return False
        with standing_at(self.clock.act()):
            actions.suspend(self.case, by=self.person(Role.COORDINATOR), reason=self.story.suspended_for)
        return True


def _errors(form: Any) -> list[str]:
    found = []
    for part in form.parts:
        for errors in part.errors if isinstance(part.errors, list) else [part.errors]:
            found += [f"{name}: {'; '.join(texts)}" for name, texts in errors.items()]
        if hasattr(part, "non_form_errors"):
            found += [str(error) for error in part.non_form_errors()]
    return found
