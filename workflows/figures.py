"""What pages show around tasks and cases: days left, what a task is about, and how the process runs as a whole."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liap.outcomes.disclosure.queries import rule
from liap.people.models import User
from liap.places.calendar import working_days_between
from liap.places.queries import holidays
from liap.plans.models import Activity, Indicator, Plan
from workflows.assignment import local_today
from workflows.models import Case, Stage, Task, Variant
from workflows.models.case import WORKING_STAGES
from workflows.naming import subject_of
from workflows.queries import TimelineEntry

SOON = 3


@dataclass(frozen=True, kw_only=True)
class Due:
    """Work as a list shows it: the words, the working days left (negative when late) and how urgent that is.

    due_at: the moment at which it is due where hours count.
    """

    title: str
    subject: str
    days_left: int | None
    due_at: datetime | None = None

    @property
    def is_late(self) -> bool:
        if self.due_at:
            return self.due_at < timezone.now()
        return self.days_left is not None and self.days_left < 0

    @property
    def is_soon(self) -> bool:
        if self.due_at:
            return not self.is_late
        return self.days_left is not None and 0 <= self.days_left <= SOON


@dataclass(frozen=True, kw_only=True)
class Card(Due):
    """A task as a list shows it."""

    task: Task

    @property
    def due_on(self) -> date | None:
        return self.task.due_on


def cards(tasks: Iterable[Task]) -> list[Card]:
    """The tasks with their subject (section, activity, decision) and the working days left in their own region."""
    tasks = list(tasks)
    free = holidays()
    numbers = {task.data.get("activity") for task in tasks if task.data.get("activity")}
    activities = Activity.objects.in_bulk(numbers)
    return [
        Card(
            task=task,
            title=str(task.title),
            subject=subject_of(task, activities),
            days_left=working_days_between(local_today(task.case), task.due_on, free) if task.due_on else None,
            due_at=task.due_at,
        )
        for task in tasks
    ]


def card(task: Task) -> Card:
    """One task as `cards` shows it."""
    return cards([task])[0]


QUIET = ("draw document", "plan.sections_opened", "plan.sections_closed", "plan.frozen", "plan.handed_over",
         "questionnaire.asked")  # fmt: skip


def landmarks(entries: list[TimelineEntry]) -> list[TimelineEntry]:
    """The history without what machines do and what always goes with another act."""
    return [entry for entry in entries if entry.kind not in QUIET]


def measured(plan: Plan) -> list[Indicator]:
    """The indicators of a plan, each with its newest value as `last_value` (None while nobody measured)."""
    indicators = list(plan.indicators.prefetch_related("values"))
    for indicator in indicators:
        indicator.last_value = max(indicator.values.all(), key=lambda value: value.round, default=None)
    return indicators


@dataclass(frozen=True)
class StageCount:
    stage: str
    label: str
    count: int


def stage_counts(cases: QuerySet[Case]) -> list[StageCount]:
    """How many cases stand in each stage; the four working stages always, the others when there are any."""
    found = dict(cases.order_by().values_list("stage").annotate(count=Count("pk", distinct=True)))
    return [
        StageCount(stage=stage.value, label=capfirst(stage.label), count=found.get(stage, 0))
        for stage in Stage
        if stage in WORKING_STAGES or stage == Stage.CLOSED or found.get(stage)
    ]


def names_of_stages() -> dict[str, str]:
    """Every stage in words, and what runs beside them."""
    beside = {
        "formation": _("formation of the working group"),
        "round": _("quarterly or monthly round"),
        "visit": _("next steps of visits"),
        "funding": _("proposing money"),
        "contract": _("end of a facilitator's contract"),
        "gaps": _("missing evidence"),
        "continuation": _("three years after closing"),
        "attestation": _("yearly word of the region"),
        "data_request": _("requests about personal data"),
    }
    return {key: capfirst(str(label)) for key, label in [*Stage.choices, *beside.items()]}


@dataclass(frozen=True)
class Effort:
    """Hours that people reported for a stage of one LIAP in the middle of all; None where too few reported.

    Fewer LIAPs or people than the rule of disclosure asks for would show the effort of one of them.
    """

    stage: str
    variant: str
    hours: Decimal | None
    cases: int
    reported: int
    done: int


def effort(user: User) -> list[Effort]:
    """Reported working time per stage and variant (feature A8); a task without a figure is counted, never as zero."""
    stages, fewest = names_of_stages(), rule().fewest
    done = Task.objects.visible_to(user).human().filter(status="DONE").order_by()
    rows = done.values_list("process__stage", "case__variant", "case", "owner", "minutes")
    minutes: dict[tuple[str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    people: dict[tuple[str, str], set[int]] = defaultdict(set)
    counted: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for stage, variant, case, owner, spent in rows:
        key = (stage, variant)
        counted[key][0] += spent is not None
        counted[key][1] += 1
        if spent is not None:
            minutes[key][case] += spent
            people[key].add(owner)
    beside, after = ["round", "visit", "funding", "contract", "gaps"], ["continuation", "attestation", "data_request"]
    order = ["formation", *WORKING_STAGES[:3], *beside, WORKING_STAGES[3], *after]
    return [
        Effort(
            stage=stages[stage],
            variant=capfirst(Variant(variant).label),
            hours=_hours(minutes[stage, variant].values(), people[stage, variant], fewest),
            cases=len(minutes[stage, variant]),
            reported=counted[stage, variant][0],
            done=counted[stage, variant][1],
        )
        for stage in order
        for variant in Variant.values
        if (stage, variant) in counted
    ]


def _hours(minutes: Collection[int], people: set[int], fewest: int) -> Decimal | None:
    if len(minutes) < fewest or len(people) < fewest:
        return None
    return (Decimal(median(minutes)) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class NextWork:
    """What is to be done next for one case: its open task that is due first, and how many others are open."""

    case: Case
    card: Card
    others: int


def next_work(user: User, most: int = 100) -> list[NextWork]:
    """For every case with work what comes next, by whom and by when, the most urgent first (feature M2)."""
    tasks = Task.objects.visible_to(user).human().open().not_resting()
    tasks = tasks.select_related(
        "case__plan__region", "process__data_request", "owner", "seat__institution", "organisation"
    )
    first: dict[int, Task] = {}
    count: dict[int, int] = defaultdict(int)
    for task in tasks.order_by(F("due_on").asc(nulls_last=True), "id"):
        first.setdefault(task.case_id, task)
        count[task.case_id] += 1
    return [NextWork(one.task.case, one, count[one.task.case_id] - 1) for one in cards(list(first.values())[:most])]
