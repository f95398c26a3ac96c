"""What a person who logs in is shown of the data held about him, in the words of the pages, and who took them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.admin.models import LogEntry
from django.db.models import Count, Max, Min, Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from config.personal_data import PEOPLE_DATA
from liap.audit.models import Event
from liap.enterprises.protection.personal import Fate, PersonalData
from liap.people.models import User
from liap.tables.columns import Column, plain
from liap.templatetags.liap_format import day, moment

# Of one kind the newest are shown on the page; the file has all.
SHOWN = 10
FATES = {
    Fate.BLANK: _("is emptied"),
    Fate.PSEUDONYM: _("is replaced by a number"),
    Fate.DELETE: _("is deleted"),
    Fate.KEEP: _("stays"),
}
# Where the models of others, or names for programmers, would speak to an official.
TITLES = {
    "axes.AccessAttempt": _("Log-ins that failed under your user name"),
    "axes.AccessFailureLog": _("Log-ins that were refused under your user name"),
    "axes.AccessLog": _("Log-ins under your user name"),
    "admin.LogEntry": _("Changes of your account in the administration"),
    "liap.DataAccess": _("Personal data of SMIs that you looked at"),
    "liap.Invitation": _("Invitations to a seat that name you"),
    "liap.SubjectRequest": _("What you asked about your data"),
    "liap.User": _("Your account"),
}
LABELS = {
    "enterprise_id": _("number of the SMI"),
    "training": _("training"),
    "candidate": _("industry"),
    "criterion": _("criterion"),
    "token_sha256": _("fingerprint of the address"),
    "ip_address": _("address in the network"),
    "user_agent": _("browser"),
    "username": _("user name"),
    "email": _("e-mail"),
    "last_login": _("last log-in"),
    "date_joined": _("account since"),
    "object_repr": _("name at that time"),
    "change_message": _("what was changed"),
}
# The recorded acts about a person that show or change his account.
LOOKS = {
    "person.exported": _("full copy taken"),
    "person_activated": _("account opened"),
    "person_deactivated": _("account closed"),
    "password_changed": _("password changed"),
}
Line = tuple[str, object]


@dataclass(frozen=True)
class Held:
    """Rows of one kind about the person: label and value of each field, and what an erasure would do to them."""

    title: str
    fate: str
    why_kept: str
    rows: list[list[Line]]

    @property
    def newest(self) -> list[list[Line]]:
        return self.rows[::-1][:SHOWN]


COLUMNS = (
    Column(_("Kind"), lambda row: row[0].title),
    Column(_("No."), lambda row: row[1], _("counts the rows of one kind")),
    Column(_("What"), lambda row: capfirst(row[2][0])),
    Column(_("Value"), lambda row: row[2][1], _("empty: nothing is held")),
    Column(_("If erased"), lambda row: row[0].fate, _("what becomes of it when a request to erase is granted")),
    Column(_("Why it stays"), lambda row: row[0].why_kept),
)


def held_about(person: User) -> list[Held]:
    """Everything the table of personal data knows about the person, the account itself first."""
    found = [held for part in PEOPLE_DATA if (held := _held(part, person.pk)).rows]
    own = str(TITLES["liap.User"])
    return sorted(found, key=lambda held: held.title != own)


def _held(part: PersonalData, subject: int) -> Held:
    title = TITLES.get(part.model) or capfirst(str(part.found._meta.verbose_name_plural))
    rows = [[(_label(row, name), _words(row, name)) for name in part.fields] for row in part.told_rows(subject)]
    return Held(title=str(title), fate=str(FATES[part.fate]), why_kept=str(part.why_kept), rows=rows)


def _label(row: Model, name: str) -> str:
    return str(LABELS.get(name) or row._meta.get_field(name).verbose_name)


def _words(row: Model, name: str) -> object:
    """A value as pages say it; None where nothing is held."""
    shown = getattr(row, f"get_{name}_display", None)
    value = shown() if shown else getattr(row, name)
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else plain(value)


@dataclass(frozen=True)
class Look:
    """Somebody took a copy of the person's data, or changed the account."""

    at: datetime
    by: User | None
    what: str


def looks_at(person: User) -> list[Look]:
    """Who took or changed what is held about the person, as far as it is logged, the newest first."""
    return sorted(_looks(person), key=lambda look: look.at, reverse=True)


def _looks(person: User) -> Iterator[Look]:
    events = Event.objects.filter(subject=f"user:{person.pk}", verb__in=LOOKS).select_related("by")
    for event in events:
        yield Look(event.at, event.by, str(LOOKS[event.verb]))
    entries = LogEntry.objects.filter(content_type__app_label="liap", content_type__model="user")
    for entry in entries.filter(object_id=str(person.pk)).select_related("user"):
        yield Look(entry.action_time, entry.user, capfirst(str(_("changed in the administration"))))


def acts_of(person: User) -> dict[str, object]:
    """How many acts of the person are on record (count), from when (first) to when (last)."""
    return Event.objects.filter(by=person).aggregate(count=Count("pk"), first=Min("at"), last=Max("at"))
