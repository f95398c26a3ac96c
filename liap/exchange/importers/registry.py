"""The importers by their code, and those that a person may use."""

from liap.exchange.importers.codes import ActivityCodes
from liap.exchange.importers.enterprises import Enterprises
from liap.exchange.importers.importer import Importer
from liap.exchange.importers.performance import Performance
from liap.exchange.importers.reference import Holidays, Industries
from liap.people.models import User

IMPORTERS: dict[str, type[Importer]] = {
    one.code: one for one in (Enterprises, Performance, ActivityCodes, Industries, Holidays)
}


def importers_of(user: User) -> list[type[Importer]]:
    """The kinds of rows that a person may bring in."""
    return [one for one in IMPORTERS.values() if one.may_use(user)]
