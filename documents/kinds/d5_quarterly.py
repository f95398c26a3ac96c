"""D5, the quarterly report: light, activities, figures of the enterprises, goal rungs, money, issues and entries."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Light, Rung, Spending, Text
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class ProgressLine:
    """An activity in this round; `is_late` was computed from the dates, `reason` says why."""

    number: int
    title: str
    institution: Text | str
    starts_on: date
    ends_on: date
    state: Text
    is_late: bool = False
    done_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class IndicatorProgress:
    """The value of an indicator in this round beside the last one, its baseline and its target."""

    number: int
    statement: str
    unit: str | None = None
    baseline: Decimal | None = None
    previous: Decimal | None = None
    value: Decimal | None = None
    target: Decimal | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """An aggregate over `reporting` enterprises; a suppressed one prints a dash, as too few stand behind it."""

    label: Text
    unit: Text | None = None
    value: Decimal | None = None
    previous: Decimal | None = None
    reporting: int | None = None
    is_suppressed: bool = False
    is_comparable: bool = True


@dataclass(frozen=True, kw_only=True)
class ChannelShare:
    """Share of turnover by market channel in percent."""

    label: Text
    share: Decimal | None = None
    is_suppressed: bool = False


@dataclass(frozen=True, kw_only=True)
class IssueLine:
    """An entry of the register that is open; reports of the time before the register name no kind."""

    statement: str
    kind: Text | None = None
    owner: str | None = None
    due_on: date | None = None
    state: Text | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectionLine:
    """A task that the review meeting set; `minutes` is the number of the minutes it comes from."""

    task: str
    owner: str | None = None
    due_on: date | None = None
    minutes: str | None = None
    state: Text | None = None


@dataclass(frozen=True, kw_only=True)
class EntryLine:
    """How complete the entry of one part was, and who is missing."""

    part: Text
    expected: int | None = None
    received: int | None = None
    missing: tuple[Text | str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuarterFacts:
    """Everything that D5 prints; `light` None means that nothing was reported yet."""

    head: Head
    year: int
    quarter: int
    starts_on: date
    ends_on: date
    light: Light | None = None
    light_reason: Text | str | None = None
    summary: str | None = None
    activities: tuple[ProgressLine, ...] = ()
    indicators: tuple[IndicatorProgress, ...] = ()
    enterprises_expected: int | None = None
    enterprises_reporting: int | None = None
    figures: tuple[Figure, ...] = ()
    channels: tuple[ChannelShare, ...] = ()
    rungs: tuple[Rung, ...] = ()
    money: tuple[Spending, ...] = ()
    issues: tuple[IssueLine, ...] = ()
    corrections: tuple[CorrectionLine, ...] = ()
    entries: tuple[EntryLine, ...] = ()
    review_decision: Text | None = None
    review_held_on: date | None = None
    review_remark: str | None = None

    @property
    def has_untold_figures(self) -> bool:
        """Whether a dash stands where somebody reported."""
        return any(one.reporting is None for one in self.figures)

    @property
    def has_untold_entries(self) -> bool:
        return any(one.received is None for one in self.entries)

    @property
    def quarter_roman(self) -> str:
        return ("I", "II", "III", "IV")[self.quarter - 1]


# Four pages have bookmarks enough; a list of contents on the first would push the schedule off it.
KIND = Kind(
    code="D5", shape=QuarterFacts, title=_("Quarterly report"), template="d5_quarterly.html", has_contents=False
)
