"""The rules that a case was pinned to when it began: who does a step, in how many days, what is confirmed,
and what is asked besides."""

from dataclasses import dataclass

from workflows.models import Case, Rulebook, StepQuestion, StepRule, Task

# As delivered; a rulebook may say otherwise.
GAP_MONTHS = 6
CONTINUATION_MONTHS = 36


@dataclass(frozen=True)
class Terms:
    """What holds for one step of one case."""

    who: str
    due: int
    is_asked: bool = True
    checklist: tuple[str, ...] = ()


def newest_rulebook(variant: str) -> Rulebook | None:
    """The version that new cases are pinned to; None as long as the tables of the flows say it all."""
    return Rulebook.objects.filter(variant=variant).order_by("-number").first()


def terms(case: Case, stage: str, node) -> Terms:
    """The table of the flow, with what the rulebook of the case says instead."""
    rule = _rule(case, stage, node.name)
    if rule is None:
        return Terms(node.who, node.due)
    return Terms(rule.who or node.who, rule.due or node.due, rule.is_asked, tuple(rule.checklist))


def is_asked(case: Case, stage: str, step: str) -> bool:
    """Whether the step is taken at all: the rules of a case may spare an approver."""
    rule = _rule(case, stage, step)
    return rule is None or rule.is_asked


def questions_of(task: Task) -> list[StepQuestion]:
    """What the form of the task asks besides its own fields, by the rules of its case."""
    if task.case.rulebook_id is None:
        return []
    step = {"rule__stage": task.process.stage, "rule__step": task.flow_task.name}
    return list(StepQuestion.objects.filter(rule__rulebook=task.case.rulebook_id, **step))


def gap_months(case: Case) -> int:
    """How many months before the planned end the missing evidence is listed."""
    return (case.rulebook and case.rulebook.gap_months) or GAP_MONTHS


def continuation_months(case: Case) -> int:
    """How many months after closing it is asked what became of the plan."""
    return (case.rulebook and case.rulebook.continuation_months) or CONTINUATION_MONTHS


def _rule(case: Case, stage: str, step: str) -> StepRule | None:
    if case.rulebook_id is None:
        return None
    return StepRule.objects.filter(rulebook=case.rulebook_id, stage=stage, step=step).first()
