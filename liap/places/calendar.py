"""Working days: Monday to Friday without the holidays that the caller hands over. Knows no clock and no database."""

from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date, holidays: frozenset[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(start: date, days: int, holidays: frozenset[date]) -> date:
    """The day on which the `days`-th working day after `start` falls; a negative number counts backwards.

    The day of the start is never counted, as in the deadlines of letters: what arrives on Friday and is due in one
    working day is due on Monday. No days at all give `start` itself, even when it is not worked.
    """
    step = timedelta(days=-1 if days < 0 else 1)
    day, left = start, abs(days)
    while left:
        day += step
        left -= is_working_day(day, holidays)
    return day


def working_days_between(start: date, end: date, holidays: frozenset[date]) -> int:
    """How many working days lie after `start` up to and including `end`; negative when `end` is the earlier one.

    The inverse of `add_working_days`: adding the answer to `start` never goes past `end`.
    """
    if end < start:
        span = (start - end).days
        return -sum(is_working_day(end + timedelta(days=n), holidays) for n in range(span))
    span = (end - start).days
    return sum(is_working_day(start + timedelta(days=n), holidays) for n in range(1, span + 1))
