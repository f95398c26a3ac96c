"""The identity number (NIK) of an owner: read once, kept as a mask and a keyed hash that finds the same person."""

import hashlib
import hmac
import re

from django.conf import settings

LENGTH = 16
SHOWN = 4
FEMALE_DAY = 40  # women's days of birth are written with 40 added


def is_identity_number(text: str) -> bool:
    """Whether the text has the form of a NIK: sixteen digits with a day and month of birth in the middle."""
    if not re.fullmatch(r"[0-9]{16}", text):
        return False
    day, month = int(text[6:8]) % FEMALE_DAY, int(text[8:10])
    return text[6:8] < "72" and 1 <= day <= 31 and 1 <= month <= 12


def mask(number: str) -> str:
    """All but the last four digits as stars."""
    return "*" * (LENGTH - SHOWN) + number[-SHOWN:]


def keyed_hash(number: str) -> str:
    """The HMAC-SHA-256 of the number; without the key of this installation it says nothing."""
    key = hashlib.sha256(b"identity:" + settings.IDENTITY_KEY.encode()).digest()
    return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()


def identity_of(number: str) -> dict[str, str]:
    """What is kept of a number, as columns of a record; nothing when there is none."""
    return {"owner_nik_masked": mask(number), "owner_nik_hash": keyed_hash(number)} if number else {}
