"""The one table of personal data: what is kept about owners of SMIs and about people who log in, and its fate.

What is an archive stays as it was printed or approved: an act of 2019 keeps the name under it (feature K4). The table
`ARCHIVES` names those places, so that nothing else may hold a name after an erasure.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liap.enterprises.protection.personal import ENTERPRISE_DATA, Fate, PersonalData
from liap.people.models import User


def _itself(subject: int) -> Q:
    return Q(pk=subject)


def _of_person(subject: int) -> Q:
    return Q(person=subject)


def _named(subject: int) -> Q:
    """Invitations that name the person, who had no account when they were written."""
    person = User.objects.get(pk=subject)
    same = Q(person_name=person.full_name)
    return (same | Q(person_email__iexact=person.email)) if person.email else same


def _named_beyond_doubt(subject: int) -> Q:
    """Of these, the ones that do not name another address: a namesake's are not told."""
    email = User.objects.values_list("email", flat=True).get(pk=subject)
    return Q(person_email="") | (Q(person_email__iexact=email) if email else Q(pk=None))


def _mailed(subject: int) -> Q:
    """Invitations that went to the person's own address."""
    email = User.objects.values_list("email", flat=True).get(pk=subject)
    return Q(email__iexact=email) if email else Q(pk=None)


def _guessed(subject: int) -> Q:
    """What the throttle of log-ins keeps under the person's user name."""
    return Q(username=User.objects.values_list("username", flat=True).get(pk=subject))


def _log_entry(subject: int) -> Q:
    return Q(content_type__app_label="liap", content_type__model="user", object_id=str(subject))


PEOPLE_DATA = (
    PersonalData("liap.Invitation", ("person_name",), _named, Fate.PSEUDONYM,
                 told_of=_named_beyond_doubt),
    PersonalData("liap.Invitation", ("person_email", "person_sex"), _named, Fate.BLANK,
                 told_of=_named_beyond_doubt),
    PersonalData("liap.Invitation", ("email",), _mailed, Fate.BLANK),
    PersonalData("liap.Absence", ("reason",), _of_person, Fate.BLANK),
    PersonalData("liap.Absence", ("since", "until"), _of_person, Fate.KEEP, _("says who stood in for whom")),
    PersonalData("liap.Appointment", ("post", "kind", "since", "until", "decree"), _of_person, Fate.KEEP,
                 _("posts are public, and papers lean on them")),
    PersonalData("liap.Membership", ("seat", "since", "until"), _of_person, Fate.KEEP, _("seats are public")),
    PersonalData("liap.TrainingRecord", ("training",), _of_person, Fate.KEEP, _("counted in reports")),
    PersonalData("liap.SubjectRequest", ("text", "answer"), _of_person, Fate.BLANK),
    PersonalData("liap.DataAccess", ("at", "enterprise_id", "act", "what", "reason"), lambda pk: Q(by=pk), Fate.KEEP,
                 _("append-only; holds the number of the account, which names nobody any more")),
    PersonalData("liap.Score", ("candidate", "criterion", "value"), lambda pk: Q(scorer=pk), Fate.KEEP,
                 _("an act of office that the ranking rests on; printed without names")),
    PersonalData("workflows.TaskAnswer", ("text", "number", "day", "is_yes"), lambda pk: Q(task__owner=pk), Fate.KEEP,
                 _("acts of office that papers lean on; append-only")),
    PersonalData("workflows.MailSetting", ("digest_hour", "sends_urgent_at_once"), _of_person, Fate.KEEP,
                 _("says nothing without the account")),
    PersonalData("workflows.DraftUpload", ("name",), _of_person, Fate.DELETE),
    PersonalData("workflows.CalendarLink", ("token_sha256",), _of_person, Fate.DELETE),
    PersonalData("documents.Subscription", ("query",), _of_person, Fate.KEEP, _("says nothing without the account")),
    PersonalData("documents.Digest", ("reason",), lambda pk: Q(subscription__person=pk), Fate.BLANK),
    PersonalData("axes.AccessAttempt", ("username", "ip_address", "user_agent"), _guessed, Fate.DELETE),
    PersonalData("axes.AccessFailureLog", ("username", "ip_address", "user_agent"), _guessed, Fate.DELETE),
    PersonalData("axes.AccessLog", ("username", "ip_address", "user_agent"), _guessed, Fate.DELETE),
    PersonalData("admin.LogEntry", ("object_repr", "change_message"), _log_entry, Fate.BLANK),
    PersonalData("liap.User", ("username", "full_name"), _itself, Fate.PSEUDONYM),
    PersonalData("liap.User", ("sex", "email", "phone", "employee_number", "last_login"), _itself, Fate.BLANK),
    PersonalData("liap.User", ("language", "date_joined", "is_active"), _itself, Fate.KEEP, _("says nothing alone")),
)  # fmt: skip

TABLE = (*ENTERPRISE_DATA, *PEOPLE_DATA)

ARCHIVES = {
    "documents.Document.facts": "the paper as it was issued",
    "documents.Signature.certificate": "the signature under a paper",
    "liap.PlanVersion.content": "the text that people approved by its hash",
    "liap.WorkingGroup.decree_signer": "the decree as it was signed",
}
