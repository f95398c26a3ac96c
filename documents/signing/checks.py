"""Start-up checks of the signing settings."""

from django.conf import settings
from django.core.checks import Error, register

SIGNERS = ("none", "key")


@register
def check_signer(app_configs, **kwargs):
    """Refuses a signer that the product does not have, so that nobody believes papers to be signed."""
    if settings.SIGNER in SIGNERS:
        return []
    said = "a client for a signing service is not part of this product" if settings.SIGNER == "service" else "unknown"
    return [Error(f"LIAP_SIGNER={settings.SIGNER!r}: {said}", hint="Use 'none' or 'key'.", id="documents.E001")]
