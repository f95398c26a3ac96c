"""A decision in writing, and the votes of the members; both stay as they were given."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liap.groups.models import Meeting, Membership, WorkingGroup


class Ballot(models.Model):
    """The working group is asked in writing about one plan; closed once, with the minutes that say how it went."""

    plan = models.ForeignKey("liap.Plan", models.PROTECT, related_name="ballots", verbose_name=_("plan"))
    working_group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="ballots")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_on = models.DateField(_("opened on"))
    closes_on = models.DateField(_("last day to answer"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="ballot", verbose_name=_("minutes")
    )

    class Meta:
        verbose_name = _("written decision")
        verbose_name_plural = _("written decisions")
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(closed_at__isnull=True), name="plan_has_one_open_ballot"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__gt=models.F("opened_on")), name="ballot_leaves_time_to_answer"
            ),
        ]

    def __str__(self):
        return f"{self.plan} {self.opened_on}"


class Vote(models.Model):
    """What a member answered. There is no row for silence, so silence is never consent."""

    class Answer(models.TextChoices):
        AGREE = "agree", _("I agree to the plan")
        DISAGREE = "disagree", _("I do not agree")
        CONFLICT = "conflict", _("I have a conflict of interest")

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "membership"], name="vote_once_per_ballot"),
            models.CheckConstraint(
                condition=models.Q(answer__in=["agree", "disagree", "conflict"]), name="vote_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="disagree") | ~models.Q(reason=""), name="vote_against_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.membership}: {self.get_answer_display()}"
