"""What the pages of a file say that is not the issued one: the code of this paper, of another, or none.

Anybody may ask, so one file at a time is looked at in a process of the web server; the others are told nothing more
than that they are not the issued file.
"""

import threading
from dataclasses import dataclass

from documents.verification.queries import known_among
from documents.verification.reading import Fit, TooHeavy, codes_in

_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Borne:
    """How the codes on the pages fit the paper that was asked for; `other` is the code of another one."""

    fit: Fit
    other: str = ""


def borne_by(pages: bytes, code: str) -> Borne | None:
    """What the pages bear; None when nobody looked or nothing was found."""
    if not pages or not _one_at_a_time.acquire(blocking=False):
        return None
    try:
        codes = codes_in(pages)
    except TooHeavy:
        return None
    finally:
        _one_at_a_time.release()
    known = known_among(codes.lettered | codes.drawn)
    fit = codes.fit(code, known)
    others = sorted(known) or sorted(codes.drawn)
    return None if fit is Fit.NOTHING else Borne(fit, others[0] if fit is Fit.OTHER else "")
