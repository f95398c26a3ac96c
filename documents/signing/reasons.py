"""Why a paper was not signed: the reasons as they are stored, and as sentences that a coordinator can act on."""

from django.utils.translation import gettext

NO_KEY = "no key"
UNREADABLE = "the key cannot be read"
EXPOSED = "the key can be read by others"
PASSPHRASE = "wrong passphrase"  # noqa: S105 -- the name of a reason
EXPIRED = "the certificate has expired"
TOO_EARLY = "the certificate is not valid yet"
UNSUITED = "the certificate is not for signing"
TIMESTAMP = "no timestamp"
BROKEN = "the signature does not hold"


def explain(reason: str) -> str:
    """The sentence for a stored reason, empty when there is none."""
    return _sentences().get(reason, _otherwise()) if reason else ""


def _sentences() -> dict[str, str]:
    return {
        NO_KEY: gettext(
            "The office has no signing key any more. Ask the administrator to install it, then try again."
        ),
        UNREADABLE: gettext("The signing key of the office cannot be read. Ask the administrator to install it anew."),
        EXPOSED: gettext(
            "Others on the server can read the signing key, so it was not used. Ask the administrator to protect it."
        ),
        PASSPHRASE: gettext("The passphrase of the signing key is wrong. Ask the administrator to correct it."),
        EXPIRED: gettext("The certificate of the office has expired. Ask the administrator for a new one."),
        TOO_EARLY: gettext("The certificate of the office is not valid yet. Try again once it is."),
        UNSUITED: gettext(
            "The certificate of the office is not made for signing. Ask the administrator for one that is."
        ),
        TIMESTAMP: gettext("The timestamp service did not answer. Try again later."),
        BROKEN: gettext("The signed file did not pass its own check and was thrown away. Try again."),
    }


def _otherwise() -> str:
    return gettext("The document could not be signed. Try again; if it fails once more, tell the administrator.")
