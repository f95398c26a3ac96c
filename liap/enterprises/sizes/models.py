"""The rule that sorts SMIs by size: rows with the decree and the days it holds, so that a new one needs no release."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Size(models.TextChoices):
    SMALL = "small", _("small")
    MEDIUM = "medium", pgettext_lazy("size of an SMI", "medium")
    LARGE = "large", _("large")


class SizeRule(models.Model):
    """A rule that sorts SMIs by size, with the decree that made it; a later one gets rows of its own."""

    basis = models.CharField(_("decree"), max_length=120, unique=True)
    valid_from = models.DateField(_("valid from"), unique=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("rule of size")
        verbose_name_plural = _("rules of size")
        ordering = ["valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="size_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.basis


class SizeBand(models.Model):
    """One line of a rule: workers and whole rupiah from and to, both included; an empty end is open."""

    rule = models.ForeignKey(SizeRule, models.PROTECT, related_name="bands", verbose_name=_("rule of size"))
    size = models.CharField(_("size"), max_length=10, choices=Size.choices)
    workers_from = models.PositiveIntegerField(_("workers from"), default=0)
    workers_to = models.PositiveIntegerField(_("workers to"), null=True, blank=True)
    investment_from = models.DecimalField(_("investment from (Rp)"), max_digits=16, decimal_places=0, default=0)
    investment_to = models.DecimalField(
        _("investment to (Rp)"), max_digits=16, decimal_places=0, null=True, blank=True
    )

    class Meta:
        verbose_name = _("band of size")
        verbose_name_plural = _("bands of size")
        ordering = ["rule", "id"]

    def __str__(self):
        return f"{self.rule}: {self.get_size_display()}"

    @property
    def condition(self) -> Q:
        """The condition on an enterprise that lies in the band; both women and men must be known."""
        workers = F("workers_female") + F("workers_male")
        found = Q(workers_female__isnull=False, workers_male__isnull=False)
        found &= Q(GreaterThanOrEqual(workers, self.workers_from))
        found &= Q(investment__gte=self.investment_from)
        if self.workers_to is not None:
            found &= Q(LessThanOrEqual(workers, self.workers_to))
        if self.investment_to is not None:
            found &= Q(investment__lte=self.investment_to)
        return found


def bands_on(on: date | None = None) -> models.QuerySet[SizeBand]:
    """The bands of the rule of size in force on a day; where two are, those of the later one."""
    day = on or timezone.localdate()
    rules = SizeRule.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
    return SizeBand.objects.filter(rule__in=rules.order_by("-valid_from").values("pk")[:1]).order_by("pk")
