"""What the ministry offered and a region accepted becomes lines in the budget of its plan, by source and year."""

from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction

from liap.adoption.models import AdoptionRequest, State
from liap.audit.actions import record
from liap.people.models import User
from liap.plans.models import BudgetLine, Plan, Section

ACCEPTED = (State.COMMITTED, State.PREPARING, State.ACTIVE)


def place_offers(plan: Plan, *, by: User | None) -> int:
    """Writes the accepted offers of the region into the budget, each once; returns how many.

    Rule (feature I5): only while the plan is being written or its budget is open, so that no text under approval
    changes; an offer that comes later waits for the next plan or revision of the region. What the members do with the
    lines is theirs, nothing is written a second time.
    """
    if not _waiting(plan).exists():
        return 0
    with transaction.atomic():
        locked = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        if not _may_be_placed(locked):
            return 0
        placed = [_place(asked, locked, by) for asked in _waiting(locked).select_for_update(of=("self",))]
        return len(placed)


def place_all() -> int:
    """Does so for every plan of the regions whose offer waits, the newest plan first."""
    regions = _accepted().values("region")
    plans = Plan.objects.filter(region__in=regions).order_by("-starts_on", "-pk")
    return sum(place_offers(plan, by=None) for plan in plans)


def _accepted():
    return AdoptionRequest.objects.filter(state__in=ACCEPTED, offered_on__isnull=False, placed_in__isnull=True)


def _waiting(plan: Plan):
    return _accepted().filter(region=plan.region_id).order_by("pk")


def _may_be_placed(plan: Plan) -> bool:
    return Section.BUDGET in plan.open_sections or not plan.versions.exists()


def _place(asked: AdoptionRequest, plan: Plan, by: User | None) -> AdoptionRequest:
    year = asked.offered_year or plan.starts_on.year
    BudgetLine.objects.bulk_create(
        BudgetLine(
            plan=plan,
            source=asked.offered_source,
            fiscal_year=year,
            kind=kind,
            origin=asked.reference,
            proposed=amount,
        )
        for kind, amount in _amounts(asked)
    )
    asked.placed_in = plan
    asked.save(update_fields=["placed_in"])
    plan.version += 1
    plan.save(update_fields=["version"])
    record("plan.offer_placed", by=by, chain=f"plan:{plan.pk}", adoption=asked.reference, year=year)
    return asked


def _amounts(asked: AdoptionRequest) -> Iterator[tuple[str, Decimal | None]]:
    """A line per kind of money; what was offered without an amount is a line whose amount is missing, not zero."""
    money = [asked.offered_budget, asked.offered_training_cost]
    if asked.offered_budget or asked.offered_training:
        yield BudgetLine.Kind.MONEY, sum(filter(None, money), Decimal()) or None
    if asked.offers_facilitator:
        yield BudgetLine.Kind.HONORARIUM, asked.offered_honorarium
