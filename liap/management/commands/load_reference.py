"""Loads the regions, organisations, holidays and sample industries that stand in liap/places/data.

A second run changes nothing, so it may follow every upgrade. Rows that an administrator added stay. A year of holidays
which is already held is left alone, because later decrees move days and the administrator enters those first.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import models, transaction

from liap import places
from liap.audit.actions import record
from liap.places.models import Holiday, Organisation, Region, Remit, Tile
from liap.plans.models import Industry

DATA = Path(places.__path__[0]) / "data"
CODE_SYSTEM = "Kemendagri"


class Command(BaseCommand):
    help = "Loads regions, organisations, holidays and sample industries; a second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--without-samples", action="store_true", help="leave out rows that are marked as sample")
        parser.add_argument(
            "--renew-holidays", action="store_true", help="also write the years of holidays that are already held"
        )

    @transaction.atomic
    def handle(self, *args, without_samples, renew_holidays, **options):
        tallies = {
            "regions": load_regions(),
            "organisations": load_organisations(without_samples),
            "holidays": load_holidays(renew_holidays),
            "industries": load_industries(without_samples),
            "remits": load_remits(),
            "tiles": load_tiles(),
        }
        changes = {name: tally.changes for name, tally in tallies.items() if any(tally.changes)}
        if changes:
            record("reference_loaded", by=None, chain="reference", **changes)
        for name, tally in tallies.items():
            self.stdout.write(f"{name}: {tally.held} held, {tally.new} new, {tally.changed} changed")


class Table:
    """One model that is filled from a file; remembers rows by their key and counts what it did to them."""

    def __init__(self, model: type[models.Model], *key: str):
        self.model, self.key = model, key
        self.rows = {tuple(getattr(row, field) for field in key): row for row in model.objects.order_by("pk")}
        self.new = self.changed = 0

    def put(self, **values) -> models.Model:
        """Creates the row, or corrects what differs in it; leaves an equal one untouched."""
        ident = tuple(values[field] for field in self.key)
        row = self.rows.get(ident)
        if row is None:
            row = self.rows[ident] = self.model.objects.create(**values)
            self.new += 1
            return row
        different = [field for field, value in values.items() if getattr(row, field) != value]
        if different:
            for field in different:
                setattr(row, field, values[field])
            row.save(update_fields=different)
            self.changed += 1
        return row

    @property
    def held(self) -> int:
        return len(self.rows)

    @property
    def changes(self) -> tuple[int, int]:
        return self.new, self.changed


def load_regions() -> Table:
    table = Table(Region, "code_system", "code", "valid_from")
    ids: dict[str, int] = {}
    for line in lines("regions.csv"):
        parent = line.pop("parent")
        valid_from = day_or_none(line.pop("valid_from"))
        row = table.put(
            code_system=CODE_SYSTEM, valid_from=valid_from, parent_id=ids[parent] if parent else None, **line
        )
        ids[row.code] = row.pk
    return table


def load_organisations(without_samples: bool) -> Table:
    """Each line of the file may name only regions, and only organisations that stand above it."""
    table = Table(Organisation, "name", "region_id", "valid_from")
    regions = regions_by_code()
    ids: dict[str, int | None] = {"": None}
    for line in not_sample(lines("organisations.csv"), without_samples):
        key = line.pop("key")
        row = table.put(
            region_id=regions[line.pop("region")],
            parent_id=ids[line.pop("parent")],
            successor_id=ids[line.pop("successor")],
            valid_from=day_or_none(line.pop("valid_from")),
            valid_to=day_or_none(line.pop("valid_to")),
            is_sample=line.pop("is_sample") == "yes",
            **line,
        )
        ids[key] = row.pk
    return table


def load_holidays(renew: bool) -> Table:
    table = Table(Holiday, "date")
    settled = set() if renew else {row.date.year for row in table.rows.values()}
    for line in lines("holidays.csv"):
        day = date.fromisoformat(line.pop("date"))
        if day.year not in settled:
            table.put(date=day, is_estimate=line.pop("is_estimate") == "yes", **line)
    return table


def load_industries(without_samples: bool) -> Table:
    table = Table(Industry, "code", "version", "name")
    units = {line["key"]: (line["name"], day_or_none(line["valid_from"])) for line in lines("organisations.csv")}
    ids = {(row.name, row.valid_from): row.pk for row in Organisation.objects.filter(region=None)}
    for line in not_sample(lines("kbli_sample.csv"), without_samples):
        table.put(directorate_id=ids[units[line.pop("directorate")]], is_sample=line.pop("is_sample") == "yes", **line)
    return table


def load_remits() -> Table:
    """Which provinces a territorial directorate had; an administrator's own rows stay."""
    table, regions = Table(Remit, "organisation_id", "province_id"), regions_by_code()
    units = {line["key"]: (line["name"], day_or_none(line["valid_from"])) for line in lines("organisations.csv")}
    ids = {(row.name, row.valid_from): row.pk for row in Organisation.objects.filter(region=None)}
    for line in lines("remits.csv"):
        table.put(organisation_id=ids[units[line["organisation"]]], province_id=regions[line["province"]])
    return table


def load_tiles() -> Table:
    """Where the provinces stand on the tile map, once: an administrator may have moved them since."""
    table, regions = Table(Tile, "province_id"), regions_by_code()
    held = set(table.rows)
    for line in lines("tiles.csv"):
        province = regions[line.pop("province")]
        if (province,) not in held:
            table.put(province_id=province, **line)
    return table


def regions_by_code() -> dict[str, int | None]:
    """The regions in force, and none for an organisation of the whole country."""
    held = Region.objects.filter(code_system=CODE_SYSTEM, valid_to=None)
    return {"": None, **dict(held.values_list("code", "pk"))}


def lines(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def not_sample(found: Iterable[dict[str, str]], without_samples: bool) -> Iterator[dict[str, str]]:
    return (line for line in found if not (without_samples and line["is_sample"] == "yes"))


def day_or_none(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
