"""D4f, the decision of the head of the office about one version of a short plan, on one page."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from documents.facts import Approval, Head, Text
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class DecisionFacts:
    """Everything that D4f prints."""

    head: Head
    decision: Text
    decided_on: date
    reason: str | None = None
    approvals: tuple[Approval, ...] = ()
    plan_version: int
    plan_sha256: str
    met_on: date | None = None
    present: int | None = None


KIND = Kind(
    code="D4f",
    shape=DecisionFacts,
    title=_("Decision sheet"),
    template="d4f_decision.html",
    has_contents=False,
    is_compact=True,
)
