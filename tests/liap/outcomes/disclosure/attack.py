"""What somebody can work out who adds and subtracts every figure that is told to him."""

from collections.abc import Iterable
from itertools import combinations

# Whole numbers modulo a large prime: as exact as fractions for zeros and ones, and quick.
PRIME = 2**61 - 1


def revealed(told: Iterable[frozenset[tuple]], fewest: int = 3) -> set[frozenset[int]]:
    """As `determined`, of figures told at different times: sums over pairs of an SMI and which value of it counted.

    The groups of fewer than `fewest` SMIs such that some combination of the sums holds nothing but values of theirs.
    """
    sets = [one for one in set(told) if one]
    classes: dict[tuple[int, ...], set[int]] = {}
    for token in frozenset().union(*sets) if sets else ():
        key = tuple(place for place, one in enumerate(sets) if token in one)
        classes.setdefault(key, set()).add(token[0])
    columns = list(classes)
    basis = _basis([[1 if place in column else 0 for column in columns] for place in range(len(sets))])
    small = {frozenset(owners) for owners in classes.values() if len(owners) < fewest}
    groups = {one | other for one in small for other in small if len(one | other) < fewest}
    found = set()
    for group in groups:
        places = tuple(place for place, column in enumerate(columns) if classes[column] <= group)
        if _leaves_something(basis, places):
            found.add(group)
    return found


def determined(told: Iterable[frozenset[int]], fewest: int = 3) -> set[frozenset[int]]:
    """The groups of fewer than `fewest` SMIs about which some combination of the told sums says something.

    Each told figure is a sum over a set of SMIs. A combination of them is about those SMIs whose factor is not zero.
    SMIs that always stand together keep the same factor, so only whole classes of such SMIs need to be tried, and
    the combinations that touch no SMI beside a few classes are found by leaving their columns out.
    """
    sets = [one for one in set(told) if one]
    classes: dict[tuple[int, ...], set[int]] = {}
    for member in frozenset().union(*sets) if sets else ():
        key = tuple(place for place, one in enumerate(sets) if member in one)
        classes.setdefault(key, set()).add(member)
    columns = list(classes)
    basis = _basis([[1 if place in column else 0 for column in columns] for place in range(len(sets))])
    small = [place for place, column in enumerate(columns) if len(classes[column]) < fewest]
    found = set()
    for several in range(1, fewest):
        for places in combinations(small, several):
            members = frozenset().union(*(classes[columns[place]] for place in places))
            if len(members) < fewest and _leaves_something(basis, places):
                found.add(members)
    return found


def _leaves_something(basis: list[list[int]], places: tuple[int, ...]) -> bool:
    """Whether some combination of the rows is zero everywhere but in these columns."""
    others = [[value for place, value in enumerate(row) if place not in places] for row in basis]
    return len(_basis(others)) < len(basis)


def _basis(rows: list[list[int]]) -> list[list[int]]:
    """Rows that are independent and span the same space."""
    found: list[tuple[int, list[int]]] = []
    for row in rows:
        for lead, other in found:
            if row[lead]:
                factor = row[lead]
                row = [(a - factor * b) % PRIME for a, b in zip(row, other, strict=True)]
        lead = next((place for place, value in enumerate(row) if value), None)
        if lead is not None:
            inverse = pow(row[lead], PRIME - 2, PRIME)
            found.append((lead, [value * inverse % PRIME for value in row]))
    return [row for _lead, row in found]
