"""What was found three years after a plan was closed; one row per plan, with who said it under which post."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liap.adoption.models import Attestation
from liap.outcomes.models import Evidence
from liap.people.access import is_national, regions_of
from liap.plans.models import Activity, Plan


class ContinuationCheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The checks of plans in a region that `user` may see."""
        return self if is_national(user) else self.filter(plan__region__in=regions_of(user))


class ContinuationCheck(models.Model):
    """The answer of the post that is responsible then. The counts are what was heard of the successes that year."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="continuation_check", verbose_name=_("plan"))
    is_in_use = models.BooleanField(_("the model is still in use"))
    reason = models.CharField(_("reason"), max_length=20, choices=Attestation.Reason.choices, blank=True)
    activities = models.ManyToManyField(
        Activity, related_name="+", blank=True, verbose_name=_("activities that continue")
    )
    changed = models.TextField(_("what has changed since"), blank=True)
    still = models.PositiveIntegerField(_("still so"))
    lapsed = models.PositiveIntegerField(_("lapsed"))
    no_contact = models.PositiveIntegerField(_("no contact"))
    not_asked = models.PositiveIntegerField(_("no answer yet"))
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    held_as = models.CharField(_("held post"), max_length=300, blank=True)
    said_on = models.DateField(_("said on"))

    objects = ContinuationCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check after closing")
        verbose_name_plural = _("checks after closing")
        ordering = ["-said_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_in_use=True, reason="") | Q(is_in_use=False, reason__gt=""),
                name="continuation_disuse_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.plan}: {self.said_on}"
