"""The handover of a post or seat: from whom, to whom, what was open, and who confirmed it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.groups.models import Seat
from liap.people.access import is_national
from liap.people.models import Post


class HandoverQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The handovers that concern the person: he gives, takes, began or confirms; ministry and auditors see all."""
        if is_national(user):
            return self
        named = models.Q(outgoing=user) | models.Q(incoming=user) | models.Q(begun_by=user) | models.Q(superior=user)
        return self.filter(named)


class Handover(models.Model):
    """One post or seat goes from one person to another; the inventory is frozen when the superior confirms."""

    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("post"))
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("seat"))
    outgoing = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handing over"),
    )
    incoming = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("taking over")
    )
    superior = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("superior")
    )
    since = models.DateField(_("taking over on"))
    decree = models.CharField(_("decree number"), max_length=100, blank=True)
    notes = models.TextField(_("notes for the successor"), blank=True)
    promises = models.TextField(_("pending promises"), blank=True)
    risks = models.TextField(_("known risks"), blank=True)
    inventory = models.JSONField(_("inventory"), default=dict, blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    outgoing_signed_at = models.DateTimeField(_("signed by who hands over"), null=True, blank=True)
    incoming_signed_at = models.DateTimeField(_("signed by who takes over"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    reason = models.CharField(_("why a signature is missing"), max_length=300, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(post__isnull=False, seat__isnull=True)
                | models.Q(post__isnull=True, seat__isnull=False),
                name="handover_of_a_post_or_a_seat",
            ),
            models.CheckConstraint(
                condition=models.Q(outgoing__isnull=True) | ~models.Q(outgoing=models.F("incoming")),
                name="handover_to_somebody_else",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True)
                | models.Q(outgoing_signed_at__isnull=False, incoming_signed_at__isnull=False)
                | ~models.Q(reason=""),
                name="handover_without_signature_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["post"],
                condition=models.Q(confirmed_at__isnull=True, post__isnull=False),
                name="post_has_one_open_handover",
            ),
            models.UniqueConstraint(
                fields=["seat"],
                condition=models.Q(confirmed_at__isnull=True, seat__isnull=False),
                name="seat_has_one_open_handover",
            ),
        ]

    def __str__(self):
        return f"{self.place}: {self.incoming}"

    @property
    def place(self) -> Post | Seat:
        """The post or seat that changes hands."""
        return self.post or self.seat
