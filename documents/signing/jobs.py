"""Signing in the background: under a lease, outside of any transaction, with the key that lies on this server."""

import logging
import uuid

from django.db import transaction

from documents import canonical, storage
from documents.kinds import KINDS
from documents.signing import keys
from documents.signing.actions import WORK
from documents.signing.models import Signature
from documents.signing.occasion import Occasion
from documents.signing.signer import Signed, Unsignable
from liap.audit.actions import record

log = logging.getLogger(__name__)


def sign(signature_id: int) -> None:
    """Signs one drawing if nobody else does and it is still due; never raises."""
    WORK.run(signature_id, _sign_claimed)


def sweep(*, sign_here: bool = False) -> list[int]:
    """Rings again for each due signature that was not rung lately, or makes it here."""
    return WORK.sweep(sign, here=sign_here)


def _sign_claimed(signature_id: int, token: uuid.UUID) -> None:
    row = Signature.objects.select_related("rendition__document__organisation").get(pk=signature_id)
    rendition = row.rendition
    document = rendition.document
    try:
        unsigned = storage.read(rendition.stored_name, rendition.sha256)
        signer = keys.signer_of(document.organisation_id)
        office = document.organisation
        zone = canonical.from_json(KINDS[document.kind].shape, document.facts).head.time_zone
        occasion = Occasion(office=office.name, language=rendition.language, time_zone=zone)
        signed = signer.sign(unsigned, reason=document.number, place=office.seat_town, occasion=occasion)
        stored = storage.put(signed.pdf)
    except Unsignable as fault:
        log.warning("signature %s: %s", signature_id, fault)
        WORK.give_back(signature_id, token, str(fault), is_final=fault.is_lasting)
    except Exception as fault:
        # The name alone: what a library says of a key that it could not use might hold some of it.
        log.warning("signature %s: %s", signature_id, type(fault).__name__)
        WORK.give_back(signature_id, token, type(fault).__name__)
    else:
        _write_down(row, token, signed, stored)


@transaction.atomic
def _write_down(row: Signature, token: uuid.UUID, signed: Signed, stored: storage.Stored) -> None:
    about = {
        "certificate": signed.certificate,
        "certificate_sha256": signed.certificate_sha256,
        "is_timestamped": signed.is_timestamped,
    }
    if WORK.write(row.pk, token, stored, signed_at=signed.at, **about):
        rendition = row.rendition
        record(
            "sign document", by=None, chain=rendition.document.chain,
            subject=f"document:{rendition.document_id}", language=rendition.language, sha256=stored.sha256,
            certificate_sha256=signed.certificate_sha256,
        )  # fmt: skip
