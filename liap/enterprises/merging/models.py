"""The record of a merge, by which it can be undone."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise


class EnterpriseMerge(models.Model):
    """Two records were of one SMI: the loser points to the winner, and what moved can be moved back by this row."""

    winner = models.ForeignKey(Enterprise, models.PROTECT, related_name="merges_won", verbose_name=_("record kept"))
    loser = models.ForeignKey(Enterprise, models.PROTECT, related_name="merges_lost", verbose_name=_("merged record"))
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    moved = models.JSONField(_("what moved"), default=list)
    filled = models.JSONField(_("fields filled"), default=dict)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        verbose_name = _("merge of enterprises")
        verbose_name_plural = _("merges of enterprises")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["loser"], condition=Q(undone_at__isnull=True), name="enterprise_merged_once"
            ),
            models.CheckConstraint(condition=~Q(winner=F("loser")), name="enterprise_merge_of_two"),
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="enterprise_merge_undone_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.loser} → {self.winner}"
