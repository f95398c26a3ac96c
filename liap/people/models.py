"""People, the posts they hold and for how long. Rights follow the post, so records stay when people move."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.places.models import Organisation


class Role(models.TextChoices):
    """What a person does in the life of a plan; the first three come from a seat in the working group."""

    COORDINATOR = "coordinator", _("coordinator")
    MEMBER = "member", _("member")
    FACILITATOR = "facilitator", _("facilitator")
    OFFICE_HEAD = "office_head", _("head of the regional office")
    BUDGET_OFFICER = "budget_officer", _("budget officer")
    EVALUATOR = "evaluator", _("evaluator")
    MINISTRY_REVIEWER = "ministry_reviewer", _("ministry reviewer")
    AUDITOR = "auditor", _("auditor")


SEAT_ROLES = (Role.COORDINATOR, Role.MEMBER, Role.FACILITATOR)
REGIONAL_ROLES = (Role.OFFICE_HEAD, Role.BUDGET_OFFICER, Role.EVALUATOR)
NATIONAL_ROLES = (Role.MINISTRY_REVIEWER, Role.AUDITOR)


class User(AbstractUser):
    """A person who logs in. People are deactivated when they leave, never deleted: their acts stay on record."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("woman")
        MALE = "male", _("man")

    full_name = models.CharField(_("full name"), max_length=150)
    sex = models.CharField(_("woman or man"), max_length=10, choices=Sex.choices, blank=True)
    employee_number = models.CharField(_("employee number (NIP)"), max_length=30, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="id")
    is_sample = models.BooleanField(_("sample data"), default=False)
    first_name = None
    last_name = None

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["full_name", "username"]
        constraints = [
            models.CheckConstraint(condition=models.Q(sex__in=["", "female", "male"]), name="person_is_a_known_sex")
        ]

    def __str__(self):
        return self.full_name or self.username

    def delete(self, *args, **kwargs):
        raise ValidationError(_("People are deactivated, never deleted: their acts stay on record."))

    def get_full_name(self):
        return self.full_name or self.username

    def get_short_name(self):
        return self.get_full_name()


class Post(models.Model):
    """A position (jabatan) in an organisation, with the role that its holder has in the life of plans."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="posts", verbose_name=_("organisation")
    )
    title = models.CharField(_("title"), max_length=150)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["organisation", "title"]
        constraints = [models.UniqueConstraint(fields=["organisation", "title"], name="post_once_per_organisation")]

    def __str__(self):
        return f"{self.title}, {self.organisation}"


class Absence(models.Model):
    """Somebody is away for some days and names who does the work meanwhile; approvals need an acting officer."""

    person = models.ForeignKey(User, models.PROTECT, related_name="absences", verbose_name=_("person"))
    substitute = models.ForeignKey(User, models.PROTECT, related_name="substitutions", verbose_name=_("substitute"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="absence_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("substitute")), name="absence_has_another_as_substitute"
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.since} – {self.until}"


class Appointment(models.Model):
    """A person holds a post from one day to another, as its holder or as acting officer (Plt, Plh)."""

    class Kind(models.TextChoices):
        HOLDER = "holder", _("holder")
        ACTING = "plt", _("acting (Plt.)")
        DAILY_ACTING = "plh", _("acting for the day (Plh.)")

    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments", verbose_name=_("post"))
    person = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.HOLDER)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    decree = models.CharField(_("decree number"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["post", "since"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="appointment_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["post"], condition=models.Q(until__isnull=True, kind="holder"), name="post_has_one_open_holder"
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.post}"
