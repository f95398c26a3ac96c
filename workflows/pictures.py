"""The pictures of a plan's file, each wide and narrow."""

import re

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liap import charts
from liap.plans.models import Activity, Plan
from liap.plans.queries import ScheduleRow, totals
from liap.templatetags.liap_format import rupiah

SCALE = 0.8
TONES = {
    Activity.State.DONE: "done",
    Activity.State.RUNNING: "running",
    Activity.State.CANCELLED: "off",
}


def _both(draw, *args, **named) -> tuple[SafeString, SafeString]:
    return draw(*args, **named), draw(*args, **named, narrow=True)


def _tone(row: ScheduleRow) -> str:
    if row.is_late and row.activity.state != Activity.State.DONE:
        return "late"
    return TONES.get(row.activity.state, "planned")


def _note(row: ScheduleRow) -> str:
    state = str(row.activity.get_state_display())
    if not row.is_late:
        return state
    late = ngettext("%(days)s day late", "%(days)s days late", row.days_late) % {"days": row.days_late}
    return f"{state}, {late}"


def of_schedule(plan: Plan, rows: list[ScheduleRow]) -> tuple[SafeString, SafeString]:
    """The activities on the calendar, with a line for today."""
    spans = [
        charts.Span(
            label=str(row.activity),
            starts_on=row.activity.starts_on,
            ends_on=row.activity.ends_on,
            tone="late"
            if row.is_late and row.activity.state != Activity.State.DONE
            else TONES.get(row.activity.state, "planned"),
            note=_("%(days)s days late") % {"days": row.days_late}
            if row.is_late
            else row.activity.get_state_display(),
        )
        for row in rows
    ]
    days = {"starts_on": plan.starts_on, "ends_on": plan.ends_on, "today": timezone.localdate()}
    return _both(charts.gantt, spans, **days, title=_("Schedule of the support activities"))


def of_money(plan: Plan) -> tuple[SafeString, SafeString]:
    """Allocated against realised money by year and source."""
    pairs = [
        charts.Pair(
            f"{row.year} {row.source_label}",
            row.allocated,
            row.realised,
            f"{_('Allocated')} {rupiah(row.allocated)}",
            f"{_('Realised')} {rupiah(row.realised)}",
        )
        for row in totals(plan)
    ]
    return _both(charts.bars, pairs, title=_("Money allocated and realised"))


def of_goals(plan: Plan) -> tuple[SafeString, SafeString]:
    """The rungs that the SMIs climb, lowest at the bottom."""
    order = [rung.value for rung in plan.goals.model.Rung]
    goals = sorted(plan.goals.all(), key=lambda goal: order.index(goal.rung))
    pairs = [charts.Pair(capfirst(goal.get_rung_display()), goal.target_count, goal.reached_count) for goal in goals]
    return _both(charts.rungs, pairs, title=_("SMIs per rung, reached of target"))


def without_style(svg: str) -> str:
    """The engine's diagram without inline styles, which the content policy forbids, and at a size that can be read."""
    plain = re.sub(r'<style.*?</style>| style="[^"]*"', "", svg, flags=re.DOTALL)
    width, height = re.search(r'viewBox="0 0 (\d+) (\d+)"', plain).groups()
    size = f'width="{int(width) * SCALE:.0f}" height="{int(height) * SCALE:.0f}"'
    return plain.replace('width="100%" height="100%"', size, 1)
