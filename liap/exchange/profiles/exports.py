"""The rows of a profile that a person may take along."""

from django.utils.translation import gettext as _

from liap.enterprises.models import Enterprise, Purpose
from liap.enterprises.protection.actions import note_access
from liap.enterprises.protection.models import DataAccess
from liap.enterprises.queries import WRITERS, listed, regions_with
from liap.exchange.profiles.columns import Profile
from liap.exchange.profiles.registry import KRISNA, KRISNA_SOURCES, SIINAS, SIPD, SIPD_SOURCES
from liap.people.models import User
from liap.plans.codes.queries import proposed_to
from liap.tables.columns import MOST_ROWS, Table

SOURCES = {SIPD.code: SIPD_SOURCES, KRISNA.code: KRISNA_SOURCES}


def rows_of(profile: Profile, user: User, year: int | None = None):
    """The activities or SMIs of a profile.

    Rule: an SMI only where its data may be passed on to other offices, by consent or another basis on record; and only
    to who keeps the records of its region, because address and investment are the owner's data.
    """
    if profile.code == SIINAS.code:
        return listed(user).usable_for(Purpose.SHARING).filter(region__in=regions_with(user, WRITERS))
    return proposed_to(user, SOURCES[profile.code], year)


def table_of(profile: Profile, user: User, year: int | None = None) -> Table:
    """The file of a profile: headings and rows alone. Each SMI in it gets its line in the log of access."""
    rows = rows_of(profile, user, year)[:MOST_ROWS]
    if rows.model is Enterprise:
        note_access(rows, by=user, act=DataAccess.Act.EXPORT, what=profile.code, reason=DataAccess.Reason.REPORT)
    chosen = _("year %(year)s") % {"year": year} if year else ""
    columns = profile.table_columns
    return Table(code=profile.code, title=profile.title, columns=columns, rows=rows, chosen=chosen, is_bare=True)
