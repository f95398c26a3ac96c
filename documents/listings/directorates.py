"""Directorates through reorganisations: an office and all whose work it took over are one entry of the filter."""

from dataclasses import dataclass

from liap.models import Organisation


@dataclass(frozen=True)
class Directorate:
    """The office that does the work today, and itself together with all that came before it."""

    head: Organisation
    members: tuple[int, ...]


def directorates_among(organisations: set[int]) -> list[Directorate]:
    """Those lines of succession to which one of the organisations belongs, by the name of today's office."""
    return [line for line in _lines() if organisations & set(line.members)]


def family(organisation: int) -> list[int]:
    """The organisation with all predecessors and successors; itself alone when it is in no line."""
    found = [line.members for line in _lines() if organisation in line.members]
    return list(found[0]) if found else [organisation]


def _lines() -> list[Directorate]:
    units = {unit.pk: unit for unit in Organisation.objects.filter(kind=Organisation.Kind.MINISTRY)}
    members: dict[int, list[int]] = {}
    for pk in units:
        members.setdefault(_last(pk, units), []).append(pk)
    lines = [Directorate(units[head], tuple(sorted(line))) for head, line in members.items()]
    return sorted(lines, key=lambda line: (str(line.head).casefold(), line.head.pk))


def _last(pk: int, units: dict[int, Organisation]) -> int:
    """Follows the successors to the end; a circle, which an administrator may have typed, ends where it began."""
    seen = {pk}
    while (following := units[pk].successor_id) in units and following not in seen:
        seen.add(following)
        pk = following
    return min(seen) if following in seen else pk
