"""The copy of an SMI's data for its owner, and the erasure of what is personal; acts and papers stay as they are."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.enterprises.models import Enterprise
from liap.enterprises.protection.personal import ENTERPRISE_DATA, Fate, PersonalData
from liap.people.models import User
from liap.refusals import Conflict


class ErasedBefore(Conflict):
    """The personal data are erased already."""


def told(table: tuple[PersonalData, ...], subject: int) -> list[dict[str, Any]]:
    """Everything that a table of personal data knows of a subject, part by part, with what erasing would do."""
    parts = []
    for part in table:
        if rows := part.told(subject):
            fate = {"on_erasure": part.fate.value, "why_kept": part.why_kept}
            parts.append({"table": part.model, "fields": list(part.fields), **fate, "rows": rows})
    return parts


def records_of(enterprise: Enterprise) -> list[Enterprise]:
    """The record and all that were merged into it, which are about the same SMI."""
    found, new = [enterprise], [enterprise]
    while new:
        new = list(Enterprise.objects.filter(merged_into__in=new))
        found += new
    return found


def erase_all(table: Iterable[PersonalData], subject: int, *, pseudonym: str) -> int:
    """Erases by a table; the rows are found first, because some are found by what others say."""
    found = [(part, list(part.of(subject).values_list("pk", flat=True))) for part in table]
    return sum(part.erase(numbers, pseudonym=pseudonym) for part, numbers in found)


@transaction.atomic
def erase_enterprise(enterprise: Enterprise, *, by: User | None) -> Enterprise:
    """Takes the personal data out of an SMI's records for good.

    Rule: acts stay, names go (UU 27/2022 art. 43 against the archive's duty). The name of a legal person is no
    personal data and stays; issued papers and approved versions are archives and stay.
    """
    locked = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
    if locked.erased_at:
        raise ErasedBefore(_("The personal data of this SMI are erased."))
    for row in records_of(locked):
        pseudonym = f"IKM {row.pk}"
        table = [part for part in ENTERPRISE_DATA if row.is_of_a_person or part.fate != Fate.PSEUDONYM]
        erased = erase_all(table, row.pk, pseudonym=pseudonym)
        now = timezone.now()
        Enterprise.objects.filter(pk=row.pk).update(
            erased_at=now, restricted_at=row.restricted_at or now, version=row.version + 1
        )
        record(
            "enterprise.erased",
            by=by,
            chain=f"region:{row.region_id}",
            subject=f"enterprise:{row.pk}",
            rows=erased,
        )
    locked.refresh_from_db()
    return locked
