"""Signing with a key on this server (PAdES, through pyHanko), and reading what was signed.

The signature is invisible: a field without size out of the page keeps the file PDF/A-3a and PDF/UA-1 at once, and the
page itself says nothing that was not true before it was signed.
"""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.sign.validation import SignatureCoverageLevel
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from documents.signing import reasons
from documents.signing.keys import Key
from documents.signing.signer import Signed, Unsignable

FIELD = "LIAP-1"
SAID = "Tanda tangan elektronik"


@dataclass(frozen=True)
class Reading:
    """What a signature in a file says: untouched since, and nothing after it."""

    certificate: str
    is_intact: bool
    covers_whole_file: bool


class Writer(IncrementalPdfFileWriter):
    """Leaves the metadata as it was drawn: pyHanko would write it anew, and lose how PDF/A wants it described."""

    def _update_meta(self) -> None:
        pass


class KeySigner:
    """Signs with the key of an office."""

    def __init__(self, key: Key, *, timestamp_url: str = "") -> None:
        self.key, self.timestamp_url = key, timestamp_url

    def sign(self, pdf: bytes, *, reason: str, place: str) -> Signed:
        """Appends the signature to the file, whose bytes stay in front as they are."""
        signer = self._opened()
        stamper = self.timestamper()
        metadata = signers.PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", reason=reason, location=place,
            subfilter=fields.SigSeedSubFilter.PADES,
        )  # fmt: skip
        out_of_the_page = fields.InvisSigSettings(set_print_flag=True, box_out_of_bounds=True)
        spec = fields.SigFieldSpec(FIELD, invis_sig_settings=out_of_the_page, readable_field_name=SAID)
        writer = signers.PdfSigner(metadata, signer, timestamper=stamper, new_field_spec=spec)
        try:
            signed = writer.sign_pdf(Writer(io.BytesIO(pdf))).getvalue()
        except (TimestampRequestError, OSError) as fault:
            raise Unsignable(reasons.TIMESTAMP, is_lasting=False) from fault
        found = read(signed)
        if not signed.startswith(pdf) or [one.is_intact and one.covers_whole_file for one in found] != [True]:
            raise Unsignable(reasons.BROKEN, is_lasting=False)
        certificate = signer.signing_cert
        return Signed(signed, certificate.subject.human_friendly[:300], certificate.sha256.hex(), stamper is not None)

    def timestamper(self) -> Any:
        """The service which confirms when it was signed; None where no address is set."""
        return HTTPTimeStamper(self.timestamp_url, timeout=10) if self.timestamp_url else None

    def _opened(self) -> Any:
        """The key and certificate; the reason why not never holds anything of them."""
        content = self.key.read()
        try:
            signer = signers.SimpleSigner.load_pkcs12_data(content, (), self.key.passphrase or None)
        except (ValueError, AttributeError, TypeError) as fault:
            is_locked = "password" in str(fault.__cause__).lower()
            raise Unsignable(reasons.PASSPHRASE if is_locked else reasons.UNREADABLE) from None
        _check(signer.signing_cert)
        return signer


def _check(certificate: Any) -> None:
    now = datetime.now(UTC)
    if now > certificate.not_valid_after:
        raise Unsignable(reasons.EXPIRED)
    if now < certificate.not_valid_before:
        raise Unsignable(reasons.TOO_EARLY)
    usage = certificate.key_usage_value
    if usage and not usage.native & {"digital_signature", "non_repudiation"}:
        raise Unsignable(reasons.UNSUITED)


def read(pdf: bytes) -> list[Reading]:
    """What the signatures in a file say about it, without judging whom to trust."""
    return [_reading(one) for one in PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures]


def _reading(one: Any) -> Reading:
    is_same, holds = validate_sig_integrity(one.signer_info, one.signer_cert, "data", one.compute_digest())
    whole = one.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
    return Reading(one.signer_cert.subject.human_friendly, is_same and holds, whole)
