"""What is told about a period before it is a row: turnover with how it is known, channels, workers and the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from liap.enterprises.performance.models import PerformanceRecord

Kind = PerformanceRecord.TurnoverKind
Method = PerformanceRecord.Method
MILLION = Decimal(1_000_000)

# Turnover bands in million rupiah a month: from, to (None: open upwards), and how they read.
BANDS = {
    "up_to_5": (0, 5, _("up to 5 million rupiah a month")),
    "up_to_25": (5, 25, _("5 to 25 million rupiah a month")),
    "up_to_100": (25, 100, _("25 to 100 million rupiah a month")),
    "more": (100, None, _("more than 100 million rupiah a month")),
}
BAND_CHOICES = [(code, label) for code, (_low, _high, label) in BANDS.items()]


@dataclass(frozen=True)
class Figures:
    """The answers about one period. What nobody could say is None or empty, never zero."""

    turnover_kind: str = ""
    turnover: Decimal | None = None
    turnover_low: Decimal | None = None
    turnover_high: Decimal | None = None
    method: str = ""
    confidence: str = ""
    production: Decimal | None = None
    production_unit: str = ""
    workers: int | None = None
    workers_female: int | None = None
    workers_male: int | None = None
    buyers: int | None = None
    main_channel: str = ""
    shares: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def columns(self) -> dict[str, object]:
        """The figures as columns of a record, without the shares, which are rows."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "shares"}

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was said."""
        counts = (self.production, self.workers, self.workers_female, self.workers_male, self.buyers)
        amounts = (self.turnover, self.turnover_low, self.turnover_high)
        said = self.turnover_kind or self.main_channel or any(self.shares.values())
        return not said and all(one is None for one in (*counts, *amounts))


def in_band(code: str, months: int, *, method: str = Method.OWNER, confidence: str = "") -> dict[str, object]:
    """A monthly band as the turnover columns of a period of so many months; nothing when no band is named."""
    if not code:
        return {}
    low, high, _label = BANDS[code]
    return {
        "turnover_kind": Kind.RANGE.value,
        "turnover_low": low * MILLION * months,
        "turnover_high": None if high is None else high * MILLION * months,
        "method": str(method),
        "confidence": confidence,
    }


def band_of(low: Decimal | None, high: Decimal | None, months: int) -> str:
    """The code of the monthly band that a range of a period is; empty when it is none of them."""
    for code, (least, most, _label) in BANDS.items():
        if low == least * MILLION * months and high == (None if most is None else most * MILLION * months):
            return code
    return ""


def figures_of(record: PerformanceRecord) -> Figures:
    """What a record says."""
    columns = {one.name: getattr(record, one.name) for one in fields(Figures) if one.name != "shares"}
    return Figures(**columns, shares={share.channel: share.percent for share in record.shares.all()})
