"""What must hold when all is quiet again, read from rows and files alone; logs and speed are never asked."""

import hashlib
from collections import Counter

from django.conf import settings

from documents import canonical, jobs, storage
from documents.models import Document, NumberRegister, Preview, Rendition
from documents.previews import jobs as previews
from liap.audit.models import Event
from liap.audit.queries import broken_links


def violations(expected: Counter | set) -> list[str]:
    """Everything lost, doubled or damaged; `expected` holds a (plan, kind, round) for each paper that was issued."""
    # A row is not written by hand without its hash, but strays are: they go as they would a day later.
    after, storage.STRAY_AFTER = storage.STRAY_AFTER, -1
    try:
        jobs.tidy()
        previews.tidy()
    finally:
        storage.STRAY_AFTER = after
    documents = list(Document.objects.prefetch_related("renditions"))
    return [
        *_counted("paper", Counter((d.plan_id, d.kind, d.round) for d in documents), Counter(expected)),
        *(f"{d}: facts changed" for d in documents if canonical.sha256(d.facts) != d.facts_sha256),
        *_numbers(documents),
        *(fault for document in documents for fault in _drawings(document)),
        *_files(),
        *_told(documents),
    ]


def _counted(what: str, found: Counter, expected: Counter) -> list[str]:
    return [f"{what} {key}: lost" for key in expected - found] + [f"{what} {key}: doubled" for key in found - expected]


def _numbers(documents: list[Document]) -> list[str]:
    drawn = Counter(document.organisation_id for document in documents)
    told = Counter()
    for register in NumberRegister.objects.all():
        told[register.organisation_id] += register.last
    return _counted("number of organisation", drawn, told)


def _drawings(document: Document) -> list[str]:
    rows = list(document.renditions.all())
    faults = _counted(f"{document} in", Counter(row.language for row in rows), Counter(Rendition.Language.values))
    return faults + [fault for row in rows for fault in _drawing(row)]


def _drawing(row: Rendition) -> list[str]:
    if row.state != Rendition.State.DONE:
        return [f"{row}: {row.state} after {row.attempts} attempts, {row.reason!r}"]
    path = settings.DOCUMENTS_ROOT / row.stored_name
    if not path.is_file():
        return [f"{row}: no file"]
    content = path.read_bytes()
    if (hashlib.sha256(content).hexdigest(), len(content)) != (row.sha256, row.size) or content[:5] != b"%PDF-":
        return [f"{row}: damaged file"]
    return []


def _files() -> list[str]:
    known = {
        name
        for model in (Rendition, Preview)
        for name in model.objects.filter(state=model.State.DONE).values_list("stored_name", flat=True)
    }
    there = {p.relative_to(settings.DOCUMENTS_ROOT).as_posix() for p in settings.DOCUMENTS_ROOT.rglob("*")
             if p.is_file() and "cache" not in p.parts}  # fmt: skip
    return [f"{name}: a file that no row knows" for name in sorted(there - known)]


def _told(documents: list[Document]) -> list[str]:
    """Issuing and drawing are each on record exactly once."""
    issued = Counter(Event.objects.filter(verb="issue document").values_list("subject", flat=True))
    drawn = Counter((event.subject, event.payload["language"]) for event in Event.objects.filter(verb="draw document"))
    names = [f"document:{document.pk}" for document in documents]
    return [
        *_counted("record of issuing", issued, Counter(names)),
        *_counted("record of drawing", drawn, Counter((n, code) for n in names for code in Rendition.Language.values)),
        *(f"audit chain: {link}" for link in broken_links()),
    ]
