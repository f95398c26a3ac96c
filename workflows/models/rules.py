"""What a ministry may change in a process without a new flow: who is asked, by when, what is to be checked, and what
is asked besides."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from workflows.models.case import Variant
from workflows.models.work import DOERS


class Rulebook(models.Model):
    """One version of the rules of a variant. A case keeps the version it began with; rows are never changed.

    A number of months that is empty is the one of the process as it was delivered (`workflows.rules`).
    """

    variant = models.CharField(_("variant"), max_length=20, choices=Variant.choices)
    number = models.PositiveSmallIntegerField(_("version"))
    note = models.CharField(_("what changed and why"), max_length=500)
    gap_months = models.PositiveSmallIntegerField(
        _("months before the evaluation in which missing evidence is listed"), null=True, blank=True
    )
    continuation_months = models.PositiveSmallIntegerField(
        _("months after closing in which it is asked what became of a plan"), null=True, blank=True
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("rules of the process")
        verbose_name_plural = _("rules of the process")
        ordering = ["variant", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["variant", "number"], name="rulebook_version_once_per_variant"),
            models.CheckConstraint(condition=models.Q(variant__in=Variant.values), name="rulebook_variant_is_known"),
            models.CheckConstraint(condition=~models.Q(note=""), name="rulebook_says_what_changed"),
        ]

    def __str__(self):
        return f"{self.get_variant_display()}, {self.number}"


class StepRule(models.Model):
    """How a step differs from the table of its flow. An empty column leaves what the flow says."""

    rulebook = models.ForeignKey(Rulebook, models.PROTECT, related_name="steps")
    stage = models.CharField(_("stage"), max_length=20)
    step = models.CharField(_("step"), max_length=60)
    who = models.CharField(_("who"), max_length=20, blank=True, choices=DOERS)
    due = models.PositiveSmallIntegerField(_("working days"), null=True, blank=True)
    is_asked = models.BooleanField(_("is asked"), default=True)
    checklist = models.JSONField(_("to be confirmed before finishing"), default=list, blank=True)

    class Meta:
        verbose_name = _("rule of a step")
        verbose_name_plural = _("rules of steps")
        ordering = ["rulebook", "stage", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rulebook", "stage", "step"], name="step_rule_once_per_rulebook"),
            models.CheckConstraint(
                condition=models.Q(due__isnull=True) | models.Q(due__gte=1, due__lte=250),
                name="step_rule_leaves_some_days",
            ),
            models.CheckConstraint(
                condition=models.Q(is_asked=True) | models.Q(stage="approval"), name="step_rule_spares_advisers_only"
            ),
        ]

    def __str__(self):
        return f"{self.stage}: {self.step}"


class StepQuestion(models.Model):
    """What the form of a step asks besides its own fields, in both languages; `options` are one a line."""

    class Kind(models.TextChoices):
        TEXT = "text", _("short text")
        NUMBER = "number", _("whole number")
        MONEY = "money", _("money in rupiah")
        DATE = "date", _("date")
        YES_NO = "yes_no", _("yes or no")
        CHOICE = "choice", _("one of a list")

    rule = models.ForeignKey(StepRule, models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField(_("order"))
    code = models.CharField(
        _("code"),
        max_length=40,
        help_text=_("Small letters, digits and _. The same code asks the same thing in every version."),
        validators=[RegexValidator(r"^[a-z][a-z0-9_]*\Z", _("Use small letters, digits and _, a letter first."))],
    )
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind.choices)
    text = models.CharField(_("question (Indonesian)"), max_length=200)
    text_en = models.CharField(_("question (English)"), max_length=200)
    is_needed = models.BooleanField(_("must be answered"), default=False)
    help = models.CharField(_("help (Indonesian)"), max_length=300, blank=True)
    help_en = models.CharField(_("help (English)"), max_length=300, blank=True)
    options = models.TextField(_("list (Indonesian), one entry a line"), blank=True, max_length=2000)
    options_en = models.TextField(_("list (English), one entry a line"), blank=True, max_length=2000)

    SAID = ("code", "kind", "text", "text_en", "is_needed", "help", "help_en", "options", "options_en")

    class Meta:
        verbose_name = _("additional question of a step")
        verbose_name_plural = _("additional questions of steps")
        ordering = ["rule", "number"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="question_has_its_place"),
            models.UniqueConstraint(fields=["rule", "code"], name="question_once_per_step"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["text", "number", "money", "date", "yes_no", "choice"]),
                name="question_kind_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(code="") & ~models.Q(text="") & ~models.Q(text_en=""),
                name="question_is_worded_in_both_languages",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="choice") & ~models.Q(options="") & ~models.Q(options_en="")
                | ~models.Q(kind="choice") & models.Q(options="", options_en=""),
                name="question_lists_what_can_be_chosen",
            ),
        ]

    def __str__(self):
        return self.wording

    def clean(self):
        """The list has two entries or more, none twice, in both languages alike; only a choice has one."""
        self.options, self.options_en = ("\n".join(_rows(text)) for text in (self.options, self.options_en))
        rows, rows_en = _rows(self.options), _rows(self.options_en)
        if self.kind != self.Kind.CHOICE:
            if rows or rows_en:
                raise ValidationError({"options": _("Only a question of the kind “one of a list” has a list.")})
        elif len(rows) < 2 or len(set(rows)) < len(rows):
            raise ValidationError({"options": _("Write two entries or more, each once.")})
        elif max(map(len, rows)) > 200:
            raise ValidationError({"options": _("An entry has at most 200 characters.")})
        elif len(rows_en) != len(rows) or len(set(rows_en)) < len(rows):
            raise ValidationError({"options_en": _("Write as many entries as in Indonesian, in the same order.")})

    @property
    def said(self) -> dict[str, Any]:
        """All that makes it this question, to be asked anew in another version."""
        return {name: getattr(self, name) for name in self.SAID}

    @property
    def wording(self) -> str:
        return self.text_en if get_language() == "en" else self.text

    @property
    def helping(self) -> str:
        return (get_language() == "en" and self.help_en) or self.help

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What can be chosen: the Indonesian entry, which is kept, and how it reads now."""
        return list(
            zip(_rows(self.options), _rows(self.options_en if get_language() == "en" else self.options), strict=True)
        )


def _rows(text: str) -> list[str]:
    return [row.strip() for row in text.splitlines() if row.strip()]
