from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from liap.audit.models import Event
from liap.management.commands import load_reference
from liap.places.calendar import add_working_days
from liap.places.models import Holiday, Organisation, Region, Remit, Tile
from liap.places.queries import holidays
from liap.plans.models import Industry

pytestmark = pytest.mark.django_db
MODELS = (Region, Organisation, Holiday, Industry, Remit, Tile)


def load(*options) -> list[str]:
    out = StringIO()
    call_command("load_reference", *options, stdout=out)
    return out.getvalue().splitlines()


def everything_held():
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


def test_load_reference_prints_what_it_made():
    assert load() == [
        "regions: 552 held, 552 new, 0 changed",
        "organisations: 21 held, 21 new, 0 changed",
        "holidays: 108 held, 108 new, 0 changed",
        "industries: 9 held, 9 new, 0 changed",
        "remits: 38 held, 38 new, 0 changed",
        "tiles: 38 held, 38 new, 0 changed",
    ]


def test_load_reference_changes_nothing_the_second_time():
    load()
    before = everything_held()

    assert [line.split(", ", 1)[1] for line in load()] == ["0 new, 0 changed"] * 6
    assert everything_held() == before
    assert [event.payload for event in Event.objects.filter(chain="reference")] == [
        {
            "regions": [552, 0],
            "organisations": [21, 0],
            "holidays": [108, 0],
            "industries": [9, 0],
            "remits": [38, 0],
            "tiles": [38, 0],
        }
    ]


def test_load_reference_knows_every_region_once():
    load()

    kinds = [Region.objects.filter(kind=kind).count() for kind in Region.Kind.values]
    assert dict(zip(Region.Kind.values, kinds, strict=True)) == {"province": 38, "regency": 416, "city": 98}
    assert Region.objects.values("code").distinct().count() == 552


def test_load_reference_puts_every_region_below_its_province():
    load()

    lower = Region.objects.exclude(parent=None).select_related("parent")
    assert {region.parent.code == region.code[:2] for region in lower} == {True}
    assert {region.parent.time_zone == region.time_zone for region in lower} == {True}
    assert {region.kind == {"Kota": "city", "Kabupaten": "regency"}[region.name.split()[0]] for region in lower} == {
        True
    }


@pytest.mark.parametrize(
    ("code", "name", "province", "hours"),
    [
        ("12.17", "Kabupaten Samosir", "Sumatera Utara", 7),
        ("33.28", "Kabupaten Tegal", "Jawa Tengah", 7),
        ("35.75", "Kota Pasuruan", "Jawa Timur", 7),
        ("35.76", "Kota Mojokerto", "Jawa Timur", 7),
        ("61.71", "Kota Pontianak", "Kalimantan Barat", 7),
        ("62.71", "Kota Palangkaraya", "Kalimantan Tengah", 7),
        ("63.71", "Kota Banjarmasin", "Kalimantan Selatan", 8),
        ("65.71", "Kota Tarakan", "Kalimantan Utara", 8),
        ("71.09", "Kabupaten Kepulauan Siau Tagulandang Biaro", "Sulawesi Utara", 8),
        ("72.71", "Kota Palu", "Sulawesi Tengah", 8),
        ("81.71", "Kota Ambon", "Maluku", 9),
        ("94.06", "Kabupaten Dogiyai", "Papua Tengah", 9),
    ],
)
def test_load_reference_names_the_region_and_its_time(code, name, province, hours):
    load()

    region = Region.objects.get(code=code)

    offset = datetime(2026, 1, 1, tzinfo=ZoneInfo(region.time_zone)).utcoffset()
    assert (region.name, region.province.name, offset.seconds // 3600) == (name, province, hours)


def test_load_reference_gives_a_first_day_to_the_provinces_of_2022_only():
    load()

    dated = Region.objects.exclude(valid_from=None)
    assert {(region.code[:2], region.valid_from) for region in dated} == {
        ("93", date(2022, 7, 25)),
        ("94", date(2022, 7, 25)),
        ("95", date(2022, 7, 25)),
        ("96", date(2022, 12, 8)),
    }


def test_load_reference_brings_the_holidays_of_nyepi_and_idul_fitri():
    load()

    assert add_working_days(date(2026, 3, 13), 5, holidays()) == date(2026, 3, 27)


def test_load_reference_tells_collective_leave_and_estimates_apart():
    load()

    kinds = {
        year: [Holiday.objects.filter(date__year=year, kind=kind).count() for kind in Holiday.Kind.values]
        for year in (2024, 2025, 2026, 2027)
    }
    estimated = Holiday.objects.filter(is_estimate=True).values_list("date", flat=True)
    assert kinds == {2024: [19, 10], 2025: [17, 11], 2026: [17, 8], 2027: [18, 8]}
    assert list(estimated) == [date(2027, 3, 10), date(2027, 3, 11), date(2027, 5, 17)]


def test_load_reference_leaves_a_year_alone_that_was_corrected():
    load()
    Holiday.objects.get(date=date(2027, 3, 10)).delete()
    Holiday.objects.create(date=date(2027, 3, 16), name="Hari Raya Idul Fitri")

    load()

    assert not Holiday.objects.filter(date=date(2027, 3, 10)).exists()
    assert Holiday.objects.filter(date=date(2027, 3, 16)).exists()


def test_load_reference_renews_holidays_when_asked():
    load()
    Holiday.objects.filter(date=date(2026, 8, 17)).update(name="x")
    Holiday.objects.filter(date=date(2026, 8, 25)).delete()

    assert load("--renew-holidays")[2] == "holidays: 108 held, 1 new, 1 changed"


def test_load_reference_reorganises_the_ministry_in_2018():
    load()

    old = Organisation.objects.get(name="Direktorat Jenderal Industri Kecil dan Menengah")
    new = Organisation.objects.get(name="Direktorat Jenderal Industri Kecil, Menengah, dan Aneka")
    regional = old.units.filter(name__contains="Wilayah")
    assert (old.successor, old.valid_to, new.valid_from) == (new, date(2017, 12, 31), date(2018, 1, 1))
    assert [(unit.successor, unit.valid_to) for unit in regional] == [(new, old.valid_to)] * 3
    assert new.units.filter(name__startswith="Direktorat ").count() == 3
    assert Organisation.objects.get(name="Bagian Hukum dan Kerja Sama").parent.parent == new


def test_load_reference_marks_what_nobody_verified():
    load()

    assert set(Organisation.objects.filter(is_sample=False).values_list("kind", flat=True)) == {"ministry"}
    assert set(Organisation.objects.filter(is_sample=True).values_list("region__code", "kind")) == {
        (code, kind)
        for code in ("12.17", "33.28", "72.71", "61.71", "35.76")
        for kind in ("industry_office", "planning_agency")
    }
    assert set(Industry.objects.values_list("is_sample", flat=True)) == {True}


def test_load_reference_gives_every_industry_a_commodity_directorate():
    load()

    directorates = Organisation.objects.filter(pk__in=Industry.objects.values("directorate"))
    assert directorates.count() == 3
    assert set(directorates.values_list("parent__name", flat=True)) == {
        "Direktorat Jenderal Industri Kecil, Menengah, dan Aneka"
    }


def test_load_reference_can_leave_samples_out():
    lines = load("--without-samples")

    assert lines[1] == "organisations: 11 held, 11 new, 0 changed"
    assert lines[3] == "industries: 0 held, 0 new, 0 changed"


def test_load_reference_corrects_a_row_and_keeps_others():
    load()
    Region.objects.filter(code="72.71").update(name="Palu", time_zone="Asia/Jakarta")
    own = Organisation.objects.create(name="Koperasi", kind=Organisation.Kind.FIRM)

    lines = load()

    region = Region.objects.get(code="72.71")
    assert (lines[0], lines[1]) == (
        "regions: 552 held, 0 new, 1 changed",
        "organisations: 22 held, 0 new, 0 changed",
    )
    assert (region.name, region.time_zone) == ("Kota Palu", "Asia/Makassar")
    assert Organisation.objects.filter(pk=own.pk).exists()


def test_load_reference_leaves_nothing_when_it_fails_halfway(monkeypatch):
    def broken(*args):
        raise OSError("industries")

    monkeypatch.setattr(load_reference, "load_industries", broken)

    with pytest.raises(OSError, match="industries"):
        load()

    assert [model.objects.count() for model in MODELS] == [0] * 6


def test_load_reference_leaves_a_tile_that_was_moved():
    load()
    moved = Tile.objects.get(province__code="12")
    Tile.objects.filter(pk=moved.pk).update(column=30)

    load()

    moved.refresh_from_db()
    assert moved.column == 30


def test_load_reference_gives_every_province_a_tile_and_one_territorial_directorate():
    load()
    provinces = Region.objects.filter(kind=Region.Kind.PROVINCE)

    assert provinces.filter(tile__isnull=False).count() == provinces.count() == 38
    assert provinces.filter(remits__isnull=False).distinct().count() == Remit.objects.count() == 38
