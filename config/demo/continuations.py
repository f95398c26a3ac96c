"""Of the closed plans one was looked back on: some of its successes last, of others nobody could say; others wait."""

from django.utils import timezone

from config.demo.scene import group_of
from liap.outcomes.continuation.forms import ContinuationForm
from liap.outcomes.continuation.models import ContinuationCheck
from liap.outcomes.continuation.queries import activities_of, questions_for
from liap.outcomes.success.actions import open_reconfirmations
from liap.outcomes.success.models import Reconfirmation
from workflows import actions
from workflows.assignment import candidates
from workflows.continuation import STAGE, open_checks
from workflows.models import Task

PLACE = "tegal"
CHANGED = "Dua bengkel kini bekerja sama dalam satu koperasi (contoh)."


def load() -> None:
    """Opens the checks as the clock does, and answers the one of Tegal in part."""
    open_checks()
    if ContinuationCheck.objects.exists():
        return
    waiting = Task.objects.human().open().filter(process__stage=STAGE, case__plan__working_group=group_of(PLACE))
    open_reconfirmations(timezone.localdate())
    for task in waiting.select_related("case__plan", "process"):
        _answer(task)


def _answer(task: Task) -> None:
    plan, user = task.case.plan, task.owner or candidates(task).order_by("pk")[0]
    asked = questions_for(user, plan, timezone.localdate())
    data = {
        "use-is_in_use": "yes",
        "use-activities": [row.pk for row in activities_of(plan)[:1]],
        "use-changed": CHANGED,
        **{f"success-{one.pk}": Reconfirmation.Answer.STILL for one in asked[: len(asked) // 2]},
    }
    form = ContinuationForm(data, None, task=task, plan=plan, user=user)
    if not form.is_valid():
        raise ValueError([part.errors for part in form.parts])
    actions.complete(task, by=user, work=form.save, minutes=30)
