"""When a selection of the industry can be written: until the report on the diagnosis tells how it was chosen."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from documents.queries import papers_of
from liap.people.models import User
from liap.plans.models import Plan
from liap.plans.selections.queries import selection_of
from liap.refusals import Conflict, Refusal
from workflows.acting import acting
from workflows.lock import locked
from workflows.models import Case
from workflows.models.case import Stage

REPORTS = ("D2", "D2f")


class DiagnosisIsOver(Conflict):
    """The report was issued, or work on the plan rests."""


class SelectionIsOpen(Refusal):
    """A report on the diagnosis tells how the industry was chosen, so the choice comes first."""


def is_diagnosing(case: Case) -> bool:
    """Whether the diagnosis of the case still runs."""
    return case.stage == Stage.PLANNING and not papers_of(case.plan).filter(kind__in=REPORTS).exists()


@contextmanager
def diagnosing(case: Case, *, by: User) -> Iterator[Plan]:
    """The plan, locked, for an act upon its selection; whoever comes after the report is told so."""
    with locked(case.pk) as fresh, acting(by):
        if not is_diagnosing(fresh):
            raise DiagnosisIsOver(_("The diagnosis is over, so the selection of the industry stays as it is."))
        yield fresh.plan


def refuse_open_selection(plan: Plan) -> None:
    """Raises SelectionIsOpen while a selection was begun and not closed."""
    found = selection_of(plan)
    if found and found.is_open:
        raise SelectionIsOpen(_("The selection of the industry is still open. Close it first, or drop it."))
