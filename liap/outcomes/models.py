"""Results: measured values with evidence, verdicts per indicator, ratings per criterion and the rules behind them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.plans.models import Activity, Criterion, Indicator, Plan


class Evidence(models.Model):
    """A file or a reference that proves something; the file is kept under its hash, photos without GPS and EXIF."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="evidence")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="evidence")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="evidence")
    description = models.CharField(_("description"), max_length=300)
    file_name = models.CharField(_("file name"), max_length=150, blank=True)
    content_type = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["recorded_at", "id"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self):
        return self.description


class IndicatorValue(models.Model):
    """What an indicator stood at on a day; `value` empty means that nobody could say."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    round = models.PositiveIntegerField(_("round"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    measured_on = models.DateField(_("measured on"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["indicator", "round"]
        verbose_name = _("indicator value")
        verbose_name_plural = _("indicator values")
        constraints = [models.UniqueConstraint(fields=["indicator", "round"], name="indicator_value_once_per_round")]

    def __str__(self):
        return f"{self.indicator}: {self.value}"


class Rating(models.TextChoices):
    HIGH = "high", _("high")
    FAIR = "fair", _("fair")
    LOW = "low", _("low")


class Overall(models.TextChoices):
    A = "A", _("highly satisfactory")
    B = "B", _("satisfactory")
    C = "C", _("partially satisfactory")
    D = "D", _("unsatisfactory")


class DecisionTable(models.Model):
    """How the four ratings make the overall one. JICA's own branches are not public, so this is a house rule.

    `weights` maps rating to points, `limits` maps overall grade to its highest total; `low_relevance` overrules both.
    """

    name = models.CharField(_("name"), max_length=80)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    weights = models.JSONField(_("points per rating"))
    limits = models.JSONField(_("highest total per grade"))
    low_relevance = models.CharField(
        _("grade when relevance is low"), max_length=1, choices=Overall.choices, blank=True
    )
    is_house_rule = models.BooleanField(_("house rule"), default=True)
    is_current = models.BooleanField(_("in use"), default=False)

    class Meta:
        ordering = ["name", "version"]
        verbose_name = _("decision table")
        verbose_name_plural = _("decision tables")
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="decision_table_version_once"),
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="one_current_decision_table"
            ),
        ]

    def __str__(self):
        return f"{self.name} v{self.version}"


class RatingThreshold(models.Model):
    """The limits of a criterion's ratings in per cent of plan (JICA ex-post evaluation system)."""

    criterion = models.CharField(_("criterion"), max_length=25, choices=Criterion.choices, unique=True)
    high = models.DecimalField(_("limit of high (%)"), max_digits=6, decimal_places=1)
    fair = models.DecimalField(_("limit of fair (%)"), max_digits=6, decimal_places=1)
    less_is_better = models.BooleanField(_("less is better"), default=False)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["criterion"]
        verbose_name = _("rating threshold")
        verbose_name_plural = _("rating thresholds")

    def __str__(self):
        return self.get_criterion_display()


class Evaluation(models.Model):
    """The evaluation of one plan. Computed and overriding grades are both kept, with the reason."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="evaluation")
    cost_unit = models.CharField(_("unit of cost"), max_length=30, default="Rp")
    cost_planned = models.DecimalField(_("planned cost"), max_digits=18, decimal_places=2, null=True, blank=True)
    cost_actual = models.DecimalField(_("actual cost"), max_digits=18, decimal_places=2, null=True, blank=True)
    months_planned = models.PositiveSmallIntegerField(_("planned months"), null=True, blank=True)
    months_actual = models.PositiveSmallIntegerField(_("actual months"), null=True, blank=True)
    constraints_text = models.TextField(_("constraints of the evaluation"), blank=True)
    impacts = models.TextField(_("other impacts"), blank=True)
    overall_computed = models.CharField(_("overall, computed"), max_length=1, choices=Overall.choices, blank=True)
    overall_override = models.CharField(_("overall, override"), max_length=1, choices=Overall.choices, blank=True)
    override_reason = models.TextField(_("reason of the override"), blank=True)
    decision_table = models.ForeignKey(DecisionTable, models.PROTECT, null=True, blank=True, related_name="+")
    evaluator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    photos = models.ManyToManyField(Evidence, blank=True, related_name="+", verbose_name=_("photos of the report"))
    rated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(overall_override="") | ~models.Q(override_reason=""),
                name="evaluation_override_has_a_reason",
            )
        ]

    def __str__(self):
        return f"{_('Evaluation')}: {self.plan}"

    @property
    def overall(self) -> str:
        return self.overall_override or self.overall_computed


class Verdict(models.Model):
    """The judgement on one indicator. Without evidence nothing is achieved.

    `moved_to` names the criterion where it is judged under another one than the plan says.
    """

    class Value(models.TextChoices):
        ACHIEVED = "achieved", _("achieved")
        PARTIALLY = "partially", _("partially achieved")
        NOT_ACHIEVED = "not_achieved", _("not achieved")
        UNVERIFIED = "unverified", _("unverified")
        TOO_EARLY = "too_early", _("too early")

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="verdicts")
    indicator = models.OneToOneField(Indicator, models.PROTECT, related_name="verdict")
    value = models.CharField(_("verdict"), max_length=15, choices=Value.choices)
    actual = models.DecimalField(_("actual"), max_digits=16, decimal_places=2, null=True, blank=True)
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    moved_to = models.CharField(_("judged under"), max_length=25, choices=Criterion.choices, blank=True)
    moved_reason = models.CharField(_("why under another criterion"), max_length=300, blank=True)

    class Meta:
        ordering = ["indicator"]
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(value__in=["achieved", "partially"]) | models.Q(evidence__isnull=False),
                name="verdict_achieved_needs_evidence",
            ),
            models.CheckConstraint(
                condition=~models.Q(value="unverified") | ~models.Q(reason=""),
                name="verdict_unverified_needs_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(moved_to="", moved_reason="") | models.Q(moved_to__gt="", moved_reason__gt=""),
                name="verdict_moved_needs_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.get_value_display()}"


class CriterionRating(models.Model):
    """The rating of one criterion: what the thresholds say and what the evaluator says, with the reason."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="ratings")
    criterion = models.CharField(_("criterion"), max_length=25, choices=Criterion.choices)
    computed = models.CharField(_("computed"), max_length=10, choices=Rating.choices, blank=True)
    given = models.CharField(_("rating"), max_length=10, choices=Rating.choices)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "criterion"], name="rating_once_per_criterion"),
            models.CheckConstraint(
                condition=models.Q(computed="") | models.Q(given=models.F("computed")) | ~models.Q(reason=""),
                name="rating_override_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.get_criterion_display()}: {self.get_given_display()}"
