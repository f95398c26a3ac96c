"""The table of personal data of SMIs: every field, how its rows are found, and what erasing does to it.

A new field about an owner gets its line here; exporting and erasing read nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Fate(StrEnum):
    """What erasing does to a field."""

    BLANK = "blank"  # the empty value of the field
    PSEUDONYM = "pseudonym"  # a word with the number of the record in place of a name
    DELETE = "delete"  # the whole row goes
    KEEP = "keep"  # stays, for the reason that stands beside it


@dataclass(frozen=True)
class PersonalData:
    """Some fields of one model about one subject, found by `rows(number of the subject)`.

    Where rows might be about somebody of the same name, erasing takes them all and `told_of` says which are told.
    """

    model: str
    fields: tuple[str, ...]
    rows: Callable[[int], Q]
    fate: Fate
    why_kept: str | Promise = ""
    told_of: Callable[[int], Q] | None = None

    @property
    def found(self) -> type[Model]:
        return apps.get_model(self.model)

    def told(self, subject: int) -> list[dict[str, Any]]:
        """The rows about a subject as plain values; a person who acted is told by name."""
        rows = self.told_rows(subject)
        return [{name: _plain(getattr(row, name)) for name in self.fields} for row in rows]

    def told_rows(self, subject: int) -> QuerySet[Any]:
        """The rows that are about the subject beyond doubt."""
        rows = self.of(subject)
        return rows.filter(self.told_of(subject)) if self.told_of else rows

    def erase(self, numbers: list[Any], *, pseudonym: str) -> int:
        """Does to the rows of these numbers what their fate is; returns how many there were."""
        rows = self.found._base_manager.filter(pk__in=numbers)
        if self.fate == Fate.KEEP:
            return 0
        if self.fate == Fate.DELETE:
            return rows.delete()[0]
        said = dict.fromkeys(self.fields, pseudonym) if self.fate == Fate.PSEUDONYM else self._empty()
        return rows.update(**said)

    def _empty(self) -> dict[str, Any]:
        fields = [self.found._meta.get_field(name) for name in self.fields]
        return {field.name: None if field.null else field.get_default() for field in fields}

    def of(self, subject: int) -> QuerySet[Any]:
        """The rows about a subject."""
        return self.found._base_manager.filter(self.rows(subject)).order_by("pk")


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Model) else value


def _of_enterprise(subject: int) -> Q:
    return Q(enterprise=subject)


def _of_respondent(subject: int) -> Q:
    return Q(respondent__enterprise=subject)


def _itself(subject: int) -> Q:
    return Q(pk=subject)


def _log_entry(subject: int) -> Q:
    return Q(content_type__app_label="liap", content_type__model="enterprise", object_id=str(subject))


APPEND_ONLY = _("append-only; holds numbers of the record, which names nobody any more")
OF_THE_PLAN = _("part of a plan that people approved (archive)")

ENTERPRISE_DATA = (
    PersonalData("liap.Enterprise", ("name",), _itself, Fate.PSEUDONYM),
    PersonalData(
        "liap.Enterprise",
        ("nib", "address", "owner_name", "owner_phone", "owner_email", "owner_nik_masked", "owner_nik_hash",
         "owner_sex", "owner_age_band", "owner_has_disability", "investment", "product"),
        _itself,
        Fate.BLANK,
    ),
    PersonalData("liap.EnterpriseChange", ("at", "values"), _of_enterprise, Fate.DELETE),
    PersonalData("liap.EnterpriseMerge", ("reason", "filled"), lambda pk: Q(winner=pk) | Q(loser=pk), Fate.BLANK),
    PersonalData("liap.ProcessingBasis", ("evidence",), _of_enterprise, Fate.BLANK),
    PersonalData(
        "liap.ProcessingBasis",
        ("purpose", "basis", "given_on", "medium", "withdrawn_at"),
        _of_enterprise,
        Fate.KEEP,
        _("proves that the use was allowed and when it ended"),
    ),
    PersonalData("liap.SubjectRequest", ("text", "answer"), _of_enterprise, Fate.BLANK),
    PersonalData(
        "liap.SubjectRequest", ("kind", "received_at", "due_at", "outcome", "answered_at"), _of_enterprise, Fate.KEEP,
        _("proves that the request was answered in time"),
    ),
    PersonalData("liap.ServiceReceived", ("result",), _of_enterprise, Fate.BLANK),
    PersonalData(
        "liap.ServiceReceived", ("kind", "provider", "received_on"), _of_enterprise, Fate.KEEP, _("use of services")
    ),
    PersonalData("liap.DataAccess", ("at", "by", "act", "what", "reason"), _of_enterprise, Fate.KEEP, APPEND_ONLY),
    PersonalData("liap.TargetEnterprise", ("baseline_turnover", "baseline_year"), _of_enterprise, Fate.BLANK),
    PersonalData("liap.EnterpriseAction", ("text",), _of_enterprise, Fate.KEEP, OF_THE_PLAN),
    PersonalData("liap.EnterpriseCheck", ("occasion", "round", "checked_on", "product_change", "place_change"),
                 _of_enterprise, Fate.KEEP,
                 APPEND_ONLY),
    PersonalData("liap.SuccessCase", ("rung", "reached_on", "certificate_number"), _of_enterprise, Fate.KEEP,
                 _("counted in reports, with its proof")),
    PersonalData(
        "liap.PerformanceRecord",
        ("first_on", "months", "turnover_kind", "turnover", "turnover_low", "turnover_high", "production", "workers",
         "workers_female", "workers_male", "buyers", "main_channel", "note", "correction_reason"),
        _of_enterprise,
        Fate.KEEP,
        APPEND_ONLY,
    ),
    PersonalData("liap.BlockMember", ("block_id", "women", "men"), _of_enterprise, Fate.KEEP,
                 _("guards published sums")),
    PersonalData("liap.EntryLink", ("token_hash",), _of_enterprise, Fate.KEEP, _("taken back when the use stops")),
    PersonalData("liap.Respondent", ("reason",), _of_enterprise, Fate.BLANK),
    PersonalData("liap.Respondent", ("medium", "state", "attempts"), _of_enterprise, Fate.KEEP,
                 _("counted in reports")),
    PersonalData("liap.ReplyLine", ("question", "choice", "number", "text"),
                 lambda pk: Q(reply__respondent__enterprise=pk), Fate.DELETE),
    PersonalData("liap.ReplyCorrection", ("reason", "before"),
                 lambda pk: Q(reply__respondent__enterprise=pk), Fate.BLANK),
    PersonalData("liap.ReplyCorrection", ("at", "by", "held_as"),
                 lambda pk: Q(reply__respondent__enterprise=pk), Fate.KEEP,
                 _("who changed what is counted in reports")),
    PersonalData("liap.Reply", ("answered_as",), _of_respondent, Fate.BLANK),
    PersonalData("liap.Reply", ("medium", "answered_on"), _of_respondent, Fate.KEEP, _("counted in reports")),
    PersonalData("liap.ReplyLink", ("token_hash",), _of_respondent, Fate.KEEP, _("opens no more when the use stops")),
    PersonalData("admin.LogEntry", ("object_repr", "change_message"), _log_entry, Fate.BLANK),
)  # fmt: skip
