"""D7f, the short evaluation: verdicts, ratings, and before and after on product, place and market."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from documents.facts import ChangeLine, Head, Tally, Text
from documents.kinds.d7_evaluation import Achievement, Efficiency, OverallRating, RatingLine, RespondentLine
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class ShortEvaluationFacts:
    """Everything that D7f prints."""

    head: Head
    starts_on: date
    ends_on: date
    objective: str | None = None
    achievements: tuple[Achievement, ...] = ()
    targets: int | None = None
    answered: int | None = None
    answers: tuple[Tally, ...] = ()
    changes: tuple[ChangeLine, ...] = ()
    respondents: tuple[RespondentLine, ...] = ()
    efficiency: Efficiency = Efficiency()
    ratings: tuple[RatingLine, ...] = ()
    overall: OverallRating = OverallRating()
    women: Text | None = None
    visits: int | None = None
    impacts: str | None = None
    recommendations: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    data_quality: Text | None = None


KIND = Kind(
    code="D7f",
    shape=ShortEvaluationFacts,
    title=_("Short evaluation"),
    template="d7f_short.html",
    has_contents=False,
    is_compact=True,
)
