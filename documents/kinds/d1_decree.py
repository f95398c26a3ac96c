"""D1, the draft decree (SK) of a working group with its list of members, as it goes to whoever signs it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from documents.facts import Head, Text
from documents.kinds.kind import Kind

ORDINALS = (
    "KESATU",
    "KEDUA",
    "KETIGA",
    "KEEMPAT",
    "KELIMA",
    "KEENAM",
    "KETUJUH",
    "KEDELAPAN",
    "KESEMBILAN",
    "KESEPULUH",
)


@dataclass(frozen=True, kw_only=True)
class MemberLine:
    """A seat and who is to fill it; `name` None means that the institution has not named anybody yet."""

    name: str | None = None
    post: str | None = None
    institution: Text | str
    seat: str


@dataclass(frozen=True, kw_only=True)
class DecreeFacts:
    """Everything that D1 prints. The texts are what the office wrote, in the language of the law, Indonesian."""

    head: Head
    signer: str
    about: str
    considering: tuple[str, ...] = ()
    recalling: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    members: tuple[MemberLine, ...] = ()
    missing: tuple[Text, ...] = ()
    reason: str | None = None

    @property
    def numbered(self) -> list[tuple[str, str]]:
        """The decisions, each with its ordinal as decrees count them."""
        marks = [*ORDINALS, *(f"KE-{n}" for n in range(len(ORDINALS) + 1, len(self.decisions) + 1))]
        return list(zip(marks, self.decisions, strict=False))


KIND = Kind(
    code="D1",
    shape=DecreeFacts,
    title=_("Draft decree"),
    template="d1_decree.html",
    has_contents=False,
    has_identity=False,
    signs_inside=True,
)
