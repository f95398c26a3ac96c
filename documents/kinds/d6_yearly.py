"""D6, the yearly report: the four quarters together, with trend, cost and period, effort and what was learnt."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Light, Rung, Spending, Text
from documents.kinds.d5_quarterly import ChannelShare, CorrectionLine, IssueLine, ProgressLine
from documents.kinds.d7_evaluation import Efficiency
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class QuarterLine:
    """A quarter as its report told it; `number` is that report's, None when the quarter has none."""

    quarter: int
    number: str | None = None
    light: Light | None = None
    reporting: int | None = None
    expected: int | None = None
    late: int | None = None
    decision: Text | None = None
    remark: str | None = None


@dataclass(frozen=True, kw_only=True)
class TrendLine:
    """The values of an indicator over the four quarters of the year; None where nothing was reported."""

    number: int
    statement: str
    unit: str | None = None
    baseline: Decimal | None = None
    values: tuple[Decimal | None, ...] = ()
    target: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class EffortLine:
    """What the year asked of people: tasks that were finished in a stage, by how many people, how many late."""

    stage: Text
    tasks: int
    people: int
    late: int


@dataclass(frozen=True, kw_only=True)
class YearFacts:
    """Everything that D6 prints, drawn from the quarterly reports of the year and the plan at its end."""

    head: Head
    year: int
    light: Light | None = None
    summary: Text | str | None = None
    quarters: tuple[QuarterLine, ...] = ()
    activities: tuple[ProgressLine, ...] = ()
    indicators: tuple[TrendLine, ...] = ()
    channels: tuple[ChannelShare, ...] = ()
    rungs: tuple[Rung, ...] = ()
    money: tuple[Spending, ...] = ()
    efficiency: Efficiency = Efficiency()
    effort: tuple[EffortLine, ...] = ()
    issues: tuple[IssueLine, ...] = ()
    corrections: tuple[CorrectionLine, ...] = ()
    lessons: tuple[str, ...] = ()

    @property
    def has_untold(self) -> bool:
        """Whether a dash stands for a number of SMIs that is known."""
        return any(one.expected is not None and one.reporting is None for one in self.quarters)

    @property
    def quarter(self) -> int:
        """The quarter under which the year is filed: its last."""
        return 4

    @property
    def ends_on(self) -> date:
        return date(self.year, 12, 31)


KIND = Kind(code="D6", shape=YearFacts, title=_("Yearly report"), template="d6_yearly.html")
