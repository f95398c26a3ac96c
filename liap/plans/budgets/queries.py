"""Reading money over plans: totals, closed years, what is implausible, and which activities still lack money."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liap.people.access import has_role
from liap.people.models import Role, User
from liap.places.models import Region
from liap.plans.budgets.models import ClosedYear, CostBand, ProposalWindow
from liap.plans.models import Activity, BudgetLine, FundingSource, Plan
from liap.templatetags.liap_format import number, rupiah

MONEY = ("proposed", "allocated", "committed", "realised")
CLOSERS = (Role.BUDGET_OFFICER, Role.OFFICE_HEAD)


@dataclass(frozen=True)
class YearTotal:
    """All lines of one year, source and kind. An amount that nobody reported at all is None, never zero."""

    year: int
    source: str
    kind: str
    proposed: Decimal | None
    allocated: Decimal | None
    committed: Decimal | None
    realised: Decimal | None
    lines: int
    unreported: int

    @property
    def source_label(self) -> str:
        return str(FundingSource(self.source).label)

    @property
    def kind_label(self) -> str:
        return str(BudgetLine.Kind(self.kind).label)


def year_totals(plans: QuerySet[Plan]) -> list[YearTotal]:
    """Totals by fiscal year, source and kind over many plans, in one query; in kind and honoraria stand apart."""
    rows = BudgetLine.objects.filter(plan__in=plans.order_by().values("pk")).order_by("fiscal_year", "source", "kind")
    groups = rows.values_list("fiscal_year", "source", "kind").annotate(
        *(Sum(column) for column in MONEY), Count("pk"), unreported=Count("pk", filter=Q(realised__isnull=True))
    )
    return [YearTotal(*group) for group in groups]


def regions_without_money(plans: QuerySet[Plan]) -> list[Region]:
    """The regions that have plans but not one amount: their money is "not available", not zero (feature L2)."""
    known = BudgetLine.objects.filter(Q(**{f"{MONEY[0]}__isnull": False}) | Q(realised__isnull=False))
    told = plans.filter(pk__in=known.values("plan")).order_by().values("region")
    return list(Region.objects.filter(pk__in=plans.order_by().values("region")).exclude(pk__in=told).order_by("code"))


def is_closed(region_id: int, year: int) -> bool:
    """Whether the amounts of a fiscal year of the region can no longer be changed."""
    return ClosedYear.objects.filter(region=region_id, year=year).exists()


def closed_years(region_id: int) -> set[int]:
    """The closed fiscal years of a region."""
    return set(ClosedYear.objects.filter(region=region_id).values_list("year", flat=True))


def may_close(user: User, region_id: int) -> bool:
    """Whether the person closes fiscal years of the region: its budget officer, or the head of its office."""
    return any(has_role(user, role, working_group_id=0, region_id=region_id) for role in CLOSERS)


@dataclass(frozen=True)
class Closing:
    """The fiscal years of a region: closed ones, and those over that a person may close."""

    closed: tuple[ClosedYear, ...]
    open_years: tuple[int, ...]


def closing_of(user: User, region_id: int) -> Closing:
    """What the page of a region says about its fiscal years; years to close only for who may close them."""
    closed = tuple(ClosedYear.objects.visible_to(user).filter(region=region_id).select_related("closed_by"))
    if not may_close(user, region_id):
        return Closing(closed, ())
    lines = BudgetLine.objects.filter(plan__region=region_id, fiscal_year__lt=timezone.localdate().year).order_by()
    over = set(lines.values_list("fiscal_year", flat=True)) - {one.year for one in closed}
    return Closing(closed, tuple(sorted(over)))


def implausible(*, unit: str, volume: Decimal | None, cost: Decimal | None) -> list[str]:
    """What is unusual about an activity's volume and cost, in sentences; empty when it is in the band or unknown."""
    band = CostBand.objects.filter(unit__iexact=unit.strip()).first() if unit.strip() else None
    if band is None or not volume:
        return []
    found = []
    each = cost / volume if cost is not None else None
    if each is not None and band.least_cost is not None and each < band.least_cost:
        text = _("A unit (%(unit)s) costs %(cost)s; at least %(limit)s is usual.")
        found.append(text % {"unit": band.unit, "cost": rupiah(each), "limit": rupiah(band.least_cost)})
    if each is not None and band.most_cost is not None and each > band.most_cost:
        text = _("A unit (%(unit)s) costs %(cost)s; at most %(limit)s is usual.")
        found.append(text % {"unit": band.unit, "cost": rupiah(each), "limit": rupiah(band.most_cost)})
    if band.least_volume is not None and volume < band.least_volume:
        text = _("The volume is %(volume)s %(unit)s; at least %(limit)s is usual.")
        found.append(text % {"unit": band.unit, "volume": number(volume), "limit": number(band.least_volume)})
    return found


@dataclass(frozen=True)
class FundingGap:
    """An activity without enough money for a year that can still be proposed, and in which window."""

    activity: Activity
    missing: Decimal
    window: ProposalWindow
    opens_on: date
    closes_on: date


def money_of(activity: Activity) -> Decimal:
    """What is in sight for an activity: of each line of money the furthest amount that is known."""
    lines = [line for line in activity.budget_lines.all() if line.kind == BudgetLine.Kind.MONEY]
    return sum((_furthest(line) for line in lines), Decimal(0))


def _furthest(line: BudgetLine) -> Decimal:
    known = [one for one in (line.realised, line.committed, line.allocated) if one is not None]
    return max(known, default=Decimal(0))


def funding_gaps(plan: Plan, day: date) -> list[FundingGap]:
    """The activities that cost more than is allocated to them, for which the window of their source opens soon.

    Soon means: within the days of preparation before it opens, or while it is open. Only years that the plan still
    runs in: what is proposed this year is money of the next.
    """
    windows = {window.source: window for window in ProposalWindow.objects.all()}
    if plan.ends_on.year <= day.year:
        return []
    found = []
    for activity in _unfinished(plan):
        window = windows.get(activity.funding_source)
        missing = (activity.cost or Decimal(0)) - money_of(activity)
        if window is None or missing <= 0 or activity.ends_on.year <= day.year:
            continue
        opens_on = date(day.year, window.opens_month, window.opens_day)
        closes_on = date(day.year, window.closes_month, window.closes_day)
        if opens_on - timedelta(days=window.lead_days) <= day <= closes_on:
            found.append(FundingGap(activity, missing, window, opens_on, closes_on))
    return found


def _unfinished(plan: Plan) -> Iterable[Activity]:
    over = [Activity.State.DONE, Activity.State.CANCELLED]
    return plan.activities.exclude(state__in=over).prefetch_related("budget_lines").order_by("number")


def gap_in_words(gap: FundingGap) -> str:
    """The title of the task: what is to be proposed where."""
    text = _("Propose %(amount)s for activity %(number)s: %(source)s")
    return text % {
        "amount": rupiah(gap.missing),
        "number": gap.activity.number,
        "source": capfirst(str(FundingSource(gap.window.source).label)),
    }
