"""D8, the minutes of a handover (Berita Acara Serah Terima): what a post or seat hands to its next holder."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from documents.facts import Head
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class OpenTaskLine:
    """A task that goes to the successor."""

    title: str
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """A paper in the file of the LIAP."""

    kind: str
    number: str


@dataclass(frozen=True, kw_only=True)
class HandoverFacts:
    """Everything that D8 prints; a signature that is missing has its reason."""

    head: Head
    post: str
    outgoing: str | None = None
    incoming: str
    superior: str
    taken_over_on: date
    decree: str | None = None
    tasks: tuple[OpenTaskLine, ...] = ()
    tasks_elsewhere: int = 0
    papers: tuple[PaperLine, ...] = ()
    enterprises: tuple[str, ...] = ()
    notes: str | None = None
    promises: str | None = None
    risks: str | None = None
    outgoing_signed_at: datetime | None = None
    incoming_signed_at: datetime | None = None
    confirmed_at: datetime
    reason: str | None = None


KIND = Kind(
    code="D8", shape=HandoverFacts, title=_("Handover minutes"), template="d8_handover.html", has_contents=False
)
