"""The missing reports of the plans that a person may see, under the same filters as the list of papers."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.dues.due import Due, Reason, all_due
from documents.listings.choice import DRAWING, Choice, narrowed_plans
from documents.listings.queries import filed
from documents.models import Document, Rendition
from documents.stages import stage_of
from liap.models import Plan, User

ORDER = list(Reason)
GROUPS: dict[str, Callable[[Due], str]] = {
    "region": lambda due: due.plan.region.name,
    "province": lambda due: due.plan.region.province.name,
    "industry": lambda due: str(due.plan.industry),
    "year": lambda due: str(due.period_on.year),
}


@dataclass(frozen=True)
class Group:
    """The missing reports of one region, province, industry or year, with the count and name of each reason."""

    name: str
    counts: tuple[tuple[int, str], ...]

    @property
    def total(self) -> int:
        return sum(count for count, _reason in self.counts)


def missing(user: User, choice: Choice) -> list[Due]:
    """Every report that is due and not there: the most pressing reason first, then the oldest."""
    return [due for due in missing_at_any_time(user, choice) if is_of_period(due, choice)]


def missing_at_any_time(user: User, choice: Choice) -> list[Due]:
    """The same whatever period it is about, from which the years to choose from are told."""
    plans = narrowed_plans(Plan.objects.visible_to(user), choice).order_by()
    found = [due for due in [*_undrawn(plans), *all_due(plans)] if _is_of_kind(due, choice)]
    return sorted(
        found, key=lambda due: (ORDER.index(due.reason), due.due_on or date.max, due.period_on, due.plan.pk, due.kind)
    )


def reasons_of(dues: Iterable[Due]) -> list[Reason]:
    """The reasons that occur, the most pressing first."""
    occurring = {due.reason for due in dues}
    return [reason for reason in ORDER if reason in occurring]


def grouped(dues: list[Due], by: str) -> list[Group]:
    """The missing reports counted by region, province, industry or year, the most first."""
    counted: dict[str, Counter] = defaultdict(Counter)
    for due in dues:
        counted[GROUPS.get(by, GROUPS["region"])(due)][due.reason] += 1
    reasons = reasons_of(dues)
    groups = [
        Group(name, tuple((counts[reason], capfirst(reason.label)) for reason in reasons))
        for name, counts in counted.items()
    ]
    return sorted(groups, key=lambda group: (-group.total, group.name))


def group_options() -> list[tuple[str, str]]:
    """By what the missing reports can be counted."""
    return [("region", _("region")), ("province", _("province")), ("industry", _("industry")), ("year", _("year"))]


def _undrawn(plans: QuerySet[Plan]) -> Iterable[Due]:
    """Papers that were issued and whose file is not there, because its drawing failed or is still to be done."""
    states = Rendition.objects.filter(document__plan__in=plans, document__superseded_by__isnull=True)
    waiting = dict(states.filter(state__in=DRAWING).values_list("document", "state"))
    failed = dict(states.filter(state=Rendition.State.FAILED).values_list("document", "state"))
    documents = filed(Document.objects.filter(pk__in={*waiting, *failed})).defer("facts")
    for document in documents.select_related("plan__region__parent", "plan__industry"):
        yield Due(
            plan=document.plan,
            kind=document.kind,
            period_on=document.period_on,
            reason=Reason.FAILED if document.pk in failed else Reason.BEING_DRAWN,
            number=document.number,
            address=reverse("documents:detail", args=[document.pk]),
        )


def _is_of_kind(due: Due, choice: Choice) -> bool:
    is_stage = not choice.stage or choice.stage == stage_of(due.kind)
    return is_stage and choice.kind in ("", due.kind)


def is_of_period(due: Due, choice: Choice) -> bool:
    """Whether the filters ask for the year and quarter of a missing report."""
    quarter = (due.period_on.month + 2) // 3
    return choice.year in ("", str(due.period_on.year)) and choice.quarter in ("", str(quarter))
