"""The signing keys of offices: PKCS#12 files on this server, `<number of the organisation>.p12`, outside of the code.

The passphrase is the one of `LIAP_SIGNING_PASSPHRASE`, or stands in `<number>.passphrase` beside the key. Both files
must be closed to everybody else. None of it is ever in the database, in a log or in the queue.
"""

import stat
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from documents.signing import reasons
from documents.signing.signer import Signer, Unsignable

ENDING, PASSPHRASE_ENDING = ".p12", ".passphrase"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Key:
    """Where the key of an office lies; reading it is left to the moment of signing."""

    path: Path
    passphrase: bytes = field(repr=False)

    def read(self) -> bytes:
        """The bytes of the key, refused when others could read them."""
        return _private(self.path)


def has_key(organisation_id: int) -> bool:
    """Whether papers of the office are to be signed."""
    return settings.SIGNER == "key" and _path(organisation_id).exists()


def signer_of(organisation_id: int) -> Signer:
    """Who signs for the office; raises Unsignable where nobody does."""
    from documents.signing.local import KeySigner  # noqa: PLC0415 -- pyHanko is slow, only the worker needs it

    if not has_key(organisation_id):
        raise Unsignable(reasons.NO_KEY)
    path = _path(organisation_id)
    own = path.with_suffix(PASSPHRASE_ENDING)
    passphrase = _private(own).strip() if own.exists() else settings.SIGNING_PASSPHRASE.encode()
    return KeySigner(Key(path, passphrase), timestamp_url=settings.TIMESTAMP_URL)


def _path(organisation_id: int) -> Path:
    return Path(settings.SIGNING_KEYS) / f"{organisation_id}{ENDING}"


def _private(path: Path) -> bytes:
    try:
        if path.stat().st_mode & OTHERS:
            raise Unsignable(reasons.EXPOSED)
        return path.read_bytes()
    except OSError as fault:
        raise Unsignable(reasons.UNREADABLE) from fault
