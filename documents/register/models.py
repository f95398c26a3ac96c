"""The lines of the number registers: which paper got which number."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterLine(models.Model):
    """One number of a register and the paper that has it; it stays when the paper is superseded or revoked."""

    register = models.ForeignKey(
        "documents.NumberRegister", models.PROTECT, related_name="lines", verbose_name=_("number register")
    )
    sequence = models.PositiveIntegerField(_("running number"))
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, related_name="register_line", verbose_name=_("document")
    )

    class Meta:
        verbose_name = _("line of a register")
        verbose_name_plural = _("lines of registers")
        ordering = ["register", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["register", "sequence"], name="register_number_once"),
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="register_counts_from_one"),
        ]

    def __str__(self):
        return f"{self.register_id}/{self.sequence}"
