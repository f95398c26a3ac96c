"""Issuing papers: the row and its number are made in the transaction of the step, the drawing is rung for after it."""

import logging
import re
from dataclasses import replace
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_q.tasks import async_task

from documents import canonical, drawing, queries
from documents.facts import Proof
from documents.kinds import KINDS
from documents.listings.actions import file
from documents.models import NEUTRAL_PATTERN, Document, NumberPattern, NumberRegister, Rendition
from documents.register.models import RegisterLine
from documents.rendering import Order
from documents.subjects import Subject
from documents.verification.codes import address_of, new_code
from documents.wording import ROMAN
from liap.audit.actions import record
from liap.audit.queries import head_of
from liap.models import Organisation, User
from liap.refusals import Conflict

log = logging.getLogger(__name__)


class OutsideTransaction(Exception):
    """A paper shares the transaction of the step that issues it."""


class AlreadyIssued(Conflict):
    """The paper of this round was issued from other facts; a correction is a new round that supersedes it."""

    def __str__(self) -> str:
        return str(_("This document was already issued from other facts; a correction needs a new round."))


class AlreadyReplaced(Conflict):
    """A paper is superseded by one other, once."""

    def __str__(self) -> str:
        return str(_("Another document already took the place of this one."))


class NotRevoked(Conflict):
    """Only a paper that was taken back is issued anew for the same round."""

    def __str__(self) -> str:
        return str(_("This document is not revoked; there is nothing to replace."))


class NotFailed(Conflict):
    """Only a drawing that became an incident is tried again by hand."""

    def __str__(self) -> str:
        return str(_("This drawing is no incident; there is nothing to try again."))


def issue(
    kind: str,
    *,
    about: Subject,
    facts: Any,
    organisation: Organisation,
    by: User,
    round: int = 1,
    supersedes: Document | None = None,
) -> Document:
    """Stores a numbered paper and has it drawn in both languages once the caller's transaction is through.

    Rule of the field: a number is drawn only at issue and without gaps. Asked twice with the same facts it returns
    the same paper.
    """
    shape = _checked(kind, facts)
    if before := queries.issued_about(about, kind, round):
        if _as_text(canonical.from_json(shape, before.facts)) != _as_text(facts):
            raise AlreadyIssued
        return before
    return _issue(kind, about=about, facts=facts, organisation=organisation, by=by, round=round, supersedes=supersedes)


def reissue(document: Document, *, facts: Any, organisation: Organisation, by: User) -> Document:
    """Issues a revoked paper anew for the same round, under a number of its own, with the revoked number on it.

    Rule of the field: the revoked paper keeps its number and its files and points to the one that took its place.
    """
    _checked(document.kind, facts)
    if not document.is_revoked:
        raise NotRevoked
    return _issue(
        document.kind,
        about=Subject.of_paper(document),
        facts=replace(facts, head=replace(facts.head, replaces=document.number)),
        organisation=organisation,
        by=by,
        round=document.round,
        edition=document.edition + 1,
        supersedes=document,
    )


def _checked(kind: str, facts: Any) -> type[Any]:
    """The shape of the kind, when the facts have it and a transaction is open."""
    if not connection.in_atomic_block:
        raise OutsideTransaction
    shape = KINDS[kind].shape
    if not isinstance(facts, shape):
        raise canonical.UnusableFacts(f"{kind} is made from {shape.__name__}")
    return shape


def _issue(
    kind: str, *, about: Subject, facts: Any, organisation: Organisation, by: User, round: int, edition: int = 1,
    supersedes: Document | None = None,
) -> Document:  # fmt: skip
    code = new_code()
    text = _as_text(facts, proof=_proof(code, chain=Document(**about.columns()).chain))
    canonical.from_json(KINDS[kind].shape, text)
    register, number = draw_number(organisation, kind=kind, dated_on=facts.head.dated_on)
    # Asked under the lock of the register: of two at once the second sees what the first did.
    older = Document.objects.filter(pk=supersedes.pk, superseded_by__isnull=True) if supersedes else None
    if older is not None and not older.exists():
        raise AlreadyReplaced
    document = Document.objects.create(
        **about.columns(),
        kind=kind,
        round=round,
        edition=edition,
        number=number,
        organisation=organisation,
        facts=text,
        facts_sha256=canonical.sha256(text),
        dated_on=facts.head.dated_on,
        issued_by=by,
        code=code,
    )
    RegisterLine.objects.create(register=register, sequence=register.last, document=document)
    file(document, facts)
    if older is not None:
        older.update(superseded_by=document)
    record(
        "issue document", by=by, chain=document.chain, subject=f"document:{document.pk}",
        kind=kind, round=round, number=document.number, facts_sha256=document.facts_sha256,
    )  # fmt: skip
    for language in Rendition.Language.values:
        _ring_on_commit(Rendition.objects.create(document=document, language=language))
    return document


def _proof(code: str, *, chain: str) -> Proof:
    """Read before the issue writes its own line, which then follows the head that is printed."""
    event, head = head_of(chain)
    return Proof(code=code, address=address_of(code), chain=chain, event=event, hash=head)


def _as_text(facts: Any, *, proof: Proof | None = None) -> str:
    """The facts as they are stored, with this proof; without one, as they are compared."""
    more = {"proof": proof} if proof else {"proof": None, "replaces": None}
    return canonical.to_json(replace(facts, head=replace(facts.head, **more)))


def draw_number(organisation: Organisation, *, kind: str, dated_on: Any) -> tuple[NumberRegister, str]:
    """The next number of the organisation for that year; the locked register row makes it unique and gap-free.

    Returns the register, whose `last` is the running number, and the number as the organisation writes it.
    """
    NumberRegister.objects.get_or_create(
        organisation=organisation, classification=organisation.classification, year=dated_on.year
    )
    register = NumberRegister.objects.select_for_update().get(
        organisation=organisation, classification=organisation.classification, year=dated_on.year
    )
    register.last += 1
    register.save(update_fields=["last"])
    own = NumberPattern.objects.filter(organisation=organisation).first()
    said = {
        "classification": organisation.classification,
        "number": f"{register.last:04d}",
        "kind": kind,
        "month": ROMAN[dated_on.month - 1],
        "year": str(dated_on.year),
    }
    return register, re.sub(r"{(\w+)}", lambda word: said[word[1]], own.pattern if own else NEUTRAL_PATTERN)


def preview(kind: str, *, facts: Any, language: str = "id") -> bytes:
    """Draws a draft with the watermark KONSEP and without a number; it is stored nowhere."""
    return drawing.draw(Order(kind=kind, facts=canonical.to_json(facts), language=language)).pdf


@transaction.atomic
def retry(rendition: Rendition, *, by: User) -> None:
    """Opens an incident for drawing again, with its attempts counted anew."""
    changed = Rendition.objects.filter(pk=rendition.pk, state=Rendition.State.FAILED).update(
        state=Rendition.State.PENDING, attempts=0, lease_until=None, token=None, reason="", due_at=Now()
    )
    if not changed:
        raise NotFailed
    document = rendition.document
    record(
        "retry drawing", by=by, chain=document.chain, subject=f"document:{document.pk}",
        language=rendition.language,
    )  # fmt: skip
    _ring_on_commit(rendition)


def ring(rendition_id: int) -> None:
    """Rings the queue with the number of a drawing; a deaf queue is no failure, the sweep finds the row."""
    try:
        with transaction.atomic():
            async_task("documents.jobs.draw", rendition_id, q_options={"save": False})
    except Exception:
        log.exception("the queue did not take drawing %s", rendition_id)


def _ring_on_commit(rendition: Rendition) -> None:
    Rendition.objects.filter(pk=rendition.pk).update(rung_at=Now())
    transaction.on_commit(lambda: ring(rendition.pk), robust=True)
