"""Raising issues and risks, giving them another owner, and closing them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.outcomes.issues.models import Issue
from liap.outcomes.issues.queries import COLUMNS, Owner, may_raise
from liap.people.models import User
from liap.places.queries import today_in
from liap.plans.models import Plan
from liap.refusals import Conflict, NotTheirs, Refusal


class AlreadyClosed(Conflict):
    """Somebody closed the issue before; what he said of it stays."""


class ClosingUnexplained(Refusal):
    """A later reader must see how an issue ended."""


@transaction.atomic
def raise_issue(
    plan: Plan, *, kind: str, text: str, owner: Owner, by: User, due_on: date | None = None, minutes: str = ""
) -> Issue:
    """Puts an issue or risk on the register; it stands in every quarterly report until it is closed."""
    _require_right(plan, by)
    raised = Issue.objects.create(
        plan=plan,
        kind=Issue.Kind(kind),
        text=text.strip(),
        due_on=due_on,
        minutes=minutes,
        raised_by=by,
        raised_on=today_in(plan.region),
        **{COLUMNS[type(owner)]: owner},
    )
    _note("issue.raised", raised, by, kind=raised.kind)
    return raised


@transaction.atomic
def pass_issue(issue: Issue, *, owner: Owner, due_on: date | None, by: User) -> Issue:
    """Gives an open issue to another owner, or another day."""
    fresh = _open(issue, by)
    owners: dict[str, Any] = dict.fromkeys(COLUMNS.values()) | {COLUMNS[type(owner)]: owner}
    for name, value in owners.items():
        setattr(fresh, name, value)
    fresh.due_on = due_on
    fresh.save(update_fields=[*owners, "due_on"])
    _note("issue.passed", fresh, by)
    return fresh


@transaction.atomic
def close_issue(issue: Issue, *, how: str, by: User) -> Issue:
    """Closes an issue with a sentence on how it ended; closed, it changes no more."""
    fresh = _open(issue, by)
    if not how.strip():
        raise ClosingUnexplained(_("Write how the issue ended; it stays on record."))
    fresh.closed_how, fresh.closed_by, fresh.closed_on = how.strip(), by, today_in(fresh.plan.region)
    fresh.save(update_fields=["closed_how", "closed_by", "closed_on"])
    _note("issue.closed", fresh, by)
    return fresh


def _open(issue: Issue, by: User) -> Issue:
    fresh = Issue.objects.select_for_update(of=("self",)).select_related("plan").get(pk=issue.pk)
    _require_right(fresh.plan, by)
    if not fresh.is_open:
        raise AlreadyClosed(_("This issue was closed before: %(how)s") % {"how": fresh.closed_how})
    return fresh


def _require_right(plan: Plan, by: User) -> None:
    if not (by.is_superuser or may_raise(by, plan)):
        raise NotTheirs(_("Only those who work on the plan keep its register of issues."))


def _note(verb: str, issue: Issue, by: User, **payload: object) -> None:
    record(verb, by=by, chain=f"plan:{issue.plan_id}", subject=f"issue:{issue.pk}", **payload)
