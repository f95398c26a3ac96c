"""D9: the yearly word of a region, as a paper of the office that gave it."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents import actions as documents
from documents.facts import Signatory, both
from documents.kinds.d9_attestation import AttestationFacts, WordLine
from documents.models import Document
from documents.subjects import Subject
from liap.adoption.models import Attestation
from liap.places.models import Organisation, Region
from workflows.papers.office import head_of, office_headed


def issue_due() -> int:
    """Issues the paper of every word that was given in the product and has none; a region has one word a year."""
    issued = Document.objects.filter(kind="D9", region=OuterRef("region"), round=OuterRef("year"))
    given = Attestation.objects.filter(~Exists(issued), by__isnull=False).order_by("said_on", "pk")
    return sum(_issue(pk) for pk in given.values_list("pk", flat=True))


@transaction.atomic
def _issue(pk: int) -> int:
    """Issues the paper of one word; the locked region lets one of two clocks through."""
    word = Attestation.objects.select_related("region__parent", "by").get(pk=pk)
    Region.objects.select_for_update(of=("self",)).get(pk=word.region_id)
    office = office_headed(word.by, word.region, word.said_on) if word.by else None
    papers = Document.objects.filter(kind="D9", region=word.region, round=word.year)
    if office is None or word.by is None or papers.exists():
        return 0
    facts = attestation_facts(word, office)
    documents.issue(
        "D9", about=Subject.of_region(word.region), facts=facts, organisation=office, by=word.by, round=word.year
    )
    return 1


def attestation_facts(word: Attestation, office: Organisation) -> AttestationFacts:
    """The word with what it rests on, and what the region said in the years before."""
    assert word.by is not None
    before = Attestation.objects.filter(region=word.region, year__lt=word.year).order_by("-year")[:20]
    title = word.held_as.split(", ")[0] or office.name
    block = Signatory(title=title, name=str(word.by), nip=word.by.employee_number or None)
    return AttestationFacts(
        head=head_of(
            office, kind="D9", title=f"{word.region.name} {word.year}", region=word.region, at=timezone.now(),
            source=_("word of the head of the office"), signatories=(block,),
        ),
        year=word.year,
        is_in_use=word.is_in_use,
        reason=both(Attestation.Reason(word.reason).label) if word.reason else None,
        used_since=word.used_since,
        liap_count=word.liap_count,
        staff=word.staff,
        budget=word.budget,
        remark=word.remark or None,
        said_by=str(word.by),
        held_as=word.held_as or None,
        said_on=word.said_on,
        before=tuple(_earlier(row) for row in before),
    )  # fmt: skip


def _earlier(row: Attestation) -> WordLine:
    reason = both(Attestation.Reason(row.reason).label) if row.reason else None
    return WordLine(year=row.year, is_in_use=row.is_in_use, reason=reason, said_on=row.said_on)
