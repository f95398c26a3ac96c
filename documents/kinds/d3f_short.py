"""D3f, the short plan on three pages: one objective, few activities with owners, promises and three indicators."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from documents.facts import Approval, Head, Rung
from documents.kinds.d2_diagnosis import ProblemLine
from documents.kinds.d3_liap import ActivityLine, IndicatorLine, PromiseLine
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class ShortPlanFacts:
    """Everything that D3f prints; the enterprises that agreed are counted and never named."""

    head: Head
    version: int
    plan_sha256: str | None = None
    starts_on: date
    ends_on: date
    facilitator: str
    letter_number: str
    approvals: tuple[Approval, ...] = ()
    objective: str | None = None
    rungs: tuple[Rung, ...] = ()
    problems: tuple[ProblemLine, ...] = ()
    targets: int | None = None
    activities: tuple[ActivityLine, ...] = ()
    promises: tuple[PromiseLine, ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    risks: str | None = None
    met_on: date | None = None
    met_at: str | None = None
    present: int | None = None


KIND = Kind(
    code="D3f",
    shape=ShortPlanFacts,
    title=_("Short action plan"),
    template="d3f_short.html",
    has_contents=False,
    is_compact=True,
)
