"""The stationery of an organisation as it stands now; a paper freezes it among its facts."""

from dataclasses import dataclass

from documents.facts import Letterhead
from documents.stationery.models import Stationery
from liap.models import Organisation


@dataclass(frozen=True, kw_only=True)
class Forms:
    """What the papers of an organisation print; `copies_to` None means that it has said nothing about copies."""

    letterhead: Letterhead
    place: str
    on_behalf_of: str | None = None
    mandate: str | None = None
    closing: str | None = None
    copies_to: tuple[str, ...] | None = None


def forms_of(organisation: Organisation, *, kind: str = "") -> Forms:
    """The forms of an organisation for a kind of paper; neutral ones where the administrator entered none."""
    own = Stationery.objects.prefetch_related("copies").filter(organisation=organisation).first()
    upper = own.upper_lines.splitlines() if own and own.upper_lines.strip() else [organisation.letterhead]
    lines = tuple(line.strip().upper() for line in [*upper, organisation.name] if line.strip())
    place = organisation.seat_town or (organisation.region.name if organisation.region else "")
    address = organisation.address or None
    if own is None:
        return Forms(letterhead=Letterhead(lines=lines, address=address), place=place)
    copies = [one.recipient for one in own.copies.all() if one.kind in ("", kind)]
    return Forms(
        letterhead=Letterhead(lines=lines, address=address, contact=own.contact or None),
        place=place,
        on_behalf_of=own.on_behalf_of or None,
        mandate=own.mandate or None,
        closing=own.closing or None,
        copies_to=tuple(dict.fromkeys(copies)),
    )
