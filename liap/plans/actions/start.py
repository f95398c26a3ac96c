"""Starting a plan: one page, by the coordinator of a working group."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.groups.models import WorkingGroup
from liap.people.access import has_role
from liap.people.models import Role, User
from liap.places.queries import today_in
from liap.plans.models import Industry, Plan
from liap.refusals import NotTheirs, Refusal


class PeriodIsEmpty(Refusal):
    """The plan would end before it starts."""


class GroupNotInForce(Refusal):
    """The decree of the working group is not valid today."""


@transaction.atomic
def start_plan(
    working_group: WorkingGroup,
    *,
    title: str,
    industry: Industry,
    starts_on: date,
    ends_on: date,
    by: User,
    is_sample: bool = False,
) -> Plan:
    """Starts an empty plan of a working group, with every section closed until a stage opens it.

    Rule: a plan belongs to a working group whose decree is in force, and its coordinator starts it (feature A1). In
    the variant of a facilitator the assignment letter stands in the place of the decree, and the facilitator or the
    head of the office starts; its author is the facilitator, so that the head may approve it.
    """
    author = _author(working_group, by)
    today = today_in(working_group.region)
    if working_group.valid_from > today or (working_group.valid_to and working_group.valid_to < today):
        raise GroupNotInForce(
            _("The decree of this working group is not in force today. Register a new decree first.")
        )
    if ends_on <= starts_on:
        raise PeriodIsEmpty(_("The plan must end after it starts. Correct the dates."))
    plan = Plan.objects.create(
        title=title,
        region=working_group.region,
        industry=industry,
        working_group=working_group,
        author=author,
        starts_on=starts_on,
        ends_on=ends_on,
        is_sample=is_sample,
    )
    record("plan.started", by=by, chain=f"plan:{plan.pk}", working_group=working_group.pk, industry=industry.pk)
    return plan


def _author(working_group: WorkingGroup, by: User) -> User:
    """Who writes the plan, once it is sure that `by` may start it."""
    scope = {"working_group_id": working_group.pk, "region_id": working_group.region_id}
    if working_group.kind == WorkingGroup.Kind.GROUP:
        if not has_role(by, Role.COORDINATOR, **scope):
            raise NotTheirs(_("Only the coordinator of the working group can start a plan."))
        return by
    if not any(has_role(by, role, **scope) for role in (Role.FACILITATOR, Role.OFFICE_HEAD)):
        raise NotTheirs(_("Only the facilitator or the head of the office can start this plan."))
    return working_group.assignment.facilitator
