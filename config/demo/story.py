"""The shape of a story: what a plan says, and what its people answer until the story ends."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Row = dict[str, Any]
Answers = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """How members scored the industry against others: a line per member, a digit per criterion in it, "-" for none.

    `reason` where the plan's industry is not the first in rank; `is_open`: members are still at it.
    """

    scores: Mapping[str, Sequence[str]]
    reason: str = ""
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class Story:
    """One plan. `content` has the rows of each section, `answers` what is entered in each step.

    An answer is a mapping, or a function of the task that returns one; without an answer, or with None, the task stays
    open, and where all open tasks are such the story has ended. `letter`: it is led by the facilitator of the place,
    and `visits` are written down once the plan is approved. It began on `began_on`, on its first day where nothing is
    said, and a step happened not before its day in `moments`.
    `rules` were published the moment before it began: a "note", and under "days" the working days by stage and step.
    `is_questioned`: its evaluation asks by questionnaire.
    """

    key: str
    place: str
    industry: str
    title: str
    starts_on: date
    ends_on: date
    content: Mapping[str, Answers]
    answers: Mapping[str, Answers | Callable[[Any], Answers | None]]
    ends_in: str
    smis: Sequence[Row] = ()
    revisions: Mapping[str, Answers] = field(default_factory=dict)
    rounds: Sequence[date] = ()
    suspended_for: str = ""
    letter: Answers = field(default_factory=dict)
    visits: Sequence[Answers] = ()
    began_on: date | None = None
    moments: Mapping[str, date] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)
    is_questioned: bool = False
    weighed: Weighed | None = None


# --- Rows, written short -------------------------------------------------------------------------------------------
def stakeholders(*lines: tuple[str, str, str, str]) -> Answers:
    """(name, interest, influence, offer)"""
    return {"rows": [dict(zip(("name", "interest", "influence", "offer"), line, strict=True)) for line in lines]}


def chain(*lines: tuple[str, str, int | None, str]) -> Answers:
    """(step, actors, price in rupiah per unit, bottleneck)"""
    names = ("name", "actors", "price", "bottleneck")
    return {"rows": [{"number": n, **dict(zip(names, line, strict=True))} for n, line in enumerate(lines, 1)]}


def problems(*lines: tuple[str, int]) -> Answers:
    """(problem, number of the step of the chain)"""
    return {"rows": [{"rank": n, "text": text, "chain_step": step} for n, (text, step) in enumerate(lines, 1)]}


def activities(*lines: tuple[str, str, int, date, date, int, str, int, str, str]) -> Answers:
    """(title, institution, rank of the problem, first day, last day, volume, unit, million rupiah, source, after)"""
    names = ("title", "institution", "problem", "starts_on", "ends_on", "volume", "unit", "cost", "funding_source")
    rows = []
    for number, (*line, after) in enumerate(lines, 1):
        row = {"number": number, **dict(zip(names, line, strict=True)), "after": after}
        rows.append({**row, "cost": row["cost"] * 1_000_000})
    return {"rows": rows}


def promises(*lines: tuple[str, date]) -> Answers:
    """(action of all target SMIs, day)"""
    return {"rows": [{"text": text, "due_on": due_on} for text, due_on in lines]}


def indicators(*lines: tuple[str, str, str, str, int | None, int | None, str]) -> Answers:
    """(indicator, level, criterion, unit, baseline, target, means of verification)"""
    names = ("text", "level", "criterion", "unit", "baseline", "target", "means_of_verification")
    return {"rows": [{"number": n, **dict(zip(names, line, strict=True))} for n, line in enumerate(lines, 1)]}


def budget(*lines: tuple[int, str, int, int, int | None]) -> Answers:
    """(number of the activity, source, fiscal year, million rupiah proposed, million rupiah allocated)"""
    rows = []
    for activity, source, year, proposed, allocated in lines:
        row = {"activity": activity, "source": source, "fiscal_year": year, "proposed": proposed * 1_000_000}
        rows.append({**row, "allocated": None if allocated is None else allocated * 1_000_000})
    return {"rows": rows}


def smis(name: str, count: int, *, women_own: int, turnover: int) -> list[Row]:
    """`count` sample enterprises, the first `women_own` owned by women; every fifth has no baseline."""
    return [
        {
            "name": f"{name} Contoh {n:02}",
            "owner_sex": "female" if n <= women_own else "male",
            "workers_female": 2 + (n * 3) % 5 if n <= women_own else (n * 2) % 3,
            "workers_male": (n * 2) % 3 if n <= women_own else 3 + (n * 3) % 6,
            "baseline": None if n % 5 == 0 else turnover * 1_000_000 + n * 1_500_000,
        }
        for n in range(1, count + 1)
    ]


def targets(rows: Sequence[Row], year: int) -> Answers:
    """The sample enterprises as target SMIs, with their baselines of a year."""
    names = ("enterprise", "baseline_turnover", "baseline_year")
    lines = [(row["name"], row["baseline"], row["baseline"] and year) for row in rows]
    return {"rows": [dict(zip(names, line, strict=True)) for line in lines]}
