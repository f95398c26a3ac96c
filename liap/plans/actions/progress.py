"""Reporting progress on a running plan: money realised, SMIs counted, promises kept."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.people.models import Role, User
from liap.places.queries import today_in
from liap.plans.actions.activities import DoneInTheFuture
from liap.plans.budgets.actions import refuse_closed
from liap.plans.models import BudgetLine, EnterpriseAction, Goal, Plan
from liap.plans.queries import acts_as, may_write
from liap.refusals import NotTheirs, Refusal


class AmountBelowZero(Refusal):
    """Money that was spent is not negative."""


@transaction.atomic
def record_realised(line: BudgetLine, *, by: User, amount: Decimal | None) -> BudgetLine:
    """Records what was spent so far on a budget line; None says that nobody can tell (feature L2).

    Rule (feature L1): the amounts of a closed fiscal year stay as they are.
    """
    plan = _locked(line.plan)
    if not may_write(by, plan) and not acts_as(by, plan, Role.BUDGET_OFFICER):
        raise NotTheirs(_("Only the working group or the budget officer can report money."))
    if amount is not None and amount < 0:
        raise AmountBelowZero(_("Money that was spent cannot be below zero. Correct the amount."))
    line = BudgetLine.objects.select_for_update().get(pk=line.pk)
    before, line.realised = line.realised, amount
    if before != amount:
        refuse_closed(plan.region_id, [line.fiscal_year])
    line.save(update_fields=["realised"])
    record(
        "budget.realised",
        by=by,
        chain=f"plan:{plan.pk}",
        subject=f"budget_line:{line.pk}",
        before=_text(before),
        after=_text(amount),
    )
    return line


@transaction.atomic
def count_goal(goal: Goal, *, by: User, reached_count: int | None, counted_on: date) -> Goal:
    """Records how many SMIs stand on the rung of a goal on a day; None says that nobody counted."""
    plan = _writable(goal.plan, by)
    if counted_on > today_in(plan.region):
        raise DoneInTheFuture(_("The day of counting lies in the future. Correct the date."))
    goal = Goal.objects.select_for_update().get(pk=goal.pk)
    goal.reached_count, goal.counted_on = reached_count, None if reached_count is None else counted_on
    goal.save(update_fields=["reached_count", "counted_on"])
    record("goal.counted", by=by, chain=f"plan:{plan.pk}", subject=f"goal:{goal.pk}", reached=reached_count)
    return goal


@transaction.atomic
def finish_enterprise_action(action: EnterpriseAction, *, by: User, done_on: date | None) -> EnterpriseAction:
    """Records the day on which the SMIs did what they promised; None takes it back (feature B8)."""
    plan = _writable(action.plan, by)
    if done_on and done_on > today_in(plan.region):
        raise DoneInTheFuture(_("The day on which the action was done lies in the future. Correct the date."))
    action = EnterpriseAction.objects.select_for_update().get(pk=action.pk)
    action.done_on = done_on
    action.save(update_fields=["done_on"])
    day = done_on.isoformat() if done_on else None
    record("enterprise_action.done", by=by, chain=f"plan:{plan.pk}", subject=f"enterprise_action:{action.pk}", on=day)
    return action


def _locked(plan: Plan) -> Plan:
    return Plan.objects.select_for_update().get(pk=plan.pk)


def _writable(plan: Plan, by: User) -> Plan:
    locked = _locked(plan)
    if not may_write(by, locked):
        raise NotTheirs(_("Only people with a seat in the working group can report on this plan."))
    return locked


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount, "f")
