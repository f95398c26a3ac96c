"""The copy of all data about a subject, and its erasure: an SMI with its owner, or a person who logs in."""

from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from config.personal_data import PEOPLE_DATA
from liap.audit.actions import record
from liap.audit.models import Event
from liap.enterprises.models import Enterprise
from liap.enterprises.protection.actions import note_access
from liap.enterprises.protection.erasing import erase_all, records_of, told
from liap.enterprises.protection.models import DataAccess
from liap.enterprises.protection.personal import ENTERPRISE_DATA
from liap.people.models import User


@transaction.atomic
def export_enterprise(enterprise: Enterprise, *, by: User) -> dict[str, Any]:
    """Everything on record about an SMI and its owner, with who saw it; the export itself leaves an access row."""
    records = records_of(enterprise)
    act, reason = DataAccess.Act.EXPORT, DataAccess.Reason.REQUEST
    note_access(records, by=by, act=act, what="copy", reason=reason)
    return {
        "subject": f"enterprise:{enterprise.pk}",
        "exported_at": timezone.now(),
        "records": [{"number": one.pk, "parts": told(ENTERPRISE_DATA, one.pk)} for one in records],
    }


@transaction.atomic
def export_person(person: User, *, by: User | None) -> dict[str, Any]:
    """Everything on record about a person who logs in, with his recorded acts by time and verb."""
    acts = Event.objects.filter(by=person).order_by("at", "pk").values("at", "verb", "subject")
    record("person.exported", by=by, chain="people", subject=f"user:{person.pk}")
    return {
        "subject": f"user:{person.pk}",
        "exported_at": timezone.now(),
        "parts": told(PEOPLE_DATA, person.pk),
        "acts": list(acts),
    }


@transaction.atomic
def erase_person(person: User, *, by: User | None) -> User:
    """Closes the account for good and takes names and contacts out of it; acts and issued papers stay (feature K4)."""
    row = User.objects.select_for_update().get(pk=person.pk)
    erased = erase_all(PEOPLE_DATA, row.pk, pseudonym=f"#{row.pk}")
    row.refresh_from_db()
    row.set_unusable_password()
    row.is_active = False
    row.save(update_fields=["password", "is_active"])
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(row.pk):
            session.delete()
    record("person.erased", by=by, chain="people", subject=f"user:{row.pk}", rows=erased)
    return row
