"""D1: the draft decree of a working group, made when the text was sent for signature."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from documents import actions as documents
from documents.facts import Signatory, both, name_of
from documents.kinds.d1_decree import DecreeFacts, MemberLine
from documents.models import Document
from documents.subjects import Subject
from liap.groups.formation.models import DecreeDraft
from liap.groups.formation.queries import LABELS
from liap.groups.queries import Place, seats_on
from liap.people.access import posts_label
from liap.places.queries import day_in
from workflows.papers.office import head_of


def issue_due() -> int:
    """Issues the paper of every draft that was sent and has none."""
    issued = Document.objects.filter(kind="D1", working_group=OuterRef("working_group"), round=OuterRef("number"))
    sent = DecreeDraft.objects.filter(~Exists(issued), sent_at__isnull=False).order_by("sent_at", "pk")
    return sum(_issue(pk) for pk in sent.values_list("pk", flat=True))


@transaction.atomic
def _issue(pk: int) -> int:
    """Issues the paper of one draft; the locked row lets one of two clocks through."""
    draft = DecreeDraft.objects.select_for_update(of=("self",)).get(pk=pk)
    before = Document.objects.filter(kind="D1", working_group=draft.working_group)
    if before.filter(round=draft.number).exists() or draft.sent_by is None:
        return 0
    documents.issue(
        "D1",
        about=Subject.of_group(draft.working_group),
        facts=decree_facts(draft),
        organisation=draft.working_group.secretariat,
        by=draft.sent_by,
        round=draft.number,
        supersedes=before.filter(round__lt=draft.number).order_by("round", "edition").last(),
    )
    return 1


def decree_facts(draft: DecreeDraft) -> DecreeFacts:
    """The text as it was sent, with the members and the missing of that day."""
    group, at = draft.working_group, draft.sent_at
    assert at is not None
    return DecreeFacts(
        head=head_of(
            group.secretariat, kind="D1", title=group.name, region=group.region, at=at,
            source=_("register of working groups"), signatories=(Signatory(title=draft.signer, name=None),),
            is_sample=group.is_sample,
        ),
        signer=draft.signer,
        about=draft.about,
        considering=_lines(draft.considering),
        recalling=_lines(draft.recalling),
        decisions=_lines(draft.decisions),
        members=tuple(_member(place) for place in seats_on(group, day_in(group.region, at))),
        missing=tuple(both(LABELS[code]) for code in draft.missing if code in LABELS),
        reason=draft.reason or None,
    )  # fmt: skip


def _member(place: Place) -> MemberLine:
    person = place.membership.person if place.membership else None
    return MemberLine(
        name=str(person) if person else None,
        post=(posts_label(person).split(", ")[0] or None) if person else None,
        institution=name_of(place.seat.institution),
        seat=place.seat.title,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
