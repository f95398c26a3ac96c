"""Whether the audit record still says what was printed, stored and mailed of it.

The chain alone shows an edit, a gap or a swap. That its end was cut off, that all of a plan was deleted, or that it
was written anew with the key, shows only against a head that was noted elsewhere before. What happened after the last
such note is protected by the chain alone.
"""

import json
from collections.abc import Iterable, Iterator

from django.db.models import Max, QuerySet

from documents import canonical
from documents.anchors.heads import Head, read
from documents.anchors.models import Anchor
from documents.models import Document, Revocation
from liap.audit.models import Event
from liap.audit.queries import GENESIS, broken_links, head_of
from liap.models import User
from liap.people.access import people_with
from liap.people.models import NATIONAL_ROLES

Noted = tuple[Head, str]
AT_ONCE = 500


def current_heads() -> list[Head]:
    """The head of every chain as it stands now."""
    chains = Event.objects.order_by().values_list("chain").annotate(last=Max("number")).values_list("chain", flat=True)
    return [Head(chain, *head_of(chain)) for chain in chains]


def readers() -> QuerySet[User]:
    """Who is mailed the heads: ministry reviewers and auditors of today with an address."""
    found = User.objects.none()
    for role in NATIONAL_ROLES:
        found = found | people_with(role, working_group_id=0, region_id=0)
    return found.exclude(email="")


def faults(mailed: Iterable[Head] = ()) -> Iterator[str]:
    """A sentence for each contradiction between the record and what is known of it; `mailed`: heads kept outside.

    Heads and papers are read before the events: the record may grow meanwhile, and that is no contradiction.
    """
    noted = [*printed_heads(), *stored_heads(), *((head, "the list given") for head in mailed)]
    papers = {row[0]: row[1:] for row in Document.objects.values_list("pk", "number", "facts_sha256")}
    for chain, number, reason in broken_links():
        yield f"{chain}/{number}: {reason}"
    yield from contradictions(noted)
    yield from changed_facts()
    yield from unrecorded(papers)
    yield from vanished()


def printed_heads() -> Iterator[Noted]:
    """The heads that issued papers print, with the numbers of the papers."""
    for number, facts in Document.objects.order_by("pk").values_list("number", "facts").iterator(chunk_size=200):
        if proof := json.loads(facts)["head"].get("proof"):
            yield Head(proof["chain"], proof["event"], proof["hash"]), f"document {number}"


def stored_heads() -> Iterator[Noted]:
    """The heads that were noted day by day."""
    for day, heads in Anchor.objects.order_by("day").values_list("day", "heads").iterator(chunk_size=50):
        for head in read(heads):
            yield head, f"heads of {day}"


def contradictions(noted: Iterable[Noted]) -> Iterator[str]:
    """Where the record has another event, or none, in the place of a head that was noted."""
    by_chain: dict[str, dict[tuple[int, str], str]] = {}
    for head, where in noted:
        by_chain.setdefault(head.chain, {}).setdefault((head.event, head.hash), where)
    for chain, places in sorted(by_chain.items()):
        known = _hashes(chain, sorted({event for event, _hash in places}))
        for (event, wanted), where in sorted(places.items()):
            if event not in known:
                yield f"{chain}/{event}: missing, but {where} names it"
            elif known[event] != wanted:
                yield f"{chain}/{event}: written anew, {where} names another"


def changed_facts() -> Iterator[str]:
    """Papers whose stored facts are not those of their hash."""
    rows = Document.objects.order_by("pk").values_list("number", "facts", "facts_sha256")
    for number, facts, sha256 in rows.iterator(chunk_size=200):
        if canonical.sha256(facts) != sha256:
            yield f"document {number}: the facts were changed"


def unrecorded(papers: dict[int, tuple[str, str]]) -> Iterator[str]:
    """Papers whose issue is not on record, or with other facts."""
    told = {subject: payload.get("facts_sha256") for subject, payload in _events("issue document")}
    for pk, (number, sha256) in papers.items():
        if (said := told.get(f"document:{pk}")) != sha256:
            yield f"document {number}: {'its issue is not on record' if said is None else 'issued from other facts'}"


def vanished() -> Iterator[str]:
    """Papers and revocations which are on record and not there any more."""
    for verb, model, field in (("issue document", Document, "pk"), ("revoke document", Revocation, "document_id")):
        told = _events(verb)
        # Rows are read after the events: a row is written together with its event.
        there = {f"document:{pk}" for pk in model.objects.order_by().values_list(field, flat=True)}
        for subject, payload in told:
            if subject not in there:
                yield f"{subject}: “{verb}” {payload.get('number', '')} is on record, but the row is gone"


def _events(verb: str) -> list[tuple[str, dict]]:
    return list(Event.objects.filter(verb=verb).order_by("pk").values_list("subject", "payload"))


def _hashes(chain: str, events: list[int]) -> dict[int, str]:
    found = {0: GENESIS}
    for at in range(0, len(events), AT_ONCE):
        rows = Event.objects.filter(chain=chain, number__in=events[at : at + AT_ONCE])
        found |= dict(rows.values_list("number", "hash"))
    return found
