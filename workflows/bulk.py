"""Several tasks in one act of a person, each checked and recorded as if it were alone; one refusal stops no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from liap.people.models import User
from liap.refusals import Conflict, Refusal
from workflows import actions
from workflows.assignment import candidates
from workflows.models import Task
from workflows.rules import questions_of, terms

AT_MOST = 50


class NeedsContent(Refusal):
    """The step asks for something to be written or decided, so it is done on its own page."""


@dataclass(frozen=True)
class Result:
    """What came of one task; `refusal` is empty when it was done."""

    task: Task
    refusal: str = ""


def claim(tasks: Iterable[Task], *, by: User) -> list[Result]:
    """Takes each task that nobody has."""
    return _each(tasks, lambda task: actions.claim(task, by=by))


def hand_over(tasks: Iterable[Task], *, to: User, by: User, reason: str) -> list[Result]:
    """Gives each task to the same person, where that person may do it."""
    return _each(tasks, lambda task: actions.hand_over(task, to=to, by=by, reason=reason))


def finish(tasks: Iterable[Task], *, by: User) -> list[Result]:
    """Finishes each task that is only to be taken note of; whatever asks for content is refused."""
    return _each(tasks, lambda task: _finish(task, by))


def is_plain(task: Task) -> bool:
    """Whether the step can be finished without a word: its form says so, and the rules want nothing said."""
    form = import_string(task.flow_task.work)
    if not getattr(form, "is_plain", False):
        return False
    return not terms(task.case, task.process.stage, task.flow_task).checklist and not questions_of(task)


def heirs(tasks: Iterable[Task], by: User) -> QuerySet[User]:
    """To whom at least one of the tasks could be handed over."""
    found: set[int] = set()
    for task in tasks:
        found |= set(candidates(task).values_list("pk", flat=True))
    return User.objects.filter(pk__in=found - {by.pk})


def _finish(task: Task, by: User) -> None:
    if not is_plain(task):
        raise NeedsContent(_("This task asks for something to be written or decided. Open it to finish it."))
    form = import_string(task.flow_task.work)({}, None, task=task, plan=task.case.plan, user=by)
    form.is_valid()
    actions.complete(task, by=by, work=form.save)


def _each(tasks: Iterable[Task], act: Callable[[Task], object]) -> list[Result]:
    results = []
    for task in tasks:
        try:
            act(task)
        except (Conflict, Refusal) as refusal:
            results.append(Result(task, str(refusal)))
        else:
            results.append(Result(task))
    return results
