"""The calendar of one's due dates: a secret address that can be taken back at any time."""

import hashlib
import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from liap.audit.actions import record
from liap.people.models import User
from liap.places.models import Region
from workflows.duties.queries import waiting_for
from workflows.mails import address
from workflows.models import CalendarLink, Duty, Task
from workflows.naming import named


@transaction.atomic
def make_link(*, by: User) -> str:
    """Makes a new secret for the person, which voids the one before, and returns it; it is shown once."""
    token = secrets.token_urlsafe(32)
    CalendarLink.objects.update_or_create(
        person=by, defaults={"token_sha256": _digest(token), "made_at": timezone.now()}
    )
    record("calendar.made", by=by, chain="people", subject=f"user:{by.pk}")
    return token


@transaction.atomic
def revoke_link(*, by: User) -> None:
    """Takes the address back: calendar programs that have it get nothing from now on."""
    if CalendarLink.objects.filter(person=by).delete()[0]:
        record("calendar.revoked", by=by, chain="people", subject=f"user:{by.pk}")


def owner_of(token: str) -> User | None:
    """The active person whose address has this secret."""
    link = CalendarLink.objects.filter(token_sha256=_digest(token), person__is_active=True)
    found = link.select_related("person").first()
    return found.person if found else None


def feed(person: User) -> bytes:
    """The person's open tasks and duties in his language: on the region's local day, or at the moment where hours
    count."""
    calendar = Calendar()
    calendar.add("prodid", "-//LIAP//Due dates//")
    calendar.add("version", "2.0")
    tasks = Task.objects.human().open().not_resting().filter(owner=person, due_on__isnull=False)
    with translation.override(person.language):
        calendar.add("x-wr-calname", _("LIAP: my due dates"))
        for task in tasks.select_related("case__plan__region", "process__data_request").order_by("due_on", "id")[:500]:
            what = f"{named(task)}: {task.case.plan}"
            calendar.add_component(_entry("task", task, since=task.created, what=what, region=task.case.plan.region))
        for duty in waiting_for(person):
            what = f"{duty}: {duty.place}" if duty.place else str(duty)
            calendar.add_component(_entry("duty", duty, since=duty.opened_at, what=what, region=duty.region))
    return calendar.to_ical()


def _entry(kind: str, work: Task | Duty, *, since: datetime, what: str, region: Region | None) -> Event:
    entry = Event()
    entry.add("uid", f"{kind}-{work.pk}@liap")
    entry.add("dtstamp", since)
    entry.add("dtstart", work.due_at or work.due_on)
    entry.add("summary", what)
    entry.add("url", address(reverse(f"workflows:{kind}", args=[work.pk])))
    if region:
        entry.add("location", str(region))
    entry.add("transp", "TRANSPARENT")
    return entry


def _digest(token: str) -> str:
    return hashlib.sha256(f"{settings.SECRET_KEY}:{token}".encode()).hexdigest()
