"""The three questions that can be answered without books: turnover in a band, main market, workers (feature J4)."""

from dataclasses import dataclass, replace
from decimal import Decimal

from liap.enterprises.performance.figures import BANDS, MILLION, Figures, Kind, band_of, in_band
from liap.enterprises.performance.models import PerformanceRecord


@dataclass(frozen=True)
class ThreeAnswers:
    """A monthly band, a channel and the number of workers; what nobody could say is empty or None."""

    turnover: str = ""
    channel: str = ""
    workers: int | None = None

    @property
    def is_empty(self) -> bool:
        return not self.turnover and not self.channel and self.workers is None


def three_answers(record: PerformanceRecord) -> ThreeAnswers:
    """What a record answers to the three questions; an amount is told as the band in which it lies."""
    return ThreeAnswers(monthly_band(record), record.main_channel, record.workers)


def monthly_band(record: PerformanceRecord) -> str:
    """The band of a month in which the turnover lies; empty when it is unknown or reaches over several bands."""
    if record.turnover_kind == Kind.RANGE:
        return band_of(record.turnover_low, record.turnover_high, record.months)
    if record.turnover is None:
        return ""
    a_month = Decimal(record.turnover) / record.months
    return next(code for code, (_low, most, _label) in BANDS.items() if most is None or a_month <= most * MILLION)


def with_answers(known: Figures, given: ThreeAnswers, *, shown: ThreeAnswers, months: int) -> Figures:
    """The figures with what was answered anew. What reads as it was shown keeps all that is known of it, so that a
    band never takes the place of an amount from the books; an answer that was emptied is nobody's answer any more."""
    figures = known
    if given.turnover != shown.turnover:
        nothing = {"turnover_kind": "", "turnover": None, "turnover_low": None, "turnover_high": None}
        columns = {**nothing, "method": "", "confidence": "", **in_band(given.turnover, months)}
        figures = replace(figures, **columns)
    if given.channel != shown.channel:
        figures = replace(figures, main_channel=given.channel, shares={})
    if given.workers != shown.workers:
        figures = replace(figures, workers=given.workers, workers_female=None, workers_male=None)
    return figures
