"""A file that a worker makes once, as a row that is its own job: claimed under a lease, done with a file."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LeasedFile(models.Model):
    """The columns of such a job. Never running without a lease, never done without a file."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        RUNNING = "running", _("being made")
        DONE = "done", _("ready")
        FAILED = "failed", _("incident")

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

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="done", sha256__regex=r"^[0-9a-f]{64}$", size__gt=0)
                & ~models.Q(stored_name="")
                | ~models.Q(state="done") & models.Q(sha256="", stored_name="", size__isnull=True),
                name="%(class)s_is_done_with_a_file",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="running") | models.Q(lease_until__isnull=False, token__isnull=False),
                name="%(class)s_runs_under_a_lease",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state__in=["pending", "running"]), name="%(class)s_due")
        ]

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE
