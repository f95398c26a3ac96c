"""Reading issued papers; every read goes through `readable_by`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import Now

from documents.models import Document, Rendition
from documents.subjects import Subject
from liap.leases import is_free
from liap.models import AdoptionRequest, Plan, User
from liap.people.access import is_national, regions_of

State = Rendition.State
SUBJECTS = ("region", "plan", "adoption", "working_group")
RING_AGAIN_AFTER = timedelta(seconds=settings.LEASE / 4)


@dataclass(frozen=True)
class Health:
    """How the drawing is getting on; a worker that hangs shows as an old due drawing."""

    waiting: int
    incidents: int
    oldest_due_age: timedelta | None


def readable_by(user: User) -> QuerySet[Document]:
    """The papers whose subject the person may see; all others do not exist for him.

    Papers about the nation name every region, so they are for those who see every region.
    """
    found = Document.objects.all()
    if not is_national(user):
        found = found.filter(
            Q(plan__in=Plan.objects.visible_to(user))
            | Q(adoption__in=AdoptionRequest.objects.visible_to(user))
            | Q(region__in=regions_of(user), plan__isnull=True, adoption__isnull=True)
        )
    found = found.select_related(*SUBJECTS, "organisation", "issued_by", "superseded_by", "revocation")
    return found.prefetch_related("renditions")


def papers_of(plan: Plan) -> QuerySet[Document]:
    """The papers of one plan, newest first; the caller has passed the gate of the plan."""
    return Document.objects.filter(plan=plan).select_related("revocation").prefetch_related("renditions")


def issued(plan: Plan, kind: str, round: int = 1) -> Document | None:
    """The paper of that kind and round, if it was issued."""
    return issued_about(Subject.of_plan(plan), kind, round)


def issued_about(subject: Subject, kind: str, round: int = 1) -> Document | None:
    """The newest paper of that kind and round about a subject, if it was issued."""
    return Document.objects.filter(**subject.lookup(), kind=kind, round=round).order_by("-edition").first()


def due() -> QuerySet[Rendition]:
    """Drawings that nobody holds a running lease on, by the clock of the database."""
    return Rendition.objects.filter(is_free(), state__in=[State.PENDING, State.RUNNING])


def last_drawn_at() -> datetime | None:
    """When the newest file was made, as a sign that drawing goes on."""
    return Rendition.objects.aggregate(last=Max("drawn_at"))["last"]


def health() -> Health:
    """Counts what waits and names the oldest due drawing, for the health command."""
    waiting = Rendition.objects.filter(state__in=[State.PENDING, State.RUNNING])
    told = due().annotate(seen_at=Now()).aggregate(oldest=Min("due_at"), now=Min("seen_at"))
    return Health(
        waiting=waiting.count(),
        incidents=Rendition.objects.filter(state=State.FAILED).count(),
        oldest_due_age=told["now"] - told["oldest"] if told["oldest"] else None,
    )
