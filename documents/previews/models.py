"""Pictures of first pages, each its own job row as a drawing is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Preview(models.Model):
    """The first page of a drawing as a small picture. Never running without a lease, never done without a file."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting to be drawn")
        RUNNING = "running", _("being drawn")
        DONE = "done", _("ready")
        FAILED = "failed", _("incident")

    rendition = models.OneToOneField(
        "documents.Rendition", models.PROTECT, related_name="preview", verbose_name=_("drawing")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    due_at = models.DateTimeField(_("due since"), auto_now_add=True)
    lease_until = models.DateTimeField(_("reserved until"), null=True, blank=True)
    token = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    rung_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    stored_name = models.CharField(max_length=80, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveIntegerField(_("size"), null=True, blank=True)
    width = models.PositiveSmallIntegerField(_("width"), null=True, blank=True)
    height = models.PositiveSmallIntegerField(_("height"), null=True, blank=True)

    class Meta:
        verbose_name = _("preview")
        verbose_name_plural = _("previews")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state="done", sha256__regex=r"^[0-9a-f]{64}$", size__gt=0, width__gt=0, height__gt=0
                )
                & ~models.Q(stored_name="")
                | ~models.Q(state="done")
                & models.Q(sha256="", stored_name="", size__isnull=True, width__isnull=True, height__isnull=True),
                name="preview_is_done_with_a_file",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="running") | models.Q(lease_until__isnull=False, token__isnull=False),
                name="preview_runs_under_a_lease",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state__in=["pending", "running"]), name="preview_due")
        ]

    def __str__(self):
        return f"{self.rendition_id}: {self.width} x {self.height}"
