"""Scans of papers that were printed and signed by hand."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SignedCopy(models.Model):
    """A scan of the signed paper beside the issued file, which it never replaces; it lies under its own hash."""

    document = models.ForeignKey(
        "documents.Document", models.PROTECT, related_name="copies", verbose_name=_("document")
    )
    stored_name = models.CharField(max_length=80)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("size"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    held_as = models.CharField(_("held the post"), max_length=300)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("signed copy")
        verbose_name_plural = _("signed copies")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "sha256"], name="signed_copy_once_per_document"),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$", size__gt=0) & ~models.Q(stored_name=""),
                name="signed_copy_has_a_file",
            ),
        ]

    def __str__(self):
        return f"{self.document_id}: {self.sha256[:12]}"


class CopyComparison(models.Model):
    """How it is known that a copy bears the number of its document. A copy without one waits for a person's eyes."""

    class Way(models.TextChoices):
        CODE = "code", _("code on the pages read")
        EYE = "eye", _("compared by eye")

    copy = models.OneToOneField(SignedCopy, models.PROTECT, related_name="comparison", verbose_name=_("signed copy"))
    way = models.CharField(_("way"), max_length=4, choices=Way.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    held_as = models.CharField(_("held the post"), max_length=300)
    at = models.DateTimeField(_("moment"), auto_now_add=True)

    class Meta:
        verbose_name = _("comparison of a signed copy")
        verbose_name_plural = _("comparisons of signed copies")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(way__in=["code", "eye"]), name="copy_compared_somehow")
        ]

    def __str__(self):
        return f"{self.copy_id}: {self.way}"
