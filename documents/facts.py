"""Shapes that the facts of papers share: what is printed is a function of these values alone.

Dates are days in the region's zone; moments are UTC datetimes; money is rupiah as Decimal; shares are percent.
None means "not available" and is printed so; it is never 0. Text that a person typed is `str`, names out of reference
tables are `Text` and exist in both languages. The facts of each paper stand in its module of `kinds`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import override


class Light(StrEnum):
    """Traffic light of a round."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Verdict(StrEnum):
    """What was found about one indicator."""

    ACHIEVED = "achieved"
    PARTIALLY = "partially"
    NOT_ACHIEVED = "not_achieved"
    UNVERIFIED = "unverified"
    TOO_EARLY = "too_early"


class Grade(StrEnum):
    """Rating of one criterion."""

    HIGH = "high"
    FAIR = "fair"
    LOW = "low"


class Overall(StrEnum):
    """Overall rating, A to D."""

    HIGHLY_SATISFACTORY = "A"
    SATISFACTORY = "B"
    PARTIALLY_SATISFACTORY = "C"
    UNSATISFACTORY = "D"


@dataclass(frozen=True)
class Text:
    """A name or label which exists in both languages."""

    id: str
    en: str


def both(label: str | Promise) -> Text:
    """Fixes a translatable label (of a choice, say) in both languages."""
    said = []
    for language in ("id", "en"):
        with override(language):
            said.append(str(label))
    return Text(*said)


class _Named(Protocol):
    name: str
    name_en: str


def name_of(row: _Named) -> Text:
    """The name of an organisation or industry in both languages, the Indonesian one where there is no other."""
    return Text(id=row.name, en=row.name_en or row.name)


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The head of the paper: lines in capitals from the highest body down, the last one is the issuing office."""

    lines: tuple[str, ...]
    address: str | None = None
    contact: str | None = None


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """One signature block; `acting` is "Plt." or "Plh.", `on_behalf_of` the post after "a.n.".

    `letter` is the number of the letter that makes the officer an acting one, or else of the one that lets him sign
    on behalf of another.
    """

    title: str
    name: str | None
    nip: str | None = None
    heading: Text | None = None
    acting: str | None = None
    letter: str | None = None
    on_behalf_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Proof:
    """By what a printed paper is checked: where to ask for it, and how far the audit record of its case had come.

    `chain`, `event` and `hash` name the last event before the one that tells of the issue: whoever cuts off or
    rewrites the record later contradicts the paper. Event 0 is the empty chain.
    """

    code: str
    address: str
    chain: str
    event: int
    hash: str

    @property
    def code_in_groups(self) -> str:
        """The code as a person reads and types it."""
        return "-".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """What was answered, when a step was finished, to a question that the rules of the case ask besides."""

    step: Text
    question: Text
    answer: Text
    said_on: date


@dataclass(frozen=True, kw_only=True)
class Head:
    """What every paper says of itself; `time_zone` is the region's IANA zone, in which moments are printed.

    `plan_title` is the line under the title whatever the paper is about. A paper about no plan has no code and no
    industry out of the reference table, one about the nation no region code and no province either. `replaces` is the
    number of the revoked paper in whose place it was issued.
    """

    letterhead: Letterhead
    plan_code: str | None = None
    plan_title: str
    region_code: str | None = None
    region_name: str
    province: str | None = None
    industry: Text | str | None = None
    industry_code: str | None = None
    industry_code_system: str | None = None
    place: str
    dated_on: date
    time_zone: str
    data_as_of: datetime
    source: Text | None = None
    prepared_by: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    copies_to: tuple[str, ...] = ()
    closing: str | None = None
    is_sample: bool = False
    replaces: str | None = None
    answers: tuple[AnswerLine, ...] = ()
    proof: Proof | None = None


@dataclass(frozen=True, kw_only=True)
class Approval:
    """One row of an approval sheet: who decided what and when; `decided_on` None with a decision is "silent"."""

    step: Text
    title: str
    name: str | None
    decision: Text | None = None
    decided_on: date | None = None
    remark: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rung:
    """A rung of the goal: so many enterprises by that day; `reached` counts the confirmed ones so far."""

    label: Text
    statement: str | None = None
    number: int | None = None
    due_on: date | None = None
    reached: int | None = None


@dataclass(frozen=True, kw_only=True)
class Headcount:
    """Enterprises of a group with owners and workers by sex; any figure may be missing."""

    enterprises: int | None = None
    small: int | None = None
    medium: int | None = None
    owners_women: int | None = None
    owners_men: int | None = None
    workers_women: int | None = None
    workers_men: int | None = None

    @property
    def owners(self) -> int | None:
        return _both_known(self.owners_women, self.owners_men)

    @property
    def workers(self) -> int | None:
        return _both_known(self.workers_women, self.workers_men)


@dataclass(frozen=True, kw_only=True)
class Spending:
    """Money of one funding source in one year; `in_kind` lines are summed apart."""

    source: Text
    year: int
    proposed: Decimal | None = None
    allocated: Decimal | None = None
    committed: Decimal | None = None
    spent: Decimal | None = None
    in_kind: bool = False


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many enterprises gave an answer at the start and now; None where too few stand behind it to be printed."""

    question: Text
    answer: Text
    before: int | None = None
    now: int | None = None


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """How many enterprises found something better, as before or worse than at the start; None as in a tally."""

    question: Text
    better: int | None = None
    same: int | None = None
    worse: int | None = None


@dataclass(frozen=True, kw_only=True)
class VisitLine:
    """A visit to enterprises, which are counted and never named."""

    visited_on: date
    place: str
    enterprises: int | None = None
    topic: Text | None = None
    found: str
    advice: str | None = None


def share_of(part: int | None, whole: int | None) -> Decimal | None:
    """`part` in percent of `whole`, None when either is not known or there is no whole."""
    return None if part is None or not whole else Decimal(100 * part) / whole


def _both_known(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
