"""What was said about a gap of evidence before the evaluation: it will be collected, or why it stays unverified."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liap.plans.models import Indicator, Plan


class GapTopic(models.TextChoices):
    """What a gap is about; all gaps of one indicator are answered together, those of SMIs by topic."""

    INDICATOR = "indicator", _("an indicator")
    BASELINE = "baseline", _("baselines of target SMIs")
    PERIOD = "period", _("comparable years of target SMIs")
    SUCCESS = "success", _("successes that nobody confirmed")
    RUNG = "rung", _("rungs without a proven success")


class GapAnswer(models.Model):
    """One answer of the person who went through the list, kept with post and moment."""

    class Answer(models.TextChoices):
        COLLECTED = "collected", _("will be collected")
        UNVERIFIED = "unverified", _("stays unverified")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="gap_answers", verbose_name=_("plan"))
    topic = models.CharField(_("about"), max_length=12, choices=GapTopic.choices)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="gap_answers", verbose_name=_("indicator")
    )
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices)
    post = models.CharField(_("who collects it (post)"), max_length=150, blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    held_as = models.CharField(_("held post"), max_length=300, blank=True)
    said_on = models.DateField(_("said on"))

    class Meta:
        verbose_name = _("answer about missing evidence")
        verbose_name_plural = _("answers about missing evidence")
        ordering = ["plan", "topic", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "topic"], condition=Q(indicator__isnull=True), name="gap_answered_once_per_topic"
            ),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(indicator__isnull=False), name="gap_answered_once_per_indicator"
            ),
            models.CheckConstraint(
                condition=Q(topic="indicator", indicator__isnull=False)
                | (~Q(topic="indicator") & Q(indicator__isnull=True)),
                name="gap_answer_names_its_indicator",
            ),
            models.CheckConstraint(
                condition=Q(answer="collected", due_on__isnull=False, post__gt="")
                | Q(answer="unverified", due_on__isnull=True, post="", reason__gt=""),
                name="gap_answer_is_complete",
            ),
        ]

    def __str__(self):
        return f"{self.indicator or self.get_topic_display()}: {self.get_answer_display()}"
