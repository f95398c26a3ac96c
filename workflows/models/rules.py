"""What a ministry may change in a process without a new flow: who is asked, by when, and what is to be checked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.case import Variant
from workflows.models.work import DOERS


class Rulebook(models.Model):
    """One version of the rules of a variant. A case keeps the version it began with; rows are never changed.

    A number of months that is empty is the one of the process as it was delivered (`workflows.rules`).
    """

    variant = models.CharField(_("variant"), max_length=20, choices=Variant.choices)
    number = models.PositiveSmallIntegerField(_("version"))
    note = models.CharField(_("what changed and why"), max_length=500)
    gap_months = models.PositiveSmallIntegerField(
        _("months before the evaluation in which missing evidence is listed"), null=True, blank=True
    )
    continuation_months = models.PositiveSmallIntegerField(
        _("months after closing in which it is asked what became of a plan"), null=True, blank=True
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("rules of the process")
        verbose_name_plural = _("rules of the process")
        ordering = ["variant", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["variant", "number"], name="rulebook_version_once_per_variant"),
            models.CheckConstraint(condition=models.Q(variant__in=Variant.values), name="rulebook_variant_is_known"),
            models.CheckConstraint(condition=~models.Q(note=""), name="rulebook_says_what_changed"),
        ]

    def __str__(self):
        return f"{self.get_variant_display()}, {self.number}"


class StepRule(models.Model):
    """How a step differs from the table of its flow. An empty column leaves what the flow says."""

    rulebook = models.ForeignKey(Rulebook, models.PROTECT, related_name="steps")
    stage = models.CharField(_("stage"), max_length=20)
    step = models.CharField(_("step"), max_length=60)
    who = models.CharField(_("who"), max_length=20, blank=True, choices=DOERS)
    due = models.PositiveSmallIntegerField(_("working days"), null=True, blank=True)
    is_asked = models.BooleanField(_("is asked"), default=True)
    checklist = models.JSONField(_("to be confirmed before finishing"), default=list, blank=True)

    class Meta:
        verbose_name = _("rule of a step")
        verbose_name_plural = _("rules of steps")
        ordering = ["rulebook", "stage", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rulebook", "stage", "step"], name="step_rule_once_per_rulebook"),
            models.CheckConstraint(
                condition=models.Q(due__isnull=True) | models.Q(due__gte=1, due__lte=250),
                name="step_rule_leaves_some_days",
            ),
            models.CheckConstraint(
                condition=models.Q(is_asked=True) | models.Q(stage="approval"), name="step_rule_spares_advisers_only"
            ),
        ]

    def __str__(self):
        return f"{self.stage}: {self.step}"
