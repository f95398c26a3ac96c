"""Reading public versions, and what is known that must not be in them."""

from django.db.models import Q, QuerySet

from documents.models import Document
from documents.public.models import PublicRendition, PublicVersion
from documents.public.redaction import KINDS
from documents.public.scrubbing import Secrets, amounts_of, names_of
from liap.models import Enterprise, Plan, User
from liap.people.models import Role
from liap.plans.queries import holds

RELEASERS = (Role.OFFICE_HEAD, Role.MINISTRY_REVIEWER)


def may_release(user: User, document: Document) -> bool:
    """Whether the person can put a paper before the public: the head of the office or the ministry."""
    return document.kind in KINDS and document.plan is not None and holds(user, document.plan, *RELEASERS)


def version_of(document: Document) -> PublicVersion | None:
    """The public version of a paper, released or withdrawn."""
    found = PublicVersion.objects.filter(document=document).select_related("released_by", "withdrawn_by")
    return found.prefetch_related("renditions").first()


def released(text: str = "") -> QuerySet[PublicVersion]:
    """What everybody may read, newest first, narrowed by words of number, title or region.

    Nothing of the paper itself is read but its number, kind, date and region.
    """
    rows = PublicVersion.objects.filter(withdrawn_at__isnull=True).select_related(
        "document__region", "document__revocation"
    )
    for word in text.split()[:6]:
        rows = rows.filter(
            Q(title__icontains=word) | Q(document__number__icontains=word) | Q(document__region__name__icontains=word)
        )
    return rows.prefetch_related("renditions").defer("facts", "document__facts", "document__revocation__reason")


def public_file(pk: int, language: str) -> PublicRendition | None:
    """The drawn file of a version that is released and whose paper was not revoked."""
    rows = PublicRendition.objects.filter(version=pk, language=language, state=PublicRendition.State.DONE)
    rows = rows.filter(version__withdrawn_at__isnull=True, version__document__revocation__isnull=True)
    return rows.select_related("version__document__region").first()


def released_files(document_id: int) -> QuerySet[PublicRendition]:
    """The drawn public files of a paper, also of one that was revoked since, but none that was withdrawn."""
    return PublicRendition.objects.filter(
        version__document=document_id, version__withdrawn_at__isnull=True, state=PublicRendition.State.DONE
    ).order_by()


def secrets_of(plan: Plan) -> Secrets:
    """Names and personal amounts that the product knows of a plan: enterprises, owners, people, turnover."""
    targets = plan.target_enterprises.values("enterprise")
    enterprises = Enterprise._base_manager.filter(
        Q(pk__in=targets) | Q(region=plan.region_id, industry=plan.industry_id)
    )
    columns = ("name", "owner_name", "owner_phone", "owner_email", "nib", "address")
    names = [name for row in enterprises.values_list(*columns) for name in row]
    people = User.objects.filter(
        Q(memberships__seat__working_group=plan.working_group_id)
        | Q(appointments__post__organisation__region=plan.region_id)
        | Q(pk=plan.author_id)
    )
    for row in people.values_list("full_name", "employee_number", "phone", "email"):
        names += row
    amounts = [*plan.target_enterprises.values_list("baseline_turnover", flat=True)]
    amounts += enterprises.values_list("investment", flat=True)
    records = enterprises.values_list(*(f"performance_records__turnover{part}" for part in ("", "_low", "_high")))
    for row in records:
        amounts += row
    return Secrets(names_of(names), amounts_of(amounts))
