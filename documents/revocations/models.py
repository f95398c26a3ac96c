"""Papers that were taken back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Revocation(models.Model):
    """A paper was taken back for good, by whom and why. Its number stays used and its file stays where it is."""

    document = models.OneToOneField(
        "documents.Document", models.PROTECT, related_name="revocation", verbose_name=_("document")
    )
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("revoked by"))
    held_as = models.CharField(_("held the post"), max_length=300)
    at = models.DateTimeField(_("revoked at"), auto_now_add=True)

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="revocation_has_a_reason")]

    def __str__(self):
        return f"{self.document_id}: {self.at}"
