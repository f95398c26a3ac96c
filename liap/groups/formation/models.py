"""How a working group came to be complete: invitations, the composition and why it is accepted, and training."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.groups.models import Seat, WorkingGroup
from liap.people.models import User


class Invitation(models.Model):
    """An institution is asked by a link to name the person for its seat; only the hash of the secret is kept."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="invitations", verbose_name=_("seat"))
    email = models.EmailField(_("e-mail of the institution"))
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_on = models.DateField(_("invited on"))
    due_on = models.DateField(_("answer due on"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    person_name = models.CharField(_("name of the person"), max_length=150, blank=True)
    person_email = models.EmailField(_("e-mail of the person"), blank=True)
    person_sex = models.CharField(_("woman or man"), max_length=10, choices=User.Sex.choices, blank=True)
    seated_at = models.DateTimeField(_("seated at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=models.Q(seated_at__isnull=True), name="seat_has_one_open_invitation"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | ~models.Q(person_name=""),
                name="invitation_answer_names_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(person_sex__in=["", "female", "male"]), name="invitation_names_a_known_sex"
            ),
        ]

    def __str__(self):
        return f"{self.seat}: {self.email}"


class CompositionNote(models.Model):
    """Why a group goes on although a kind of member is missing."""

    working_group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="composition_notes")
    missing = models.JSONField(_("missing"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("note on the composition")
        verbose_name_plural = _("notes on the composition")
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="composition_note_has_a_reason")]

    def __str__(self):
        return self.reason


class DecreeDraft(models.Model):
    """The text of a founding decree (SK) on its way to whoever signs it; one that was sent is never changed."""

    working_group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="decree_drafts", verbose_name=_("working group")
    )
    number = models.PositiveIntegerField(_("no."), default=1)
    signer = models.CharField(_("signed by"), max_length=120)
    about = models.CharField(_("about"), max_length=300)
    considering = models.TextField(_("considering (Menimbang)"), blank=True)
    recalling = models.TextField(_("recalling (Mengingat)"), blank=True)
    decisions = models.TextField(_("decisions (Menetapkan)"))
    missing = models.JSONField(_("missing"), default=list, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("draft decree")
        verbose_name_plural = _("draft decrees")
        ordering = ["working_group", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["working_group", "number"], name="decree_draft_number_once"),
            models.UniqueConstraint(
                fields=["working_group"], condition=models.Q(sent_at__isnull=True), name="group_has_one_open_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True, sent_by__isnull=True)
                | models.Q(sent_at__isnull=False, sent_by__isnull=False),
                name="decree_draft_is_sent_by_a_person",
            ),
        ]

    def __str__(self):
        return f"{self.working_group} {self.number}"


class Training(models.Model):
    """A course that members of a group took, such as the kick-off training."""

    working_group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="trainings")
    course = models.CharField(_("course"), max_length=200)
    held_on = models.DateField(_("held on"))
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["working_group", "course", "held_on"], name="training_recorded_once")
        ]

    def __str__(self):
        return f"{self.course} {self.held_on}"


class TrainingRecord(models.Model):
    """Who took part, and for which seat: the seat stays trained knowledge of the group, the person moves on."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="records")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="training_records")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="training_records")

    class Meta:
        verbose_name = _("training record")
        verbose_name_plural = _("training records")
        constraints = [models.UniqueConstraint(fields=["training", "person"], name="trained_once_per_training")]

    def __str__(self):
        return f"{self.person}: {self.training}"
