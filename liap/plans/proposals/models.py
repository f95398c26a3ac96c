"""What a person took over or dropped, and where it came from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.plans.models import Plan, Section


class Proposal(models.Model):
    """One proposed row that was decided on; it is not proposed again for this section."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="proposals")
    section = models.CharField(_("section"), max_length=30, choices=Section.choices)
    text = models.CharField(_("row"), max_length=300)
    origin = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken from")
    )
    is_accepted = models.BooleanField(_("accepted"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("proposed row")
        verbose_name_plural = _("proposed rows")
        ordering = ["section", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "section", "text"], name="proposal_decided_once"),
            models.CheckConstraint(
                condition=models.Q(origin__isnull=True) | ~models.Q(origin=models.F("plan")),
                name="proposal_comes_from_elsewhere",
            ),
        ]

    def __str__(self):
        return self.text
