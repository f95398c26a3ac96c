"""Putting the signed decree of a working group on file."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.groups.formation.queries import leads
from liap.groups.models import WorkingGroup
from liap.outcomes.files import CleanFile, clean, keep
from liap.people.models import User
from liap.places.queries import today_in
from liap.refusals import NotTheirs, Refusal


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
    if signed_on > today_in(locked.region):
        raise DecreeInTheFuture(_("The decree is dated in the future."))
    kept = file if isinstance(file, CleanFile) else clean(file)
    keep(kept)
    locked.decree_number, locked.decree_on, locked.decree_signer = number.strip(), signed_on, signer.strip()
    locked.decree_file_name, locked.decree_content_type = kept.name, kept.content_type
    locked.decree_sha256, locked.decree_filed_at = kept.sha256, timezone.now()
    locked.save()
    record("group.decree_filed", by=by, chain=f"group:{locked.pk}", subject=f"group:{locked.pk}", sha256=kept.sha256)
    return locked
