"""The traffic light of a quarter, computed from dates and from the result of the review meeting."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from documents.facts import Light, Text, both
from liap.plans.models import Activity
from liap.plans.queries import ScheduleRow

RESULTS = {
    "on_track": _("on track"),
    "corrective": _("corrective measures"),
    "revise": _("the plan should be revised"),
}
OVER = (Activity.State.DONE, Activity.State.CANCELLED)


def _reason(late: int, count: int, result: str | None) -> Promise:
    """How many are late and, where the meeting asked for more than going on, what it decided."""
    if result not in ("corrective", "revise"):
        return format_lazy(_("{late} of {count} activities are late."), late=late, count=count)
    words = _("{late} of {count} activities are late. The review meeting decided: {result}.")
    return format_lazy(words, late=late, count=count, result=RESULTS[result])


def light_of(rows: list[ScheduleRow], result: str | None, *, has_values: bool) -> tuple[Light | None, Text | None]:
    """The light and why it shows; None when there is neither an activity nor a value to judge by.

    A proposal of ours: red when more than a third of the activities are late or the meeting wants the plan revised,
    amber when one is late or the meeting decided corrective measures. What was finished late no longer counts.
    """
    planned = [row for row in rows if row.activity.state != Activity.State.CANCELLED]
    late = sum(row.is_late and row.activity.state not in OVER for row in planned)
    if not planned and not has_values:
        return None, None
    reason = both(_reason(late, len(planned), result))
    if 3 * late > len(planned) or result == "revise":
        return Light.RED, reason
    return (Light.AMBER if late or result == "corrective" else Light.GREEN), reason
