"""Recommendations with addressee, day and answer, and lessons; both outlive the plan that they came from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liap.outcomes.models import Evaluation
from liap.people.access import is_national, regions_of


class OfEvaluationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The rows of finished evaluations in a region that `user` may see."""
        said = self.filter(evaluation__rated_at__isnull=False)
        return said if is_national(user) else said.filter(evaluation__plan__region__in=regions_of(user))


class RecommendationQuerySet(OfEvaluationQuerySet):
    def waiting(self):
        """Those that nobody has carried out or declined yet."""
        return self.filter(state__in=[Recommendation.State.OPEN, Recommendation.State.ACCEPTED])


class Recommendation(models.Model):
    """What somebody should do after an evaluation, by when, and what he answered (feature E7)."""

    class Addressee(models.TextChoices):
        GROUP = "group", _("working group")
        OFFICE = "office", _("regional office")
        PLANNING_AGENCY = "planning_agency", _("planning agency (Bappeda)")
        MINISTRY = "ministry", _("ministry")

    class State(models.TextChoices):
        OPEN = "open", _("not answered")
        ACCEPTED = "accepted", _("taken up")
        DONE = "done", _("carried out")
        DECLINED = "declined", _("declined")

    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, related_name="recommendations", verbose_name=_("evaluation")
    )
    number = models.PositiveSmallIntegerField(_("no."))
    statement = models.CharField(_("recommendation"), max_length=500)
    addressee = models.CharField(_("to"), max_length=20, choices=Addressee.choices, default=Addressee.OFFICE)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    response = models.CharField(_("answer"), max_length=500, blank=True)
    responded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    responded_as = models.CharField(_("held post"), max_length=300, blank=True)
    responded_on = models.DateField(_("answered on"), null=True, blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["evaluation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "number"], name="recommendation_number_once"),
            models.CheckConstraint(condition=~Q(statement=""), name="recommendation_says_something"),
            models.CheckConstraint(
                condition=Q(state="open", response="", responded_by__isnull=True, responded_on__isnull=True)
                | Q(~Q(state="open"), ~Q(response=""), responded_by__isnull=False, responded_on__isnull=False),
                name="recommendation_answer_is_complete",
            ),
        ]

    def __str__(self):
        return self.statement


class Lesson(models.Model):
    """What the next plan should know."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="lessons", verbose_name=_("evaluation"))
    number = models.PositiveSmallIntegerField(_("no."))
    statement = models.CharField(_("lesson"), max_length=1000)

    objects = OfEvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["evaluation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "number"], name="lesson_number_once"),
            models.CheckConstraint(condition=~Q(statement=""), name="lesson_says_something"),
        ]

    def __str__(self):
        return self.statement
