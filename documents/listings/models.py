"""Where a paper is filed, so that it can be found by what it is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Filing(models.Model):
    """The period that a paper reports on, by its first day: a quarterly report is dated after its quarter."""

    document = models.OneToOneField(
        "documents.Document", models.PROTECT, related_name="filing", verbose_name=_("document")
    )
    period_on = models.DateField(_("first day of the period"), db_index=True)

    class Meta:
        verbose_name = _("filing")
        verbose_name_plural = _("filings")

    def __str__(self):
        return f"{self.document_id}: {self.period_on}"
