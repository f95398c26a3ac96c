"""Regions, organisations and the calendar of holidays, each valid for a time."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """A province, regency or city under its official code. A region that is split keeps its row for old plans."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("province")
        REGENCY = "regency", _("regency")
        CITY = "city", _("city")

    code = models.CharField(_("code"), max_length=13)
    code_system = models.CharField(_("code system"), max_length=40, default="Kemendagri")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("province")
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Jakarta")
    decree = models.CharField(_("decree"), max_length=120, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["code_system", "code", "valid_from"], name="region_code_once"),
            models.UniqueConstraint(
                fields=["code_system", "code"],
                condition=models.Q(valid_from__isnull=True),
                name="region_code_once_without_start",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="province", parent__isnull=True)
                | models.Q(kind__in=["regency", "city"], parent__isnull=False),
                name="region_below_a_province",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def province(self) -> "Region":
        return self.parent or self


class Organisation(models.Model):
    """An office, institution or firm that sits, acts or pays; reorganised offices name their successor."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("ministry unit")
        INDUSTRY_OFFICE = "industry_office", _("industry office (Dinas)")
        PLANNING_AGENCY = "planning_agency", _("planning agency (Bappeda)")
        OTHER_OFFICE = "other_office", _("other government office")
        BANK = "bank", _("bank")
        UNIVERSITY = "university", _("university or research")
        ASSOCIATION = "association", _("business association")
        FIRM = "firm", _("firm or cooperative")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("region")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("part of")
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("successor")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    seat_town = models.CharField(_("seat (town)"), max_length=80, blank=True)
    letterhead = models.CharField(_("upper line of the letterhead"), max_length=200, blank=True)
    classification = models.CharField(_("classification of its documents"), max_length=20, default="500.9")
    is_sample = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "region"],
                condition=models.Q(valid_to__isnull=True),
                name="organisation_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(valid_to__isnull=True, region__isnull=True),
                name="national_organisation_once_at_a_time",
            ),
        ]

    def __str__(self):
        return (self.name_en if get_language() == "en" else "") or self.name


class Remit(models.Model):
    """A province that belonged to a territorial directorate while that existed (until 2017).

    Since 2018 the directorate follows from the industry. Routing by rows and by the days of the units, so that a
    reorganisation is a matter of data.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="remits", verbose_name=_("organisation")
    )
    province = models.ForeignKey(Region, models.PROTECT, related_name="remits", verbose_name=_("province"))

    class Meta:
        verbose_name = _("remit")
        verbose_name_plural = _("remits")
        ordering = ["organisation", "province"]
        constraints = [models.UniqueConstraint(fields=["organisation", "province"], name="remit_once_per_province")]

    def __str__(self):
        return f"{self.organisation}: {self.province}"


class Tile(models.Model):
    """Where a province stands on the tile map: column and row of a square, about as on the map of Indonesia."""

    province = models.OneToOneField(Region, models.PROTECT, related_name="tile", verbose_name=_("province"))
    column = models.PositiveSmallIntegerField(_("column"))
    row = models.PositiveSmallIntegerField(_("row"))
    short = models.CharField(_("short name"), max_length=8)

    class Meta:
        verbose_name = _("tile of a province")
        verbose_name_plural = _("tiles of the provinces")
        ordering = ["row", "column"]
        constraints = [models.UniqueConstraint(fields=["column", "row"], name="tile_place_once")]

    def __str__(self):
        return f"{self.province}"


class Holiday(models.Model):
    """A day that is not worked, from the yearly joint decree (SKB); editable because later decrees move days."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("national holiday")
        COLLECTIVE_LEAVE = "collective_leave", _("collective leave")

    date = models.DateField(_("date"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.NATIONAL)
    is_estimate = models.BooleanField(_("estimated"), default=False)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["date"]

    def __str__(self):
        return f"{self.date} {self.name}"
