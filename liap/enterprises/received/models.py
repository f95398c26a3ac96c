"""Services that an SMI got, each a dated row."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise


class ServiceReceived(models.Model):
    """A service that an SMI got, from whom and with which result."""

    class Kind(models.TextChoices):
        PERMIT = "permit", _("permit")
        HALAL = "halal", _("halal certificate")
        BKI = "bki", _("ship classification (BKI)")
        TRAINING = "training", _("training")
        MACHINE = "machine", _("machine")
        CREDIT = "credit", _("credit")

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="services", verbose_name=_("enterprise"))
    kind = models.CharField(_("service"), max_length=10, choices=Kind.choices)
    provider = models.CharField(_("provider"), max_length=150)
    received_on = models.DateField(_("received on"))
    result = models.CharField(_("result"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("service received")
        verbose_name_plural = _("services received")
        ordering = ["-received_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "kind", "provider", "received_on"], name="service_received_once"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.provider}"
