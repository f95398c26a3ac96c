"""Closing fiscal years, and refusing what would change a closed one."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.people.models import User
from liap.places.models import Region
from liap.places.queries import today_in
from liap.plans.budgets.models import ClosedYear
from liap.plans.budgets.queries import closed_years, may_close
from liap.plans.models import BudgetLine
from liap.refusals import Conflict, NotTheirs, Refusal


class YearNotOver(Refusal):
    """A fiscal year that still runs cannot be closed."""


class YearClosedAlready(Conflict):
    """Somebody else closed it first."""


class YearIsClosed(Refusal):
    """The amounts of a closed fiscal year do not change any more."""


@transaction.atomic
def close_year(region: Region, *, year: int, by: User, today: date | None = None) -> ClosedYear:
    """Closes a fiscal year of a region, which is the calendar year; what nobody reported stays "not available".

    Rule (feature L1): by the budget officer or the head of the office, after the year is over. Whoever is writing an
    amount at that moment is waited for, because both hold the row of the region.
    """
    Region.objects.select_for_update().get(pk=region.pk)
    if not may_close(by, region.pk):
        raise NotTheirs(_("A fiscal year is closed by the budget officer or the head of the office."))
    if year >= (today or today_in(region)).year:
        raise YearNotOver(_("The fiscal year %(year)s is not over yet. Close it next year.") % {"year": year})
    lines = BudgetLine.objects.filter(plan__region=region, fiscal_year=year, realised__isnull=True)
    try:
        with transaction.atomic():
            closed = ClosedYear.objects.create(
                region=region, year=year, closed_by=by, closed_on=today_in(region), unreported=lines.count()
            )
    except IntegrityError as error:
        raise YearClosedAlready(_("The fiscal year %(year)s was closed before.") % {"year": year}) from error
    record("fiscal_year.closed", by=by, chain=f"region:{region.pk}", year=year, unreported=closed.unreported)
    return closed


def refuse_closed(region_id: int, years: Iterable[int]) -> None:
    """Raises YearIsClosed when one of the years is closed; the caller writes in the same transaction.

    Holds the row of the region, so that a year cannot be closed between the check and the write.
    """
    Region.objects.select_for_update().get(pk=region_id)
    if closed := sorted(closed_years(region_id) & set(years)):
        text = _("The fiscal year %(year)s is closed. Enter a correction as a line of an open year.")
        raise YearIsClosed(text % {"year": closed[0]})
