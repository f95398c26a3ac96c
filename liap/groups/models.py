"""Local Working Groups: the founding decree, seats by institution, dated memberships and meetings."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.people.models import Role
from liap.places.models import Organisation, Region


class WorkingGroup(models.Model):
    """A Local Working Group (LWG) of one region, founded by decree (SK); or a facilitator under an assignment letter,
    whose number, date, signer and period stand in the same columns as those of a decree."""

    class Kind(models.TextChoices):
        GROUP = "group", _("working group")
        FACILITATOR = "facilitator", _("facilitator with an assignment letter")

    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, default=Kind.GROUP)
    name = models.CharField(_("name"), max_length=200)
    region = models.ForeignKey(Region, models.PROTECT, related_name="working_groups", verbose_name=_("region"))
    secretariat = models.ForeignKey(
        Organisation, models.PROTECT, related_name="working_groups", verbose_name=_("secretariat")
    )
    decree_number = models.CharField(_("decree number"), max_length=100)
    decree_on = models.DateField(_("decree date"))
    decree_signer = models.CharField(_("decree signed by"), max_length=150)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    decree_file_name = models.CharField(_("signed decree"), max_length=150, blank=True, editable=False)
    decree_content_type = models.CharField(max_length=30, blank=True, editable=False)
    decree_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    decree_filed_at = models.DateTimeField(_("put on file at"), null=True, blank=True, editable=False)
    is_sample = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="working_group_once_per_region"),
            models.CheckConstraint(
                condition=models.Q(decree_sha256="", decree_filed_at__isnull=True)
                | (~models.Q(decree_sha256="") & models.Q(decree_filed_at__isnull=False)),
                name="working_group_decree_on_file_is_dated",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_decree_on_file(self) -> bool:
        """Whether the signed decree, or a letter instead of one, can be looked at."""
        return bool(self.decree_sha256) or self.is_led_by_facilitator

    @property
    def is_led_by_facilitator(self) -> bool:
        """Whether a single facilitator with a letter leads, instead of a group with a decree."""
        return self.kind == self.Kind.FACILITATOR


class Seat(models.Model):
    """A place in the working group that belongs to an institution, whoever fills it."""

    working_group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="seats", verbose_name=_("working group")
    )
    institution = models.ForeignKey(Organisation, models.PROTECT, related_name="seats", verbose_name=_("institution"))
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=[(r.value, r.label) for r in (Role.COORDINATOR, Role.MEMBER, Role.FACILITATOR)],
    )
    title = models.CharField(_("title"), max_length=100)
    has_vote = models.BooleanField(_("has a vote"), default=True)

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["working_group", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["working_group"],
                condition=models.Q(role="coordinator"),
                name="working_group_has_one_coordinator",
            )
        ]

    def __str__(self):
        return f"{self.title}, {self.institution}"


class Membership(models.Model):
    """A person fills a seat for a term."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="memberships", verbose_name=_("seat"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["seat", "since"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="membership_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["seat"], condition=models.Q(until__isnull=True), name="seat_has_one_open_member"
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.seat}"


class Meeting(models.Model):
    """A meeting of the working group about one plan, with its decision."""

    class Purpose(models.TextChoices):
        APPROVAL = "approval", _("decision on the plan")
        REVIEW = "review", _("quarterly review")

    class Decision(models.TextChoices):
        AGREED = "agreed", _("agreed")
        RETURNED = "returned", _("returned for revision")
        ON_TRACK = "on_track", _("on track")
        CORRECTIVE = "corrective", _("corrective measures")
        REVISE = "revise", _("the plan should be revised")

    plan = models.ForeignKey("liap.Plan", models.PROTECT, related_name="meetings", verbose_name=_("plan"))
    working_group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="meetings")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    plan_version = models.PositiveIntegerField(_("text of the plan"), null=True, blank=True, editable=False)
    number = models.CharField(_("minutes number"), max_length=60, blank=True)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place or medium"), max_length=150)
    decision = models.CharField(_("decision"), max_length=20, choices=Decision.choices)
    conditions = models.TextField(_("conditions"), blank=True)
    dissent = models.TextField(_("dissent"), blank=True)
    seats_with_vote = models.PositiveIntegerField(_("seats with a vote"))
    counted = models.PositiveIntegerField(_("members counted for the quorum"))
    is_written = models.BooleanField(_("decided in writing"), default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["held_on", "id"]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.held_on}"


class MeetingAttendance(models.Model):
    """Who sat in the meeting, and whether a conflict of interest kept the person from being counted."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    is_present = models.BooleanField(_("present"), default=False)
    has_conflict = models.BooleanField(_("conflict of interest"), default=False)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [models.UniqueConstraint(fields=["meeting", "membership"], name="attendance_once_per_meeting")]

    def __str__(self):
        return str(self.membership)
