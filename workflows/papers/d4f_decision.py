"""Facts of D4f: what the head of the office decided about which version."""

from django.utils.translation import gettext_lazy as _

from documents.facts import both
from documents.kinds.d4f_decision import DecisionFacts
from liap.refusals import Refusal
from workflows.models import Approval
from workflows.papers.approvals import said_about
from workflows.papers.dossier import Dossier
from workflows.papers.head import head
from workflows.papers.light_parts import decision_line, head_block, meeting_of


class NothingDecided(Refusal):
    """No decision on the version under approval is on record."""

    def __str__(self) -> str:
        return str(_("The head of the office has not decided on this version, so there is no decision to issue."))


def decision_facts(dossier: Dossier) -> DecisionFacts:
    """The decision, bound to the hash of the version."""
    version = dossier.case.submitted_version
    row = said_about(dossier).get(Approval.Kind.OFFICE_HEAD)
    if version is None or row is None:
        raise NothingDecided
    met = meeting_of(dossier)
    return DecisionFacts(
        head=head(dossier, head_block(dossier, both(_("decided by")))),
        decision=both(Approval.Decision(row.decision).label),
        decided_on=dossier.local_day(row.at),
        reason=row.reason or None,
        approvals=decision_line(dossier),
        plan_version=version.number,
        plan_sha256=version.sha256,
        met_on=met.get("met_on"),
        present=met.get("present"),
    )
