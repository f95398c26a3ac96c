"""What an approver said about one frozen version of a plan, once per version and office."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.plans.models import PlanVersion
from workflows.models.case import Case


class Approval(models.Model):
    """A decision bound to the hash of a version. The database refuses that the author approves."""

    class Kind(models.TextChoices):
        OFFICE_HEAD = "office_head", _("decision of the head of the office")
        BUDGET = "budget", _("budget check")
        MINISTRY = "ministry", _("comment of the ministry (advice)")

    class Decision(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned for revision")
        REJECTED = "rejected", _("rejected")
        COMMENTED = "commented", _("commented")

    case = models.ForeignKey(Case, models.PROTECT, related_name="approvals")
    plan_version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="+")
    sha256 = models.CharField(_("hash of the version"), max_length=64)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    decision = models.CharField(_("decision"), max_length=15, choices=Decision.choices)
    sections = models.JSONField(_("returned sections"), default=list, blank=True)
    reason = models.TextField(_("reason or comment"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    held_as = models.CharField(_("held post"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_version", "kind", "case"], name="approval_once_per_version_and_kind"
            ),
            models.CheckConstraint(condition=~models.Q(author=models.F("by")), name="author_does_not_approve"),
            models.CheckConstraint(
                condition=~models.Q(decision__in=["returned", "rejected"]) | ~models.Q(reason=""),
                name="approval_refusal_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_decision_display()}"
