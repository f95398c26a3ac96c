"""Findings on the aspects of a criterion, each with what shows it; an aspect without a finding has no row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.outcomes.models import Evaluation, Evidence
from liap.plans.models import Criterion


class Aspect(models.TextChoices):
    """The three tests of relevance and the four sides of sustainability (JICA's internal evaluation)."""

    DEVELOPMENT_POLICY = "development_policy", _("development policy")
    NEEDS = "needs", _("needs of the SMIs")
    FUNDER = "funder", _("policy of the funder")
    POLICY = "policy", _("policy that supports the results")
    ORGANISATION = "organisation", _("institutions and organisation")
    TECHNIQUE = "technique", _("technical ability")
    FINANCE = "finance", _("finance")


ASPECTS = {
    Criterion.RELEVANCE: (Aspect.DEVELOPMENT_POLICY, Aspect.NEEDS, Aspect.FUNDER),
    Criterion.SUSTAINABILITY: (Aspect.POLICY, Aspect.ORGANISATION, Aspect.TECHNIQUE, Aspect.FINANCE),
}


class AspectFinding(models.Model):
    """What the evaluator found on one aspect, and the evidence for it if any is on file."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="aspect_findings")
    aspect = models.CharField(_("aspect"), max_length=20, choices=Aspect)
    finding = models.TextField(_("finding"))
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )

    class Meta:
        verbose_name = _("finding on an aspect")
        verbose_name_plural = _("findings on aspects")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "aspect"], name="aspect_found_once_per_evaluation"),
            models.CheckConstraint(condition=~models.Q(finding=""), name="aspect_finding_is_written"),
        ]

    def __str__(self):
        return f"{self.get_aspect_display()}: {self.finding[:60]}"
