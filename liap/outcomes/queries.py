"""Reading results: values, evidence, and what the rules make of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from liap.groups.models import Meeting
from liap.outcomes import rules
from liap.outcomes.files import path_of
from liap.outcomes.models import DecisionTable, Evaluation, Evidence, IndicatorValue, RatingThreshold
from liap.people.models import User
from liap.plans.models import Activity, Criterion, Goal, Indicator, Plan
from liap.plans.queries import grand_total


@dataclass(frozen=True)
class Efficiency:
    """Actual in per cent of plan, and the rating that follows; empty while something is missing."""

    cost_percent: int | None
    period_percent: int | None
    rating: str


def visible_evidence(user: User) -> QuerySet[Evidence]:
    """The evidence of the plans that a person may see."""
    return Evidence.objects.filter(plan__in=Plan.objects.visible_to(user))


def evidence_of(plan: Plan) -> QuerySet[Evidence]:
    """What proves the results of a plan, the newest first."""
    rows = plan.evidence.select_related("activity", "indicator", "recorded_by")
    return rows.order_by("-recorded_at", "-pk")


def evidence_path(evidence: Evidence) -> Path | None:
    """Where the file of the evidence is kept; None for a reference without a file."""
    return path_of(evidence.sha256) if evidence.sha256 else None


def indicators_with_values(plan: Plan) -> QuerySet[Indicator]:
    """The indicators of a plan, each with its values (oldest first) and its evidence."""
    values = IndicatorValue.objects.order_by("round")
    return plan.indicators.order_by("number").prefetch_related(Prefetch("values", queryset=values), "evidence")


def indicators_due(plan: Plan, round: int) -> QuerySet[Indicator]:
    """The indicators to report in a quarterly round: yearly ones in every fourth, others at the end are left out."""
    due = [Indicator.Frequency.QUARTERLY]
    if round % 4 == 0:
        due.append(Indicator.Frequency.YEARLY)
    return indicators_with_values(plan).filter(frequency__in=due)


def latest_value(indicator: Indicator) -> IndicatorValue | None:
    """The newest value that somebody could give."""
    return indicator.values.filter(value__isnull=False).order_by("-round").first()


def unmet_goals(plan: Plan) -> list[Goal]:
    """The goals whose number of SMIs is not reached, or not counted."""
    return [goal for goal in plan.goals.all() if (goal.reached_count or 0) < goal.target_count]


# --- The rules applied ---------------------------------------------------------------------------------------------


def current_table() -> DecisionTable | None:
    """The decision table in use."""
    return DecisionTable.objects.filter(is_current=True).first()


def threshold_of(criterion: str) -> RatingThreshold | None:
    """The limits of a criterion; None for one that is rated by judgement alone."""
    return RatingThreshold.objects.filter(criterion=criterion).first()


def approved_on(plan: Plan) -> date:
    """The day of the group's last agreement, or the planned start when none is on record."""
    agreed = plan.meetings.filter(purpose=Meeting.Purpose.APPROVAL, decision=Meeting.Decision.AGREED)
    meeting = agreed.order_by("-held_on").first()
    return meeting.held_on if meeting else plan.starts_on


def is_too_early(plan: Plan, day: date | None = None) -> bool:
    """Whether failure of this plan cannot be told from not yet (feature E3)."""
    return rules.is_too_early(approved_on(plan), day or timezone.localdate())


def efficiency(evaluation: Evaluation) -> Efficiency:
    """Cost and period in per cent of plan (feature L3)."""
    cost = rules.ratio_percent(evaluation.cost_actual, evaluation.cost_planned)
    period = rules.ratio_percent(evaluation.months_actual, evaluation.months_planned)
    threshold = threshold_of(Criterion.EFFICIENCY)
    rating = rules.efficiency_rating(cost, period, threshold) if threshold else ""
    return Efficiency(cost_percent=cost, period_percent=period, rating=rating)


def effectiveness_percent(evaluation: Evaluation) -> int | None:
    """The share of the indicators judged under effectiveness and impact that were achieved."""
    planned = Q(moved_to="", indicator__criterion=Criterion.EFFECTIVENESS_IMPACT)
    judged = evaluation.verdicts.filter(planned | Q(moved_to=Criterion.EFFECTIVENESS_IMPACT))
    return rules.effectiveness_percent(judged.values_list("value", flat=True))


def computed_ratings(evaluation: Evaluation) -> dict[str, str]:
    """What the thresholds say per criterion; empty where only people can judge or something is missing."""
    threshold = threshold_of(Criterion.EFFECTIVENESS_IMPACT)
    share = effectiveness_percent(evaluation)
    return {
        Criterion.RELEVANCE.value: "",
        Criterion.EFFECTIVENESS_IMPACT.value: rules.rating_by(share, threshold) if threshold else "",
        Criterion.EFFICIENCY.value: efficiency(evaluation).rating,
        Criterion.SUSTAINABILITY.value: "",
    }


def planned_cost(plan: Plan) -> Decimal | None:
    """What was proposed; None when no line names an amount."""
    return grand_total(plan).proposed


def actual_cost(plan: Plan) -> Decimal | None:
    """What was spent; None while a line is unreported, because a part would look like thrift."""
    total = grand_total(plan)
    return None if total.unreported else total.realised


def months_worked(plan: Plan) -> int | None:
    """Months from the start of the plan to the last activity done; None while activities are open."""
    activities = plan.activities.exclude(state=Activity.State.CANCELLED)
    days = list(activities.values_list("done_on", flat=True))
    if not days or None in days:
        return None
    return max(rules.months_inclusive(plan.starts_on, max(day for day in days if day)), 1)
