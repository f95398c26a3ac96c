"""Identity numbers (NIK) come in by file: kept as mask and keyed hash, repeated nowhere."""

import pytest

from liap.enterprises.identity import keyed_hash
from liap.models import Enterprise, EnterpriseChange, Event, ImportFile, ImportLine, SheetImport
from tests.factories import EnterpriseFactory
from tests.liap.exchange.conftest import csv_of, faults, send, take, xlsx_of

pytestmark = pytest.mark.django_db
State = SheetImport.State
NIK, OTHER = "3374015708850001", "3374015708850009"
HEAD = ["name", "region", "industry", "owner_nik", "is_another"]


def row(name="UD Maju", nik=NIK, is_another=""):
    return [name, "33.74", "13122", nik, is_another]


def everything_kept() -> str:
    """All that the database keeps of an import, but the file that waits for its confirmation."""
    rows = [list(model.objects.values()) for model in (Enterprise, EnterpriseChange, Event, ImportLine, SheetImport)]
    return str(rows)


def test_of_a_number_only_mask_and_hash_are_kept(keeper, ulos):
    take(send(csv_of(row(), head=HEAD), keeper), keeper)

    found = Enterprise.objects.get()
    assert (found.owner_nik_masked, found.owner_nik_hash) == ("************0001", keyed_hash(NIK))
    assert NIK not in everything_kept()
    assert not ImportFile.objects.exists()


@pytest.mark.parametrize("bad", ["3374015708850", "3374999908850001", "337401570885000X"])
def test_a_wrong_number_is_told_without_repeating_it(keeper, ulos, bad):
    order = send(csv_of(row(nik=bad), head=HEAD), keeper)

    assert faults(order) == [(2, "D")]
    assert bad not in everything_kept()


def test_a_number_that_the_spreadsheet_rounded_is_refused(keeper, ulos):
    order = send(xlsx_of(row(nik=int(NIK)), head=HEAD), keeper, name="ikm.xlsx")

    assert faults(order) == [(2, "D")]
    assert NIK not in everything_kept()


def test_a_second_smi_of_the_same_owner_is_asked_about(keeper, region, ulos):
    EnterpriseFactory(
        name="Tenun Sari", region=region, industry=ulos, owner_nik_masked="************0001",
        owner_nik_hash=keyed_hash(NIK),
    )  # fmt: skip

    order = send(csv_of(row(), head=HEAD), keeper)

    assert faults(order) == [(2, "D")]
    assert "Tenun Sari" in order.lines.get().text
    again = send(csv_of(row(is_another="ya"), row("UD Baru", OTHER), head=HEAD), keeper)
    assert (again.error_count, again.created_count) == (0, 2)


def test_two_rows_of_one_owner_in_a_file_are_asked_about(keeper, ulos):
    order = send(csv_of(row(), row("Batik Lestari"), head=HEAD), keeper)

    assert faults(order) == [(3, "D")]


def test_a_changed_number_is_told_by_its_mask_and_twice_changes_nothing(keeper, region, ulos):
    smi = EnterpriseFactory(name="UD Maju", region=region, industry=ulos)

    order = send(csv_of(row(), head=HEAD), keeper)

    assert [line.text for line in order.lines.all()] == ["owner_nik_masked: – → ************0001"]
    take(order, keeper)
    smi.refresh_from_db()
    assert smi.owner_nik_hash == keyed_hash(NIK)
    assert EnterpriseChange.objects.get().values == {"owner_nik_masked": ["", "************0001"]}
    again = send(csv_of(row(), head=HEAD), keeper)
    assert (again.same_count, again.changed_count) == (1, 0)
