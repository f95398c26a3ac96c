"""The Local Industry Action Plan (LIAP): its content, and the frozen versions that people approve."""

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from liap.enterprises.models import Enterprise
from liap.groups.models import WorkingGroup
from liap.people.access import RegionScopedQuerySet
from liap.places.models import Organisation, Region


class Industry(models.Model):
    """An industry by classification code and version; a new classification gets new rows beside the old."""

    code = models.CharField(_("code"), max_length=10)
    version = models.CharField(_("version of the classification"), max_length=30)
    name = models.CharField(_("name"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)
    directorate = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("directorate")
    )
    is_sample = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("industry")
        verbose_name_plural = _("industries")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["code", "version", "name"], name="industry_once_per_version")]

    def __str__(self):
        return (self.name_en if get_language() == "en" else "") or self.name


class Section(models.TextChoices):
    """The parts of a plan that can be opened for editing and returned one by one."""

    STAKEHOLDERS = "stakeholders", _("stakeholders")
    SUPPLY_CHAIN = "supply_chain", _("supply chain")
    PROBLEMS = "problems", _("problems")
    OBJECTIVE = "objective", _("objective and goal")
    TARGETS = "targets", _("target SMIs")
    ACTIVITIES = "activities", _("support activities")
    ENTERPRISE_ACTIONS = "enterprise_actions", _("actions by the SMIs")
    INDICATORS = "indicators", _("indicators")
    BUDGET = "budget", _("budget")


class Plan(models.Model):
    """One LIAP. `version` counts every save; a form is refused when its section was saved after it was opened."""

    title = models.CharField(_("title"), max_length=200)
    region = models.ForeignKey(Region, models.PROTECT, related_name="plans", verbose_name=_("region"))
    industry = models.ForeignKey(Industry, models.PROTECT, related_name="plans", verbose_name=_("industry"))
    working_group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="plans", verbose_name=_("working group")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("started by")
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    background = models.TextField(_("background and policy"), blank=True)
    profile = models.TextField(_("profile of the industry"), blank=True)
    objective = models.TextField(_("general objective"), blank=True)
    risks = models.TextField(_("risks"), blank=True)
    open_sections = models.JSONField(_("sections open for editing"), default=list, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    published_version = models.ForeignKey(
        "liap.PlanVersion", models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("version that everybody may read"),
    )  # fmt: skip
    edited_at = models.DateTimeField(_("edited at"), auto_now=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan (LIAP)")
        verbose_name_plural = _("plans (LIAP)")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="plan_ends_after_it_starts"
            )
        ]

    def __str__(self):
        return self.title


class Stakeholder(models.Model):
    """Somebody with an interest in the industry, and what he could offer."""

    class Level(models.TextChoices):
        LOW = "low", _("low")
        MEDIUM = "medium", _("medium")
        HIGH = "high", _("high")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="stakeholders")
    name = models.CharField(_("name"), max_length=150)
    interest = models.CharField(_("interest"), max_length=300, blank=True)
    influence = models.CharField(_("influence"), max_length=10, choices=Level.choices, default=Level.MEDIUM)
    offer = models.CharField(_("what they can offer"), max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")
        constraints = [models.UniqueConstraint(fields=["plan", "name"], name="stakeholder_once_per_plan")]

    def __str__(self):
        return self.name


class ChainStep(models.Model):
    """One step of the supply chain, from raw material to the buyer."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="chain_steps")
    number = models.PositiveSmallIntegerField(_("no."), validators=[MinValueValidator(1)])
    name = models.CharField(_("step"), max_length=120)
    actors = models.CharField(_("actors"), max_length=200, blank=True)
    price = models.DecimalField(
        _("price after this step (Rp per unit)"), max_digits=14, decimal_places=0, null=True, blank=True
    )
    bottleneck = models.CharField(_("bottleneck"), max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("supply-chain step")
        verbose_name_plural = _("supply-chain steps")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="chain_step_number_once")]

    def __str__(self):
        return f"{self.number}. {self.name}"


class Problem(models.Model):
    """A problem found in the diagnosis; the first three must be answered by an activity or a reason."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="problems")
    rank = models.PositiveSmallIntegerField(_("rank"), validators=[MinValueValidator(1)])
    text = models.CharField(_("problem"), max_length=300)
    chain_step = models.ForeignKey(
        ChainStep, models.SET_NULL, null=True, blank=True, related_name="problems", verbose_name=_("step")
    )
    reason_unanswered = models.CharField(_("why no activity answers it"), max_length=300, blank=True)

    class Meta:
        ordering = ["rank"]
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        constraints = [models.UniqueConstraint(fields=["plan", "rank"], name="problem_rank_once")]

    def __str__(self):
        return f"{self.rank}. {self.text}"


class Goal(models.Model):
    """How many SMIs shall stand on a rung by a date, and how many do."""

    class Rung(models.TextChoices):
        CAPABILITY = "capability", _("capability")
        CERTIFICATE = "certificate", _("certificate")
        FIRST_TRANSACTION = "first_transaction", _("first transaction")
        REPEATED_TRANSACTION = "repeated_transaction", _("repeated transaction")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    rung = models.CharField(_("rung"), max_length=25, choices=Rung.choices)
    description = models.CharField(_("what counts"), max_length=300, blank=True)
    target_count = models.PositiveIntegerField(_("target (SMIs)"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    reached_count = models.PositiveIntegerField(_("reached (SMIs)"), null=True, blank=True)
    counted_on = models.DateField(_("counted on"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [models.UniqueConstraint(fields=["plan", "rung"], name="goal_rung_once_per_plan")]

    def __str__(self):
        return f"{self.get_rung_display()}: {self.target_count}"


class TargetManager(models.Manager):
    """Without the rows of merged records: such a row stays only where the record kept is a target of the plan, too."""

    def get_queryset(self):
        """Every SMI once."""
        return super().get_queryset().filter(enterprise__merged_into=None)


class TargetEnterprise(models.Model):
    """An SMI that the plan is for, with the turnover at the start; a missing baseline is missing, not zero."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="target_enterprises")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", verbose_name=_("enterprise"))
    baseline_turnover = models.DecimalField(
        _("baseline turnover (Rp a year)"), max_digits=16, decimal_places=0, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(_("year of the baseline"), null=True, blank=True)

    objects = TargetManager()

    class Meta:
        ordering = ["enterprise__name"]
        verbose_name = _("target SMI")
        verbose_name_plural = _("target SMIs")
        constraints = [models.UniqueConstraint(fields=["plan", "enterprise"], name="target_enterprise_once")]

    def __str__(self):
        return str(self.enterprise)


class FundingSource(models.TextChoices):
    """Where money comes from. Deconcentration for the ministry's SMI directorate ended with fiscal year 2023."""

    APBN_CENTRAL = "apbn_central", _("national budget, central (APBN)")
    APBN_DECONCENTRATION = "apbn_deconcentration", _("national budget, deconcentration")
    APBN_ASSISTANCE = "apbn_assistance", _("national budget, assistance task (TP)")
    DAK_PHYSICAL = "dak_physical", _("special allocation, physical (DAK)")
    DAK_NONPHYSICAL = "dak_nonphysical", _("special allocation, non-physical (DAK)")
    APBD_PROVINCE = "apbd_province", _("provincial budget (APBD)")
    APBD_REGENCY = "apbd_regency", _("regency or city budget (APBD)")
    VILLAGE_FUND = "village_fund", _("village fund")
    PRIVATE = "private", _("private or CSR")
    DONOR = "donor", _("donor")
    ENTERPRISES = "enterprises", _("own money of the SMIs")


SYSTEM_CODE = RegexValidator(
    r"^[0-9A-Za-z][0-9A-Za-z ./_-]*$", _("Write the code as it stands in the other system: letters, digits and . / -")
)


class Activity(FSMModelMixin, models.Model):
    """A support activity that an institution is asked to take on, run and finish with evidence."""

    class State(models.TextChoices):
        NOT_REQUESTED = "not_requested", _("not requested")
        REQUESTED = "requested", _("requested")
        DECLINED = "declined", _("declined")
        RUNNING = "running", _("accepted, running")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="activities")
    number = models.PositiveSmallIntegerField(_("no."), validators=[MinValueValidator(1)])
    title = models.CharField(_("activity"), max_length=200)
    institution = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("institution"))
    problem = models.ForeignKey(
        Problem, models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name=_("answers problem")
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    volume = models.DecimalField(_("volume"), max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    cost = models.DecimalField(_("cost (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True)
    cost_reason = models.CharField(_("why the cost is unusual"), max_length=300, blank=True)
    funding_source = models.CharField(_("funding source"), max_length=25, choices=FundingSource.choices, blank=True)
    # What other systems call it. No part of the text that is approved: such codes are given out long afterwards.
    sipd_code = models.CharField(_("SIPD sub-activity code"), max_length=40, blank=True, validators=[SYSTEM_CODE])
    dak_menu_code = models.CharField(_("DAK menu code"), max_length=40, blank=True, validators=[SYSTEM_CODE])
    krisna_id = models.CharField(_("KRISNA id"), max_length=40, blank=True, validators=[SYSTEM_CODE])
    depends_on = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="needed_by")
    state = FSMField(_("state"), default=State.NOT_REQUESTED, choices=State.choices, protected=True)
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("support activity")
        verbose_name_plural = _("support activities")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="activity_number_once_per_plan"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="activity_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(done_on__isnull=False), name="activity_done_has_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    @transition(state, source=[State.NOT_REQUESTED, State.DECLINED], target=State.REQUESTED)
    def request(self):
        """The institution is asked."""

    @transition(state, source=State.REQUESTED, target=State.RUNNING)
    def accept(self):
        """The institution takes it on."""

    @transition(state, source=State.REQUESTED, target=State.DECLINED)
    def decline(self):
        """The institution does not take it on."""

    @transition(state, source=State.RUNNING, target=State.DONE)
    def finish(self):
        """It was carried out."""

    @transition(
        state, source=[State.NOT_REQUESTED, State.REQUESTED, State.DECLINED, State.RUNNING], target=State.CANCELLED
    )
    def cancel(self):
        """It will not be carried out."""


class EnterpriseAction(models.Model):
    """What the SMIs themselves promise to do."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="enterprise_actions")
    text = models.CharField(_("action"), max_length=300)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enterprise")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("action by SMIs")
        verbose_name_plural = _("actions by SMIs")

    def __str__(self):
        return self.text


class Criterion(models.TextChoices):
    """The criteria under which an indicator or rating is judged (JICA's four of 2021)."""

    RELEVANCE = "relevance", _("relevance")
    EFFECTIVENESS_IMPACT = "effectiveness_impact", _("effectiveness and impact")
    EFFICIENCY = "efficiency", _("efficiency")
    SUSTAINABILITY = "sustainability", _("sustainability")


class Indicator(models.Model):
    """How a result is measured; without means of verification it cannot be judged, hence the database asks for it."""

    class Level(models.TextChoices):
        OUTPUT = "output", _("output")
        PURPOSE = "purpose", _("purpose")
        OVERALL_GOAL = "overall_goal", _("overall goal")

    class Frequency(models.TextChoices):
        QUARTERLY = "quarterly", _("quarterly")
        YEARLY = "yearly", _("yearly")
        ONCE = "once", _("once, at the end")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField(_("no."), validators=[MinValueValidator(1)])
    text = models.CharField(_("indicator"), max_length=300)
    level = models.CharField(_("level"), max_length=15, choices=Level.choices, default=Level.PURPOSE)
    criterion = models.CharField(
        _("judged under"), max_length=25, choices=Criterion.choices, default=Criterion.EFFECTIVENESS_IMPACT
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=16, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=2, null=True, blank=True)
    means_of_verification = models.CharField(_("means of verification"), max_length=300)
    frequency = models.CharField(_("frequency"), max_length=10, choices=Frequency.choices, default=Frequency.QUARTERLY)

    class Meta:
        ordering = ["number"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="indicator_number_once_per_plan"),
            models.CheckConstraint(
                condition=~models.Q(means_of_verification=""), name="indicator_has_means_of_verification"
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"


class BudgetLine(models.Model):
    """Money of one source in one fiscal year. An amount that nobody reported is empty, never zero.

    What is given in kind, and honoraria, stand in lines of their own and are counted apart from money (feature L6).
    """

    class Kind(models.TextChoices):
        MONEY = "money", _("money")
        IN_KIND = "in_kind", _("in kind (value)")
        HONORARIUM = "honorarium", _("honoraria")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="budget_lines")
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="budget_lines", verbose_name=_("activity")
    )
    source = models.CharField(_("source"), max_length=25, choices=FundingSource.choices)
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.MONEY)
    origin = models.CharField(_("accepted offer"), max_length=30, blank=True, editable=False)
    proposed = models.DecimalField(_("proposed (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True)
    allocated = models.DecimalField(_("allocated (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True)
    committed = models.DecimalField(_("committed (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True)
    realised = models.DecimalField(_("realised (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True)

    class Meta:
        ordering = ["fiscal_year", "source", "id"]
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "activity", "source", "fiscal_year", "kind", "origin"], name="budget_line_once"
            ),
            models.UniqueConstraint(
                fields=["plan", "source", "fiscal_year", "kind", "origin"],
                condition=models.Q(activity__isnull=True),
                name="budget_line_once_without_activity",
            ),
            models.CheckConstraint(
                condition=models.Q(fiscal_year__gte=2000, fiscal_year__lte=2100), name="budget_line_year_is_sane"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["money", "in_kind", "honorarium"]), name="budget_line_kind_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_source_display()} {self.fiscal_year}"


class PlanVersion(models.Model):
    """The frozen text of a plan: what is approved is the hash of this row. Never changed, never deleted."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.TextField(_("canonical JSON"))
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(_("frozen at"))
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("plan version")
        verbose_name_plural = _("plan versions")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once")]

    def __str__(self):
        return f"{self.plan} v{self.number}"
