"""The steps of a process with what the newest rules say about them."""

from dataclasses import dataclass

from django.utils.text import capfirst

from liap.people.models import Role
from workflows.figures import names_of_stages
from workflows.models import Rulebook, StepQuestion, StepRule
from workflows.models.work import DOERS
from workflows.nodes import Step
from workflows.registry import FLOWS, flow_for, newest_version, nodes_in_order
from workflows.rules import newest_rulebook

# Whom an administrator may ask instead; the head of the office decides in every region.
INSTEAD: dict[tuple[str, str], tuple[str, ...]] = {
    ("approval", "budget_check"): (Role.BUDGET_OFFICER, Role.OFFICE_HEAD),
    ("approval", "ministry_comment"): (Role.MINISTRY_REVIEWER, Role.EVALUATOR),
}


@dataclass(frozen=True)
class Line:
    """A step as new cases will have it."""

    stage: str
    stage_label: str
    step: str
    title: str
    who: str
    who_label: str
    due: int
    is_asked: bool
    checklist: tuple[str, ...]
    default_due: int
    questions: tuple[StepQuestion, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.stage}-{self.step}"

    @property
    def instead(self) -> tuple[str, ...]:
        return INSTEAD.get((self.stage, self.step), ())


def lines(variant: str) -> list[Line]:
    """Every step of a person in the newest flows, with the newest rules."""
    version, rulebook = newest_version(variant), newest_rulebook(variant)
    rules = {(row.stage, row.step): row for row in rulebook.steps.prefetch_related("questions")} if rulebook else {}
    names = names_of_stages()
    return [
        _line(stage, names[stage], node, rules.get((stage, node.name)))
        for stage in FLOWS[variant, version]
        for node in nodes_in_order(flow_for(variant, version, stage))
        if isinstance(node, Step)
    ]


def _line(stage: str, label: str, node: Step, rule: StepRule | None) -> Line:
    who = rule.who if rule and rule.who else node.who
    return Line(
        stage=stage,
        stage_label=label,
        step=node.name,
        title=str(node.task_title),
        who=who,
        who_label=capfirst(str(dict(DOERS)[who])),
        due=rule.due if rule and rule.due else node.due,
        is_asked=rule.is_asked if rule else True,
        checklist=tuple(rule.checklist) if rule else (),
        default_due=node.due,
        questions=tuple(rule.questions.all()) if rule else (),
    )


def versions(variant: str) -> list[Rulebook]:
    """All versions of the rules, the newest first."""
    return list(Rulebook.objects.filter(variant=variant).select_related("made_by"))
