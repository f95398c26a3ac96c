"""Reading the figures of SMIs: the history of one, what is missing, and who may write."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise
from liap.enterprises.performance.models import EntryLink, PerformanceRecord
from liap.enterprises.performance.periods import Period
from liap.people.access import has_role, holding
from liap.people.models import Role, User


def records_of(enterprise: Enterprise, user: User) -> QuerySet[PerformanceRecord]:
    """The figures of an SMI that hold today and that the person may see, the newest period first."""
    rows = PerformanceRecord.objects.visible_to(user).current().filter(enterprise=enterprise)
    return rows.select_related("entered_by").prefetch_related("shares")


def figures_of_all(enterprises: QuerySet[Enterprise], user: User) -> QuerySet[PerformanceRecord]:
    """The figures of several SMIs that hold today, SMI by SMI and period by period."""
    smis = enterprises.order_by().values("pk")
    rows = PerformanceRecord.objects.visible_to(user).current().filter(enterprise__in=smis)
    rows = rows.select_related("enterprise__region", "enterprise__industry").prefetch_related("shares")
    return rows.order_by("enterprise__name", "enterprise", "first_on", "months")


def record_for(enterprise: Enterprise, period: Period) -> PerformanceRecord | None:
    """What is known of an SMI in a period today."""
    rows = PerformanceRecord.objects.current().of_period(period).filter(enterprise=enterprise)
    return rows.prefetch_related("shares").first()


def earlier_versions(record: PerformanceRecord) -> list[PerformanceRecord]:
    """What was recorded of the same period before, the newest first."""
    rows = PerformanceRecord.objects.filter(
        enterprise=record.enterprise_id, first_on=record.first_on, months=record.months, superseded_at__isnull=False
    )
    return list(rows.select_related("entered_by").prefetch_related("shares").order_by("-id"))


def superseded_of(enterprise: Enterprise, user: User) -> QuerySet[PerformanceRecord]:
    """What was recorded of an SMI and corrected since, the newest correction first."""
    rows = PerformanceRecord.objects.visible_to(user).filter(enterprise=enterprise, superseded_at__isnull=False)
    return rows.select_related("entered_by", "replaced_by__entered_by").order_by("-superseded_at")


def merged_figures_of(enterprise: Enterprise, user: User) -> QuerySet[PerformanceRecord]:
    """What records that were merged into this one say of periods of which it has figures itself; they do not count."""
    rows = PerformanceRecord.objects.visible_to(user).current().filter(enterprise__merged_into=enterprise)
    return rows.select_related("enterprise", "entered_by").order_by("-first_on", "months", "-id")


def last_before(enterprise: Enterprise, period: Period) -> PerformanceRecord | None:
    """What is known of an SMI of the last period of the same length before this one."""
    rows = PerformanceRecord.objects.current().filter(
        enterprise=enterprise, months=period.months, first_on__lt=period.first_on
    )
    return rows.prefetch_related("shares").order_by("-first_on").first()


def quarters_before(enterprise: Enterprise, period: Period, count: int) -> list[PerformanceRecord]:
    """The last records of the length of a period before it, the oldest first."""
    rows = PerformanceRecord.objects.current().filter(
        enterprise=enterprise, months=period.months, first_on__lt=period.first_on
    )
    return list(rows.order_by("-first_on")[:count])[::-1]


def open_links_of(enterprise: Enterprise, user: User) -> QuerySet[EntryLink]:
    """The links of an SMI that can still be used."""
    rows = EntryLink.objects.visible_to(user).filter(enterprise=enterprise, used_at=None, revoked_at=None)
    return rows.filter(expires_at__gt=timezone.now()).select_related("made_by")


def missing_answers(record: PerformanceRecord) -> list[Promise]:
    """What the record does not say; missing is not zero."""
    has_sexes = record.workers_female is not None and record.workers_male is not None
    said = {
        _("turnover"): record.turnover_kind != "",
        _("main market"): record.main_channel != "",
        _("shares of market channels"): bool(record.shares.all()),
        _("workers"): record.workers is not None,
        _("workers by sex"): has_sexes,
        _("production"): record.production is not None,
        _("buyers"): record.buyers is not None,
    }
    return [label for label, is_said in said.items() if not is_said]


def may_enter(user: User, enterprise: Enterprise) -> bool:
    """Whether the person writes down figures of this SMI: a seat in a working group of its region, or its office."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    seats = user.memberships.filter(holding(), seat__working_group__region=enterprise.region_id)
    return seats.exists() or has_role(user, Role.OFFICE_HEAD, working_group_id=0, region_id=enterprise.region_id)
