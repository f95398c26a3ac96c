"""Facts of D1f: the assignment letter as it was put on record and confirmed."""

from django.utils.translation import gettext_lazy as _

from documents.facts import both
from documents.kinds.d1f_letter import LetterFacts
from liap.groups.queries import members_on
from liap.people.models import Role
from liap.refusals import Refusal
from workflows.papers.dossier import Dossier
from workflows.papers.head import head
from workflows.papers.light_parts import head_block, letter_of


class NoLetter(Refusal):
    """The plan rests on a working group, not on a letter."""

    def __str__(self) -> str:
        return str(_("No assignment letter is on record for this LIAP."))


def letter_facts(dossier: Dossier) -> LetterFacts:
    """The letter; its number is the office's own, beside the number under which this paper is filed."""
    letter = letter_of(dossier)
    if letter is None:
        raise NoLetter
    group = letter.working_group
    sitting = members_on(group, dossier.day).filter(seat__role=Role.FACILITATOR).first()
    return LetterFacts(
        head=head(dossier, head_block(dossier, both(_("assigned by")))),
        letter_number=group.decree_number,
        letter_on=group.decree_on,
        facilitator=str(letter.facilitator),
        facilitator_nip=letter.facilitator.employee_number or None,
        post=str(sitting.seat) if sitting else None,
        superior=str(letter.superior),
        place=letter.place,
        valid_from=group.valid_from,
        valid_to=group.valid_to or dossier.plan.ends_on,
        contact=letter.contact or None,
    )
