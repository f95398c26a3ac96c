"""Entering what an SMI turned over, sold and employed: three answers on top, everything else if it is known."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise
from liap.enterprises.performance.figures import BAND_CHOICES, Figures, Kind, Method, band_of, figures_of, in_band
from liap.enterprises.performance.models import Channel, Medium, PerformanceRecord
from liap.enterprises.performance.periods import LENGTHS, NoSuchPeriod, Period, last_ended
from liap.fields import PastDayField, PastDays, QuantityField, RupiahField
from liap.parts import PartsForm
from liap.places.queries import today_in

WRITTEN = (Method.BOOKS, Method.DAILY_NOTES)
OFFERED = {3: 4, 12: 2, 6: 2, 1: 3}
MEDIA = [(one.value, one.label) for one in (Medium.VISIT, Medium.TELEPHONE, Medium.PAPER)]


class ThreeQuestionsPart(forms.Form):
    """What everybody can answer; nothing is required."""

    band = forms.ChoiceField(label=_("Turnover"), choices=[("", "—"), *BAND_CHOICES], required=False)
    amount = RupiahField(
        label=_("or turnover of the whole period in rupiah"), required=False,
        help_text=_("If it is known. Leave the line above empty then."),
    )  # fmt: skip
    main_channel = forms.ChoiceField(label=_("Main market"), choices=[("", "—"), *Channel.choices], required=False)
    workers = forms.IntegerField(label=_("Workers"), min_value=0, max_value=100_000, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("band") and cleaned.get("amount") is not None:
            self.add_error("amount", _("Choose a line above or write an amount, not both."))
        return cleaned


class MorePart(forms.Form):
    """What some can answer."""

    method = forms.ChoiceField(
        label=_("How the turnover is known"), choices=[("", "—"), *PerformanceRecord.Method.choices], required=False
    )
    confidence = forms.ChoiceField(
        label=_("How sure"), choices=[("", "—"), *PerformanceRecord.Confidence.choices], required=False
    )
    workers_female = forms.IntegerField(label=_("Women working"), min_value=0, max_value=100_000, required=False)
    workers_male = forms.IntegerField(label=_("Men working"), min_value=0, max_value=100_000, required=False)
    production = QuantityField(label=_("Production"), min_value=0, max_digits=16, decimal_places=2, required=False)
    production_unit = forms.CharField(
        label=_("Unit"), max_length=30, required=False, help_text=_("for example kg or pairs")
    )
    buyers = forms.IntegerField(label=_("Buyers"), min_value=0, max_value=1_000_000, required=False)


class SharesPart(forms.Form):
    """A field for each market channel."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for channel in Channel:
            self.fields[channel.value] = forms.IntegerField(
                label=channel.label, min_value=0, max_value=100, required=False
            )

    def clean(self):
        cleaned = super().clean()
        known = [percent for percent in cleaned.values() if percent]
        if known and sum(known) != 100:
            text = gettext("The shares of the channels add up to %(sum)s percent. They must add up to 100.")
            raise forms.ValidationError(text % {"sum": sum(known)})
        return cleaned


class SourcePart(PastDays, forms.Form):
    """How the answers came in."""

    medium = forms.ChoiceField(label=_("How it was asked"), choices=MEDIA, widget=forms.RadioSelect, initial="visit")
    asked_on = PastDayField(label=_("Asked on"), future=_("The day of asking lies in the future. Correct the date."))
    remark = forms.CharField(label=_("Note"), max_length=300, required=False)


class ReasonPart(forms.Form):
    reason = forms.CharField(label=_("Why the figures are corrected"), max_length=300)


@dataclass(frozen=True)
class Parts:
    """Some parts of a form; `is_open`: one of them has an error to be seen."""

    parts: list[forms.Form]

    @property
    def is_open(self) -> bool:
        return any(part.errors for part in self.parts)


class FiguresForm(PartsForm):
    """What an SMI says itself by its link: three answers and what else it knows."""

    def __init__(self, data: Any = None, *, period: Period, last: PerformanceRecord | None = None):
        super().__init__(data)
        self.period = period
        initial = shown(last, period)
        help = _("Leave empty what you do not know; empty is not zero.")
        self.three = self.add(ThreeQuestionsPart(data, prefix="three", initial=initial), help=help)
        self.more = self.add(MorePart(data, prefix="more", initial=initial), legend=_("Details"))
        self.shares = self.add(
            SharesPart(data, prefix="share", initial=initial["shares"]),
            legend=_("Share of each market in percent, if it is known"),
        )

    @property
    def first(self) -> Parts:
        """What is asked of everybody; the rest is folded away, so that a phone shows one short page."""
        return Parts([part for part in self.parts if part not in (self.more, self.shares)])

    @property
    def further(self) -> Parts:
        """What only some can answer."""
        return Parts([self.more, self.shares])

    def figures(self) -> Figures:
        """The answers; an amount from books or notes is exact, every other amount an estimate."""
        three, more = self.three.cleaned_data, self.more.cleaned_data
        return Figures(
            **_turnover(three["band"], three["amount"], more, self.period.months),
            main_channel=three["main_channel"],
            workers=three["workers"],
            workers_female=more["workers_female"],
            workers_male=more["workers_male"],
            production=more["production"],
            production_unit=more["production_unit"],
            buyers=more["buyers"],
            shares={channel: percent for channel, percent in self.shares.cleaned_data.items() if percent},
        )


class EntryForm(FiguresForm):
    """What somebody of the group or office writes down for an SMI, with how it was asked."""

    def __init__(
        self, data: Any = None, *, enterprise: Enterprise, period: Period, record=None, last=None, medium: str = ""
    ):
        super().__init__(data, period=period, last=record or last)
        self.enterprise, self.record = enterprise, record
        given = {"medium": medium} if medium in dict(MEDIA) else {}
        part = SourcePart(data, prefix="source", initial=given, today=today_in(enterprise.region))
        self.source = self.add(part, legend=_("How it was asked"))
        self.reason = self.add(ReasonPart(data, prefix="reason")) if record else None

    def answers(self) -> dict[str, Any]:
        """What `record_performance` takes."""
        reason = self.reason.cleaned_data["reason"] if self.reason else ""
        return {"figures": self.figures(), **self.source.cleaned_data, "replaces": self.record, "reason": reason}


class PeriodForm(forms.Form):
    """Chooses the period; by default the last quarter that is over."""

    period = forms.ChoiceField(label=_("Period"))

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(code_of(one), str(one)) for one in offered_periods(today)]


def offered_periods(today: date) -> list[Period]:
    """The periods that figures are asked for: the last quarters, years, half-years and months that are over."""
    found = []
    for months, count in OFFERED.items():
        period = last_ended(today, months)
        for _number in range(count):
            found.append(period)
            period = period.previous
    return found


def code_of(period: Period) -> str:
    """A period in an address."""
    return f"{period.first_on:%Y-%m}.{period.months}"


def period_from(code: str, *, today: date) -> Period | None:
    """The period of an address; None when it is none that is over on the day of its region."""
    month, _dot, months = code.partition(".")
    try:
        period = Period(date.fromisoformat(f"{month}-01"), int(months))
    except (ValueError, NoSuchPeriod):
        return None
    return period if period.months in LENGTHS and period.last_on <= today else None


def shown(record: PerformanceRecord | None, period: Period) -> dict[str, Any]:
    """What the form shows before anybody types: the last figures; an amount only where it is of this very period."""
    if record is None:
        return {"shares": {}}
    known = figures_of(record)
    same = record.period == period
    band = band_of(known.turnover_low, known.turnover_high, record.months) if known.turnover_kind == Kind.RANGE else ""
    return {
        "band": band,
        "amount": known.turnover if same else None,
        "main_channel": known.main_channel,
        "workers": known.workers,
        "method": known.method if same else "",
        "confidence": known.confidence if same else "",
        "workers_female": known.workers_female,
        "workers_male": known.workers_male,
        "production": known.production if same else None,
        "production_unit": known.production_unit if same else "",
        "buyers": known.buyers if same else None,
        "shares": dict(known.shares) if same else {},
    }


def _turnover(band: str, amount, more: dict, months: int) -> dict[str, Any]:
    if band:
        return in_band(band, months, method=more["method"] or Method.OWNER, confidence=more["confidence"])
    if amount is None:
        return {}
    method = more["method"] or Method.OWNER.value
    kind = Kind.EXACT if method in WRITTEN else Kind.ESTIMATE
    return {"turnover_kind": kind.value, "turnover": amount, "method": method, "confidence": more["confidence"]}
