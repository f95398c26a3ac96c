"""Ordering signatures and trying again."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from documents.leases.work import Work
from documents.signing.keys import has_key
from documents.signing.models import Signature
from liap.audit.actions import record
from liap.models import User
from liap.refusals import Conflict

WORK = Work(Signature, timedelta(seconds=60), "documents.signing.jobs.sign")


class NotFailed(Conflict):
    """Only a signature that became an incident is tried again by hand."""

    def __str__(self) -> str:
        return str(_("This signature is no incident; there is nothing to try again."))


def order(rendition: Any) -> Signature | None:
    """Has a drawing signed once the caller's transaction is through, where its office has a key.

    Papers that were drawn before the key was installed stay unsigned: a signature says who signed when.
    """
    if not has_key(rendition.document.organisation_id):
        return None
    signature, is_new = Signature.objects.get_or_create(rendition=rendition)
    if is_new:
        WORK.ring_on_commit(signature.pk)
    return signature


@transaction.atomic
def retry(signature: Signature, *, by: User) -> None:
    """Opens an incident for signing again, with its attempts counted anew."""
    if not WORK.reopen(signature.pk):
        raise NotFailed
    rendition = signature.rendition
    record(
        "retry signature", by=by, chain=rendition.document.chain,
        subject=f"document:{rendition.document_id}", language=rendition.language,
    )  # fmt: skip
    WORK.ring_on_commit(signature.pk)
