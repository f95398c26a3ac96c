"""Messages about tasks that the clock sends: reminders before the due date, escalation after it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.work import Task


class Notice(models.Model):
    """One message to one person about one task, sent at least once by e-mail and shown on the task."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", _("reminder")
        ESCALATION = "escalation", _("escalation")
        MOVED = "moved", _("due date moved")

    task = models.ForeignKey(Task, models.PROTECT, related_name="notices")
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
            models.UniqueConstraint(fields=["task", "person", "kind", "due_on"], name="notice_once_per_due_date")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.task_id}"
