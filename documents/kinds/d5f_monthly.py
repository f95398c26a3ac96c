"""D5f, the monthly report of a facilitator, made from the visit log: visits, next steps, activities, indicators."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Rung, Tally, Text, VisitLine
from documents.kinds.d5_quarterly import IndicatorProgress, ProgressLine
from documents.kinds.kind import Kind
from documents.wording import month_name


@dataclass(frozen=True, kw_only=True)
class NextStepLine:
    """A next step that a visit agreed on, and what came of it so far."""

    statement: str
    who: Text
    due_on: date
    state: Text
    result: str | None = None


@dataclass(frozen=True, kw_only=True)
class MonthFacts:
    """Everything that D5f prints; `answers` only at the end of a quarter, when the enterprises are asked."""

    head: Head
    year: int
    month: int
    facilitator: str
    visits: tuple[VisitLine, ...] = ()
    steps: tuple[NextStepLine, ...] = ()
    activities: tuple[ProgressLine, ...] = ()
    indicators: tuple[IndicatorProgress, ...] = ()
    rungs: tuple[Rung, ...] = ()
    targets: int | None = None
    answered: int | None = None
    answers: tuple[Tally, ...] = ()
    remark: str | None = None

    @property
    def month_name(self) -> str:
        return month_name(self.month)


KIND = Kind(
    code="D5f",
    shape=MonthFacts,
    title=_("Monthly report"),
    template="d5f_monthly.html",
    has_contents=False,
    is_compact=True,
)
