"""Beginning a selection, scoring in it, closing or dropping it. The caller knows whether the diagnosis still runs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.people.models import User
from liap.plans.models import Industry, Plan
from liap.plans.selections.models import HIGHEST, LOWEST, Candidate, Score, Selection, SelectionCriterion
from liap.plans.selections.queries import first_of, is_scored, may_lead, may_score, standings
from liap.refusals import Conflict, NotTheirs, Refusal


class SelectionIsClosed(Conflict):
    """The choice was made before."""


class SelectionMoved(Conflict):
    """What is scored has changed since the form was opened, or scores came in before it was changed."""


class NothingToCompare(Refusal):
    """One industry alone is no selection, and without criteria nothing is weighed."""


class ScoreOutOfScale(Refusal):
    """Scores go from 1 to 5."""


class ChoiceUnexplained(Refusal):
    """Whoever chooses against the ranking says why; it is printed."""


class NotScored(Refusal):
    """An industry that nobody scored cannot be chosen by scores."""


class TargetsNamed(Refusal):
    """The target SMIs belong to the industry that the plan had."""


@transaction.atomic
def set_out(
    plan: Plan, *, criteria: Iterable[tuple[str, int]], industries: Iterable[Industry], by: User, seen_version: int = 0
) -> Selection:
    """Begins the selection of a plan, or changes what is scored as long as nobody has scored.

    `criteria`: name and weight. `seen_version` is 0 where no selection was there when the form was opened.
    """
    locked = _locked(plan.pk)
    _require_lead(locked, by)
    named, candidates = list(criteria), list(dict.fromkeys(industries))
    if not named or len(candidates) < 2:
        raise NothingToCompare(_("Name at least one criterion and two industries."))
    found = Selection.objects.select_for_update(of=("self",)).filter(plan=locked).first()
    if found and (not found.is_open or is_scored(found) or found.version != seen_version):
        raise SelectionMoved(_moved())
    selection = found or Selection(plan=locked, begun_by=by)
    selection.version = seen_version + 1
    selection.save()
    selection.criteria.all().delete()
    selection.candidates.all().delete()
    try:
        with transaction.atomic():
            SelectionCriterion.objects.bulk_create(
                SelectionCriterion(selection=selection, name=name, weight=weight) for name, weight in named
            )
    except IntegrityError as error:
        raise Refusal(_("Each criterion has a name of its own and a weight from 1 to 100.")) from error
    Candidate.objects.bulk_create(Candidate(selection=selection, industry=industry) for industry in candidates)
    _note(
        "selection.set_out",
        selection,
        by,
        weights=[weight for _name, weight in named],
        industries=[one.pk for one in candidates],
    )
    return selection


@transaction.atomic
def score(selection: Selection, *, scores: Mapping[tuple[int, int], int | None], by: User, seen_version: int) -> None:
    """Keeps what a member scored, by candidate and criterion; None takes a score back, as if never given."""
    fresh = _open(selection)
    if not may_score(by, fresh.plan):
        raise NotTheirs(_("Only people with a seat in the working group score, and only for themselves."))
    candidates = set(fresh.candidates.values_list("pk", flat=True))
    criteria = set(fresh.criteria.values_list("pk", flat=True))
    if fresh.version != seen_version or not all(one in candidates and two in criteria for one, two in scores):
        raise SelectionMoved(_moved())
    if any(value is not None and not LOWEST <= value <= HIGHEST for value in scores.values()):
        raise ScoreOutOfScale(_("Scores go from 1 to 5."))
    for (candidate, criterion), value in scores.items():
        rows = Score.objects.filter(candidate=candidate, criterion=criterion, scorer=by)
        if value is None:
            rows.delete()
        else:
            given: dict[str, Any] = {"candidate_id": candidate, "criterion_id": criterion, "scorer": by}
            rows.update_or_create(**given, defaults={"value": value})
    given_now = sum(value is not None for value in scores.values())
    _note("selection.scored", fresh, by, scores=given_now, of=len(candidates) * len(criteria))


@transaction.atomic
def close(selection: Selection, *, chosen: Industry, by: User, reason: str = "", title: str = "") -> Selection:
    """Ends the selection with an industry, which becomes that of the plan; `title` is the plan's new title then.

    Rule (feature B2): the ranking advises. Whoever chooses another industry than the first says why, and it prints.
    """
    fresh = _open(selection)
    _require_lead(fresh.plan, by)
    places = standings(fresh)
    place = next((one for one in places if one.industry == chosen), None)
    if place is None or place.standing.rank is None:
        raise NotScored(_("Nobody has scored this industry by every criterion yet, so it cannot be chosen."))
    if chosen not in first_of(places) and not reason.strip():
        raise ChoiceUnexplained(_("Say why you do not choose the first in rank; it is printed in the report."))
    _take(fresh.plan, chosen, title.strip(), by=by)
    fresh.chosen, fresh.reason = chosen, reason.strip()
    fresh.closed_by, fresh.closed_at = by, timezone.now()
    fresh.save(update_fields=["chosen", "reason", "closed_by", "closed_at"])
    ranking = [[one.industry.pk, one.standing.rank, str(one.standing.score)] for one in places]
    _note("selection.closed", fresh, by, chosen=chosen.pk, ranking=ranking)
    return fresh


@transaction.atomic
def drop(selection: Selection, *, by: User) -> None:
    """Takes an open selection away with its scores, so that it can be set out anew; the history tells how many."""
    fresh = _open(selection)
    _require_lead(fresh.plan, by)
    scores = Score.objects.filter(candidate__selection=fresh).count()
    _note("selection.dropped", fresh, by, scores=scores)
    fresh.delete()


def _take(plan: Plan, chosen: Industry, title: str, *, by: User) -> None:
    """Gives the plan the chosen industry. What is kept of another industry would not fit it any more."""
    if plan.industry_id == chosen.pk:
        return
    if plan.target_enterprises.exists():
        raise TargetsNamed(_("The plan names target SMIs of its present industry. Remove them before you choose."))
    if not title:
        raise Refusal(_("The plan was begun for another industry. Write the title that it shall have now."))
    before = plan.industry_id
    plan.industry, plan.title = chosen, title
    plan.save(update_fields=["industry", "title"])
    record("plan.industry_chosen", by=by, chain=f"plan:{plan.pk}", before=before, after=chosen.pk)


def _moved() -> str:
    return _("The selection was changed, scored or closed in the meantime. Open the page again.")


def _open(selection: Selection) -> Selection:
    plan = _locked(selection.plan_id)
    fresh = Selection.objects.select_for_update(of=("self",)).filter(pk=selection.pk).first()
    if fresh is None:
        raise SelectionMoved(_moved())
    if not fresh.is_open:
        raise SelectionIsClosed(_("The selection was closed before. Nothing was recorded."))
    fresh.plan = plan
    return fresh


def _locked(plan_id: int) -> Plan:
    """The plan first and its selection afterwards, so that no two wait for each other crosswise."""
    return Plan.objects.select_for_update(of=("self",)).select_related("working_group", "region").get(pk=plan_id)


def _require_lead(plan: Plan, by: User) -> None:
    if not may_lead(by, plan):
        raise NotTheirs(_("Only who leads the plan sets the selection out and closes it."))


def _note(verb: str, selection: Selection, by: User, **payload: object) -> None:
    record(verb, by=by, chain=f"plan:{selection.plan_id}", subject=f"selection:{selection.pk}", **payload)
