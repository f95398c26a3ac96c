"""Facts of D7: verdicts, ratings as computed and as given, ratios, recommendations, lessons and comments."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from documents.facts import Grade, Overall, Text, Verdict, both, name_of
from documents.kinds.d7_evaluation import (
    Achievement,
    CommentLine,
    Efficiency,
    EvaluationFacts,
    OverallRating,
    RatingLine,
    Recommendation,
    RespondentLine,
)
from liap.outcomes import defaults
from liap.outcomes.gaps.models import GapTopic
from liap.outcomes.gaps.queries import answers_of, in_words
from liap.outcomes.limits import limits_of
from liap.outcomes.models import CriterionRating, DecisionTable, Evaluation
from liap.outcomes.models import Verdict as VerdictRow
from liap.outcomes.questionnaires.summary import by_medium
from liap.outcomes.recommendations.models import Recommendation as RecommendationRow
from liap.outcomes.rules import ratio_percent
from liap.people.models import Role
from liap.plans.models import Activity, Criterion, Indicator, Plan
from workflows.papers.d7_people import verified_share, women_among
from workflows.papers.d7_quality import findings_on, photos_of, quality_of
from workflows.papers.dossier import Dossier, done_tasks
from workflows.papers.head import coordinator, head, officer


def evaluation_facts(dossier: Dossier) -> EvaluationFacts:
    """The evaluation as it was accepted; before it was opened everything in it is missing."""
    plan = dossier.plan
    found = Evaluation.objects.select_related("decision_table", "evaluator").filter(plan=plan).first()
    evaluation = found or Evaluation(plan=plan)
    ratings = {row.criterion: row for row in CriterionRating.objects.filter(evaluation__plan=plan)}
    verdicts, said = _verdicts(plan), answers_of(plan)
    activities = list(
        plan.activities.exclude(state=Activity.State.CANCELLED).select_related("institution").order_by("number")
    )
    goals = [goal.description for goal in plan.goals.all() if goal.description]
    return EvaluationFacts(
        head=head(dossier, officer(dossier, Role.EVALUATOR, person=evaluation.evaluator), coordinator(dossier)),
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        months_since_approval=_months_since_approval(dossier),
        background=plan.background or None,
        overall_goal=plan.objective or None,
        purpose="\n".join(f"- {text}" for text in goals) or None,
        activities=tuple(str(activity) for activity in activities),
        agencies=_agencies(plan, activities),
        constraints=evaluation.constraints_text or None,
        constraints_found=tuple(both(line) for line in limits_of(plan, dossier.day)),
        relevance=findings_on(evaluation, ratings.get(Criterion.RELEVANCE), Criterion.RELEVANCE),
        achievements=tuple(_achievement(row, verdicts.get(row.pk), said) for row in plan.indicators.all()),
        impacts=evaluation.impacts or None,
        women=women_among(plan),
        efficiency=_efficiency(evaluation, ratings.get(Criterion.EFFICIENCY)),
        sustainability=findings_on(evaluation, ratings.get(Criterion.SUSTAINABILITY), Criterion.SUSTAINABILITY),
        ratings=tuple(_rating(ratings[criterion]) for criterion in Criterion.values if criterion in ratings),
        overall=_overall(evaluation),
        recommendations=_recommendations(evaluation),
        lessons=tuple(evaluation.lessons.values_list("statement", flat=True)) if found else (),
        comments=_comments(dossier),
        respondents=_respondents(plan),
        data_quality=verified_share(len(verdicts), verdicts.values()),
        quality=quality_of(plan),
        photos=photos_of(evaluation, dossier),
    )


def _respondents(plan: Plan) -> tuple[RespondentLine, ...]:
    """Rule (G8, M6): the ministry and other offices read the report, so one or two SMIs are no cell of it."""
    return tuple(
        RespondentLine(
            medium=both(line.medium.label),
            asked=line.asked,
            answered=line.answered,
            refused=line.refused,
            unreachable=line.unreachable,
        )
        for line in by_medium(plan, in_full=False)
    )


def _recommendations(evaluation: Evaluation) -> tuple[Recommendation, ...]:
    rows = evaluation.recommendations.order_by("number") if evaluation.pk else ()
    return tuple(
        Recommendation(
            statement=row.statement,
            addressee=both(RecommendationRow.Addressee(row.addressee).label),
            due_on=row.due_on,
        )
        for row in rows
    )


def _verdicts(plan: Plan) -> dict[int, VerdictRow]:
    rows = VerdictRow.objects.filter(evaluation__plan=plan).select_related("evidence")
    return {row.indicator_id: row for row in rows}


def _achievement(row: Indicator, verdict: VerdictRow | None, said: Mapping) -> Achievement:
    """An indicator without a verdict is unverified: nobody has found anything out about it."""
    found = Verdict(verdict.value) if verdict else Verdict.UNVERIFIED
    gap = said.get((GapTopic.INDICATOR.value, row.pk)) if found == Verdict.UNVERIFIED else None
    return Achievement(
        number=row.number,
        level=both(Indicator.Level(row.level).label),
        indicator=row.text,
        criterion=both(Criterion((verdict and verdict.moved_to) or row.criterion).label),
        unit=row.unit or None,
        baseline=row.baseline,
        target=row.target,
        actual=verdict.actual if verdict else None,
        verdict=found,
        reason=(verdict.reason or None) if verdict else None,
        evidence=str(verdict.evidence) if verdict and verdict.evidence else None,
        source=row.means_of_verification,
        moved=(verdict.moved_reason or None) if verdict else None,
        gap=both(in_words(gap)) if gap else None,
    )


def _efficiency(evaluation: Evaluation, rating: CriterionRating | None) -> Efficiency:
    return Efficiency(
        cost_unit=evaluation.cost_unit,
        cost_planned=evaluation.cost_planned,
        cost_actual=evaluation.cost_actual,
        cost_ratio=_percent(evaluation.cost_actual, evaluation.cost_planned),
        months_planned=evaluation.months_planned,
        months_actual=evaluation.months_actual,
        period_ratio=_percent(evaluation.months_actual, evaluation.months_planned),
        finding=(rating.reason or None) if rating else None,
    )


def _percent(actual: Decimal | int | None, planned: Decimal | int | None) -> Decimal | None:
    """In whole per cent, since that is what the ratings judge."""
    percent = ratio_percent(actual, planned)
    return None if percent is None else Decimal(percent)


def _rating(row: CriterionRating) -> RatingLine:
    return RatingLine(
        criterion=both(Criterion(row.criterion).label),
        computed=_grade(row.computed),
        given=_grade(row.given),
        reason=row.reason or None,
    )


def _grade(value: str) -> Grade | None:
    return Grade(value) if value else None


def _overall(evaluation: Evaluation) -> OverallRating:
    table = evaluation.decision_table
    return OverallRating(
        computed=Overall(evaluation.overall_computed) if evaluation.overall_computed else None,
        override=Overall(evaluation.overall_override) if evaluation.overall_override else None,
        reason=evaluation.override_reason or None,
        rule=_rule(table) if table else None,
        is_house_rule=table.is_house_rule if table else True,
    )


def _rule(table: DecisionTable) -> Text | str:
    """The table with its version; the one that comes with the product is named in both languages."""
    if table.name != defaults.HOUSE_RULE["name"]:
        return str(table)
    name = both(_("Decision table"))
    return Text(*(f"{said} v{table.version}" for said in (name.id, name.en)))


def _agencies(plan: Plan, activities: list[Activity]) -> tuple[Text, ...]:
    names = [name_of(plan.working_group.secretariat), *(name_of(activity.institution) for activity in activities)]
    return tuple(dict.fromkeys(names))


def _months_since_approval(dossier: Dossier) -> int | None:
    """Whole months since the plan was approved last: a young plan is judged with care."""
    approved = dossier.case.moves.filter(name="approve").order_by("number").last()
    if approved is None:
        return None
    since: date = dossier.local_day(approved.at)
    day = dossier.day
    return (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day)


def _comments(dossier: Dossier) -> tuple[CommentLine, ...]:
    """What members said, the last word of each; who said nothing had no objection."""
    said = {task.owner_id: task for task in done_tasks(dossier.process) if task.data.get("comment")}
    return tuple(
        CommentLine(
            name=str(task.owner),
            post=task.held_as or None,
            statement=task.data["comment"],
            said_on=dossier.local_day(task.finished),
        )
        for task in said.values()
    )
