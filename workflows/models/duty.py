"""Work of a group or region that no plan carries: who owes it, about what, by when, and how it ended."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liap.adoption.models import AdoptionRequest
from liap.groups.formation.models import Invitation
from liap.groups.models import Seat, WorkingGroup
from liap.people.access import RegionScopedQuerySet
from liap.people.models import Role
from liap.places.models import Region


class Duty(models.Model):
    """One thing to do, once: about an invitation, a seat, a decree, a request for the model, or a year."""

    class Kind(models.TextChoices):
        SEAT = "seat", _("Settle a vacant seat")
        INVITE = "invite", _("Invite an institution to a vacant seat")
        DECREE = "decree", _("Put the signed decree on file")
        WORD = "word", _("Say whether the model is still in use")
        READINESS = "readiness", _("Assess the readiness")
        OFFER = "offer", _("Make the region an offer")
        ANSWER = "answer", _("Answer the offer of the ministry")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    working_group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("working group")
    )
    invitation = models.ForeignKey(Invitation, models.SET_NULL, null=True, blank=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    vacant_since = models.DateField(_("vacant since"), null=True, blank=True)
    adoption = models.ForeignKey(AdoptionRequest, models.PROTECT, null=True, blank=True, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    subject = models.CharField(_("about"), max_length=300)
    role = models.CharField(_("who"), max_length=20, choices=Role.choices)
    due_on = models.DateField(_("due on"))
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    reminded_on = models.DateField(null=True, blank=True)
    escalated_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    held_as = models.CharField(_("held post"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty without a plan")
        verbose_name_plural = _("duties without a plan")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"], condition=Q(invitation__isnull=False), name="duty_once_per_invitation"
            ),
            models.UniqueConstraint(
                fields=["adoption", "kind"], condition=Q(adoption__isnull=False), name="duty_once_per_request"
            ),
            models.UniqueConstraint(
                fields=["region", "year"], condition=Q(year__isnull=False), name="duty_once_a_year"
            ),
            models.UniqueConstraint(
                fields=["seat"], condition=Q(seat__isnull=False, ended_at__isnull=True), name="duty_open_once_per_seat"
            ),
            models.UniqueConstraint(
                fields=["working_group"],
                condition=Q(kind="decree", ended_at__isnull=True),
                name="duty_open_once_per_decree",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind="seat",
                    working_group__isnull=False,
                    seat__isnull=True,
                    vacant_since__isnull=True,
                    adoption__isnull=True,
                    year__isnull=True,
                )
                | Q(
                    kind="invite",
                    working_group__isnull=False,
                    seat__isnull=False,
                    vacant_since__isnull=False,
                    invitation__isnull=True,
                    adoption__isnull=True,
                    year__isnull=True,
                )
                | Q(
                    kind="decree",
                    working_group__isnull=False,
                    seat__isnull=True,
                    vacant_since__isnull=True,
                    invitation__isnull=True,
                    adoption__isnull=True,
                    year__isnull=True,
                )
                | Q(
                    kind="word",
                    year__isnull=False,
                    seat__isnull=True,
                    vacant_since__isnull=True,
                    invitation__isnull=True,
                    adoption__isnull=True,
                )
                | Q(
                    kind__in=["readiness", "offer", "answer"],
                    adoption__isnull=False,
                    seat__isnull=True,
                    vacant_since__isnull=True,
                    invitation__isnull=True,
                    year__isnull=True,
                ),
                name="duty_is_about_its_thing",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ended_by__isnull=True, reason=""), name="duty_ends_at_a_moment"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(ended_at__isnull=True), name="duty_open")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.subject}"

    @property
    def place(self) -> WorkingGroup | Region:
        """Whose duty it is: the working group, or the region."""
        return self.working_group or self.region
