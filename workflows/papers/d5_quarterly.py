"""Facts of D5: how the plan stands after a quarter, and what the review meeting decided about it."""

from calendar import monthrange
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from documents.facts import Rung, Spending, both, name_of
from documents.kinds.d5_quarterly import CorrectionLine, IndicatorProgress, IssueLine, ProgressLine, QuarterFacts
from liap.enterprises.performance.periods import Period
from liap.groups.models import Seat
from liap.outcomes.entries.queries import entry_status
from liap.outcomes.issues.models import Issue
from liap.outcomes.issues.queries import open_issues
from liap.outcomes.models import IndicatorValue
from liap.plans.models import Activity, FundingSource, Goal, Indicator, Plan
from liap.plans.queries import ScheduleRow, schedule, totals
from workflows.papers.d5_completeness import entry_lines
from workflows.papers.d5_figures import enterprise_line, enterprises_of
from workflows.papers.d5_light import RESULTS, light_of
from workflows.papers.dossier import Dossier, done_tasks, outcome_with
from workflows.papers.frozen import as_day
from workflows.papers.head import coordinator, head


def quarter_facts(dossier: Dossier) -> QuarterFacts:
    """The round of the process, with the figures of the target SMIs added up."""
    plan, starts_on = dossier.plan, quarter_of(dossier)
    status = entry_status(plan, Period(starts_on, 3))
    review = outcome_with(done_tasks(dossier.process), "decisions")
    rows = schedule(plan, day=dossier.day)
    values = values_until(dossier)
    light, reason = light_of(rows, review.get("decision"), has_values=bool(values.get(dossier.process.round)))
    return QuarterFacts(
        head=head(dossier, coordinator(dossier)),
        year=starts_on.year,
        quarter=_quarter(starts_on),
        starts_on=starts_on,
        ends_on=_last_day(starts_on),
        light=light,
        light_reason=reason,
        activities=tuple(progress_line(row) for row in rows),
        indicators=tuple(indicator_progress(row, values, dossier.process.round) for row in plan.indicators.all()),
        **enterprises_of(status),
        rungs=rungs_reached(plan),
        money=money_of(plan),
        issues=tuple(issue_line(row) for row in open_issues(plan).order_by("raised_on", "pk")),
        corrections=_corrections(dossier, review.get("decisions", [])),
        entries=(
            *entry_lines(plan, values.get(dossier.process.round, {}), year=starts_on.year),
            *enterprise_line(status),
        ),
        review_decision=both(RESULTS[review["decision"]]) if review.get("decision") in RESULTS else None,
        review_held_on=as_day(review.get("held_on")),
        review_remark=review.get("reason") or None,
    )


def quarter_of(dossier: Dossier) -> date:
    """The first day of the quarter reported: the one the round was opened for, else the last one before it opened."""
    opened_for = dossier.process.opened_for
    if opened_for is None:
        opened_for = _first_day(dossier.local_day(dossier.process.created)) - timedelta(days=1)
    return _first_day(opened_for)


def issue_line(row: Issue) -> IssueLine:
    return IssueLine(
        statement=row.text,
        kind=both(Issue.Kind(row.kind).label),
        owner=str(row.owner),
        due_on=row.due_on,
        state=both(_("open")),
    )


def _quarter(day: date) -> int:
    return (day.month + 2) // 3


def _first_day(day: date) -> date:
    return date(day.year, 3 * _quarter(day) - 2, 1)


def _last_day(first: date) -> date:
    month = first.month + 2
    return date(first.year, month, monthrange(first.year, month)[1])


def values_until(dossier: Dossier) -> dict[int, dict[int, IndicatorValue]]:
    """The values up to this round, by round and indicator."""
    rows = IndicatorValue.objects.filter(indicator__plan=dossier.plan, round__lte=dossier.process.round)
    found: dict[int, dict[int, IndicatorValue]] = {}
    for row in rows.order_by("round"):
        found.setdefault(row.round, {})[row.indicator_id] = row
    return found


def progress_line(row: ScheduleRow) -> ProgressLine:
    activity = row.activity
    return ProgressLine(
        number=activity.number,
        title=activity.title,
        institution=name_of(activity.institution),
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        state=both(Activity.State(activity.state).label),
        is_late=row.is_late,
        done_on=activity.done_on,
        reason=activity.state_reason or None,
    )


def indicator_progress(row: Indicator, values: dict[int, dict[int, IndicatorValue]], number: int) -> IndicatorProgress:
    """The value of this round and the last one that anybody reported before."""
    now = values.get(number, {}).get(row.pk)
    before = [values[earlier].get(row.pk) for earlier in sorted(values) if earlier < number]
    known = [value.value for value in before if value and value.value is not None]
    return IndicatorProgress(
        number=row.number,
        statement=row.text,
        unit=row.unit or None,
        baseline=row.baseline,
        previous=known[-1] if known else None,
        value=now.value if now else None,
        target=row.target,
        note=(now.note or None) if now else None,
    )


def rungs_reached(plan: Plan) -> tuple[Rung, ...]:
    goals = sorted(plan.goals.all(), key=lambda goal: Goal.Rung.values.index(goal.rung))
    return tuple(
        Rung(
            label=both(Goal.Rung(goal.rung).label),
            statement=goal.description or None,
            number=goal.target_count,
            due_on=goal.due_on,
            reached=goal.reached_count,
        )
        for goal in goals
    )


def money_of(plan: Plan) -> tuple[Spending, ...]:
    return tuple(
        Spending(
            source=both(FundingSource(total.source).label),
            year=total.year,
            proposed=total.proposed,
            allocated=total.allocated,
            committed=total.committed,
            spent=total.realised,
        )
        for total in totals(plan)
        if total.year is not None
    )


def _corrections(dossier: Dossier, decisions: list[dict]) -> tuple[CorrectionLine, ...]:
    seats = Seat.objects.select_related("institution").in_bulk([row["seat"] for row in decisions if row.get("seat")])
    return tuple(
        CorrectionLine(
            task=row["title"],
            owner=str(seats[row["seat"]]) if row.get("seat") in seats else None,
            due_on=as_day(row.get("due_on")),
            state=both(_("open")),
        )
        for row in decisions
    )
