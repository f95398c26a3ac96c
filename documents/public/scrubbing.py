"""Taking known names and known amounts out of what people wrote."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

WITHHELD = "–"
SHORTEST = 3
NUMBER = re.compile(r"\d[\d.,' ]*\d")
SCALES = {
    "ribu": 10**3, "thousand": 10**3, "juta": 10**6, "jt": 10**6, "million": 10**6,
    "miliar": 10**9, "milyar": 10**9, "billion": 10**9,
}  # fmt: skip
SCALED = re.compile(rf"(\d+(?:[.,]\d+)?)\s*({'|'.join(SCALES)})(?!\w)", re.IGNORECASE)
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
    if not secrets.amounts:
        return text
    text = SCALED.sub(lambda found: _unless_scaled(found, secrets.amounts), text)
    return NUMBER.sub(lambda found: _unless_secret(found[0], secrets.amounts), text)


def _unless_scaled(found: re.Match[str], amounts: frozenset[int]) -> str:
    """An amount like "1,5 juta"."""
    amount = Decimal(found[1].replace(",", ".")) * SCALES[found[2].lower()]
    return WITHHELD if amount in amounts else found[0]


def _unless_secret(number: str, amounts: frozenset[int]) -> str:
    """An amount in digits, with or without cents."""
    whole = re.sub(r"[.,]\d{1,2}$", "", number)
    for written in (number, whole):
        digits = re.sub(r"\D", "", written)
        if digits and int(digits) in amounts:
            return WITHHELD
    return number
