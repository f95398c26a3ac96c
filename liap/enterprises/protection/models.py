"""Why the data of an SMI may be used, who looked at it, and what its owner or a person asked about it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise, Purpose
from liap.people.access import is_national, regions_to_the_row


class Medium(models.TextChoices):
    """How somebody said it."""

    PAPER = "paper", _("signed paper")
    SPOKEN = "spoken", _("spoken, with a witness")
    MESSAGE = "message", _("message or e-mail")
    ELECTRONIC = "electronic", _("electronic form")


class NoticeText(models.Model):
    """The words that were read or signed, by version; a version in use is never reworded, a new one is added."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    valid_from = models.DateField(_("valid from"))
    text_id = models.TextField(_("text in Indonesian"))
    text_en = models.TextField(_("text in English"), blank=True)

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        ordering = ["-valid_from", "-id"]

    def __str__(self):
        return self.version

    @property
    def text(self) -> str:
        return (self.text_en if get_language() == "en" else "") or self.text_id


class ProcessingBasis(models.Model):
    """Why the data of one SMI may be used for one purpose, and since when no more."""

    class Basis(models.TextChoices):
        CONSENT = "consent", _("consent")
        CONTRACT = "contract", _("contract")
        LEGAL_DUTY = "legal_duty", _("legal duty")
        PUBLIC_TASK = "public_task", _("public task")

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="bases", verbose_name=_("enterprise"))
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    basis = models.CharField(_("legal basis"), max_length=12, choices=Basis.choices)
    notice = models.ForeignKey(
        NoticeText, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("version of the text")
    )
    given_on = models.DateField(_("given on"))
    medium = models.CharField(_("how"), max_length=12, choices=Medium.choices)
    evidence = models.CharField(_("where the proof is kept"), max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("basis of processing")
        verbose_name_plural = _("bases of processing")
        ordering = ["enterprise", "purpose", "-given_on", "-id"]
        indexes = [models.Index(fields=["enterprise", "purpose", "withdrawn_at"], name="basis_by_purpose")]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "purpose"], condition=Q(withdrawn_at__isnull=True), name="basis_one_in_force"
            ),
            models.CheckConstraint(
                condition=~Q(basis="consent") | Q(notice__isnull=False), name="basis_consent_names_its_text"
            ),
        ]

    def __str__(self):
        return f"{self.enterprise}: {self.get_purpose_display()}"


class SubjectRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Requests about SMIs of the person's regions; those of people who log in are for themselves and for national
        roles."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        of_people = Q(enterprise=None) if is_national(user) else Q(person=user)
        return self.filter(Q(enterprise__region__in=regions_to_the_row(user)) | of_people)

    def open(self):
        return self.filter(answered_at=None)


class SubjectRequest(models.Model):
    """What the owner of an SMI, or a person who logs in, asked about his data. The clock of 72 hours runs on."""

    class Kind(models.TextChoices):
        INFORMATION = "information", _("information")
        ACCESS = "access", _("access and copy")
        CORRECTION = "correction", _("correction")
        DELETION = "deletion", _("deletion")
        WITHDRAWAL = "withdrawal", _("withdrawal of consent")
        RESTRICTION = "restriction", _("restriction of use")

    class Outcome(models.TextChoices):
        DONE = "done", _("done as asked")
        PARTLY = "partly", _("done in part")
        REFUSED = "refused", _("refused")

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("enterprise")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    kind = models.CharField(_("request"), max_length=12, choices=Kind.choices)
    text = models.TextField(_("what was asked"), blank=True)
    medium = models.CharField(_("how"), max_length=12, choices=Medium.choices)
    received_at = models.DateTimeField(_("received at"))
    due_at = models.DateTimeField(_("due at"))
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    stops_all = models.BooleanField(_("stops all use"), default=False)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    overdue_told_at = models.DateTimeField(_("lateness told at"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = SubjectRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("data request")
        verbose_name_plural = _("data requests")
        ordering = ["due_at", "id"]
        indexes = [models.Index(fields=["answered_at", "due_at"], name="request_by_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(enterprise__isnull=False, person__isnull=True)
                | Q(enterprise__isnull=True, person__isnull=False),
                name="request_about_one_subject",
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("received_at")), name="request_due_after_received"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, outcome="")
                | Q(answered_at__isnull=False, answered_by__isnull=False, outcome__gt=""),
                name="request_answer_is_complete",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.enterprise or self.person}"


LOOKED_AT = {
    "D10": _("SMI card (D10)"),
    "baseline": _("baseline of target SMIs"),
    "copy": _("copy of all data"),
    "data requests": _("list of data requests"),
    "edit": _("the record, to change it"),
    "entries": _("state of data entry"),
    "figures": _("figures"),
    "owner": _("owner and investment"),
    "questionnaire": _("answers to a questionnaire"),
    "register": _("list of SMIs"),
    "services": _("services received"),
    "targets": _("target SMIs"),
}


class DataAccessQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The rows about SMIs in a region that `user` may see."""
        return self.filter(enterprise__region__in=regions_to_the_row(user))


class DataAccess(models.Model):
    """Somebody saw, exported or downloaded personal data of an SMI's owner; never changed, holds numbers only."""

    class Act(models.TextChoices):
        VIEW = "view", _("seen")
        EXPORT = "export", _("exported")
        DOWNLOAD = "download", _("downloaded")

    class Reason(models.TextChoices):
        ADVICE = "advice", _("advice or visit")
        CONTACT = "contact", _("making contact")
        RECORD = "record", _("keeping the record right")
        REQUEST = "request", _("answering a data request")
        REPORT = "report", _("report or list")
        AUDIT = "audit", _("audit")

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="accesses", verbose_name=_("enterprise"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    act = models.CharField(_("act"), max_length=10, choices=Act.choices)
    what = models.CharField(_("what"), max_length=60)
    reason = models.CharField(_("why"), max_length=10, choices=Reason.choices)

    objects = DataAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("access to personal data")
        verbose_name_plural = _("accesses to personal data")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["enterprise", "at"], name="access_by_enterprise")]

    def __str__(self):
        return f"{self.enterprise} {self.at:%Y-%m-%d} {self.get_act_display()}"

    def get_what_display(self) -> str:
        """What was looked at, in words; the name of a table or of a system's file where there are no better ones."""
        return str(LOOKED_AT.get(self.what, self.what))
