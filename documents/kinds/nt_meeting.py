"""NT, the minutes of a meeting (notula): who came, what was said and decided, every task with its post and date."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Text
from documents.kinds.d4_minutes import AttendanceLine
from documents.kinds.kind import Kind


@dataclass(frozen=True, kw_only=True)
class DecidedTask:
    """A task that the meeting set: which post does it by when, and who held the post on the day of the minutes."""

    title: str
    post: str | None = None
    holder: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """Everything that NT prints."""

    head: Head
    meeting_number: str | None = None
    purpose: Text
    held_on: date
    held_at: str
    seats_with_vote: int
    counted: int
    attendance: tuple[AttendanceLine, ...] = ()
    decision: Text
    remark: str | None = None
    dissent: str | None = None
    issues: tuple[str, ...] = ()
    tasks: tuple[DecidedTask, ...] = ()


KIND = Kind(
    code="NT", shape=MeetingFacts, title=_("Minutes of a meeting"), template="nt_meeting.html", has_contents=False
)
