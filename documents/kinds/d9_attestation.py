"""D9, the yearly word of a region: is the model in use, since when, with what, and if not, why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Text
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class WordLine:
    """What the region said in another year."""

    year: int
    is_in_use: bool
    reason: Text | None = None
    said_on: date


@dataclass(frozen=True, kw_only=True)
class AttestationFacts:
    """Everything that D9 prints."""

    head: Head
    year: int
    is_in_use: bool
    reason: Text | None = None
    used_since: int | None = None
    liap_count: int | None = None
    staff: int | None = None
    budget: Decimal | None = None
    remark: str | None = None
    said_by: str
    held_as: str | None = None
    said_on: date
    before: tuple[WordLine, ...] = ()


KIND = Kind(
    code="D9",
    shape=AttestationFacts,
    title=_("Attestation of use"),
    template="d9_attestation.html",
    has_contents=False,
    is_compact=True,
)
