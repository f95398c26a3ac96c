"""Finds the SMIs that a new record is likely to be: by number, by owner, or by a name alike in the same place."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liap.enterprises.identity import keyed_hash
from liap.enterprises.models import Enterprise
from liap.people.models import User
from liap.places.models import Region

ALIKE = 0.7
AT_MOST = 10
# Words that many names share and that tell no two SMIs apart.
LEGAL_WORDS = {"ud", "cv", "pt", "pd", "ikm", "usaha", "toko", "kelompok", "koperasi", "kub", "tb"}

SAME_NIB = _("the same business number (NIB)")
SAME_OWNER = _("the same identity number (NIK) of the owner")
NAME_ALIKE = _("a name alike in the same region")


@dataclass(frozen=True)
class Likeness:
    """An SMI on record, and why the new one may be the same."""

    enterprise: Enterprise
    reasons: tuple[Promise, ...]


class NamesOf:
    """The names of one region, indexed by pairs of letters: made once for a form, or for all rows of an import."""

    def __init__(self, region: Region):
        self.pairs: dict[int, frozenset[str]] = {}
        self.holders: dict[str, list[int]] = defaultdict(list)
        names = Enterprise.objects.current().filter(region=region, erased_at=None)
        for pk, name in names.order_by("pk").values_list("pk", "name").iterator(chunk_size=5000):
            self.add(pk, name)

    def add(self, pk: int, name: str) -> None:
        """Lets a name be found from now on, such as one that the same import brought."""
        self.pairs[pk] = letter_pairs(name)
        for pair in self.pairs[pk]:
            self.holders[pair].append(pk)

    def alike(self, name: str) -> list[int]:
        """The numbers of the SMIs whose names share most pairs of letters (Dice), the most alike first."""
        asked = letter_pairs(name)
        shared = Counter(pk for pair in asked for pk in self.holders.get(pair, ()))
        scores = {pk: 2 * count / (len(asked) + len(self.pairs[pk])) for pk, count in shared.items()}
        return sorted((pk for pk, score in scores.items() if score >= ALIKE), key=lambda pk: (-scores[pk], pk))


def letter_pairs(name: str) -> frozenset[str]:
    """The pairs of letters of the words that tell a name from others; the order of the words does not matter."""
    words = re.findall(r"[^\W_]+", name.casefold())
    telling = [word for word in words if word not in LEGAL_WORDS] or words
    return frozenset(f" {word} "[at : at + 2] for word in telling for at in range(len(word) + 1))


def likely_duplicates(
    name: str,
    *,
    region: Region,
    by: User,
    nib: str = "",
    nik: str = "",
    names: NamesOf | None = None,
    but: int | None = None,
) -> list[Likeness]:
    """The SMIs that `by` may see and that a record with these values is likely to be; ten at most.

    An import hands over `names`, so that the region is read once for all of its rows.
    """
    found: dict[int, list[Promise]] = defaultdict(list)
    visible = Enterprise.objects.visible_to(by).current()
    _note(found, visible.filter(nib=nib).values_list("pk", flat=True) if nib else (), SAME_NIB)
    hashed = keyed_hash(nik) if nik else ""
    _note(found, visible.filter(owner_nik_hash=hashed).values_list("pk", flat=True) if nik else (), SAME_OWNER)
    _note(found, (names or NamesOf(region)).alike(name), NAME_ALIKE)
    found.pop(but or 0, None)
    first = list(found)[:AT_MOST]
    rows = visible.filter(pk__in=first).select_related("region", "industry").in_bulk()
    return [Likeness(rows[pk], tuple(found[pk])) for pk in first if pk in rows]


def _note(found: dict[int, list[Promise]], numbers: Iterable[int], reason: Promise) -> None:
    for number in numbers:
        found[number].append(reason)
