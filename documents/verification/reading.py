"""Has the codes on the pages of a scan read by a child process with limits.

A scanner that recognises letters puts them behind the picture, and a file printed to PDF has them anyway; the foot of
each page bears the code, and the QR code at the end of a paper leads to its public page.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum

from documents import children

COMMAND = (sys.executable, "-m", "documents.verification.decoding")
WALL_SECONDS = 30
UNREADABLE = 1


class Fit(StrEnum):
    """What the codes on pages say about a paper."""

    SAME = "same"
    OTHER = "other"
    NOTHING = "nothing"


class TooHeavy(Exception):
    """The pages cannot be looked at within the limits: pictures of a size that no scanner gives."""


@dataclass(frozen=True)
class Codes:
    """`lettered` reads like a code in the text, by chance perhaps; `drawn` stands in the address of a QR code."""

    lettered: frozenset[str] = frozenset()
    drawn: frozenset[str] = frozenset()

    def fit(self, code: str | None, known: set[str]) -> Fit:
        """Whether the pages are those of the paper with this code; `known` are the codes of papers among all here.

        A scan may hold other papers besides, as an annex. An address in a QR code counts even if nobody knows it.
        """
        if code and code in self.lettered | self.drawn:
            return Fit.SAME
        return Fit.OTHER if self.drawn or self.lettered & known else Fit.NOTHING


def codes_in(content: bytes) -> Codes:
    """The codes on the pages of a PDF or on a picture; none when it cannot be opened. Raises TooHeavy."""
    try:
        done = children.read(COMMAND, content, seconds=WALL_SECONDS)
    except subprocess.TimeoutExpired as fault:
        raise TooHeavy from fault
    if done.returncode == UNREADABLE:
        return Codes()
    if done.returncode:
        raise TooHeavy
    told = json.loads(done.stdout)
    return Codes(frozenset(told["lettered"]), frozenset(told["drawn"]))
