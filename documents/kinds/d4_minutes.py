"""D4, the minutes of approval (Berita Acara): attendance, quorum, decision, dissent and the hash of the plan."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from documents.facts import Approval, Head, Text
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class AttendanceLine:
    """A member; one with a conflict of interest is present but not counted."""

    name: str
    seat: str | None = None
    institution: Text | str | None = None
    is_present: bool = False
    has_conflict: bool = False


@dataclass(frozen=True, kw_only=True)
class MinutesFacts:
    """Everything that D4 prints. `approvals` are the steps after the meeting: office head, budget check, ministry."""

    head: Head
    meeting_number: str | None = None
    held_on: date
    held_at: str
    agenda: str | None = None
    chair: str | None = None
    secretary: str | None = None
    seats_with_vote: int
    counted: int
    quorum: int | None = None
    is_quorate: bool
    is_written: bool = False
    attendance: tuple[AttendanceLine, ...] = ()
    decision: Text
    conditions: str | None = None
    dissent: str | None = None
    approvals: tuple[Approval, ...] = ()
    plan_version: int
    plan_sha256: str


KIND = Kind(
    code="D4", shape=MinutesFacts, title=_("Minutes of approval"), template="d4_minutes.html", has_contents=False
)
