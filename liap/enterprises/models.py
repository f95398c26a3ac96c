"""Small and medium enterprises (SMI, in Indonesian IKM)."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.people.access import RegionScopedQuerySet
from liap.places.models import Region


class Enterprise(models.Model):
    """An enterprise, with or without a business number (NIB): many of the smallest have none."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("woman")
        MALE = "male", _("man")

    name = models.CharField(_("name"), max_length=150)
    nib = models.CharField(
        _("business number (NIB)"),
        max_length=13,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^\d{13}$", _("A business number (NIB) has exactly 13 digits."))],
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="enterprises", verbose_name=_("region"))
    industry = models.ForeignKey(
        "liap.Industry", models.PROTECT, related_name="enterprises", verbose_name=_("industry")
    )
    owner_sex = models.CharField(_("owner"), max_length=10, choices=Sex.choices, blank=True)
    workers_female = models.PositiveIntegerField(_("women working"), null=True, blank=True)
    workers_male = models.PositiveIntegerField(_("men working"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "region", "industry"], name="enterprise_once"),
        ]

    def __str__(self):
        return self.name
