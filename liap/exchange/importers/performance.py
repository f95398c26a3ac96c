"""Figures of SMIs. One row is one SMI in one period; figures that are there already are not overwritten by a file."""

from collections import Counter
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liap.audit.actions import record
from liap.enterprises.models import Enterprise
from liap.enterprises.performance.actions import checked
from liap.enterprises.performance.figures import Figures, figures_of
from liap.enterprises.performance.models import Channel, ChannelShare, Medium, Months, PerformanceRecord
from liap.enterprises.performance.periods import NoSuchPeriod, Period
from liap.exchange import cells
from liap.exchange.cells import CellFault, Field
from liap.exchange.importers.importer import Judged, Outcome
from liap.exchange.importers.regional import Regional
from liap.people.access import posts_label
from liap.places.queries import today_in
from liap.refusals import Refusal

SHARE = "share_"
MONTHS = tuple((str(value), label) for value, label in Months.choices)


def percent(cell: Any) -> int:
    """A whole percentage: 40, "40" or "40%"."""
    number = cells.whole(str(cell).strip().removesuffix("%").strip() if isinstance(cell, str) else cell)
    if number > 100:
        raise CellFault(_("“%(cell)s” is more than 100 percent.") % {"cell": cell}, _("Write a number from 0 to 100."))
    return number


def _label(name: str) -> Any:
    return PerformanceRecord._meta.get_field(name).verbose_name


def _choice(name: str, choices: list) -> Field:
    return Field(name, _label(name), cells.choice(choices), "", False, tuple(choices))


class Performance(Regional):
    """What SMIs turned over, sold, made and employed in a period."""

    code = "performance"
    title = gettext_lazy("figures of SMIs")
    help = gettext_lazy(
        "The SMI is found by its NIB, else by its name in the region. Figures of a period that are on record stay:"
        " a correction is made on the page of the SMI, with its reason. An empty cell is not zero."
    )
    fields = (
        Field("nib", gettext_lazy("business number (NIB)"), cells.digits(13), gettext_lazy("or the name")),
        Field("name", gettext_lazy("name"), cells.text(150), gettext_lazy("as on record")),
        Field(
            "region", gettext_lazy("region"), lambda cell: cell, gettext_lazy("code; empty if you have only one")
        ),
        Field("first_on", _label("first_on"), cells.day, "01/01/2026", True),
        Field("months", _label("months"), cells.choice(MONTHS), gettext_lazy("1, 3, 6 or 12 months"), True, MONTHS),
        _choice("turnover_kind", PerformanceRecord.TurnoverKind.choices),
        Field("turnover", _label("turnover"), cells.rupiah, "1.500.000"),
        Field("turnover_low", _label("turnover_low"), cells.rupiah),
        Field("turnover_high", _label("turnover_high"), cells.rupiah),
        _choice("method", PerformanceRecord.Method.choices),
        _choice("confidence", PerformanceRecord.Confidence.choices),
        Field("production", _label("production"), cells.quantity),
        Field("production_unit", _label("production_unit"), cells.text(30)),
        Field("workers", _label("workers"), cells.whole),
        Field("workers_female", _label("workers_female"), cells.whole),
        Field("workers_male", _label("workers_male"), cells.whole),
        Field("buyers", _label("buyers"), cells.whole),
        _choice("main_channel", Channel.choices),
        *(
            Field(f"{SHARE}{value}", label, percent, gettext_lazy("share in percent; together 100"))
            for value, label in Channel.choices
        ),
        Field("asked_on", _label("asked_on"), cells.day, "15/04/2026", True),
    )  # fmt: skip

    def load(self, *, locks: bool = False) -> None:
        self.load_regions(locks=locks)
        self.today = {one.pk: today_in(one) for one in self.regions}
        self.by_nib: dict[str, Enterprise] = {}
        self.by_name: dict[tuple[str, int], list[Enterprise]] = {}
        rows = Enterprise.objects.current().filter(region__in=[one.pk for one in self.regions], erased_at=None)
        for row in rows.order_by("pk").iterator(chunk_size=2000):
            self.by_nib |= {row.nib: row} if row.nib else {}
            self.by_name.setdefault((row.name.casefold(), row.region_id), []).append(row)
        records = PerformanceRecord.objects.current().filter(enterprise__in=rows).prefetch_related("shares")
        self.held = {
            (one.enterprise_id, one.first_on, one.months): figures_of(one) for one in records.iterator(chunk_size=2000)
        }
        self.seen: set[tuple[int, date, int]] = set()
        self.post = posts_label(self.user)

    def judge(self, values: dict[str, Any]) -> Judged:
        enterprise = self._enterprise(values)
        period, asked_on = self._period(values), values.pop("asked_on")
        if asked_on > self.today[enterprise.region_id] or asked_on < period.last_on:
            raise CellFault(
                _("The day of asking lies in the future or before the end of the period."),
                _("Figures are asked when the period is over. Correct the date."),
                "asked_on",
            )
        shares = {name.removeprefix(SHARE): values.pop(name) for name in [*values] if name.startswith(SHARE)}
        try:
            figures = checked(Figures(**values, shares=shares))
        except Refusal as refusal:
            raise CellFault(str(refusal), _("Correct the row.")) from refusal
        key = (enterprise.pk, period.first_on, period.months)
        if key in self.seen:
            raise CellFault(_("Another row of this file is about the same SMI and period."), _("Keep one of the two."))
        self.seen.add(key)
        subject = f"{enterprise.name}: {period}"
        if key not in self.held:
            return Judged(Outcome.CREATE, subject, (enterprise, period, asked_on, figures))
        if self.held[key] == figures:
            return Judged(Outcome.SAME, subject)
        raise CellFault(
            _("Other figures of this SMI and period are on record."),
            _("Delete the row, or correct the figures on the page of the SMI and say why."),
        )

    def _enterprise(self, values: dict[str, Any]) -> Enterprise:
        region = values.pop("region", None)
        nib, name = values.pop("nib", ""), values.pop("name", "")
        if nib:
            if found := self.by_nib.get(nib):
                return found
            raise CellFault(
                _("No SMI of your regions has this business number."),
                _("Correct it, or register the SMI first."),
                "nib",
            )
        rows = self.by_name.get((name.casefold(), self.region(region).pk), []) if name else []
        if len(rows) != 1:
            wrong = (
                _("Several SMIs of the region have this name.") if rows else _("No SMI of the region has this name.")
            )
            raise CellFault(wrong, _("Write the NIB, or the name as on record, or register the SMI first."), "name")
        return rows[0]

    def _period(self, values: dict[str, Any]) -> Period:
        first_on, months = values.pop("first_on"), int(values.pop("months"))
        try:
            return Period(first_on, months)
        except NoSuchPeriod as fault:
            raise CellFault(
                _("No period of this length begins on that day."),
                _("A quarter begins on the first of January, April, July or October."),
                "first_on",
            ) from fault

    def write(self, rows: list[Judged], *, number: int) -> None:
        told = [one.row for one in rows if one.outcome == Outcome.CREATE]
        records = PerformanceRecord.objects.bulk_create(
            [
                PerformanceRecord(
                    enterprise=enterprise, first_on=period.first_on, months=period.months, **figures.columns,
                    medium=Medium.IMPORT, asked_on=asked_on, entered_by=self.user, held_as=self.post,
                    is_sample=enterprise.is_sample,
                )
                for enterprise, period, asked_on, figures in told
            ],
            batch_size=500,
        )  # fmt: skip
        ChannelShare.objects.bulk_create(
            [
                ChannelShare(record=row, channel=channel, percent=share)
                for row, (*_source, figures) in zip(records, told, strict=True)
                for channel, share in figures.shares.items()
            ],
            batch_size=500,
        )
        counts = Counter(enterprise.region_id for enterprise, *_rest in told)
        for region, count in sorted(counts.items()):
            record(
                "performance.imported", by=self.user, chain=f"region:{region}", subject=f"import:{number}",
                created=count,
            )  # fmt: skip
