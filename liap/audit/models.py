"""The append-only record of who did what, chained by hashes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One recorded act. Rows of one chain are linked by hash; the database refuses to change or delete them.

    `payload` holds numbers and codes, never names or free text about persons, so that erasing a person does not
    break the chain.
    """

    chain = models.CharField(_("chain"), max_length=60)
    number = models.PositiveIntegerField(_("number in chain"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    verb = models.CharField(_("act"), max_length=60)
    subject = models.CharField(_("subject"), max_length=80)
    payload = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["chain", "number"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="event_number_once_per_chain")]
        indexes = [models.Index(fields=["subject", "at"], name="event_by_subject")]

    def __str__(self):
        return f"{self.chain}/{self.number} {self.verb}"
