"""The questionnaire of an evaluation, whom it asks, and what came back (feature E4).

Until the first answer it may be reworded; from then on its words are frozen, and a change is a new version beside it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise
from liap.people.access import is_national, regions_of
from liap.places.models import Organisation
from liap.plans.models import Criterion, Plan


class OfPlanQuerySet(models.QuerySet):
    """Rows that belong to a plan; a person sees those of the plans of his regions."""

    plan = "plan"

    def visible_to(self, user):
        return self if is_national(user) else self.filter(**{f"{self.plan}__region__in": regions_of(user)})


class OfRespondentQuerySet(OfPlanQuerySet):
    plan = "respondent__plan"


class Medium(models.TextChoices):
    """How somebody is asked, and how he answered."""

    LINK = "link", _("link")
    TELEPHONE = "telephone", _("telephone interview")
    PAPER = "paper", _("paper form")
    MEETING = "meeting", _("meeting")


class Questionnaire(models.Model):
    """One version of the questions of a plan's evaluation. `edition` counts how often it was reworded."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="questionnaires", verbose_name=_("plan"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    frozen_at = models.DateTimeField(_("first answer at"), null=True, blank=True)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["plan", "version"]
        constraints = [models.UniqueConstraint(fields=["plan", "version"], name="questionnaire_version_once")]

    def __str__(self):
        return f"{_('Questionnaire')} v{self.version}"

    @property
    def code(self) -> str:
        """Which words a person had before him when he answered."""
        return f"{self.pk}.{self.edition}"


class Question(models.Model):
    """One question. What can be chosen stands one to a line; an answer keeps the number of the line."""

    class Kind(models.TextChoices):
        YES_NO = "yes_no", _("yes, partly or no")
        CHOICE = "choice", _("one of several")
        NUMBER = "number", _("number")
        TEXT = "text", _("short text")

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField(_("number"))
    text_id = models.CharField(_("question in Indonesian"), max_length=300)
    text_en = models.CharField(_("question in English"), max_length=300, blank=True)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind.choices)
    criterion = models.CharField(_("criterion"), max_length=25, choices=Criterion.choices)
    choices_id = models.TextField(_("choices in Indonesian"), blank=True)
    choices_en = models.TextField(_("choices in English"), blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["questionnaire", "number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="question_number_once"),
            models.CheckConstraint(
                condition=Q(kind="choice", choices_id__gt="") | ~Q(kind="choice") & Q(choices_id="", choices_en=""),
                name="question_has_choices_where_one_chooses",
            ),
        ]

    def __str__(self):
        return (self.text_en if get_language() == "en" else "") or self.text_id

    @property
    def options(self) -> list[tuple[str, str]]:
        """What can be chosen, as kept and as read; none where one writes."""
        if self.kind == self.Kind.YES_NO:
            return [("yes", _("yes")), ("partly", _("partly")), ("no", _("no"))]
        lines = (self.choices_en if get_language() == "en" else "") or self.choices_id
        return [(str(place), line) for place, line in enumerate(lines.splitlines(), 1)]


class Respondent(models.Model):
    """Somebody who is asked: an SMI of the registry, an institution, or another by name; and what came of it."""

    class State(models.TextChoices):
        INVITED = "invited", _("asked")
        ANSWERED = "answered", _("answered")
        REFUSED = "refused", _("declined to answer")
        UNREACHABLE = "unreachable", _("not reached")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="respondents", verbose_name=_("plan"))
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enterprise")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("institution")
    )
    name = models.CharField(_("name of the institution"), max_length=150, blank=True)
    medium = models.CharField(pgettext_lazy("how an answer came in", "medium"), max_length=12, choices=Medium.choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.INVITED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("respondent")
        verbose_name_plural = _("respondents")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "enterprise"], name="respondent_enterprise_once"),
            models.UniqueConstraint(fields=["plan", "organisation"], name="respondent_institution_once"),
            models.UniqueConstraint(fields=["plan", "name"], condition=~Q(name=""), name="respondent_name_once"),
            models.CheckConstraint(
                condition=Q(enterprise__isnull=False, organisation__isnull=True, name="")
                | Q(enterprise__isnull=True, organisation__isnull=False, name="")
                | Q(enterprise__isnull=True, organisation__isnull=True, name__gt=""),
                name="respondent_is_one_of_three",
            ),
            models.CheckConstraint(
                condition=~Q(state="unreachable") | Q(attempts__gt=0), name="respondent_unreachable_was_tried"
            ),
        ]

    def __str__(self):
        return str(self.enterprise or self.organisation or self.name)


class Reply(models.Model):
    """The answers of one respondent: by which medium, on which day, and the posts of who answered and wrote down."""

    respondent = models.OneToOneField(Respondent, models.PROTECT, related_name="reply")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="replies")
    medium = models.CharField(pgettext_lazy("how an answer came in", "medium"), max_length=12, choices=Medium.choices)
    answered_on = models.DateField(_("answered on"))
    answered_as = models.CharField(_("position of who answered"), max_length=100, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    held_as = models.CharField(_("held post"), max_length=300, blank=True)
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = OfRespondentQuerySet.as_manager()

    class Meta:
        verbose_name = _("answered questionnaire")
        verbose_name_plural = _("answered questionnaires")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(medium="link", entered_by__isnull=True) | ~Q(medium="link") & Q(entered_by__isnull=False),
                name="reply_has_somebody_who_entered_it",
            )
        ]

    def __str__(self):
        return str(self.respondent)


class ReplyLine(models.Model):
    """The answer to one question: what was chosen, a number or a text. No answer has no row."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="lines")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", verbose_name=_("question"))
    choice = models.CharField(_("choice"), max_length=10, blank=True)
    number = models.DecimalField(_("number"), max_digits=16, decimal_places=2, null=True, blank=True)
    text = models.CharField(_("text"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        ordering = ["reply", "question__number"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "question"], name="reply_line_once"),
            models.CheckConstraint(
                condition=Q(choice__gt="", number__isnull=True, text="")
                | Q(choice="", number__isnull=False, text="")
                | Q(choice="", number__isnull=True, text__gt=""),
                name="reply_line_says_one_thing",
            ),
        ]

    def __str__(self):
        return str(dict(self.question.options).get(self.choice, self.choice) or self.text or self.number)


class ReplyCorrection(models.Model):
    """One correction of answers: why, by which post, and what they said before. Erasing an SMI blanks it."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="corrections")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    held_as = models.CharField(_("held post"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    before = models.JSONField(_("what was said before"), default=dict)

    class Meta:
        verbose_name = _("correction of answers")
        verbose_name_plural = _("corrections of answers")
        ordering = ["reply", "id"]

    def __str__(self):
        return f"{self.reply} {self.at:%Y-%m-%d}"


class ReplyLink(models.Model):
    """A link by which one respondent answers without an account. Only the hash of its secret is kept."""

    respondent = models.ForeignKey(Respondent, models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    objects = OfRespondentQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a questionnaire")
        verbose_name_plural = _("links to questionnaires")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["respondent"],
                condition=Q(revoked_at__isnull=True, used_at__isnull=True),
                name="reply_link_one_open",
            )
        ]

    def __str__(self):
        return str(self.respondent)
