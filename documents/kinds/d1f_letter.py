"""D1f, the assignment letter (Surat Tugas) of a facilitator: basis, person, task, place, period, duty to report."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from documents.facts import Head
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """Everything that D1f prints; `letter_number` is the number under which the office sent the letter."""

    head: Head
    letter_number: str
    letter_on: date
    facilitator: str
    facilitator_nip: str | None = None
    post: str | None = None
    superior: str
    place: str
    valid_from: date
    valid_to: date
    contact: str | None = None


KIND = Kind(
    code="D1f",
    shape=LetterFacts,
    title=_("Assignment letter"),
    template="d1f_letter.html",
    has_contents=False,
    is_compact=True,
)
