"""The visit log of a facilitator, and three answers per SMI; both are never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise
from liap.enterprises.performance.models import PerformanceRecord
from liap.people.access import regions_to_the_row
from liap.plans.models import Plan


class OfPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The rows of plans in a region whose SMIs `user` may see one by one."""
        return self.filter(plan__region__in=regions_to_the_row(user))


class Visit(models.Model):
    """A visit: when, where, to whom, about what, what was found and advised.

    A visit that was written down before topics were asked for has none.
    """

    class Topic(models.TextChoices):
        """What facilitators help with; the list follows their published work (permits, halal, tests, credit)."""

        PERMIT = "permit", _("permits and NIB")
        CERTIFICATE = "certificate", _("halal and other certificates, tests")
        PRODUCT = "product", _("product, quality and packaging")
        PRODUCTION = "production", _("production, place and machines")
        MARKET = "market", _("marketing and buyers")
        MONEY = "money", _("credit and bookkeeping")
        DATA = "data", _("data and the three questions")
        OTHER = "other", _("other")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="visits", verbose_name=_("plan"))
    visited_on = models.DateField(_("visited on"))
    place = models.CharField(_("place"), max_length=150)
    topic = models.CharField(_("topic"), max_length=12, choices=Topic.choices, blank=True)
    found = models.TextField(_("what was found"))
    advice = models.TextField(_("advice"), blank=True)
    enterprises = models.ManyToManyField(Enterprise, related_name="+", blank=True, verbose_name=_("SMIs visited"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-visited_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    topic__in=[
                        "",
                        "permit",
                        "certificate",
                        "product",
                        "production",
                        "market",
                        "money",
                        "data",
                        "other",
                    ]
                ),
                name="visit_topic_is_known",
            )
        ]

    def __str__(self):
        return f"{self.visited_on} {self.place}"


class VisitStep(models.Model):
    """A next step that was agreed on a visit; whether it was done says the task that it became."""

    class Doer(models.TextChoices):
        FACILITATOR = "facilitator", _("facilitator")
        OFFICE_HEAD = "office_head", _("head of the regional office")

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="steps")
    text = models.CharField(_("next step"), max_length=200)
    due_on = models.DateField(_("due on"))
    doer = models.CharField(_("who"), max_length=15, choices=Doer.choices, default=Doer.FACILITATOR)

    class Meta:
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")
        ordering = ["due_on", "id"]

    def __str__(self):
        return self.text


class EnterpriseCheck(models.Model):
    """One SMI was asked the three questions on an occasion of a plan. What it said is the performance record of the
    period, and nowhere else; a correction of that record is what the papers of later days tell."""

    class Occasion(models.TextChoices):
        BASELINE = "baseline", _("at the start")
        QUARTER = "quarter", _("end of a quarter")
        EVALUATION = "evaluation", _("at the evaluation")

    class Change(models.TextChoices):
        BETTER = "better", _("better")
        SAME = "same", _("as before")
        WORSE = "worse", _("worse")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="checks", verbose_name=_("plan"))
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", verbose_name=_("enterprise"))
    occasion = models.CharField(_("occasion"), max_length=12, choices=Occasion.choices)
    round = models.PositiveIntegerField(_("round"), default=1)
    checked_on = models.DateField(_("asked on"))
    record = models.ForeignKey(
        PerformanceRecord, models.PROTECT, related_name="+", verbose_name=_("performance record")
    )
    product_change = models.CharField(_("product since the start"), max_length=6, choices=Change.choices, blank=True)
    place_change = models.CharField(
        _("place of production since the start"), max_length=6, choices=Change.choices, blank=True
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("three answers of an SMI")
        verbose_name_plural = _("three answers of SMIs")
        ordering = ["plan", "checked_on", "enterprise__name"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "enterprise", "occasion", "round"], name="check_once_per_round"),
            models.CheckConstraint(
                condition=models.Q(occasion="evaluation") | models.Q(product_change="", place_change=""),
                name="check_compares_at_the_end",
            ),
            models.CheckConstraint(
                condition=models.Q(product_change__in=["", "better", "same", "worse"])
                & models.Q(place_change__in=["", "better", "same", "worse"]),
                name="check_knows_the_change",
            ),
        ]

    def __str__(self):
        return f"{self.enterprise} {self.checked_on}"
