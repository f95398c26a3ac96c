"""Who weighs the industries, who closes the selection, and how the candidates stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from liap.people.access import acts_as
from liap.people.models import Role, User
from liap.plans.models import Industry, Plan
from liap.plans.queries import is_seated
from liap.plans.selections.models import Candidate, Score, Selection, SelectionCriterion
from liap.plans.selections.ranking import Standing, ranked


@dataclass(frozen=True)
class Place:
    """A candidate with where it stands."""

    candidate: Candidate
    standing: Standing

    @property
    def industry(self) -> Industry:
        return self.candidate.industry


@dataclass(frozen=True)
class Weight:
    """A criterion with its part of all weights, in per cent."""

    criterion: SelectionCriterion
    share: Decimal


def selection_of(plan: Plan) -> Selection | None:
    """The selection of a plan; None while nobody has begun one."""
    return Selection.objects.filter(plan=plan).select_related("chosen", "closed_by", "begun_by").first()


def may_lead(user: User, plan: Plan) -> bool:
    """Whether the person says what is scored and closes the selection: who leads the plan, else the superior."""
    role = Role.FACILITATOR if plan.working_group.is_led_by_facilitator else Role.COORDINATOR
    return acts_as(user, role, working_group_id=plan.working_group_id, region_id=plan.region_id)


def may_score(user: User, plan: Plan) -> bool:
    """Whether the person has a seat in the working group; nobody scores in place of somebody else."""
    return is_seated(user, plan)


def weights_of(selection: Selection) -> list[Weight]:
    """The criteria in their order."""
    criteria = list(selection.criteria.all())
    heavy = sum(one.weight for one in criteria)
    return [Weight(one, Decimal(100 * one.weight) / heavy) for one in criteria]


def standings(selection: Selection) -> list[Place]:
    """The candidates by rank, equals by the name of the industry."""
    candidates = {row.pk: row for row in candidates_of(selection)}
    weights = dict(selection.criteria.values_list("pk", "weight"))
    scores = {(row.candidate_id, row.criterion_id, row.scorer_id): row.value for row in _scores(selection)}
    return [Place(candidates[one.candidate], one) for one in ranked(list(candidates), weights, scores)]


def candidates_of(selection: Selection) -> QuerySet[Candidate]:
    """The candidates by the name of the industry."""
    return selection.candidates.select_related("industry").order_by("industry__name", "pk")


def scores_by(selection: Selection, scorer: User) -> dict[tuple[int, int], int]:
    """What one person has scored, by candidate and criterion."""
    rows = _scores(selection).filter(scorer=scorer)
    return {(row.candidate_id, row.criterion_id): row.value for row in rows}


def scorers_of(selection: Selection) -> QuerySet[User]:
    """Everybody who gave at least one score."""
    return User.objects.filter(pk__in=_scores(selection).values("scorer")).order_by("full_name", "pk")


def is_scored(selection: Selection) -> bool:
    """Whether somebody gave a score, from when on neither criteria nor candidates change."""
    return _scores(selection).exists()


def first_of(places: Iterable[Place]) -> list[Industry]:
    """The industries on the first rank."""
    return [place.industry for place in places if place.standing.rank == 1]


def _scores(selection: Selection) -> QuerySet[Score]:
    return Score.objects.filter(candidate__selection=selection)
