"""Changing who leads a running plan: a working group takes over from a facilitator, or a facilitator from a group.

Nothing that was written, measured or issued is touched. A monthly or quarterly report that is open is made to its end
under the flow that it began with, as are the next steps of visits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.groups.assignments.actions import confirm
from liap.groups.models import WorkingGroup
from liap.groups.queries import coordinator_of, groups_in_force
from liap.people.models import Role, User
from liap.plans import actions as plans
from liap.plans.models import Plan, Section
from liap.plans.queries import has_few_enterprises, holds
from liap.refusals import Conflict, NotTheirs, Refusal
from workflows import facilitation, lifecycle, papers
from workflows.acting import acting
from workflows.effects import refuse_small_group
from workflows.lock import locked
from workflows.models import Case, Stage, Variant
from workflows.registry import newest_version
from workflows.rules import newest_rulebook

CHANGEABLE = (Stage.PLANNING, Stage.APPROVAL, Stage.IMPLEMENTATION)
# Process 5.3, stage 5: what one person can no longer carry. The limits are our proposal.
INSTITUTIONS, SMIS, COST = 3, 30, Decimal(500_000_000)


class VariantHasChanged(Conflict):
    """The plan is led in this way already."""


class GroupCannotTakeOver(Refusal):
    """The group is of another region, not in force, or has no coordinator."""


class ReasonMissing(Refusal):
    """The change needs a reason."""


def may_change(user: User, case: Case) -> bool:
    """Whether the person may change who leads the plan: the head of the office, until the evaluation begins."""
    return case.stage in CHANGEABLE and holds(user, case.plan, Role.OFFICE_HEAD)


def groups_for(plan: Plan) -> QuerySet[WorkingGroup]:
    """The working groups that could take the plan over."""
    return groups_in_force().filter(region=plan.region_id)


def outgrown(case: Case) -> list[str]:
    """Why the plan is too much for a single facilitator, sentence by sentence; empty while it is not."""
    if case.variant != Variant.FACILITATOR:
        return []
    plan = case.plan
    institutions = plan.activities.values("institution").distinct().count()
    smis = plan.target_enterprises.count()
    cost = plan.activities.aggregate(cost=Sum("cost"))["cost"] or 0
    found = []
    if institutions >= INSTITUTIONS:
        found.append(_("%(count)s institutions carry out activities.") % {"count": institutions})
    if smis > SMIS:
        found.append(_("The plan is for %(count)s SMIs.") % {"count": smis})
    if cost > COST:
        found.append(_("The activities cost more than 500 million rupiah."))
    return found


def is_too_small(case: Case) -> bool:
    """Whether a facilitator's plan at work is for fewer SMIs than make a group (feature J1).

    Records that turn out to be of one SMI are merged whatever plan they stand in, so nothing is refused then; before
    a plan is decided on, and whenever it is amended, the small group is refused.
    """
    is_at_work = case.variant == Variant.FACILITATOR and case.stage == Stage.IMPLEMENTATION
    return is_at_work and has_few_enterprises(case.plan)


def sections_due(plan: Plan) -> list[str]:
    """What a working group still has to write: every section without a row. None before there is a diagnosis, when
    the group begins with its own."""
    rows = {
        Section.STAKEHOLDERS: plan.stakeholders,
        Section.SUPPLY_CHAIN: plan.chain_steps,
        Section.PROBLEMS: plan.problems,
        Section.OBJECTIVE: plan.goals,
        Section.TARGETS: plan.target_enterprises,
        Section.ACTIVITIES: plan.activities,
        Section.ENTERPRISE_ACTIONS: plan.enterprise_actions,
        Section.INDICATORS: plan.indicators,
        Section.BUDGET: plan.budget_lines,
    }
    if not plan.problems.exists():
        return []
    due = [section.value for section in Section if not rows[section].exists()]
    return due or [Section.STAKEHOLDERS.value]


def upgrade(case: Case, *, group: WorkingGroup, by: User, reason: str) -> Case:
    """A working group takes the plan over: it completes what the short plan lacks and has it approved anew."""
    with _changing(case, by, reason, Variant.GROUP) as fresh:
        if not groups_for(fresh.plan).filter(pk=group.pk).exists() or coordinator_of(group) is None:
            text = _("Only a working group of this region that is in force and has a coordinator can take over.")
            raise GroupCannotTakeOver(text)
        _hand_to(fresh, group, Variant.GROUP, by)
        fresh.approved_version = fresh.submitted_version = None
        due = sections_due(fresh.plan)
        data = {"sections": due, "reason": reason} if due else None
        lifecycle.advance(fresh, "upgrade", by=by, reason=reason, data=data)
        if not group.is_decree_on_file:
            lifecycle.open_stage(fresh, "formation", data={"pieces": [{"piece": "decree"}]})
        return fresh


def downgrade(case: Case, *, group: WorkingGroup, by: User, reason: str) -> Case:
    """A facilitator takes the plan over by an assignment letter; a plan in force stays in force.

    group: the group of one that the letter makes, see `liap.groups.assignments.actions.assign`. Raises GroupTooSmall
    for a plan in force for fewer SMIs than a facilitator works with; a plan not yet decided on names them first.
    """
    with _changing(case, by, reason, Variant.FACILITATOR) as fresh:
        if not group.is_led_by_facilitator or group.region_id != fresh.plan.region_id:
            raise GroupCannotTakeOver(_("The assignment letter is for another region."))
        confirm(group, by=by)
        is_at_work = fresh.stage == Stage.IMPLEMENTATION
        if is_at_work:
            refuse_small_group(fresh.plan)
        has_diagnosis = fresh.plan.problems.exists()
        _hand_to(fresh, group, Variant.FACILITATOR, by)
        if is_at_work:
            lifecycle.advance(fresh, "downgrade_at_work", by=by, reason=reason, version=fresh.approved_version)
        else:
            fresh.submitted_version = None
            sections = [section.value for section in facilitation.drafting_of(fresh.plan)]
            data = {"sections": sections, "reason": reason} if has_diagnosis else None
            lifecycle.advance(fresh, "downgrade", by=by, reason=reason, data=data)
        if is_at_work or has_diagnosis:
            # Where the diagnosis begins anew its flow issues the letter itself.
            papers.issue("D1f", case=fresh, process=fresh.processes.latest("pk"), by=by)
        return fresh


@contextmanager
def _changing(case: Case, by: User, reason: str, to: Variant) -> Iterator[Case]:
    if not reason.strip():
        raise ReasonMissing(_("Please give the reason; it stays on record."))
    with locked(case.pk) as fresh, acting(by):
        if fresh.variant == to:
            raise VariantHasChanged(_("Somebody else has changed who leads this LIAP. Nothing was recorded."))
        if fresh.stage not in CHANGEABLE:
            raise lifecycle.StageHasMoved(lifecycle.stage_has_moved(fresh))
        if not may_change(by, fresh):
            raise NotTheirs(_("Only the head of the office changes who leads a LIAP."))
        yield fresh


def _hand_to(case: Case, group: WorkingGroup, variant: Variant, by: User) -> None:
    lifecycle.end_stage(case)
    plans.close_sections(case.plan, by=by)
    before = case.plan.working_group_id
    case.plan.working_group = group
    case.plan.save(update_fields=["working_group"])
    case.variant, case.flow_version = variant, newest_version(variant)
    case.rulebook = newest_rulebook(variant)
    record(
        "plan.handed_over",
        by=by,
        chain=f"plan:{case.plan_id}",
        subject=f"plan:{case.plan_id}",
        before=before,
        after=group.pk,
        variant=str(variant),
    )
