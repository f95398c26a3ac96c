"""Taking a paper back: the row of the paper stays as it is, beside it stands who revoked it, when and why."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from documents import actions as documents
from documents.models import Document
from documents.public.actions import follow
from documents.revocations.models import Revocation
from documents.revocations.queries import may_revoke
from documents.revocations.remaking import remade
from liap.audit.actions import record
from liap.models import User
from liap.people.access import posts_label
from liap.people.models import Role
from liap.refusals import Conflict, NotTheirs


class NotTheHead(NotTheirs):
    """Only who answers for the office takes back what it issued."""

    def __str__(self) -> str:
        return str(_("Only the head of the office that issued this document can revoke it."))


class AlreadyRevoked(Conflict):
    """A paper is taken back once and for good."""

    def __str__(self) -> str:
        return str(_("This document was already revoked."))


class CannotBeRemade(Conflict):
    """What the paper was about is not there any more in the form that it needs."""

    def __str__(self) -> str:
        return str(_("The data of this document cannot be gathered again, so it cannot be replaced here."))


@transaction.atomic
def replace(document: Document, *, by: User) -> Document:
    """Issues a revoked paper anew, for the same period, from the data as it stands now. Exactly once."""
    revoked = Document.objects.select_related("organisation", "revocation").get(pk=document.pk)
    if not may_revoke(by, revoked):
        raise NotTheHead
    if not revoked.is_revoked:
        raise documents.NotRevoked
    if revoked.superseded_by_id:
        raise documents.AlreadyReplaced
    found = remade(revoked)
    if found is None:
        raise CannotBeRemade
    facts, office = found
    return documents.reissue(revoked, facts=facts, organisation=office, by=by)


@transaction.atomic
def revoke(document: Document, *, by: User, reason: str) -> Revocation:
    """Declares an issued paper void. Rule of the field: a void paper keeps its number, which is never given again."""
    locked = Document.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=document.pk)
    if not may_revoke(by, locked):
        raise NotTheHead
    if Revocation.objects.filter(document=locked).exists():
        raise AlreadyRevoked
    revocation = Revocation.objects.create(
        document=locked, by=by, reason=reason, held_as=posts_label(by, Role.OFFICE_HEAD)
    )
    record(
        "revoke document", by=by, chain=locked.chain, subject=f"document:{locked.pk}",
        kind=locked.kind, number=locked.number,
    )  # fmt: skip
    follow(locked, by=by)
    return revocation
