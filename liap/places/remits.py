"""Which directorate of the ministry is responsible for a place and an industry on a day, through reorganisations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from liap.places.models import Organisation, Remit


@dataclass(frozen=True)
class Remits:
    """The routing of one day: by province while territorial directorates exist, else by the industry."""

    by_province: dict[int, Organisation]
    units: dict[int, Organisation]
    day: date

    def of(self, province: int | None, directorate: int | None) -> Organisation | None:
        """The unit for an SMI or plan of this province and of an industry that this directorate has today."""
        if self.by_province:
            return self.by_province.get(province) if province else None
        return self._on_the_day(directorate) if directorate else None

    def _on_the_day(self, directorate: int) -> Organisation | None:
        """The unit of the line of succession that existed on the day; the row names today's."""
        seen: set[int] = set()
        unit = self.units.get(directorate)
        while unit is not None and unit.pk not in seen and not exists_on(unit, self.day):
            seen.add(unit.pk)
            unit = self.units.get(unit.successor_id or 0)
        return unit


def remits_on(day: date) -> Remits:
    """The routing of a day, in two queries."""
    in_force = (Q(organisation__valid_from__isnull=True) | Q(organisation__valid_from__lte=day)) & (
        Q(organisation__valid_to__isnull=True) | Q(organisation__valid_to__gte=day)
    )
    rows = Remit.objects.filter(in_force).select_related("organisation")
    units = {unit.pk: unit for unit in Organisation.objects.filter(kind=Organisation.Kind.MINISTRY)}
    return Remits({row.province_id: row.organisation for row in rows}, units, day)


def exists_on(unit: Organisation, day: date) -> bool:
    """Whether an office existed on a day; an empty day means since ever, or still."""
    return (unit.valid_from is None or unit.valid_from <= day) and (unit.valid_to is None or day <= unit.valid_to)


def by_name(units: Iterable[Organisation]) -> list[Organisation]:
    """Offices in the order of a list."""
    return sorted(units, key=lambda unit: (str(unit).casefold(), unit.pk))
