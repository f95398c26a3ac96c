"""What is planned when, and what is late; lateness follows from dates and is never typed."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from liap.plans.models import Activity, Plan


@dataclass(frozen=True)
class ScheduleRow:
    """One activity on the calendar; late follows from the dates and is never typed."""

    activity: Activity
    is_late: bool
    days_late: int
    waits_for: tuple[int, ...]


def schedule(plan: Plan, *, day: date | None = None) -> list[ScheduleRow]:
    """All activities in printed order, with what is late on `day` (today by default)."""
    day = day or timezone.localdate()
    rows = plan.activities.select_related("institution", "problem").prefetch_related("depends_on")
    return [_schedule_row(activity, day) for activity in rows.order_by("number")]


def _schedule_row(activity: Activity, day: date) -> ScheduleRow:
    days = days_late(activity, day)
    finished = (Activity.State.DONE, Activity.State.CANCELLED)
    waits = sorted(other.number for other in activity.depends_on.all() if other.state not in finished)
    return ScheduleRow(activity=activity, is_late=days > 0, days_late=days, waits_for=tuple(waits))


def days_late(activity: Activity, day: date) -> int:
    """Days since it should have ended or, while nobody has taken it on, since it should have started; 0 in time."""
    if activity.state == Activity.State.CANCELLED:
        return 0
    if activity.state == Activity.State.DONE:
        return max(((activity.done_on or activity.ends_on) - activity.ends_on).days, 0)
    if activity.state == Activity.State.RUNNING:
        return max((day - activity.ends_on).days, 0)
    return max((day - activity.starts_on).days, 0)


def committed_share(plan: Plan) -> tuple[int, int]:
    """How many activities an institution has taken on, of all that are not cancelled."""
    states = list(plan.activities.exclude(state=Activity.State.CANCELLED).values_list("state", flat=True))
    return sum(1 for state in states if state in (Activity.State.RUNNING, Activity.State.DONE)), len(states)
