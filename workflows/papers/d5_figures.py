"""The figures of the target SMIs in a quarter, added up; what fewer than three stand behind prints as a dash."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from documents.facts import both
from documents.kinds.d5_quarterly import ChannelShare, EntryLine, Figure
from liap.outcomes.entries.queries import EntryStatus, aggregate


def figures_of(status: EntryStatus) -> tuple[Figure, ...]:
    """Median turnover and all workers; nothing when no SMI has reported."""
    if not status.records:
        return ()
    found = aggregate(status.records)
    return (
        _figure(_("median turnover of the quarter"), _("Rp"), found.turnover, found.turnover_from),
        _figure(_("workers"), _("people"), found.workers, found.workers_from),
    )


def _figure(label, unit, value: int | None, reporting: int) -> Figure:
    is_suppressed = value is None and reporting > 0
    return Figure(
        label=both(label),
        unit=both(unit),
        value=None if value is None else Decimal(value),
        # One or two SMIs are no cell either.
        reporting=None if is_suppressed else reporting,
        is_suppressed=is_suppressed,
    )


def channels_of(status: EntryStatus) -> tuple[ChannelShare, ...]:
    """The mean share of each market channel over the SMIs that told their shares."""
    found = aggregate(status.records)
    if not found.channels_from:
        return ()
    return tuple(
        ChannelShare(
            label=both(channel.label), share=None if share is None else Decimal(share), is_suppressed=share is None
        )
        for channel, share in found.channels
    )


def enterprise_line(status: EntryStatus) -> tuple[EntryLine, ...]:
    """How many target SMIs reported. Who is missing stands on the page of the round, not on paper."""
    if not status.expected:
        return ()
    return (EntryLine(part=both(_("figures of the SMIs")), expected=status.expected, received=status.reported),)
