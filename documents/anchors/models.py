"""The heads of the audit record, kept and mailed day by day, so that it cannot be shortened or rewritten unseen."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Anchor(models.Model):
    """The heads of all audit chains at one moment of a day, a line for each: chain, number of the event, hash."""

    day = models.DateField(_("day"), unique=True)
    heads = models.TextField(_("heads"), blank=True)
    sha256 = models.CharField(_("SHA-256 of the heads"), max_length=64)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("heads of the audit record")
        verbose_name_plural = _("heads of the audit record")
        ordering = ["-day"]

    def __str__(self):
        return str(self.day)


class AnchorMail(models.Model):
    """One mail with the heads of a day to one person, its own job row."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        NOT_SENT = "not_sent", _("not sent")

    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="mails", verbose_name=_("heads"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    lease_until = models.DateTimeField(_("reserved until"), null=True, blank=True)
    token = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail with heads")
        verbose_name_plural = _("mails with heads")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["anchor", "person"], name="heads_are_mailed_once"),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | ~models.Q(state="sent") & models.Q(sent_at__isnull=True),
                name="heads_are_sent_at_a_moment",
            ),
        ]

    def __str__(self):
        return f"{self.anchor_id}: {self.person_id}"
