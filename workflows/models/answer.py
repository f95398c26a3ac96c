"""What was answered to the additional questions of a step when its task was finished."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.rules import StepQuestion
from workflows.models.work import Task

Kind = StepQuestion.Kind
COLUMNS = {
    Kind.TEXT: "text", Kind.CHOICE: "text", Kind.NUMBER: "number", Kind.MONEY: "number", Kind.DATE: "day",
    Kind.YES_NO: "is_yes",
}  # fmt: skip


class TaskAnswer(models.Model):
    """One answer; the column follows from the kind of the question, and the database never changes it.

    `text` is what was written, or the Indonesian entry that was chosen; `number` may be rupiah.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="answers")
    question = models.ForeignKey(StepQuestion, models.PROTECT, related_name="+")
    text = models.CharField(_("text"), max_length=300, blank=True)
    number = models.DecimalField(_("number"), max_digits=16, decimal_places=0, null=True, blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    is_yes = models.BooleanField(_("yes"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer to an additional question")
        verbose_name_plural = _("answers to additional questions")
        ordering = ["task", "question__rule", "question__number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "question"], name="question_answered_once_per_task"),
            models.CheckConstraint(
                condition=~models.Q(text="") & models.Q(number__isnull=True, day__isnull=True, is_yes__isnull=True)
                | models.Q(text="", number__isnull=False, day__isnull=True, is_yes__isnull=True)
                | models.Q(text="", number__isnull=True, day__isnull=False, is_yes__isnull=True)
                | models.Q(text="", number__isnull=True, day__isnull=True, is_yes__isnull=False),
                name="answer_says_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.question.code}: {self.value}"

    @property
    def value(self) -> str | Decimal | date | bool:
        """The answer in the type of its kind."""
        return getattr(self, COLUMNS[Kind(self.question.kind)])
