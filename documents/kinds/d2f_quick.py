"""D2f, the quick diagnosis on two pages: visits, chain, top problems and three answers of the enterprises."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Tally, VisitLine
from documents.kinds.d2_diagnosis import ChainLine, ProblemLine, Weighing
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class QuickFacts:
    """Everything that D2f prints; `answered` of `targets` enterprises gave at least one answer."""

    head: Head
    weighing: Weighing = Weighing()
    visits: tuple[VisitLine, ...] = ()
    chain: tuple[ChainLine, ...] = ()
    problems: tuple[ProblemLine, ...] = ()
    targets: int | None = None
    answered: int | None = None
    answers: tuple[Tally, ...] = ()


KIND = Kind(
    code="D2f",
    shape=QuickFacts,
    title=_("Quick diagnosis"),
    template="d2f_quick.html",
    has_contents=False,
    is_compact=True,
)
