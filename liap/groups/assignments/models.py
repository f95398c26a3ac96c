"""The assignment letter (Surat Tugas): who is sent, by whom, where and for how long."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.groups.models import WorkingGroup


class Assignment(models.Model):
    """A facilitator sent by letter; number, date, signer and period are those of the group that the letter makes."""

    working_group = models.OneToOneField(
        WorkingGroup, models.PROTECT, related_name="assignment", verbose_name=_("working group")
    )
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("facilitator")
    )
    superior = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("superior")
    )
    place = models.CharField(_("place of work"), max_length=200)
    contact = models.CharField(_("contact person of the SMIs"), max_length=150, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment letter")
        verbose_name_plural = _("assignment letters")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(facilitator=models.F("superior")), name="assignment_by_somebody_else"
            )
        ]

    def __str__(self):
        return f"{self.working_group.decree_number}: {self.facilitator}"
