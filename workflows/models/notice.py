"""Messages about tasks and duties that the clock sends: reminders before the due date, escalation after it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.duty import Duty
from workflows.models.work import Task


class Notice(models.Model):
    """One message to one person about one task or duty, sent at least once by e-mail."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", _("reminder")
        ESCALATION = "escalation", _("escalation")
        MOVED = "moved", _("due date moved")

    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="notices")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    due_on = models.DateField(_("due on"))
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["task", "person", "kind", "due_on"], name="notice_once_per_due_date"),
            models.UniqueConstraint(fields=["duty", "person", "kind"], name="notice_once_per_duty"),
            models.CheckConstraint(
                condition=models.Q(task__isnull=False, duty__isnull=True)
                | models.Q(task__isnull=True, duty__isnull=False),
                name="notice_is_about_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.task or self.duty}"
