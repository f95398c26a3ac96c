"""What can be proposed for a section, and what was decided before.

Rule (feature B13): the shape of an earlier plan may be reused, never what was true of its SMIs and people. So no
baseline, target, cost, date, person or enterprise is proposed, and no row in which the name of one of them stands.
Of a region that the person does not see, only the version that was made public is read, and no row with an amount.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from liap.people.models import User
from liap.places.models import Organisation
from liap.plans.models import Activity, Indicator, Plan, Problem, Section, Stakeholder
from liap.plans.proposals.models import Proposal

SECTIONS = (Section.STAKEHOLDERS, Section.PROBLEMS, Section.ACTIVITIES, Section.INDICATORS)
ROWS: dict[str, tuple[Any, str]] = {
    Section.STAKEHOLDERS: (Stakeholder, "name"),
    Section.PROBLEMS: (Problem, "text"),
    Section.ACTIVITIES: (Activity, "title"),
    Section.INDICATORS: (Indicator, "text"),
}
INDICATOR_SHAPE = ("level", "criterion", "unit", "means_of_verification", "frequency")
ACTIVITY_SHAPE = ("unit",)
SHAPES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    Section.PROBLEMS: ("problems", "text", ()),
    Section.ACTIVITIES: ("activities", "title", ACTIVITY_SHAPE),
    Section.INDICATORS: ("indicators", "text", INDICATOR_SHAPE),
}
AMOUNT = re.compile(r"\brp\b\.?\s*\d|\brp\d|\d[\d.,]*\s*(ribu|juta|miliar|triliun)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """A row that could be taken over. `values` are the columns that come with it."""

    text: str
    origin: Plan | None
    values: dict[str, Any] = field(default_factory=dict)


def candidates(plan: Plan, section: str, user: User) -> list[Candidate]:
    """The rows proposed for a section that are neither there already nor decided on; the newest plan speaks first."""
    model, column = ROWS[section]
    decided = Proposal.objects.filter(plan=plan, section=section).values_list("text", flat=True)
    present = model.objects.filter(plan=plan).values_list(column, flat=True)
    known = {text.casefold() for text in [*decided, *present]}
    found = []
    for one in _proposed(plan, section, user):
        if one.text.casefold() not in known:
            known.add(one.text.casefold())
            found.append(one)
    return found


def decided(plan: Plan) -> QuerySet[Proposal]:
    """The rows that were taken over, with their origin."""
    return Proposal.objects.filter(plan=plan, is_accepted=True).select_related("origin__region", "by")


def earlier_plans(plan: Plan, user: User) -> QuerySet[Plan]:
    """The other plans of the same industry that the person may see, the newest first."""
    others = Plan.objects.visible_to(user).filter(industry=plan.industry_id).exclude(pk=plan.pk)
    return others.select_related("region").order_by("-starts_on", "-pk")


def published_plans(plan: Plan, user: User) -> QuerySet[Plan]:
    """The plans of the same industry that everybody may read and that stand outside the person's regions."""
    seen = Plan.objects.visible_to(user).values("pk")
    others = Plan.objects.filter(industry=plan.industry_id, published_version__isnull=False)
    others = others.exclude(pk=plan.pk).exclude(pk__in=seen)
    return others.select_related("region", "published_version").order_by("-starts_on", "-pk")


def _proposed(plan: Plan, section: str, user: User) -> Iterator[Candidate]:
    if section == Section.STAKEHOLDERS:
        yield from _institutions_of_the_region(plan)
    for earlier in earlier_plans(plan, user)[:10]:
        private = _names_in(earlier)
        for row in _rows(earlier, section):
            words = " ".join([row.text, *map(str, row.values.values())]).casefold()
            if not any(name in words for name in private):
                yield row
    for earlier in published_plans(plan, user)[:10]:
        private = _names_in(earlier)
        for row in _published_rows(earlier, section):
            words = " ".join([row.text, *map(str, row.values.values())])
            if not AMOUNT.search(words) and not any(name in words.casefold() for name in private):
                yield row


def _published_rows(earlier: Plan, section: str) -> Iterator[Candidate]:
    """As the rows stood when the version was frozen; stakeholders are proposed from plans that can be seen only."""
    if section not in SHAPES or earlier.published_version is None:
        return
    table, column, shape = SHAPES[section]
    for row in json.loads(earlier.published_version.content)[table]:
        yield Candidate(row[column], earlier, {name: row[name] for name in shape if name in row})


def _institutions_of_the_region(plan: Plan) -> Iterator[Candidate]:
    """Who sits in the working group and who is known in the region; firms are SMIs and are not proposed."""
    here = Organisation.objects.filter(region=plan.region_id, valid_to__isnull=True)
    for name in here.exclude(kind=Organisation.Kind.FIRM).order_by("name").values_list("name", flat=True):
        yield Candidate(name, None)


def _rows(earlier: Plan, section: str) -> Iterator[Candidate]:
    if section == Section.STAKEHOLDERS:
        yield from _kinds_of_stakeholders(earlier)
    elif section == Section.PROBLEMS:
        for problem in earlier.problems.all():
            yield Candidate(problem.text, earlier)
    elif section == Section.ACTIVITIES:
        for activity in earlier.activities.exclude(state="cancelled"):
            yield Candidate(activity.title, earlier, {name: getattr(activity, name) for name in ACTIVITY_SHAPE})
    else:
        for indicator in earlier.indicators.all():
            yield Candidate(indicator.text, earlier, {name: getattr(indicator, name) for name in INDICATOR_SHAPE})


def _kinds_of_stakeholders(earlier: Plan) -> Iterator[Candidate]:
    """Kinds of institutions in place of names: a stakeholder elsewhere tells what to look for here."""
    named = Organisation.objects.filter(name__in=earlier.stakeholders.values("name"))
    kinds = named.exclude(kind=Organisation.Kind.FIRM).order_by("kind").values_list("kind", flat=True).distinct()
    for kind in kinds:
        yield Candidate(str(Organisation.Kind(kind).label), earlier)


def _names_in(earlier: Plan) -> list[str]:
    """The names of the target SMIs, their owners and the people of an earlier plan, as they must not be copied."""
    enterprises = [row.enterprise for row in earlier.target_enterprises.select_related("enterprise")]
    owners = [str(getattr(one, "owner_name", "") or "") for one in enterprises]
    people = User.objects.filter(memberships__seat__working_group=earlier.working_group_id)
    names = [*(one.name for one in enterprises), *owners, *people.values_list("full_name", flat=True)]
    return [name.casefold() for name in names if len(name) > 2]
