"""Who may add the signed copy of a paper, and who may read it."""

from django.db.models import QuerySet

from documents.copies.models import SignedCopy
from documents.models import Document
from documents.queries import readable_by
from liap.models import User
from liap.people.access import has_role, people_of
from liap.people.models import Role


def copies_readable_by(user: User) -> QuerySet[SignedCopy]:
    """The copies of papers that the person may read; all others do not exist for him."""
    readable = readable_by(user).order_by().values("pk")
    return SignedCopy.objects.filter(document__in=readable).select_related("document", "uploaded_by")


def may_add_copy(user: User, document: Document) -> bool:
    """Whether the person works for the issuing office, or coordinates or facilitates the plan of the paper."""
    if people_of(document.organisation_id).filter(pk=user.pk).exists():
        return True
    group = document.working_group or (document.plan.working_group if document.plan else None)
    return group is not None and any(
        has_role(user, role, working_group_id=group.pk, region_id=group.region_id)
        for role in (Role.COORDINATOR, Role.FACILITATOR)
    )
