"""Regions that adopt the model on their own request: the request, how it went, and the yearly word on its use."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from liap.people.access import RegionScopedQuerySet
from liap.places.models import Region
from liap.plans.models import FundingSource, Plan


class State(models.TextChoices):
    """Where an adoption stands, in the order of the pipeline."""

    INTERESTED = "interested", _("interested")
    REQUESTED = "requested", _("requested")
    ASSESSED = "assessed", _("assessed")
    COMMITTED = "committed", _("committed")
    PREPARING = "preparing", _("preparing")
    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    STOPPED = "stopped", _("stopped")
    DECLINED = "declined", _("declined")


OVER = (State.STOPPED, State.DECLINED)
RUNNING = tuple(state for state in State if state not in OVER)
# An offer was accepted, and nothing has ended since.
USING = (State.COMMITTED, State.PREPARING, State.ACTIVE, State.SUSPENDED)
BEFORE_USE = [State.INTERESTED, State.REQUESTED, State.ASSESSED, State.COMMITTED, State.PREPARING]


class AdoptionRequest(FSMModelMixin, models.Model):
    """A region asks to use the model for an industry; the ministry cannot force it. Only `actions` moves the state."""

    class Variant(models.TextChoices):
        GROUP = "lwg_led", _("led by a working group")
        FACILITATOR = "facilitator_led", _("led by a facilitator")

    region = models.ForeignKey(Region, models.PROTECT, related_name="adoptions", verbose_name=_("region"))
    industry = models.CharField(_("industry"), max_length=150)
    reference = models.CharField(_("reference number"), max_length=30, unique=True)
    state = FSMField(_("state"), default=State.INTERESTED, choices=State.choices, protected=True)
    letter_number = models.CharField(_("letter number"), max_length=100, blank=True)
    contact = models.CharField(_("contact at the office"), max_length=200, blank=True)
    staff = models.PositiveIntegerField(_("staff for SMIs"), null=True, blank=True)
    budget = models.DecimalField(
        _("yearly budget for SMIs (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True
    )
    sentras = models.PositiveIntegerField(_("SMI centres (sentra)"), null=True, blank=True)
    facilitators = models.PositiveIntegerField(_("facilitators (TPL-IKM)"), null=True, blank=True)
    score = models.PositiveSmallIntegerField(_("readiness (percent)"), null=True, blank=True)
    proposed_variant = models.CharField(_("proposed variant"), max_length=20, choices=Variant.choices, blank=True)
    offers_facilitator = models.BooleanField(_("a facilitator"), default=False)
    offered_budget = models.DecimalField(
        _("money for meetings (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True
    )
    offered_training = models.CharField(_("training"), max_length=200, blank=True)
    offered_honorarium = models.DecimalField(
        _("honorarium of the facilitator (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True
    )
    offered_training_cost = models.DecimalField(
        _("cost of the training (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True
    )
    offered_source = models.CharField(
        _("funding source"), max_length=25, choices=FundingSource.choices, default=FundingSource.APBN_CENTRAL
    )
    offered_year = models.PositiveSmallIntegerField(_("fiscal year"), null=True, blank=True)
    offered_on = models.DateField(_("offered on"), null=True, blank=True)
    placed_in = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("budget in which the offer stands"),
    )  # fmt: skip
    source = models.CharField(_("source"), max_length=300, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    requested_on = models.DateField(_("requested on"))
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("adoption request")
        verbose_name_plural = _("adoption requests")
        ordering = ["-requested_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="adoption_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__lte=100),
                name="adoption_score_is_a_percentage",
            ),
            models.UniqueConstraint(
                fields=["region", "industry"],
                condition=models.Q(state__in=[state.value for state in RUNNING]),
                name="adoption_once_per_region_and_industry",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.region}: {self.industry}"

    @transition(state, source=State.INTERESTED, target=State.REQUESTED)
    def request(self):
        """The region asks in writing."""

    @transition(state, source=[State.REQUESTED, State.ASSESSED], target=State.ASSESSED)
    def assess(self):
        """The ministry has looked at the readiness."""

    @transition(state, source=State.ASSESSED, target=State.COMMITTED)
    def commit(self):
        """The region accepts the offer."""

    @transition(state, source=State.COMMITTED, target=State.PREPARING)
    def prepare(self):
        """Working group or facilitator are being set up."""

    @transition(state, source=[State.PREPARING, State.SUSPENDED], target=State.ACTIVE)
    def activate(self):
        """The model is in use."""

    @transition(state, source=[State.COMMITTED, State.PREPARING, State.ACTIVE], target=State.SUSPENDED)
    def suspend(self):
        """Work rests, with the reason."""

    @transition(state, source=[State.COMMITTED, State.PREPARING, State.ACTIVE, State.SUSPENDED], target=State.STOPPED)
    def stop(self):
        """The region no longer uses the model, with the reason."""

    @transition(state, source=[State.INTERESTED, State.REQUESTED, State.ASSESSED], target=State.DECLINED)
    def decline(self):
        """It comes to nothing, with the reason."""


class AdoptionMove(models.Model):
    """One move of an adoption; append-only."""

    adoption = models.ForeignKey(AdoptionRequest, models.PROTECT, related_name="moves")
    number = models.PositiveIntegerField(_("no."))
    name = models.CharField(_("move"), max_length=20)
    from_state = models.CharField(_("from"), max_length=20, blank=True, choices=State.choices)
    to_state = models.CharField(_("to"), max_length=20, choices=State.choices)
    on = models.DateField(_("on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("move of an adoption")
        verbose_name_plural = _("moves of adoptions")
        ordering = ["adoption", "number"]
        constraints = [
            models.UniqueConstraint(fields=["adoption", "number"], name="adoption_move_number_once"),
            models.CheckConstraint(
                condition=~models.Q(to_state__in=["suspended", "stopped", "declined"]) | ~models.Q(reason=""),
                name="adoption_end_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.from_state} > {self.to_state}"


class ReadinessCriterion(models.Model):
    """How a region's capacity is scored: half the weight from `half_from` on, all of it from `full_from` on."""

    code = models.CharField(_("criterion"), max_length=20, unique=True)
    half_from = models.DecimalField(_("half from"), max_digits=16, decimal_places=0)
    full_from = models.DecimalField(_("full from"), max_digits=16, decimal_places=0)
    weight = models.PositiveSmallIntegerField(_("weight"), default=20)

    class Meta:
        verbose_name = _("readiness criterion")
        verbose_name_plural = _("readiness criteria")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(full_from__gte=models.F("half_from")), name="readiness_full_not_below_half"
            )
        ]

    def __str__(self):
        return self.code


class Attestation(models.Model):
    """The yearly word of a region: is the model still in use, and if not, why; kept with its date, never changed."""

    class Reason(models.TextChoices):
        STAFF = "staff", _("too few staff")
        EFFORT = "effort", _("too much effort")
        STAFF_AND_EFFORT = "staff_effort", _("staff and effort")
        BUDGET = "budget", _("no budget")
        TRANSFER = "transfer", _("officials were transferred")
        POLICY = "policy", _("another policy")
        OTHER_MODEL = "other_model", _("another model is used")
        NO_ANSWER = "no_answer", _("nobody could say")

    region = models.ForeignKey(Region, models.PROTECT, related_name="attestations", verbose_name=_("region"))
    year = models.PositiveSmallIntegerField(_("year"))
    is_in_use = models.BooleanField(_("still in use"))
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    used_since = models.PositiveSmallIntegerField(_("in use since (year)"), null=True, blank=True)
    liap_count = models.PositiveIntegerField(_("number of LIAPs"), null=True, blank=True)
    staff = models.PositiveIntegerField(_("staff for SMIs"), null=True, blank=True)
    budget = models.DecimalField(
        _("yearly budget for SMIs (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True
    )
    remark = models.CharField(_("remark"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    held_as = models.CharField(_("held post"), max_length=300, blank=True)
    said_on = models.DateField(_("said on"))
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        ordering = ["-year", "region"]
        constraints = [
            models.UniqueConstraint(fields=["region", "year"], name="attestation_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(is_in_use=True, reason="") | models.Q(is_in_use=False) & ~models.Q(reason=""),
                name="attestation_of_disuse_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.region} {self.year}"
