"""The heads of a day as a mail, in the reader's language, with the list as a file to keep."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from documents.anchors.models import AnchorMail


def message(mail: AnchorMail) -> EmailMessage:
    """The mail; sent again after a crash it has the same Message-ID, so that mail programs show one."""
    anchor = mail.anchor
    with translation.override(mail.person.language):
        subject = _("Heads of the audit record of %(day)s") % {"day": anchor.day.isoformat()}
        context = {"anchor": anchor, "count": anchor.heads.count("\n"), "site": settings.PUBLIC_URL}
        text = render_to_string("documents/anchors/mail.txt", context)
    written = EmailMessage(subject, text, to=[mail.person.email])
    written.attach(f"liap-heads-{anchor.day.isoformat()}.txt", anchor.heads, "text/plain")
    written.extra_headers = {"Message-ID": f"<heads-{mail.pk}@liap>", "Auto-Submitted": "auto-generated"}
    return written
