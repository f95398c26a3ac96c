"""TOT, the kit for training of trainers: a day, its exercises, the guide to a first meeting, and every step with its
page in the guideline in force. Drawn when it is asked for; it has no number of a register."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Text
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """A part of the day or of a meeting."""

    name: Text
    minutes: int
    do: Text
    afterwards: Text


@dataclass(frozen=True, kw_only=True)
class ExerciseLine:
    """A task for groups, and what a good solution has."""

    name: Text
    task: Text
    solution: Text


@dataclass(frozen=True, kw_only=True)
class AdviceLine:
    """What to look to at one moment."""

    heading: Text
    points: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class PassageLine:
    """A section of the guideline with its page and what to look at."""

    section: Text
    page: str
    points: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """A step of a person: whose it is, the working days, and the page if the guideline speaks of it."""

    stage: Text
    title: Text
    who: Text
    days: int
    page: str | None = None


@dataclass(frozen=True, kw_only=True)
class ProcessLines:
    """The steps of one variant."""

    variant: Text
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, kw_only=True)
class KitFacts:
    """Everything that the kit prints; `guideline` None means that no version is in force."""

    head: Head
    whose: Text
    programme: tuple[UnitLine, ...]
    exercises: tuple[ExerciseLine, ...]
    before: tuple[AdviceLine, ...]
    agenda: tuple[UnitLine, ...]
    after: tuple[AdviceLine, ...]
    guideline: str | None = None
    guideline_from: date | None = None
    guideline_to: date | None = None
    guideline_source: str | None = None
    passages: tuple[PassageLine, ...] = ()
    processes: tuple[ProcessLines, ...] = ()
    able: tuple[Text, ...] = ()


KIND = Kind(
    code="TOT", shape=KitFacts, title=_("Kit for training of trainers"), template="tot_kit.html", has_identity=False
)
