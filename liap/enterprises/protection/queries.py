"""Reading the bases of processing, the requests of data subjects and the log of access."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from liap.enterprises.models import Enterprise
from liap.enterprises.protection.models import DataAccess, NoticeText, ProcessingBasis, SubjectRequest
from liap.enterprises.queries import LEADERS, WRITERS, may_lead, may_write, regions_with
from liap.people.access import absent_for, holding
from liap.people.models import Role, User

# UU 27/2022: hours of the clock, not working days; they run on over Sundays and holidays.
HOURS = 72
REMIND_HOURS_BEFORE = 24


def due_after(received_at: datetime) -> datetime:
    """The moment by which a request is answered: 3 x 24 hours later."""
    return received_at + timedelta(hours=HOURS)


def may_see_owner(user: User, enterprise: Enterprise) -> bool:
    """Whether the person may look at the owner's data: who keeps the records of the region, and the auditor."""
    return may_write(user, enterprise) or audits(user)


def audits(user: User) -> bool:
    """Whether the person checks who looked at personal data."""
    return user.is_active and user.appointments.filter(holding(), post__role=Role.AUDITOR).exists()


def may_answer(user: User, request: SubjectRequest) -> bool:
    """Whether the person answers a request: who leads the region of the SMI, or stands in for such a person who is
    away; for people who log in, administrators."""
    if request.enterprise is None:
        return user.is_active and user.is_superuser
    if may_lead(user, request.enterprise):
        return True
    away = User.objects.filter(pk__in=absent_for(user), is_active=True)
    return any(may_lead(person, request.enterprise) for person in away)


def requests(user: User) -> QuerySet[SubjectRequest]:
    """The requests that a person may see, the most urgent first."""
    rows = SubjectRequest.objects.visible_to(user)
    return rows.select_related("enterprise__region", "person", "answered_by").order_by("due_at", "pk")


def asked_by(person: User) -> QuerySet[SubjectRequest]:
    """What a person who logs in asked about his own data, the newest first."""
    rows = SubjectRequest.objects.visible_to(person).filter(person=person)
    return rows.select_related("answered_by").order_by("-received_at", "-pk")


def told_by_name(user: User, rows: Iterable[SubjectRequest]) -> list[tuple[SubjectRequest, bool]]:
    """The requests, each with whether the person may read whose it is: who may see the owner's data, and of people who
    log in everybody who sees the request at all."""
    sees_all = audits(user)
    kept = set(regions_with(user, WRITERS).values_list("pk", flat=True))
    return [(one, sees_all or one.enterprise is None or one.enterprise.region_id in kept) for one in rows]


def open_counts(user: User) -> dict[str, int]:
    """How many requests are open and how many are late, as far as the person may see."""
    waiting = SubjectRequest.objects.visible_to(user).open()
    return {"open": waiting.count(), "late": waiting.filter(due_at__lt=timezone.now()).count()}


def waiting_for(user: User) -> QuerySet[SubjectRequest]:
    """The open requests that the person has to answer, the one that is due first on top."""
    own = Q(enterprise__region__in=regions_with(user, LEADERS))
    if user.is_active and user.is_superuser:
        own |= Q(enterprise=None)
    rows = SubjectRequest.objects.visible_to(user).open().filter(own)
    return rows.select_related("enterprise__region", "person").order_by("due_at", "pk")


def told_when_late(request: SubjectRequest) -> list[User]:
    """Whom it is escalated to when the hours are over: those who answer, and the administrators."""
    people = handlers_of(request)
    above = User.objects.filter(is_active=True, is_superuser=True).exclude(pk__in=[one.pk for one in people])
    return [*people, *above.order_by("pk")]


def handlers_of(request: SubjectRequest) -> list[User]:
    """The people who answer a request: those who lead the region, else the administrators."""
    people = User.objects.filter(is_active=True).order_by("pk")
    if request.enterprise is not None:
        region = request.enterprise.region_id
        leading = [one for one in people.filter(is_superuser=False) if _leads(one, region)]
        if leading:
            return leading
    return list(people.filter(is_superuser=True))


def _leads(person: User, region_id: int) -> bool:
    return regions_with(person, LEADERS).filter(pk=region_id).exists()


def bases_of(enterprise: Enterprise) -> QuerySet[ProcessingBasis]:
    """Why the data of an SMI may be used or might be once."""
    return enterprise.bases.select_related("notice", "recorded_by")


def accesses_of(enterprise: Enterprise) -> QuerySet[DataAccess]:
    """Who saw the owner's data, the newest first."""
    return enterprise.accesses.select_related("by", "enterprise__region")


def accesses(user: User, *, since: date | None = None, until: date | None = None) -> QuerySet[DataAccess]:
    """The log of access to personal data, the newest first: of the regions whose records the person keeps, and all of
    it for who checks it, an auditor or administrator."""
    rows = DataAccess.objects.visible_to(user)
    if not audits(user):
        rows = rows.filter(enterprise__region__in=regions_with(user, WRITERS))
    if since:
        rows = rows.filter(at__date__gte=since)
    if until:
        rows = rows.filter(at__date__lte=until)
    return rows.select_related("by", "enterprise__region").order_by("-at", "-pk")


def notice_in_force() -> NoticeText | None:
    """The words that are read or signed today."""
    return NoticeText.objects.filter(valid_from__lte=timezone.localdate()).first()
