"""Judging a plan: a verdict per indicator, a rating per criterion, one grade.

Whatever the rules compute and whatever the evaluator gives are both kept; where they differ there is a reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.outcomes import rules
from liap.outcomes.aspects.actions import choose_photos, replace_findings
from liap.outcomes.models import CriterionRating, Evaluation, Evidence, Rating, Verdict
from liap.outcomes.queries import actual_cost, computed_ratings, current_table, months_worked, planned_cost
from liap.outcomes.recommendations.actions import RecommendationLine, replace_lessons, replace_recommendations
from liap.people.models import Role, User
from liap.plans.models import Criterion, Indicator, Plan
from liap.plans.queries import acts_as, holds
from liap.refusals import Conflict, NotTheirs, Refusal

PROVED = (Verdict.Value.ACHIEVED, Verdict.Value.PARTIALLY)


class EvaluationFinished(Conflict):
    """The evaluation was finished; it must be reopened before anything is changed."""


class EvaluationIncomplete(Refusal):
    """A verdict or a rating is missing."""


class EvidenceMissing(Refusal):
    """Without evidence nothing is achieved."""


class ReasonMissing(Refusal):
    """A judgement that cannot be computed, or differs from what is, needs a reason."""


@dataclass(frozen=True)
class VerdictLine:
    """The judgement on one indicator."""

    indicator: Indicator
    value: str
    actual: Decimal | None = None
    evidence: Evidence | None = None
    reason: str = ""
    criterion: str = ""
    moved_reason: str = ""

    @property
    def is_moved(self) -> bool:
        """Whether it is judged under another criterion than the plan says."""
        return bool(self.criterion) and self.criterion != self.indicator.criterion


@transaction.atomic
def open_evaluation(plan: Plan, *, by: User | None) -> Evaluation:
    """Starts the evaluation with what the plan already says about cost and time; an open one is returned as it is."""
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    evaluation, is_new = Evaluation.objects.get_or_create(
        plan=locked,
        defaults={
            "cost_planned": planned_cost(locked),
            "cost_actual": actual_cost(locked),
            "months_planned": rules.months_inclusive(locked.starts_on, locked.ends_on),
            "months_actual": months_worked(locked),
        },
    )
    if is_new:
        record("evaluation.opened", by=by, chain=f"plan:{plan.pk}", subject=f"evaluation:{evaluation.pk}")
    return evaluation


@transaction.atomic
def give_verdicts(evaluation: Evaluation, *, by: User, verdicts: Iterable[VerdictLine]) -> Evaluation:
    """Judges indicators, each again if it was judged before.

    Rules (features E1, E2): without evidence nothing is achieved, unverified says why, and so does who judges an
    indicator under another criterion than planned.
    """
    locked = _open(evaluation, by)
    given: dict[str, str] = {}
    for line in verdicts:
        _check_verdict(locked, line)
        answers = {"value": line.value, "actual": line.actual, "evidence": line.evidence, "reason": line.reason}
        answers |= {
            "moved_to": Criterion(line.criterion).value if line.is_moved else "",
            "moved_reason": line.moved_reason.strip() if line.is_moved else "",
        }
        Verdict.objects.update_or_create(indicator=line.indicator, defaults={"evaluation": locked, **answers})
        given[str(line.indicator.pk)] = str(line.value)
    _note("evaluation.judged", locked, by=by, verdicts=given)
    return locked


def _check_verdict(evaluation: Evaluation, line: VerdictLine) -> None:
    number = {"number": line.indicator.number}
    owners = [line.indicator.plan_id, line.evidence.plan_id if line.evidence else evaluation.plan_id]
    if owners != [evaluation.plan_id] * 2:
        raise NotTheirs(_("The indicator or its evidence belongs to another plan."))
    if line.value in PROVED and line.evidence is None:
        text = _("Indicator %(number)s: without evidence it cannot be achieved. Add evidence, or choose “unverified”.")
        raise EvidenceMissing(text % number)
    if line.value == Verdict.Value.UNVERIFIED and not line.reason.strip():
        raise ReasonMissing(_("Indicator %(number)s: write why it could not be verified.") % number)
    if line.is_moved and not line.moved_reason.strip():
        text = _("Indicator %(number)s: write why it is judged under another criterion than the plan says.")
        raise ReasonMissing(text % number)


@transaction.atomic
def measure(
    evaluation: Evaluation,
    *,
    by: User,
    cost_planned: Decimal | None,
    cost_actual: Decimal | None,
    months_planned: int | None,
    months_actual: int | None,
    cost_unit: str = "Rp",
) -> Evaluation:
    """Records planned and actual cost and months; a missing figure stays missing."""
    locked = _open(evaluation, by)
    locked.cost_planned, locked.cost_actual, locked.cost_unit = cost_planned, cost_actual, cost_unit
    locked.months_planned, locked.months_actual = months_planned, months_actual
    locked.save()
    _note("evaluation.measured", locked, by=by, months=[months_planned, months_actual])
    return locked


@transaction.atomic
def rate(
    evaluation: Evaluation,
    *,
    by: User,
    given: Mapping[str, tuple[str, str]],
    overall_override: str = "",
    override_reason: str = "",
) -> Evaluation:
    """Rates criteria, `given` maps each to (rating, reason), and computes the overall grade (feature E6).

    Rule: who departs from the computed rating or grade writes a reason, and both are printed.
    """
    locked = _open(evaluation, by)
    computed = computed_ratings(locked)
    for criterion, (rating, reason) in given.items():
        _rate_one(locked, Criterion(criterion), Rating(rating), reason.strip(), computed[criterion])
    table = current_table()
    ratings = dict(locked.ratings.values_list("criterion", "given"))
    locked.decision_table = table
    locked.overall_computed = rules.overall(ratings, table) if table else ""
    if overall_override and overall_override != locked.overall_computed and not override_reason.strip():
        raise ReasonMissing(_("Write why the overall grade differs from the computed one."))
    differs = overall_override != locked.overall_computed
    locked.overall_override = overall_override if differs else ""
    locked.override_reason = override_reason.strip() if locked.overall_override else ""
    locked.evaluator = by
    locked.save()
    _note("evaluation.rated", locked, by=by, ratings=ratings, overall=locked.overall)
    return locked


def _rate_one(evaluation: Evaluation, criterion: Criterion, rating: Rating, reason: str, computed: str) -> None:
    if computed and rating != computed and not reason:
        text = _("%(criterion)s: write why the rating differs from the computed one (%(computed)s).")
        raise ReasonMissing(text % {"criterion": criterion.label, "computed": Rating(computed).label})
    answers = {"given": rating.value, "reason": reason, "computed": computed}
    CriterionRating.objects.update_or_create(evaluation=evaluation, criterion=criterion.value, defaults=answers)


@transaction.atomic
def conclude(
    evaluation: Evaluation,
    *,
    by: User,
    constraints_text: str = "",
    impacts: str = "",
    recommendations: Sequence[RecommendationLine] = (),
    lessons: Sequence[str] = (),
    aspects: Mapping[str, tuple[str, Evidence | None]] = MappingProxyType({}),
    photos: Iterable[Evidence] = (),
) -> Evaluation:
    """Writes what the evaluation says in sentences; recommendations and lessons are rows, which are followed.

    `aspects` maps aspects of criteria to a finding and its evidence; `photos` are those that the report shows.
    """
    locked = _open(evaluation, by)
    locked.constraints_text, locked.impacts = constraints_text, impacts
    locked.save()
    replace_recommendations(locked, recommendations)
    replace_lessons(locked, lessons)
    replace_findings(locked, aspects)
    choose_photos(locked, photos)
    _note("evaluation.concluded", locked, by=by)
    return locked


@transaction.atomic
def finish_evaluation(evaluation: Evaluation, *, by: User) -> Evaluation:
    """Closes a complete evaluation: every indicator has a verdict, every criterion a rating."""
    locked = _open(evaluation, by, Role.COORDINATOR, Role.OFFICE_HEAD)
    unjudged = locked.plan.indicators.filter(verdict__isnull=True).order_by("number")
    if numbers := [str(number) for number in unjudged.values_list("number", flat=True)]:
        text = _("These indicators have no verdict yet: %(numbers)s.")
        raise EvaluationIncomplete(text % {"numbers": ", ".join(numbers)})
    rated = set(locked.ratings.values_list("criterion", flat=True))
    if missing := [str(criterion.label) for criterion in Criterion if criterion.value not in rated]:
        text = _("These criteria have no rating yet: %(criteria)s.")
        raise EvaluationIncomplete(text % {"criteria": ", ".join(missing)})
    if not locked.overall:
        raise EvaluationIncomplete(_("There is no overall grade. An administrator must put a decision table in use."))
    locked.rated_at = timezone.now()
    locked.save()
    _note("evaluation.finished", locked, by=by, overall=locked.overall)
    return locked


@transaction.atomic
def reopen_evaluation(evaluation: Evaluation, *, by: User | None) -> Evaluation:
    """Lets a finished evaluation be changed again, as comments on it may ask for."""
    locked = Evaluation.objects.select_for_update(of=("self",)).select_related("plan").get(pk=evaluation.pk)
    if locked.rated_at:
        locked.rated_at = None
        locked.save()
        _note("evaluation.reopened", locked, by=by)
    return locked


def _open(evaluation: Evaluation, by: User, *roles: str) -> Evaluation:
    Plan.objects.select_for_update().get(pk=evaluation.plan_id)
    locked = Evaluation.objects.select_for_update(of=("self",)).select_related("plan").get(pk=evaluation.pk)
    if not (acts_as(by, locked.plan, *judges_of(locked.plan)) or holds(by, locked.plan, *roles)):
        raise NotTheirs(_("Only the evaluator of the plan's region can write the evaluation."))
    if locked.rated_at:
        raise EvaluationFinished(_("The evaluation was finished in the meantime. It cannot be changed any more."))
    return locked


def judges_of(plan: Plan) -> tuple[str, ...]:
    """Who judges a plan: the evaluator; in the variant of a facilitator, who has no evaluator beside him, somebody of
    the ministry, so that neither who carried it out nor who approved it judges it."""
    if plan.working_group.is_led_by_facilitator:
        return (Role.EVALUATOR, Role.MINISTRY_REVIEWER)
    return (Role.EVALUATOR,)


def _note(verb: str, evaluation: Evaluation, *, by: User | None, **payload: object) -> None:
    record(verb, by=by, chain=f"plan:{evaluation.plan_id}", subject=f"evaluation:{evaluation.pk}", **payload)
