"""Noting the heads of the audit record once a day, and ordering the mails that carry them out of the house."""

import hashlib
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from documents.anchors.heads import as_text
from documents.anchors.models import Anchor, AnchorMail
from documents.anchors.queries import current_heads, readers


def note_heads(day: date | None = None) -> Anchor | None:
    """Stores the heads of today with a mail for each reader; None when that was done before, by whomever."""
    day = day or timezone.localdate()
    if Anchor.objects.filter(day=day).exists():
        return None
    heads = as_text(current_heads())
    try:
        with transaction.atomic():
            anchor = Anchor.objects.create(day=day, heads=heads, sha256=hashlib.sha256(heads.encode()).hexdigest())
            AnchorMail.objects.bulk_create(AnchorMail(anchor=anchor, person=person) for person in readers())
    except IntegrityError:
        return None  # Somebody else noted the heads of this day.
    return anchor
