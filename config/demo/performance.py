"""Sample figures of the target SMIs of the sample plans, so that histories, comparisons and gaps can be looked at.

None of it was measured: the report of 2021 found no figures of turnover. The rows are marked as sample.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from liap.enterprises.performance.figures import Figures, in_band
from liap.enterprises.performance.models import Channel, ChannelShare, Medium, PerformanceRecord
from liap.enterprises.performance.periods import Period, last_ended
from liap.people.models import Role, User
from liap.plans.models import Plan, TargetEnterprise

QUARTERS = 9
METHODS = ("books", "daily_notes", "owner")
MEDIA = (Medium.VISIT, Medium.TELEPHONE, Medium.PAPER)


@transaction.atomic
def load() -> None:
    """Writes the figures once; a plan of which anything of a whole year is known is left alone."""
    for plan in Plan.objects.filter(is_sample=True).select_related("working_group"):
        targets = list(plan.target_enterprises.select_related("enterprise").order_by("enterprise__name"))
        asker = User.objects.filter(
            memberships__seat__working_group=plan.working_group, memberships__seat__role=Role.FACILITATOR
        ).first()
        known = PerformanceRecord.objects.filter(enterprise__in=[one.enterprise for one in targets], months=12)
        if asker is not None and not known.exists():
            _write([row for number, one in enumerate(targets) for row in _figures(number, one)], asker)


def _figures(number: int, target: TargetEnterprise) -> Iterator[tuple[TargetEnterprise, Period, Figures]]:
    """The year of the baseline as the owner told it, and the last quarters; every sixth SMI has not answered yet."""
    if target.baseline_turnover is not None and target.baseline_year:
        yield target, Period(date(target.baseline_year, 1, 1), 12), _estimate(target.baseline_turnover)
    if number % 6 == 5:
        return
    period = last_ended(timezone.localdate())
    for back in range(QUARTERS):
        # The last quarter is still coming in.
        if back or number % 3:
            yield target, period, _quarter(number, back, period)
        period = period.previous


def _estimate(amount: Decimal) -> Figures:
    return Figures(turnover_kind="estimate", turnover=amount, method="owner", confidence="medium")


def _quarter(number: int, back: int, period: Period) -> Figures:
    """A band from who keeps no notes, an amount from the others; modern markets grow at the cost of traditional."""
    modern = max(5, 45 - 4 * back - 3 * (number % 4))
    workers = 2 + number % 4 + (QUARTERS - back) // 4
    more = {"workers": workers, "workers_female": workers // 2, "workers_male": workers - workers // 2}
    if number % 4 == 3:
        return Figures(
            **in_band("up_to_25" if back < 5 else "up_to_5", 3), main_channel="traditional", workers=workers
        )
    season = 4 if period.first_on.month == 4 else 0
    amount = Decimal(18 + 3 * (number % 5) + 2 * (QUARTERS - back) + season) * 1_000_000
    method = METHODS[number % 3]
    kind = "estimate" if method == "owner" else "exact"
    shares = {Channel.MODERN.value: modern, Channel.ONLINE.value: 10, Channel.TRADITIONAL.value: 90 - modern}
    return Figures(
        turnover_kind=kind, turnover=amount, method=method, main_channel=max(shares, key=lambda one: shares[one]),
        shares=shares, buyers=4 + number % 7, **more,
    )  # fmt: skip


def _write(rows: list[tuple[TargetEnterprise, Period, Figures]], asker: User) -> None:
    held = set(
        PerformanceRecord.objects.current()
        .filter(enterprise__in=[target.enterprise_id for target, _period, _figures in rows])
        .values_list("enterprise", "first_on", "months")
    )
    new = [row for row in rows if (row[0].enterprise_id, row[1].first_on, row[1].months) not in held]
    kept = PerformanceRecord.objects.bulk_create(
        PerformanceRecord(
            enterprise=target.enterprise, first_on=period.first_on, months=period.months, is_sample=True,
            medium=MEDIA[place % 3], asked_on=min(period.following.first_on.replace(day=9), timezone.localdate()),
            entered_by=asker, held_as="Tenaga Penyuluh Lapangan (TPL-IKM)", **figures.columns,
        )
        for place, (target, period, figures) in enumerate(new)
    )  # fmt: skip
    ChannelShare.objects.bulk_create(
        ChannelShare(record=record, channel=channel, percent=percent)
        for record, (_target, _period, figures) in zip(kept, new, strict=True)
        for channel, percent in figures.shares.items()
    )
