"""Putting figures of an SMI on record, and correcting them by a new row."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record as note
from liap.enterprises.models import Enterprise, Purpose
from liap.enterprises.performance.figures import Figures, Kind, figures_of
from liap.enterprises.performance.models import ChannelShare, Medium, PerformanceRecord
from liap.enterprises.performance.periods import Period
from liap.enterprises.performance.queries import may_enter, record_for
from liap.people.access import posts_label
from liap.people.models import User
from liap.places.queries import today_in
from liap.refusals import Conflict, NotTheirs, Refusal

WHOLE = 100


class NothingSaid(Refusal):
    """A record needs at least one answer."""


class PeriodNotOver(Refusal):
    """Figures of a period are asked when it is over."""


class AskedInTheFuture(Refusal):
    """The day of asking lies in the future."""


class SharesDoNotAddUp(Refusal):
    """The shares of the channels make up the whole."""


class WorkersDoNotAddUp(Refusal):
    """Women and men are all the workers."""


class TurnoverUnclear(Refusal):
    """A turnover figure is exact, a range or an estimate, and says how it is known."""


class UnitMissing(Refusal):
    """A volume is told in a unit."""


class ReasonMissing(Refusal):
    """A correction says why."""


class UseStopped(Refusal):
    """The owner stopped the use of the data, or the record was merged or erased."""


class EnteredBefore(Conflict):
    """Figures of this SMI and period are on record already."""


@transaction.atomic
def record_performance(
    enterprise: Enterprise,
    *,
    by: User | None,
    period: Period,
    figures: Figures,
    medium: str,
    asked_on: date,
    replaces: PerformanceRecord | None = None,
    reason: str = "",
    remark: str = "",
    is_sample: bool = False,
) -> PerformanceRecord:
    """Keeps what an SMI said about a period; saying the same again changes nothing.

    Figures that are there already are replaced only by naming the row that one has read (`replaces`) and a reason; the
    old row stays as history. Rule (G3): what nobody could say stays empty, because missing is not zero.
    """
    rows = Enterprise.objects.select_for_update(of=("self",)).select_related("region")
    locked = rows.get(pk=enterprise.pk)
    if medium != Medium.LINK and (by is None or not may_enter(by, locked)):
        raise NotTheirs(_("Figures of an SMI are written down by people of its working group or office."))
    if not Enterprise.objects.usable_for(Purpose.SUPPORT).filter(pk=locked.pk).exists():
        raise UseStopped(_("The use of this SMI's data is stopped, or its record was merged. Nothing can be entered."))
    _check_days(locked, period, asked_on)
    figures = checked(figures)
    now = record_for(locked, period)
    if now is not None and replaces is None and figures_of(now) == figures:
        return now
    _check_history(now, replaces, reason)
    return _write(
        locked, period, figures, now,
        medium=Medium(medium).value, asked_on=asked_on, entered_by=by, held_as=posts_label(by) if by else "",
        note=remark.strip(), correction_reason=reason.strip(), is_sample=is_sample or locked.is_sample,
    )  # fmt: skip


def _check_days(enterprise: Enterprise, period: Period, asked_on: date) -> None:
    if asked_on > today_in(enterprise.region):
        raise AskedInTheFuture(_("The day of asking lies in the future. Correct the date."))
    if asked_on < period.last_on:
        raise PeriodNotOver(_("This period was not over on the day of asking. Choose an earlier period."))


def _check_history(now: PerformanceRecord | None, replaces: PerformanceRecord | None, reason: str) -> None:
    if (now and now.pk) != (replaces and replaces.pk):
        raise EnteredBefore(
            _("Figures of this SMI and period were entered in the meantime. Read them; you can correct them.")
        )
    if now is not None and not reason.strip():
        raise ReasonMissing(_("Say why the figures are corrected; the earlier ones stay on record."))


def _write(
    enterprise: Enterprise, period: Period, figures: Figures, now: PerformanceRecord | None, **source: object
) -> PerformanceRecord:
    if now is not None:
        PerformanceRecord.objects.filter(pk=now.pk).update(superseded_at=timezone.now())
    row = PerformanceRecord.objects.create(
        enterprise=enterprise, first_on=period.first_on, months=period.months, replaces=now, **figures.columns,
        **source,
    )  # fmt: skip
    ChannelShare.objects.bulk_create(
        ChannelShare(record=row, channel=channel, percent=percent) for channel, percent in figures.shares.items()
    )
    note(
        "performance.corrected" if now else "performance.recorded", by=row.entered_by,
        chain=f"region:{enterprise.region_id}", subject=f"enterprise:{enterprise.pk}", record=row.pk,
        first_on=period.first_on.isoformat(), months=period.months, medium=row.medium,
    )  # fmt: skip
    return row


def checked(figures: Figures) -> Figures:
    """The figures with what follows from them filled in, or a refusal that says what to mend."""
    if figures.is_empty:
        raise NothingSaid(_("Give at least one answer: turnover, market, workers, production or buyers."))
    _check_turnover(figures)
    if (figures.production is not None) != bool(figures.production_unit.strip()):
        raise UnitMissing(_("Give the production volume together with its unit, for example kg or pairs."))
    shares = {channel: percent for channel, percent in figures.shares.items() if percent}
    if shares and sum(shares.values()) != WHOLE:
        text = _("The shares of the channels add up to %(sum)s percent. They must add up to 100.")
        raise SharesDoNotAddUp(text % {"sum": sum(shares.values())})
    main = figures.main_channel
    if shares and shares.get(main, 0) != max(shares.values()):
        main = max(shares, key=lambda channel: shares[channel])
    unit, workers = figures.production_unit.strip(), _workers(figures)
    return replace(figures, shares=shares, main_channel=main, workers=workers, production_unit=unit)


def _check_turnover(figures: Figures) -> None:
    value, low, high = figures.turnover, figures.turnover_low, figures.turnover_high
    is_range = low is not None and value is None and (high is None or high > low)
    is_point = value is not None and low is None and high is None
    is_nothing = value is None and low is None and high is None
    fits = {"": is_nothing, Kind.RANGE: is_range, Kind.EXACT: is_point, Kind.ESTIMATE: is_point}
    if not fits.get(figures.turnover_kind) or any(
        amount is not None and amount < Decimal(0) for amount in (value, low)
    ):
        raise TurnoverUnclear(
            _("Give the turnover as one amount, or as a range from a smaller to a larger amount; never below zero.")
        )
    if figures.turnover_kind and not figures.method:
        raise TurnoverUnclear(_("Say how the turnover is known, for example from daily notes."))
    if not figures.turnover_kind and (figures.method or figures.confidence):
        raise TurnoverUnclear(_("How the turnover is known was given, but not the turnover. Give both or none."))


def _workers(figures: Figures) -> int | None:
    women, men, all_together = figures.workers_female, figures.workers_male, figures.workers
    if women is not None and men is not None:
        if all_together not in (None, women + men):
            raise WorkersDoNotAddUp(
                _("Women and men together are not the number of workers. Correct one of the three.")
            )
        return women + men
    if women is None and men is None:
        return all_together
    if all_together is None:
        raise WorkersDoNotAddUp(_("Give the number of women and of men, or all workers together."))
    if all_together < max(women or 0, men or 0):
        raise WorkersDoNotAddUp(_("There are more women or men than workers. Correct one of the numbers."))
    return all_together
