"""D10, the card of an SMI for the SMI itself: its own data, what they are used for, who saw them, and its rights."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Text
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class CardLine:
    """One thing on record; `said` None means that nobody said it."""

    label: Text
    said: Text | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceLine:
    """A service that the SMI got."""

    service: Text
    provider: str
    received_on: date
    result: str | None = None


@dataclass(frozen=True, kw_only=True)
class UseLine:
    """A purpose, why the data may be used for it, and whether they are used now."""

    purpose: Text
    basis: Text | None = None
    given_on: date | None = None
    is_used: bool


@dataclass(frozen=True, kw_only=True)
class AccessLine:
    """Somebody saw or took the owner's data."""

    at: datetime
    act: Text
    reason: Text
    by: str | None = None


@dataclass(frozen=True, kw_only=True)
class CardFacts:
    """Everything that D10 prints."""

    head: Head
    business: tuple[CardLine, ...]
    owner: tuple[CardLine, ...]
    services: tuple[ServiceLine, ...] = ()
    uses: tuple[UseLine, ...] = ()
    accesses: tuple[AccessLine, ...] = ()
    notice_version: str | None = None
    notice: Text | None = None


KIND = Kind(
    code="D10",
    shape=CardFacts,
    title=_("SMI card"),
    template="d10_card.html",
    has_contents=False,
    is_compact=True,
)
