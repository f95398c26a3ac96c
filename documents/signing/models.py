"""Electronic signatures on drawings: each is a file beside the unsigned one, made once by a worker."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.leases.models import LeasedFile
from documents.signing.reasons import explain


class Signature(LeasedFile):
    """The signed file of a drawing; it begins with the bytes of the unsigned one, which stays beside it.

    Neither key nor passphrase is ever here: the row knows the certificate, which is public.
    """

    rendition = models.OneToOneField(
        "documents.Rendition", models.PROTECT, related_name="signature", verbose_name=_("drawing")
    )
    certificate = models.CharField(_("certificate of"), max_length=300, blank=True)
    certificate_sha256 = models.CharField(_("SHA-256 of the certificate"), max_length=64, blank=True)
    is_timestamped = models.BooleanField(_("with a timestamp"), default=False)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)

    class Meta(LeasedFile.Meta):
        verbose_name = _("electronic signature")
        verbose_name_plural = _("electronic signatures")
        ordering = ["rendition"]
        constraints = [
            *LeasedFile.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(state="done", signed_at__isnull=False, certificate_sha256__regex=r"^[0-9a-f]{64}$")
                | ~models.Q(state="done") & models.Q(signed_at__isnull=True, certificate_sha256="", certificate=""),
                name="signature_is_done_with_a_certificate",
            ),
        ]

    def __str__(self):
        return f"{self.rendition}: {self.certificate or self.get_state_display()}"

    @property
    def explanation(self) -> str:
        """Why there is no signature and what to do, for people."""
        return explain(self.reason)
