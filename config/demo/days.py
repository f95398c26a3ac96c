"""On which days a story happened, so that its papers, figures and history carry them and not the day of loading."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from time_machine import travel

from config.demo.story import Answers, Story
from liap.audit.models import Event
from liap.places.calendar import add_working_days

MORNING = time(9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
# What is told of the past; every other day in an answer may lie ahead.
PAST = {"held_on", "done_on", "measured_on", "visited_on"}
# Working days that pass before somebody gets to a step, where it is not the next day.
PAUSES = {"diagnose": 2, "review_diagnosis": 3, "draft": 2, "redraft": 4, "review": 3, "budget_check": 4}
AN_ACT = timedelta(minutes=25)


def ago(days: int) -> date:
    """A day so long before today."""
    return timezone.localdate() - timedelta(days=days)


def this_quarter() -> date:
    """The first day of the quarter of today."""
    today = timezone.localdate()
    return today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1)


def standing_at(moment: datetime) -> AbstractContextManager[Any]:
    """Lets the clock stand at a moment.

    The product and its engine take the moment of an act from the clock and from nobody else, as they should; so a
    story of 2014 can only be told with the clock of 2014.
    """
    return travel(moment, tick=False)


class StoryClock:
    """The moment at which a story stands; it never goes back and never beyond now."""

    def __init__(self, story: Story):
        self.story = story
        self.moment = _morning(story.began_on or story.starts_on)

    def resume(self, plan_id: int) -> None:
        """Goes on from the last recorded act of the plan."""
        if last := Event.objects.filter(chain=f"plan:{plan_id}").order_by("number").last():
            self.moment = max(self.moment, last.at)

    def act(self, step: str = "", answers: Answers | None = None, *, since: date | None = None) -> datetime:
        """The moment of the next act: after the last one, after what its answers tell of, and not before `since`."""
        told = [*_told_days(answers or {}), *filter(None, [since, self.story.moments.get(step)])]
        earliest = [_morning(day) for day in told]
        rested = _morning(add_working_days(self.moment.date(), PAUSES.get(step, 1), frozenset())) if step else None
        moment = max(filter(None, [self.moment + AN_ACT, rested, *earliest]))
        self.moment = min(moment, timezone.now())
        return self.moment


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING).astimezone(UTC)


def _told_days(answers: Mapping[str, Any]) -> Iterator[date]:
    for name, value in answers.items():
        if isinstance(value, Mapping):
            yield from _told_days(value)
        elif isinstance(value, date) and name in PAST:
            yield value
