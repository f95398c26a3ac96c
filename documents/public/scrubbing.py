"""Taking known names and known amounts out of what people wrote."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

WITHHELD = "–"
SHORTEST = 3
NUMBER = re.compile(r"\d[\d.,' ]*\d")
# Below this an amount is a year, a count or a day: no turnover, and not worth spoiling the text for.
LEAST_AMOUNT = 10_000


@dataclass(frozen=True)
class Secrets:
    """Names of private persons and of single enterprises, and personal amounts of money in rupiah."""

    names: frozenset[str] = frozenset()
    amounts: frozenset[int] = frozenset()

    def and_names(self, more: Iterable[str | None]) -> "Secrets":
        return Secrets(self.names | names_of(more), self.amounts)


def names_of(said: Iterable[str | None]) -> frozenset[str]:
    """The names with and without titles behind a comma; fragments too short to be told from words are left out."""
    found: set[str] = set()
    for name in said:
        if name:
            found |= {name.strip(), name.split(",")[0].strip()}
    return frozenset(name for name in found if len(name) > SHORTEST)


def amounts_of(values: Iterable[Decimal | int | None]) -> frozenset[int]:
    """Amounts as whole rupiah, large enough to be told from years and counts."""
    return frozenset(int(value) for value in values if value is not None and value >= LEAST_AMOUNT)


def scrub(text: str, secrets: Secrets) -> str:
    """The text with each known name and each known amount, however it is written, replaced by a dash."""
    for name in sorted(secrets.names, key=len, reverse=True):
        written = r"\s+".join(map(re.escape, name.split()))
        text = re.sub(rf"(?<!\w){written}(?!\w)", WITHHELD, text, flags=re.IGNORECASE)
    return NUMBER.sub(lambda found: _unless_secret(found[0], secrets.amounts), text) if secrets.amounts else text


def _unless_secret(number: str, amounts: frozenset[int]) -> str:
    """Also "1,5 juta": an amount in thousands or millions is caught by its leading digits."""
    whole = re.sub(r"[.,]\d{1,2}$", "", number)
    for written in (number, whole):
        digits = re.sub(r"\D", "", written)
        if digits and int(digits) in amounts:
            return WITHHELD
    return number
