"""The approval sheet: who decided what about the version under approval, and that the ministry kept silent."""

from django.utils.translation import gettext_lazy as _

from documents.facts import Approval as Line
from documents.facts import both
from liap.people.models import Role
from workflows.models import Approval
from workflows.papers.dossier import Dossier
from workflows.papers.head import officer
from workflows.rules import is_asked

DECIDERS = {Approval.Kind.OFFICE_HEAD: Role.OFFICE_HEAD, Approval.Kind.BUDGET: Role.BUDGET_OFFICER}
REFUSALS = (Approval.Decision.RETURNED, Approval.Decision.REJECTED)


def said_about(dossier: Dossier) -> dict[str, Approval]:
    """What was said about the version under approval, by kind."""
    rows = dossier.case.approvals.filter(plan_version=dossier.case.submitted_version_id).select_related("by")
    return {row.kind: row for row in rows}


def approval_sheet(dossier: Dossier, said: dict[str, Approval]) -> tuple[Line, ...]:
    """Office head, budget check and ministry.

    Rule: the ministry only advises. Once those who decide have, the lack of a comment is recorded as silence.
    """
    lines = [
        _line(dossier, said[kind]) if kind in said else _undecided(dossier, kind, role)
        for kind, role in _deciders(dossier).items()
    ]
    if not is_asked(dossier.case, "approval", "ministry_comment"):
        return tuple(lines)
    comment = said.get(Approval.Kind.MINISTRY)
    return (*lines, _line(dossier, comment) if comment else _silence(dossier, said))


def _deciders(dossier: Dossier) -> dict[Approval.Kind, Role]:
    """Those whom the rules of the case ask."""
    if is_asked(dossier.case, "approval", "budget_check"):
        return DECIDERS
    return {Approval.Kind.OFFICE_HEAD: Role.OFFICE_HEAD}


def _line(dossier: Dossier, row: Approval) -> Line:
    return Line(
        step=both(Approval.Kind(row.kind).label),
        title=row.held_as,
        name=str(row.by),
        decision=both(Approval.Decision(row.decision).label),
        decided_on=dossier.local_day(row.at),
        remark=row.reason or None,
    )


def _undecided(dossier: Dossier, kind: Approval.Kind, role: Role) -> Line:
    return Line(step=both(kind.label), title=officer(dossier, role).title, name=None)


def _silence(dossier: Dossier, said: dict[str, Approval]) -> Line:
    binding = [said.get(kind) for kind in _deciders(dossier)]
    is_judged = all(binding) or any(row and row.decision in REFUSALS for row in binding)
    directorate = dossier.plan.industry.directorate
    return Line(
        step=both(Approval.Kind.MINISTRY.label),
        title=directorate.name if directorate else both(Role.MINISTRY_REVIEWER.label).id,
        name=None,
        decision=both(_("silent: no comment was given")) if is_judged else None,
    )
