"""What the clock opens beside the stages: one opener, to which each topic brings its cases and its condition."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from liap.enterprises.protection.models import SubjectRequest
from workflows import lifecycle
from workflows.acting import acting
from workflows.assignment import local_today
from workflows.lock import CaseIsBusy, locked
from workflows.models import Case, Duty, Process, Variant


@dataclass(frozen=True)
class Opening:
    """A process that is due: what its flow reads, and what it is about: the first day of a period, or a request."""

    data: dict = field(default_factory=dict)
    opened_for: date | None = None
    data_request: SubjectRequest | None = None


Condition = Callable[[Case, date], list[Opening]]


def open_due(stage: str, cases: QuerySet[Case], due: Condition, today: date | None = None) -> int:
    """Opens the processes that are due in each of the cases; returns how many are new.

    cases: those in which something may be due; due: what is due in one of them on a day, the local date by default.
    Both are asked again under the lock of the case, which orders clocks that run at the same time: nothing opens
    twice, and nothing on a case that meanwhile moved on. A case that somebody is working on waits for the next beat.
    """
    waiting = cases.select_related("plan__region", "rulebook")
    found = [case.pk for case in waiting if due(case, today or local_today(case))]
    return sum(_open(stage, waiting, due, pk, today) for pk in found)


def is_free(request: SubjectRequest) -> bool:
    """Whether a request about personal data is unanswered and neither a task nor a duty is about it.

    The request is held to the end of the transaction, so that of a task and a duty opened at once only one is.
    """
    held = SubjectRequest.objects.open().select_for_update(of=("self",)).filter(pk=request.pk).first()
    return held is not None and not any(one.objects.filter(data_request=held).exists() for one in (Process, Duty))


def oldest(cases: QuerySet[Case], *, of: str) -> QuerySet[Case]:
    """Of the cases that have the same value at the path `of`, the one that came first: it carries what they share."""
    return cases.filter(~Exists(cases.filter(**{of: OuterRef(of), "pk__lt": OuterRef("pk")})))


def is_led_by_facilitator(activation) -> bool:
    """Whether there is no coordinator to whom a task beside the stages could go."""
    return activation.process.case.variant == Variant.FACILITATOR


def _open(stage: str, cases: QuerySet[Case], due: Condition, pk: int, today: date | None) -> int:
    try:
        with locked(pk), acting(None):
            case = cases.filter(pk=pk).first()
            found = due(case, today or local_today(case)) if case else []
            openings = [one for one in found if not one.data_request or is_free(one.data_request)]
            for one in openings:
                about = {"opened_for": one.opened_for, "data_request": one.data_request}
                lifecycle.open_stage(case, stage, data=one.data, **about)
            return len(openings)
    except CaseIsBusy:
        return 0
