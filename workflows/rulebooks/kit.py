"""The kit for training of trainers, from the guideline in force and the steps as new plans have them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Letterhead, Text, both
from documents.kinds.tot_kit import (
    AdviceLine,
    ExerciseLine,
    KitFacts,
    PassageLine,
    ProcessLines,
    StepLine,
    UnitLine,
)
from liap.outcomes.guidelines import first_meeting, training
from liap.outcomes.guidelines.models import Guideline, GuidelineStep
from liap.outcomes.guidelines.queries import in_force
from workflows.models import Variant
from workflows.rulebooks.queries import Line, lines

T = TypeVar("T")


def kit(*, at: datetime | None = None) -> KitFacts:
    """What the kit prints at a moment; both languages, whoever asks."""
    moment = at or timezone.now()
    today = timezone.localdate(moment, ZoneInfo(settings.TIME_ZONE))
    guideline = in_force(today)
    pages = {row.step: row.page for row in guideline.steps.all()} if guideline else {}
    return KitFacts(
        head=_head(moment),
        whose=both(first_meeting.WHOSE),
        programme=_units(training.PROGRAMME),
        exercises=tuple(
            ExerciseLine(name=both(one.name), task=both(one.task), solution=both(one.solution))
            for one in training.EXERCISES
        ),
        before=_advice(first_meeting.BEFORE),
        agenda=_units(first_meeting.AGENDA),
        after=_advice(first_meeting.AFTER),
        guideline=guideline.title if guideline else None,
        guideline_from=guideline.valid_from if guideline else None,
        guideline_to=guideline.valid_to if guideline else None,
        guideline_source=guideline.source if guideline else None,
        passages=_passages(guideline),
        processes=tuple(_process(variant, pages) for variant in Variant),
        able=tuple(both(one) for one in training.ABLE),
    )


def _head(moment: datetime) -> Head:
    return Head(
        letterhead=Letterhead(lines=("RENCANA AKSI INDUSTRI LOKAL (LIAP)",)),
        plan_title="Training of trainers (ToT)",
        region_name="Indonesia",
        place="Jakarta",
        dated_on=timezone.localdate(moment, ZoneInfo(settings.TIME_ZONE)),
        time_zone=settings.TIME_ZONE,
        data_as_of=moment,
        source=both(_("makers of this system; sections and pages from the guideline in force")),
    )


def _units(rows: Iterable[training.Unit | first_meeting.Item]) -> tuple[UnitLine, ...]:
    return tuple(
        UnitLine(name=both(one.name), minutes=one.minutes, do=both(one.do), afterwards=both(one.afterwards))
        for one in rows
    )


def _advice(rows: Iterable[first_meeting.Advice]) -> tuple[AdviceLine, ...]:
    return tuple(
        AdviceLine(heading=both(one.heading), points=tuple(both(point) for point in one.points)) for one in rows
    )


def _passages(guideline: Guideline | None) -> tuple[PassageLine, ...]:
    rows = guideline.passages if guideline else []
    return tuple(
        PassageLine(section=Text(*_in_both(lambda row=row: row.heading)), page=row.page, points=_points(row))
        for row in rows
    )


def _in_both(read: Callable[[], T]) -> tuple[T, T]:
    """What is read in Indonesian and in English."""
    with translation.override("id"):
        indonesian = read()
    with translation.override("en"):
        return indonesian, read()


def _points(row: GuidelineStep) -> tuple[Text, ...]:
    indonesian, english = _in_both(lambda: row.points)
    if len(english) != len(indonesian):
        english = indonesian
    return tuple(Text(id=one, en=other) for one, other in zip(indonesian, english, strict=True))


def _process(variant: Variant, pages: dict[str, str]) -> ProcessLines:
    steps = zip(*_in_both(lambda: lines(variant.value)), strict=True)
    return ProcessLines(variant=both(variant.label), steps=tuple(_step(one, other, pages) for one, other in steps))


def _step(one: Line, other: Line, pages: dict[str, str]) -> StepLine:
    return StepLine(
        stage=Text(id=one.stage_label, en=other.stage_label),
        title=Text(id=one.title, en=other.title),
        who=Text(id=one.who_label, en=other.who_label),
        days=one.due,
        page=pages.get(one.step),
    )
