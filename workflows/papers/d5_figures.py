"""The figures of the target SMIs in a quarter, added up; what fewer than three stand behind prints as a dash.

Rule (G8, M6): the ministry and other offices read the report, so "18 of 20 reported" is a cell like any other.
"""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.facts import both
from documents.kinds.d5_quarterly import ChannelShare, EntryLine, Figure
from liap.outcomes.disclosure.blocks import nested_told
from liap.outcomes.disclosure.queries import rule
from liap.outcomes.entries.queries import Aggregate, EntryStatus, aggregate


def enterprises_of(status: EntryStatus) -> dict[str, Any]:
    """What the report says of the target SMIs together: how many they are, how many reported, and their figures."""
    if not status.expected:
        return {}
    found = aggregate(status.records)
    counts = (status.expected, status.reported, found.turnover_from, found.workers_from)
    expected, reporting, turnover_from, workers_from = nested_told(counts, rule().fewest)
    figures = (
        _figure(_("median turnover of the quarter"), _("Rp"), found.turnover, found.turnover_from, turnover_from),
        _figure(_("workers"), _("people"), found.workers, found.workers_from, workers_from),
    )
    return {
        "enterprises_expected": expected,
        "enterprises_reporting": reporting,
        "figures": figures if status.records else (),
        "channels": _channels(found),
    }


def _figure(label, unit, value: int | None, reporting: int, told: int | None) -> Figure:
    return Figure(
        label=both(label),
        unit=both(unit),
        value=None if value is None else Decimal(value),
        reporting=told,
        is_suppressed=value is None and reporting > 0,
    )


def _channels(found: Aggregate) -> tuple[ChannelShare, ...]:
    """The mean share of each market channel over the SMIs that told their shares."""
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
    expected, received = nested_told((status.expected, status.reported), rule().fewest)
    return (EntryLine(part=both(_("figures of the SMIs")), expected=expected, received=received),)
