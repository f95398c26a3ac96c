"""D11, the national replication report: who got how far, why some stopped, what succeeded, what is not known."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Text
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class FunnelLine:
    """A step of the pipeline: how many adoptions ever reached it, how many stand there now."""

    step: Text
    reached: int
    now: int


@dataclass(frozen=True, kw_only=True)
class RegionLine:
    """An adoption and where it stands; `score` is the readiness in percent."""

    region: str
    province: str
    industry: str
    state: Text
    since: date
    score: int | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReasonLine:
    label: Text
    count: int


@dataclass(frozen=True, kw_only=True)
class WordLine:
    """What the regions said about a year, and how many that should have said something did not."""

    year: int
    in_use: int
    not_in_use: int
    silent: int | None = None


@dataclass(frozen=True, kw_only=True)
class SuccessLine:
    """Successes of a plan: SMIs on the rung it aimed at, and what was last heard of them."""

    region: str
    industry: Text
    goal: Text
    reached: int
    confirmed: int
    lapsed: int
    unknown: int


@dataclass(frozen=True, kw_only=True)
class GapLine:
    """Something that is not known, of how many, and where."""

    what: Text
    count: int
    where: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NationFacts:
    """Everything that D11 prints about one year."""

    head: Head
    year: int
    quarter: int = 4
    funnel: tuple[FunnelLine, ...] = ()
    regions: tuple[RegionLine, ...] = ()
    reasons: tuple[ReasonLine, ...] = ()
    words: tuple[WordLine, ...] = ()
    successes: tuple[SuccessLine, ...] = ()
    gaps: tuple[GapLine, ...] = ()


KIND = Kind(code="D11", shape=NationFacts, title=_("National replication report"), template="d11_national.html")
