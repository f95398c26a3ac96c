"""The digest as a mail, in the reader's language, with absolute links and a way out that needs no log-in."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.listings.choice import Choice
from documents.listings.queries import chosen_words, on_shelf
from documents.models import Document
from documents.subscriptions.actions import stop_token
from documents.subscriptions.models import Digest, Subscription


def message(digest: Digest, papers: list[Document]) -> EmailMessage:
    """The mail of a digest; sent again after a crash it has the same Message-ID, so that mail programs show one."""
    subscription = digest.subscription
    with translation.override(subscription.person.language):
        readable = on_shelf(subscription.person)
        words = chosen_words(readable, Choice.of(subscription.filters.dict())) or _("all documents")
        count = len(papers)
        subject = ngettext("%(count)d new document: %(about)s", "%(count)d new documents: %(about)s", count)
        context = {
            "papers": [(paper, absolute(reverse("documents:detail", args=[paper.pk]))) for paper in papers],
            "words": words,
            "own_page": absolute(reverse("documents:subscriptions")),
            "stop_page": stop_page(subscription),
        }
        text = render_to_string("documents/subscriptions/mail.txt", context)
    mail = EmailMessage(
        " ".join((subject % {"count": count, "about": words}).split())[:200], text, to=[subscription.person.email]
    )
    mail.extra_headers = {
        "Message-ID": f"<documents-{digest.pk}@liap>",
        "List-Unsubscribe": f"<{stop_page(subscription)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return mail


def stop_page(subscription: Subscription) -> str:
    """The address that stops the subscription."""
    return absolute(f"{reverse('documents:unsubscribe')}?{urlencode({'t': stop_token(subscription)})}")


def absolute(path: str) -> str:
    """An address as a mail needs it."""
    return settings.PUBLIC_URL.rstrip("/") + path
