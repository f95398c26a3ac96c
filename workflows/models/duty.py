"""Work of a group or region that no plan carries: who owes it, about what, by when, and how it ended."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from liap.adoption.models import AdoptionRequest
from liap.enterprises.protection.models import SubjectRequest
from liap.groups.formation.models import Invitation
from liap.groups.models import Seat, WorkingGroup
from liap.people.access import RegionScopedQuerySet
from liap.people.models import Role
from liap.places.models import Region

ABOUT = ("invitation", "seat", "vacant_since", "adoption", "data_request", "year")


def _is_about(*kinds: str, given: tuple[str, ...], free: tuple[str, ...] = ()) -> Q:
    """The condition on duties of some kinds that they name `given`, and of the other things none that is not free."""
    others = [name for name in ABOUT if name not in (*given, *free)]
    named = {f"{name}__isnull": False for name in given} | {f"{name}__isnull": True for name in others}
    return Q(kind__in=kinds, **named)


class Duty(models.Model):
    """One thing to do, once: about an invitation, a seat, a decree, a request for the model, a year or personal data.

    What somebody who logs in asks about his own data belongs to no region and no role: administrators answer it.
    """

    class Kind(models.TextChoices):
        SEAT = "seat", _("Settle a vacant seat")
        INVITE = "invite", _("Invite an institution to a vacant seat")
        DECREE = "decree", _("Put the signed decree on file")
        WORD = "word", _("Say whether the model is still in use")
        READINESS = "readiness", _("Assess the readiness")
        OFFER = "offer", _("Make the region an offer")
        ANSWER = "answer", _("Answer the offer of the ministry")
        DATA_REQUEST = "data_request", _("Answer a request about personal data")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    working_group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("working group")
    )
    invitation = models.ForeignKey(Invitation, models.SET_NULL, null=True, blank=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    vacant_since = models.DateField(_("vacant since"), null=True, blank=True)
    adoption = models.ForeignKey(AdoptionRequest, models.PROTECT, null=True, blank=True, related_name="+")
    data_request = models.OneToOneField(
        SubjectRequest, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("data request")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    subject = models.CharField(_("about"), max_length=300, blank=True)
    role = models.CharField(_("who"), max_length=20, choices=Role.choices, blank=True)
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
                condition=_is_about("seat", given=("working_group",), free=("invitation",))
                | _is_about("invite", given=("working_group", "seat", "vacant_since"))
                | _is_about("decree", given=("working_group",))
                | _is_about("word", given=("year",))
                | _is_about("readiness", "offer", "answer", given=("adoption",))
                | _is_about("data_request", given=("data_request",)) & Q(working_group__isnull=True),
                name="duty_is_about_its_thing",
            ),
            models.CheckConstraint(
                condition=Q(region__isnull=False, role__gt="") | Q(region__isnull=True, role="", kind="data_request"),
                name="duty_has_its_place",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ended_by__isnull=True, reason=""), name="duty_ends_at_a_moment"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(ended_at__isnull=True), name="duty_open")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.about}"

    @property
    def about(self) -> str:
        """What it is about; of a request about personal data its kind alone, whose data stands on its page."""
        return capfirst(self.data_request.get_kind_display()) if self.data_request else self.subject

    @property
    def place(self) -> WorkingGroup | Region | None:
        """Whose duty it is: the working group, or the region; None for what people who log in ask."""
        return self.working_group or self.region

    @property
    def due_at(self) -> datetime | None:
        """The moment at which it is due where hours count."""
        return self.data_request.due_at if self.data_request else None
