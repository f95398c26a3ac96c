"""Releasing papers to the public and taking them back."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents import canonical
from documents.kinds import KINDS
from documents.leases.work import Work
from documents.models import Document
from documents.public.models import PublicRendition, PublicVersion
from documents.public.queries import may_release, secrets_of
from documents.public.redaction import redact
from liap.audit.actions import record
from liap.models import User
from liap.outcomes.disclosure.queries import rule
from liap.plans import actions as plans
from liap.refusals import Conflict, NotTheirs, Refusal

# Papers that are the plan itself.
PLANS = ("D3", "D3f")
WORK = Work(PublicRendition, timedelta(seconds=settings.LEASE), "documents.public.jobs.draw")


class NotRead(Refusal):
    """Nothing goes out that nobody has read."""


class AlreadyReleased(Conflict):
    """A paper is released once; what was withdrawn stays withdrawn, a correction is another paper."""

    def __str__(self) -> str:
        return _("This document was released before.")


class NotReleased(Conflict):
    """There is nothing to withdraw."""

    def __str__(self) -> str:
        return _("This document is not public.")


class NotFailed(Conflict):
    """Only a drawing that became an incident is tried again by hand."""

    def __str__(self) -> str:
        return _("This drawing is no incident; there is nothing to try again.")


def public_facts(document: Document) -> Any:
    """The facts of a paper as everybody would read them."""
    facts = canonical.from_json(KINDS[document.kind].shape, document.facts)
    assert document.plan is not None
    count = document.plan.target_enterprises.count()
    return redact(facts, secrets=secrets_of(document.plan), enterprises=count, fewest=rule().fewest)


@transaction.atomic
def release(document: Document, *, by: User, seen_sha256: str) -> PublicVersion:
    """Puts the public version of a paper on the public list and has it drawn.

    Rule: the ministry or the head of the office releases, after reading what goes out (`seen_sha256`).
    """
    locked = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if not may_release(by, locked):
        raise NotTheirs(_("The ministry or the head of the office makes a document public."))
    if PublicVersion.objects.filter(document=locked).exists():
        raise AlreadyReleased
    facts = public_facts(locked)
    text = canonical.to_json(facts)
    if canonical.sha256(text) != seen_sha256:
        raise NotRead(_("What would be published has changed since you read it. Read it once more."))
    version = PublicVersion.objects.create(
        document=locked,
        title=facts.head.plan_title[:300],
        facts=text,
        facts_sha256=canonical.sha256(text),
        released_by=by,
    )
    for language, _label in settings.LANGUAGES:
        WORK.ring_on_commit(PublicRendition.objects.create(version=version, language=language).pk)
    follow(locked, by=by)
    _note("release to the public", locked, by=by, facts_sha256=version.facts_sha256, fewest=rule().fewest)
    return version


@transaction.atomic
def withdraw(document: Document, *, by: User) -> PublicVersion:
    """Takes a paper off the public list; its files are not handed out any more."""
    version = PublicVersion.objects.select_for_update().filter(document=document, withdrawn_at__isnull=True).first()
    if not may_release(by, document):
        raise NotTheirs(_("The ministry or the head of the office makes a document public."))
    if version is None:
        raise NotReleased
    version.withdrawn_by, version.withdrawn_at = by, timezone.now()
    version.save(update_fields=["withdrawn_by", "withdrawn_at"])
    follow(document, by=by)
    _note("withdraw from the public", document, by=by)
    return version


def follow(document: Document, *, by: User) -> None:
    """The plan of a paper says which of its versions is public now, for groups elsewhere that learn from it."""
    if document.plan is None or document.kind not in PLANS:
        return
    left = PublicVersion.objects.filter(document__plan=document.plan, document__kind__in=PLANS)
    left = left.filter(withdrawn_at__isnull=True, document__revocation__isnull=True).select_related("document")
    newest = left.order_by("-document__issued_at", "-pk").first()
    facts = canonical.from_json(KINDS[newest.document.kind].shape, newest.facts) if newest else None
    plans.publish(document.plan, sha256=facts.plan_sha256 if facts else None, by=by)


@transaction.atomic
def retry(rendition: PublicRendition, *, by: User) -> None:
    """Opens an incident for drawing again."""
    if not WORK.reopen(rendition.pk):
        raise NotFailed
    _note("retry public drawing", rendition.version.document, by=by, language=rendition.language)
    WORK.ring_on_commit(rendition.pk)


def _note(verb: str, document: Document, *, by: User, **payload: object) -> None:
    record(verb, by=by, chain=document.chain, subject=f"document:{document.pk}", **payload)
