"""The case of a LIAP: one protected state field is the only truth about its stage, and every move leaves a row."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE, ConcurrentTransitionMixin, FSMField, transition

from liap.people.access import is_national, regions_of
from liap.plans.models import Plan, PlanVersion


class Stage(models.TextChoices):
    """Where a LIAP stands."""

    PLANNING = "planning", _("planning")
    APPROVAL = "approval", _("approval")
    IMPLEMENTATION = "implementation", _("implementation")
    EVALUATION = "evaluation", _("evaluation")
    CLOSED = "closed", _("closed")
    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REJECTED = "rejected", _("rejected")


class Variant(models.TextChoices):
    """Who leads the plan; pinned when it begins, changed only by an upgrade or a downgrade."""

    GROUP = "lwg_led", _("led by a working group")
    FACILITATOR = "facilitator_led", _("led by a facilitator")


CHANGES_OF_VARIANT = ("upgrade", "downgrade", "downgrade_at_work")
WORKING_STAGES = (Stage.PLANNING, Stage.APPROVAL, Stage.IMPLEMENTATION, Stage.EVALUATION)
FINAL_STAGES = (Stage.CLOSED, Stage.WITHDRAWN, Stage.REJECTED)


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The cases whose plan lies in a region that `user` may see."""
        return self if is_national(user) else self.filter(plan__region__in=regions_of(user))


class Case(ConcurrentTransitionMixin, models.Model):
    """The lifecycle of one plan. Only `workflows.lifecycle.advance` calls the transitions."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="+", verbose_name=_("plan"))
    variant = models.CharField(_("variant"), max_length=20, default=Variant.GROUP, choices=Variant.choices)
    flow_version = models.PositiveSmallIntegerField(_("version of the process"), default=1)
    rulebook = models.ForeignKey(
        "workflows.Rulebook", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rules")
    )
    stage = FSMField(_("stage"), default=Stage.PLANNING, choices=Stage.choices, protected=True)
    stage_before = models.CharField(_("stage before the suspension"), max_length=20, blank=True, choices=Stage.choices)
    suspended_on = models.DateField(_("suspended on"), null=True, blank=True)
    submitted_version = models.ForeignKey(
        PlanVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("version under approval")
    )
    approved_version = models.ForeignKey(
        PlanVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved version")
    )
    move_count = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="case_stage_is_known"),
            models.CheckConstraint(
                condition=models.Q(stage="suspended", suspended_on__isnull=False, stage_before__in=WORKING_STAGES)
                | (~models.Q(stage="suspended") & models.Q(suspended_on__isnull=True, stage_before="")),
                name="case_suspension_is_complete",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=["implementation", "evaluation", "closed"])
                | models.Q(approved_version__isnull=False),
                name="case_runs_on_an_approved_version",
            ),
            models.CheckConstraint(condition=models.Q(variant__in=Variant.values), name="case_variant_is_known"),
        ]
        indexes = [models.Index(fields=["stage"], name="case_by_stage")]

    def __str__(self):
        return str(self.plan)

    @property
    def is_open(self) -> bool:
        return self.stage not in FINAL_STAGES

    @transition(stage, source=Stage.PLANNING, target=Stage.APPROVAL)
    def submit(self):
        """The working group agreed: the plan goes to those who approve."""

    @transition(stage, source=Stage.APPROVAL, target=Stage.PLANNING)
    def send_back(self):
        """An approver returned named sections."""

    @transition(stage, source=Stage.APPROVAL, target=Stage.IMPLEMENTATION)
    def approve(self):
        """The frozen version is approved."""

    @transition(stage, source=Stage.APPROVAL, target=Stage.REJECTED)
    def reject(self):
        """The plan is refused with a reason."""

    @transition(stage, source=[Stage.APPROVAL, Stage.IMPLEMENTATION], target=Stage.PLANNING)
    def amend(self):
        """The plan is edited again: open or given approvals are void until a new version is approved."""

    @transition(stage, source=[Stage.PLANNING, Stage.APPROVAL, Stage.IMPLEMENTATION], target=Stage.PLANNING)
    def upgrade(self):
        """A working group takes the plan over from the facilitator; it is completed and approved anew."""

    @transition(stage, source=[Stage.PLANNING, Stage.APPROVAL], target=Stage.PLANNING)
    def downgrade(self):
        """A facilitator takes over a plan that is still being written or decided on."""

    @transition(stage, source=Stage.IMPLEMENTATION, target=Stage.IMPLEMENTATION)
    def downgrade_at_work(self):
        """A facilitator takes over a plan in force; what was approved stays approved."""

    @transition(stage, source=Stage.IMPLEMENTATION, target=Stage.EVALUATION)
    def begin_evaluation(self):
        """The activities are over."""

    @transition(stage, source=Stage.EVALUATION, target=Stage.CLOSED)
    def close(self):
        """The evaluation is accepted."""

    @transition(stage, source=list(WORKING_STAGES), target=Stage.SUSPENDED)
    def suspend(self):
        """Work stops; the clocks stop with it."""

    @transition(stage, source=Stage.SUSPENDED, target=GET_STATE(lambda self: self.stage_before, states=WORKING_STAGES))
    def resume(self):
        """Work goes on where it stood."""

    @transition(
        stage,
        source=[Stage.PLANNING, Stage.APPROVAL, Stage.IMPLEMENTATION, Stage.SUSPENDED],
        target=Stage.WITHDRAWN,
    )
    def withdraw(self):
        """The region gives the plan up."""


class Move(models.Model):
    """One move of a case from stage to stage; append-only, numbered without gaps."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="moves")
    number = models.PositiveIntegerField(_("no."))
    name = models.CharField(_("move"), max_length=30)
    from_stage = models.CharField(_("from"), max_length=20, blank=True, choices=Stage.choices)
    to_stage = models.CharField(_("to"), max_length=20, choices=Stage.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    held_as = models.CharField(_("held post"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)
    plan_version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["case", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="move_number_once_per_case")]

    def __str__(self):
        return f"{self.number}. {self.from_stage} > {self.to_stage}"
