"""Files that came with a form which could not be recorded yet."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.work import Task


class DraftUpload(models.Model):
    """A file of one field of a task's form, kept for a day for the person who sent it; made harmless like evidence."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="uploads")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    field = models.CharField(max_length=150)
    name = models.CharField(_("file"), max_length=150)
    content_type = models.CharField(max_length=30)
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("file of a draft")
        verbose_name_plural = _("files of drafts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["task", "person", "field"], name="draft_upload_once_per_field"),
        ]

    def __str__(self):
        return self.name
