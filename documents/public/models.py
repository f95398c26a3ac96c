"""Public versions of papers: facts without personal data, released by somebody, drawn like any other paper."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.leases.models import LeasedFile
from documents.reasons import explain


class PublicVersion(models.Model):
    """What everybody may read of a paper, frozen when it was released; it can be withdrawn and is never changed."""

    document = models.OneToOneField(
        "documents.Document", models.PROTECT, related_name="public_version", verbose_name=_("document")
    )
    title = models.CharField(_("title"), max_length=300)
    facts = models.TextField(_("facts"))
    facts_sha256 = models.CharField(_("SHA-256 of the facts"), max_length=64)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("released by")
    )
    released_at = models.DateTimeField(_("released at"), auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("withdrawn by"),
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("public version")
        verbose_name_plural = _("public versions")
        ordering = ["-released_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | models.Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="public_version_is_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(facts_sha256__regex=r"^[0-9a-f]{64}$"), name="public_facts_have_a_hash"
            ),
        ]

    def __str__(self):
        return self.title


class PublicRendition(LeasedFile):
    """A public version drawn in one language."""

    version = models.ForeignKey(
        PublicVersion, models.PROTECT, related_name="renditions", verbose_name=_("public version")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True, validators=[MinValueValidator(1)])
    template_digest = models.CharField(max_length=64, blank=True)

    class Meta(LeasedFile.Meta):
        verbose_name = _("public file")
        verbose_name_plural = _("public files")
        ordering = ["version", "-language"]
        constraints = [
            *LeasedFile.Meta.constraints,
            models.UniqueConstraint(fields=["version", "language"], name="public_file_once_per_language"),
        ]

    def __str__(self):
        return f"{self.version} ({self.language})"

    @property
    def explanation(self) -> str:
        """Why it failed and what to do, for people."""
        return explain(self.reason)
