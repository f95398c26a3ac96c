"""Reports that are due and not there; whoever knows the process tells of them, this package only asks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from liap.models import Plan, Region


class Reason(TextChoices):
    """Why a report is not there, the most pressing first."""

    FAILED = "failed", _("its drawing failed")
    DAMAGED = "damaged", _("its file is damaged")
    LATE = "late", _("a step before it is late")
    SKIPPED = "skipped", _("the quarter was skipped")
    UNDER_WAY = "under_way", _("under way")
    BEING_DRAWN = "being_drawn", _("being drawn")


@dataclass(frozen=True, kw_only=True)
class Due:
    """One report that is missing. `due_on` is the day by which the next step towards it is due.

    A paper about no plan can only be missing because its file is damaged; it says itself what it is about.
    """

    plan: Plan | None
    kind: str
    period_on: date
    reason: Reason
    due_on: date | None = None
    step: str = ""
    number: str = ""
    address: str = ""
    region: Region | None = None
    about: str = ""

    @property
    def where(self) -> Region | None:
        return self.plan.region if self.plan else self.region

    @property
    def title(self) -> str:
        return str(self.plan) if self.plan else self.about


Source = Callable[[QuerySet[Plan]], Iterable[Due]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Adds one that knows what is due for given plans; called when the packages are plugged together."""
    if source not in _sources:
        _sources.append(source)


def all_due(plans: QuerySet[Plan]) -> list[Due]:
    """What every registered source knows to be missing of these plans."""
    return [due for source in _sources for due in source(plans)]
