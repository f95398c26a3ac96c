"""What is kept beside a report: the decree, earlier papers, and files that prove something."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.facts import both
from documents.kinds import KINDS
from documents.kinds.d2_diagnosis import AnnexLine
from documents.models import Document
from liap.outcomes.aspects.queries import of_nobody
from liap.plans.models import Plan
from workflows.papers.dossier import Dossier


def annexes_of(dossier: Dossier) -> tuple[AnnexLine, ...]:
    """The decree of the working group, the papers of the time before the plan, and the files of evidence."""
    return (*_decree(dossier.plan), *_papers(dossier.plan), *_files(dossier))


def _decree(plan: Plan) -> tuple[AnnexLine, ...]:
    group = plan.working_group
    if not group.decree_sha256:
        return ()
    title = both(_("decree of the working group, signed"))
    return (
        AnnexLine(title=title, number=group.decree_number, dated_on=group.decree_on, sha256=group.decree_sha256),
    )  # fmt: skip


def _papers(plan: Plan) -> tuple[AnnexLine, ...]:
    """The readiness of the region and the draft of the decree, as they were issued last."""
    about = Q(kind="D0", adoption__region=plan.region_id) | Q(kind="D1", working_group=plan.working_group_id)
    found = Document.objects.filter(about, superseded_by__isnull=True, revocation__isnull=True)
    return tuple(
        AnnexLine(title=both(KINDS[paper.kind].title), number=paper.number, dated_on=paper.dated_on)
        for paper in found.order_by("kind", "issued_at")
    )


def _files(dossier: Dossier) -> tuple[AnnexLine, ...]:
    return tuple(
        AnnexLine(title=row.description, dated_on=dossier.local_day(row.recorded_at), sha256=row.sha256)
        for row in of_nobody(dossier.plan)
    )
