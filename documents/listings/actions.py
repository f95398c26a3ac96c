"""Filing papers under their period when they are issued."""

from datetime import date
from typing import Any

from documents.listings.models import Filing


def file(document: Any, facts: Any) -> Filing:
    """Files a paper under the quarter that its facts report on; other papers under the quarter of their date."""
    return Filing.objects.create(document=document, period_on=period_of(facts))


def period_of(facts: Any) -> date:
    """The first day of the quarter that the facts are about."""
    year, quarter = getattr(facts, "year", None), getattr(facts, "quarter", None)
    if isinstance(year, int) and quarter in (1, 2, 3, 4):
        return date(year, 3 * quarter - 2, 1)
    month = getattr(facts, "month", None)
    if isinstance(year, int) and month in range(1, 13):
        return quarter_of(date(year, month, 1))
    return quarter_of(facts.head.dated_on)


def quarter_of(day: date) -> date:
    """The first day of the quarter of a day."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)
