"""Signing with a key on this server (PAdES, through pyHanko), and reading what was signed.

The signature shows on the last page; its field hangs in the structure, so that the file stays PDF/A-3a and PDF/UA-1.
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

from documents.signing import reasons, seal
from documents.signing.keys import Key
from documents.signing.occasion import Occasion
from documents.signing.signer import Signed, Unsignable

FIELD = "LIAP-1"


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


def clock() -> datetime:
    """The moment of a signature where no service confirms one."""
    return datetime.now(UTC)


class PenAt(signers.PdfSigner):
    """Signs at a moment that was taken before, so that file, page and record name the same."""

    def __init__(self, at: datetime, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.at = at

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


class KeySigner:
    """Signs with the key of an office."""

    def __init__(self, key: Key, *, timestamp_url: str = "") -> None:
        self.key, self.timestamp_url = key, timestamp_url

    def sign(self, pdf: bytes, *, reason: str, place: str, occasion: Occasion) -> Signed:
        """Appends the signature to the file, whose bytes stay in front as they are."""
        signer = self._opened()
        stamper = self.timestamper()
        subject, at = signer.signing_cert.subject.human_friendly[:300], clock()
        metadata = signers.PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", reason=reason, location=place,
            subfilter=fields.SigSeedSubFilter.PADES,
        )  # fmt: skip
        words = occasion.words(certificate=subject, at=at, is_timestamped=stamper is not None)
        writer = Writer(io.BytesIO(pdf))
        seal.put_field(writer, FIELD, words)
        style = seal.appearance(writer, words)
        try:
            signed = PenAt(at, metadata, signer, timestamper=stamper, stamp_style=style).sign_pdf(writer).getvalue()
        except (TimestampRequestError, OSError) as fault:
            raise Unsignable(reasons.TIMESTAMP, is_lasting=False) from fault
        found = read(signed)
        if not signed.startswith(pdf) or [one.is_intact and one.covers_whole_file for one in found] != [True]:
            raise Unsignable(reasons.BROKEN, is_lasting=False)
        return Signed(signed, subject, signer.signing_cert.sha256.hex(), at, is_timestamped=stamper is not None)

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
