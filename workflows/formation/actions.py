"""Putting the signed decree of a working group on file."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.copies.actions import plain
from documents.models import Document
from liap.audit.actions import record
from liap.groups.formation.queries import leads
from liap.groups.models import WorkingGroup
from liap.outcomes.files import CleanFile, clean, keep
from liap.people.models import User
from liap.refusals import NotTheirs, Refusal


class WrongDecreeNumber(Refusal):
    """The number on the scan is not that of the draft decree which was sent for signature."""


class DecreeInTheFuture(Refusal):
    """A decree is put on file after it was signed."""


@transaction.atomic
def file_decree(
    group: WorkingGroup, *, file: UploadedFile | CleanFile, number: str, signed_on: date, signer: str, by: User
) -> WorkingGroup:
    """Keeps the scan of the signed decree with its number, day and signer; the earlier file stays under its hash."""
    locked = WorkingGroup.objects.select_for_update().get(pk=group.pk)
    if not (by.is_superuser or leads(by, locked)):
        raise NotTheirs(_("Only the coordinator or the head of the office puts the decree on file."))
    if signed_on > timezone.localdate():
        raise DecreeInTheFuture(_("The decree is dated in the future."))
    _refuse_wrong_number(locked, number)
    kept = file if isinstance(file, CleanFile) else clean(file)
    keep(kept)
    locked.decree_number, locked.decree_on, locked.decree_signer = number.strip(), signed_on, signer.strip()
    locked.decree_file_name, locked.decree_content_type = kept.name, kept.content_type
    locked.decree_sha256, locked.decree_filed_at = kept.sha256, timezone.now()
    locked.save()
    record("group.decree_filed", by=by, chain=f"group:{locked.pk}", subject=f"group:{locked.pk}", sha256=kept.sha256)
    return locked


def _refuse_wrong_number(group: WorkingGroup, number: str) -> None:
    """As with every signed copy: the scan bears the number of the draft that was sent, where one was sent here."""
    draft = Document.objects.filter(
        kind="D1", working_group=group, superseded_by__isnull=True, revocation__isnull=True
    ).first()
    if draft and plain(number) != plain(draft.number):
        text = _(
            "The number “%(typed)s” is not that of the draft decree, which is %(number)s. Correct it, or send a new "
            "draft for signature."
        )
        raise WrongDecreeNumber(text % {"typed": number[:120], "number": draft.number})
