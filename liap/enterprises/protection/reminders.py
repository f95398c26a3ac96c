"""Letters about data requests: to those who answer, a day before the 72 hours are over and when they are; then to the
administrators, too."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from liap.enterprises.protection.models import SubjectRequest
from liap.enterprises.protection.queries import REMIND_HOURS_BEFORE, handlers_of, told_when_late
from liap.people.models import User
from liap.people.queries import zone_of
from liap.places.queries import zone_in

log = logging.getLogger(__name__)
AT_MOST = 200


def remind(now: datetime | None = None) -> int:
    """Mails the people who answer each request that is due within a day, and once more when it is late, then to the
    administrators as well.

    A request is marked after its letters are out, so a letter may come twice and never not at all. Returns how many
    requests were remembered.
    """
    moment = now or timezone.now()
    waiting = SubjectRequest.objects.open().select_related("enterprise__region").order_by("due_at", "pk")
    late = waiting.filter(due_at__lte=moment, overdue_told_at=None)
    soon = waiting.filter(
        due_at__gt=moment, due_at__lte=moment + timedelta(hours=REMIND_HOURS_BEFORE), reminded_at=None
    )
    told = [_tell(request, "overdue_told_at", moment, is_late=True) for request in late[:AT_MOST]]
    told += [_tell(request, "reminded_at", moment, is_late=False) for request in soon[:AT_MOST]]
    return sum(told)


def _tell(request: SubjectRequest, mark: str, moment: datetime, *, is_late: bool) -> int:
    for person in told_when_late(request) if is_late else handlers_of(request):
        if not person.email:
            continue
        try:
            _mail(request, person, is_late=is_late)
        except OSError:  # one deaf mail server must not keep the other requests waiting; the next beat tries again
            log.exception("no letter about data request %s", request.pk)
            return 0
    return SubjectRequest.objects.filter(pk=request.pk, **{mark: None}).update(**{mark: moment})


def _mail(request: SubjectRequest, person: User, *, is_late: bool) -> None:
    """Says what kind of request is due when; whose it is stands on the page only."""
    region = request.enterprise.region if request.enterprise else None
    zone = zone_in(region) if region else zone_of(person)
    with translation.override(person.language):
        words = {
            "kind": request.get_kind_display(),
            "moment": timezone.localtime(request.due_at, zone).strftime("%d-%m-%Y %H:%M %Z"),
        }
        subject = (_("Late: data request (%(kind)s)") if is_late else _("Reminder: data request (%(kind)s)")) % words
        text = _("A data request (%(kind)s) is to be answered by %(moment)s, 72 hours after it came in.") % words
        link = settings.PUBLIC_URL.rstrip("/") + reverse("liap:data_request", args=[request.pk])
        message = EmailMessage(subject, f"{text}\n{link}\n", to=[person.email])
    message.extra_headers["Message-ID"] = (
        f"<data-request-{request.pk}-{'late' if is_late else 'soon'}-{person.pk}@liap>"
    )
    message.send()
