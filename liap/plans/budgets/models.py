"""Closed fiscal years, limits of plausible cost, and the windows in which money of a source can be proposed."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liap.people.access import RegionScopedQuerySet
from liap.places.models import Region
from liap.plans.models import FundingSource


class ClosedYear(models.Model):
    """A region's fiscal year whose amounts no longer change. Never reopened: what is wrong goes into the next one."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="closed_years", verbose_name=_("region"))
    year = models.PositiveSmallIntegerField(_("fiscal year"))
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_on = models.DateField(_("closed on"))
    unreported = models.PositiveIntegerField(_("lines without a realised amount"), default=0)

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed fiscal year")
        verbose_name_plural = _("closed fiscal years")
        ordering = ["-year", "region"]
        constraints = [
            models.UniqueConstraint(fields=["region", "year"], name="fiscal_year_closed_once"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="closed_year_is_sane"),
        ]

    def __str__(self):
        return f"{self.region} {self.year}"


class CostBand(models.Model):
    """What one unit of an activity usually costs and how many are worth while; outside of it a reason is asked.

    The limits are a house assumption that an administrator replaces by the standard prices of the region.
    """

    unit = models.CharField(_("unit"), max_length=40, unique=True)
    least_cost = models.DecimalField(
        _("least cost of a unit (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True
    )
    most_cost = models.DecimalField(
        _("highest cost of a unit (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True
    )
    least_volume = models.DecimalField(_("least volume"), max_digits=10, decimal_places=2, null=True, blank=True)
    is_house_assumption = models.BooleanField(_("house assumption"), default=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("limit of cost")
        verbose_name_plural = _("limits of cost")
        ordering = ["unit"]
        constraints = [
            models.CheckConstraint(
                condition=Q(least_cost__isnull=True) | Q(most_cost__isnull=True) | Q(most_cost__gte=F("least_cost")),
                name="cost_band_least_before_most",
            )
        ]

    def __str__(self):
        return self.unit


class ProposalWindow(models.Model):
    """From when to when in a year money of a source is proposed for the following fiscal year.

    The days change with every planning calendar and are a house assumption until an administrator confirms them.
    """

    source = models.CharField(_("source"), max_length=25, choices=FundingSource.choices, unique=True)
    system = models.CharField(_("where it is proposed"), max_length=60, blank=True)
    opens_month = models.PositiveSmallIntegerField(
        _("opens in month"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    opens_day = models.PositiveSmallIntegerField(
        _("opens on day"), validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    closes_month = models.PositiveSmallIntegerField(
        _("closes in month"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    closes_day = models.PositiveSmallIntegerField(
        _("closes on day"), validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    lead_days = models.PositiveSmallIntegerField(_("days of preparation before it opens"), default=45)
    is_house_assumption = models.BooleanField(_("house assumption"), default=True)
    remark = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("proposal window")
        verbose_name_plural = _("proposal windows")
        ordering = ["opens_month", "opens_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_month__range=(1, 12)) & Q(closes_month__range=(1, 12))
                & Q(opens_day__range=(1, 28)) & Q(closes_day__range=(1, 28)),
                name="proposal_window_in_the_calendar",
            ),
            models.CheckConstraint(
                condition=Q(closes_month__gt=F("opens_month"))
                | Q(closes_month=F("opens_month"), closes_day__gt=F("opens_day")),
                name="proposal_window_closes_after_it_opens",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_source_display()}: {self.opens_day}/{self.opens_month}"
