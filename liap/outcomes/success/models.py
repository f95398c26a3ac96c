"""Success cases: an SMI reached a rung of a plan's goal, with proof, a confirmer and a word every year after."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise
from liap.outcomes.models import Evidence
from liap.people.access import regions_to_the_row
from liap.plans.models import Goal, Plan


class SuccessCaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The success cases of plans in a region whose SMIs `user` may see one by one."""
        return self.filter(plan__region__in=regions_to_the_row(user))

    def counting(self, day: date):
        """The cases confirmed until a day, with the SMI that stands for theirs as `smi`: where records were merged and
        both had reached the same rung of the same plan, one of the two."""
        smi = Coalesce("enterprise__merged_into", "enterprise")
        same = {name: OuterRef(name) for name in ("plan", "rung", "smi")}
        rows = self.filter(confirmed_on__lte=day).annotate(smi=smi)
        twins = SuccessCase.objects.filter(confirmed_on__lte=day).annotate(smi=smi).filter(**same)
        first = Q(enterprise__merged_into=None) | Q(pk__lt=OuterRef("pk"))
        return rows.filter(Q(enterprise__merged_into=None) | ~Exists(twins.filter(first)))


class SuccessCase(models.Model):
    """One SMI on one rung of one plan. It counts once somebody else than the reporter confirmed it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="success_cases", verbose_name=_("plan"))
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="success_cases", verbose_name=_("enterprise")
    )
    rung = models.CharField(_("rung"), max_length=25, choices=Goal.Rung.choices)
    reached_on = models.DateField(_("reached on"))
    certificate_number = models.CharField(_("certificate number"), max_length=100, blank=True)
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+", verbose_name=_("evidence"))
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_on = models.DateField(_("confirmed on"), null=True)

    objects = SuccessCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("success case")
        verbose_name_plural = _("success cases")
        ordering = ["-reached_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "enterprise", "rung"], name="success_once_per_rung"),
            models.CheckConstraint(
                condition=models.Q(rung="certificate", certificate_number__gt="")
                | (~models.Q(rung="certificate") & models.Q(certificate_number="")),
                name="success_certificate_at_its_rung_only",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
                name="success_confirmation_is_complete",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("reported_by")),
                name="success_reporter_does_not_confirm",
            ),
        ]

    def __str__(self):
        return f"{self.enterprise}: {self.get_rung_display()}"


class Reconfirmation(models.Model):
    """The question of one year whether a success lasts; opened by the clock, once per case and year."""

    class Answer(models.TextChoices):
        STILL = "still", _("still so")
        LAPSED = "lapsed", _("lapsed")
        NO_CONTACT = "no_contact", _("no contact")

    success_case = models.ForeignKey(SuccessCase, models.PROTECT, related_name="reconfirmations")
    year = models.PositiveSmallIntegerField(_("year"))
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(_("answered on"), null=True)

    class Meta:
        verbose_name = _("yearly word on a success")
        verbose_name_plural = _("yearly words on successes")
        ordering = ["success_case", "year"]
        constraints = [
            models.UniqueConstraint(fields=["success_case", "year"], name="reconfirmation_once_per_year"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_by__isnull=True, answered_on__isnull=True)
                | models.Q(answer__gt="", answered_by__isnull=False, answered_on__isnull=False),
                name="reconfirmation_answer_is_complete",
            ),
        ]

    def __str__(self):
        return f"{self.success_case} {self.year}"
