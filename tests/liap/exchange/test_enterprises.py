"""SMIs come in by file: tried out, confirmed, all or none, and twice changes nothing."""

import pytest
from django.utils import translation

from liap.exchange import actions
from liap.exchange.opening import Unreadable
from liap.models import Cluster, Enterprise, EnterpriseChange, Event, ImportFile, SheetImport
from liap.refusals import NotTheirs
from tests.factories import EnterpriseFactory, IndustryFactory, RegionFactory, UserFactory
from tests.liap.exchange.conftest import csv_of, faults, send, take, xlsx_of

pytestmark = pytest.mark.django_db
State = SheetImport.State
ROWS = (
    ["UD Maju", "8120012345678", "33.74", "13122", 2, 3, "1.000.000"],
    ["UD Jaya", "", "", "Busana ulos", "", "", ""],
)


def test_a_file_is_tried_out_first_and_then_taken_over_as_a_whole(keeper, region, ulos):
    order = send(csv_of(*ROWS), keeper)

    assert (order.state, order.row_count, order.created_count, order.error_count) == (State.CHECKED, 2, 2, 0)
    assert Enterprise.objects.count() == 0
    order = take(order, keeper)
    assert order.state == State.DONE
    found = Enterprise.objects.order_by("name").values_list("name", "nib", "workers_female", "investment")
    assert list(found) == [("UD Jaya", None, None, None), ("UD Maju", "8120012345678", 2, 1_000_000)]
    told = Event.objects.filter(subject=f"import:{order.pk}").values_list("chain", "verb").order_by("pk")
    assert list(told) == [
        ("imports", "import.uploaded"),
        ("imports", "import.confirmed"),
        (f"region:{region.pk}", "enterprises.imported"),
        ("imports", "import.taken_over"),
    ]


def test_the_same_file_twice_changes_nothing(keeper, ulos):
    take(send(csv_of(*ROWS), keeper), keeper)
    before = list(Enterprise.objects.order_by("pk").values())

    again = take(send(xlsx_of(*ROWS), keeper, name="IKM.XLSX"), keeper)

    assert (again.created_count, again.changed_count, again.same_count) == (0, 0, 2)
    assert list(Enterprise.objects.order_by("pk").values()) == before
    assert EnterpriseChange.objects.count() == 0


def test_what_differs_is_changed_and_told_and_empty_cells_change_nothing(keeper, region, ulos):
    row = EnterpriseFactory(
        name="UD Maju", nib="8120012345678", region=region, industry=ulos, workers_female=1, workers_male=3
    )

    order = send(csv_of(["UD Maju Terus", "8120012345678", "33.74", "13122", 2, "", ""]), keeper)

    assert [line.text for line in order.lines.all()] == ["name: UD Maju → UD Maju Terus; workers_female: 1 → 2"]
    take(order, keeper)
    row.refresh_from_db()
    assert (row.name, row.workers_female, row.workers_male, row.version) == ("UD Maju Terus", 2, 3, 2)
    assert EnterpriseChange.objects.get().values == {"name": ["UD Maju", "UD Maju Terus"], "workers_female": [1, 2]}


def test_every_error_is_told_with_row_column_and_remedy(keeper, ulos):
    RegionFactory(code="73.71", name="Kota Makassar")
    rows = [
        ["", "812", "33.74", "13122", -1, "x", "1.5"],
        ["UD A", "", "73.71", "13122", "", "", ""],
        ["UD B", "", "33.74", "99999", "", "", ""],
        ["UD C", "", "33.74", "13122", "1.000", "", "Rp 1.000.000,00"],
        ["ud c", "", "33.74", "13122", "", "", ""],
    ]

    order = send(csv_of(*rows), keeper)

    assert faults(order) == [(2, "A"), (2, "B"), (2, "E"), (2, "F"), (2, "G"), (3, "C"), (4, "D"), (6, "A")]
    assert all(line.text and line.remedy for line in order.lines.filter(outcome="error"))
    assert order.lines.get(row=3).text == "“73.71” bukan salah satu daerah yang barisnya boleh Anda masukkan."
    with pytest.raises(actions.NotReady):
        actions.confirm(order, by=keeper)
    assert Enterprise.objects.count() == 0


def test_a_record_of_another_region_is_not_touched_by_its_number(keeper, ulos):
    abroad = EnterpriseFactory(nib="8120012345678", industry=ulos)

    order = send(csv_of(["UD Rebut", abroad.nib, "33.74", "13122", "", "", ""]), keeper)

    assert faults(order) == [(2, "B")]
    assert abroad.name not in str(list(order.lines.values()))


def test_a_cluster_of_the_region_is_found_by_its_name(keeper, region, ulos):
    Cluster.objects.create(name="Sentra Tingkir", region=region)
    Cluster.objects.create(name="Sentra Jauh", region=RegionFactory())

    order = send(
        csv_of(["A", "13122", "sentra tingkir"], ["B", "13122", "Sentra Jauh"], head=["name", "industry", "cluster"]),
        keeper,
    )

    assert faults(order) == [(3, "C")]


def test_who_keeps_no_region_brings_nothing_in(db, ulos):
    person = UserFactory()

    for kind in ("enterprises", "performance", "industries", "holidays", "people"):
        with pytest.raises(NotTheirs):
            send(csv_of(*ROWS), person, kind=kind)
    assert SheetImport.objects.count() == 0


def test_a_row_that_became_wrong_in_the_meantime_stops_all(keeper, region, ulos):
    order = send(csv_of(*ROWS), keeper)
    EnterpriseFactory(name="UD Maju", nib="1111111111111", region=region, industry=ulos)

    order = take(order, keeper)

    assert (order.state, order.error_count) == (State.CHECKED, 1)
    assert list(Enterprise.objects.values_list("name", flat=True)) == ["UD Maju"]
    assert not Event.objects.filter(verb="import.taken_over").exists()


def test_headings_are_known_in_both_languages_and_unknown_ones_refused(keeper, ulos):
    with translation.override("id"):
        good = send(csv_of(["UD A", "13122"], head=["Nama*", "Industri *"]), keeper)
        bad = send(csv_of(["UD A", "13122", "x"], head=["nama", "industri", "gaji"]), keeper)
        short = send(csv_of(["UD A"], head=["nama"]), keeper)

    assert (good.state, good.created_count) == (State.CHECKED, 1)
    assert (bad.state, "gaji" in bad.reason, "kolom C" in bad.reason) == (State.REFUSED, True, True)
    assert (short.state, "industri" in short.reason) == (State.REFUSED, True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_of_any_encoding_and_separator_is_read(keeper, ulos, encoding, separator):
    order = send(
        csv_of(["Café Rénald", "13122"], head=["name", "industry"], separator=separator, encoding=encoding), keeper
    )

    assert (order.state, order.lines.get().subject) == (State.CHECKED, "Café Rénald")


@pytest.mark.parametrize("name", ["ikm.xls", "ikm.pdf", "ikm", "ikm.xlsx.exe", "ikm.ods"])
def test_other_kinds_of_files_are_refused_at_the_door(keeper, name):
    with pytest.raises(Unreadable, match=r"\.xlsx"):
        send(b"x", keeper, name=name)

    assert SheetImport.objects.count() == 0


def test_five_files_may_wait_and_no_more(keeper, ulos):
    orders = [send(csv_of(*ROWS), keeper) for _number in range(actions.MOST_OPEN)]

    with pytest.raises(actions.TooManyOpen):
        send(csv_of(*ROWS), keeper)
    actions.cancel(orders[0], by=keeper)
    assert not ImportFile.objects.filter(sheet_import=orders[0]).exists()
    assert orders[0].lines.count() == 0
    send(csv_of(*ROWS), keeper)


def test_an_smi_whose_record_is_closed_is_refused(keeper, region, ulos):
    winner = EnterpriseFactory(region=region, industry=ulos)
    EnterpriseFactory(
        name="UD Maju", region=region, industry=IndustryFactory(), merged_into=winner, nib="8120012345678"
    )

    order = send(csv_of(*ROWS), keeper)

    assert faults(order) == [(2, "B")]
