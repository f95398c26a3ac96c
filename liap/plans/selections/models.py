"""A selection with its criteria, candidates and scores. A score that nobody gave has no row: missing is not zero.

A migration of its own adds what a constraint cannot say: a score joins a candidate and a criterion of one
selection, and nothing of a selection changes once it is closed.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.plans.models import Industry, Plan

LOWEST, HIGHEST = 1, 5
HEAVIEST = 100


class Selection(models.Model):
    """The industries among which a plan's industry is chosen. `version` counts changes of what is to be scored."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="selection", verbose_name=_("plan"))
    version = models.PositiveIntegerField(_("version"), default=1)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    chosen = models.ForeignKey(
        Industry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chosen industry")
    )
    reason = models.TextField(_("reason"), blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("selection of the industry")
        verbose_name_plural = _("selections of industries")
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by__isnull=True, chosen__isnull=True, reason="")
                | models.Q(closed_at__isnull=False, closed_by__isnull=False, chosen__isnull=False),
                name="selection_closes_with_a_choice",
            )
        ]

    def __str__(self):
        return str(self.plan)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class SelectionCriterion(models.Model):
    """What the industries are compared by; its weight counts against the sum of all weights."""

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="criteria")
    name = models.CharField(_("criterion"), max_length=150)
    weight = models.PositiveSmallIntegerField(
        _("weight"), validators=[MinValueValidator(1), MaxValueValidator(HEAVIEST)]
    )

    class Meta:
        verbose_name = _("criterion of a selection")
        verbose_name_plural = _("criteria of a selection")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "name"], name="selection_criterion_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="selection_criterion_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=1, weight__lte=HEAVIEST), name="selection_weight_from_1_to_100"
            ),
        ]

    def __str__(self):
        return self.name


class Candidate(models.Model):
    """An industry that could be chosen."""

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="candidates")
    industry = models.ForeignKey(Industry, models.PROTECT, related_name="+", verbose_name=_("industry"))

    class Meta:
        verbose_name = _("candidate of a selection")
        verbose_name_plural = _("candidates of a selection")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["selection", "industry"], name="candidate_once_per_selection")]

    def __str__(self):
        return str(self.industry)


class Score(models.Model):
    """How well a candidate meets a criterion in the eyes of one member, from 1 (hardly) to 5 (fully)."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(SelectionCriterion, models.CASCADE, related_name="scores")
    scorer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(
        _("score"), validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )

    class Meta:
        verbose_name = _("score of a candidate")
        verbose_name_plural = _("scores of candidates")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "criterion", "scorer"], name="score_once_per_scorer"),
            models.CheckConstraint(
                condition=models.Q(value__gte=LOWEST, value__lte=HIGHEST), name="score_from_1_to_5"
            ),
        ]

    def __str__(self):
        return f"{self.candidate}, {self.criterion}: {self.value}"
