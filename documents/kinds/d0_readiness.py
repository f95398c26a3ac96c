"""D0, the readiness sheet of a region that asks for the model; before it was assessed it is the receipt."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Text
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class CriterionLine:
    """What the region said about a criterion and how many points it gives; the limits are printed beside it."""

    label: Text
    said: Decimal | None = None
    half_from: Decimal
    full_from: Decimal
    points: int | None = None
    weight: int


@dataclass(frozen=True, kw_only=True)
class ReadinessFacts:
    """Everything that D0 prints; without a score it is a receipt, and what was not said is missing and not zero."""

    head: Head
    reference: str
    asked_on: date
    industry: str
    letter_number: str | None = None
    contact: str | None = None
    criteria: tuple[CriterionLine, ...] = ()
    letter_points: int | None = None
    letter_weight: int
    score: int | None = None
    variant: Text | None = None
    missing: tuple[Text, ...] = ()
    decision: Text
    decided_on: date
    reason: str | None = None
    offered_on: date | None = None
    offers_facilitator: bool = False
    offered_budget: Decimal | None = None
    offered_training: str | None = None
    offered_honorarium: Decimal | None = None
    offered_training_cost: Decimal | None = None
    offered_source: Text | None = None
    offered_year: int | None = None


KIND = Kind(
    code="D0",
    shape=ReadinessFacts,
    title=_("Readiness sheet"),
    template="d0_readiness.html",
    has_contents=False,
    is_compact=True,
)
