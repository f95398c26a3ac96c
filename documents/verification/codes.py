"""The code by which anybody who holds a paper asks whether it is genuine: by chance, so that none can be guessed."""

import secrets

from django.conf import settings
from django.urls import reverse

# Crockford's 32 signs, which are not taken for each other: 26 of them are 130 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\u2010": None, "\u2013": None})


def new_code() -> str:
    """A code that no other paper has, drawn from the operating system's source of chance."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def as_stored(typed: str) -> str:
    """What was typed or scanned as it would be stored; empty when it cannot be a code."""
    code = typed[: 4 * LENGTH].upper().translate(_MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def address_of(code: str) -> str:
    """Where the code is looked up, as it is printed and drawn into the QR code."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("documents:verify", args=[code])
