"""Files for SIPD, KRISNA-DAK and SIINas: taken along under their columns, filled in there, and brought back."""

import csv
import io

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from liap.exchange.profiles.registry import KRISNA, PROFILES, SIINAS, SIPD
from liap.models import Activity, DataAccess, Enterprise, Event, SheetImport
from liap.plans.models import FundingSource
from tests.factories import (
    ActivityFactory,
    EnterpriseFactory,
    IndustryFactory,
    OrganisationFactory,
    PlanFactory,
    ProcessingBasisFactory,
    RegionFactory,
    SubjectRequestFactory,
)
from tests.liap.exchange.conftest import csv_of, faults, send, take, xlsx_of

pytestmark = pytest.mark.django_db
State = SheetImport.State
EVIL = "=HYPERLINK(1)"


@pytest.fixture
def plan(keeper):
    group = keeper.memberships.get().seat.working_group
    return PlanFactory(working_group=group, region=group.region)


@pytest.fixture
def workshop(plan):
    return ActivityFactory(
        plan=plan, number=3, title=EVIL, funding_source=FundingSource.APBD_REGENCY, volume=4, unit="orang",
        cost=10_000_000, institution=OrganisationFactory(region=plan.region, name="Dinas Perindag"),
    )  # fmt: skip


@pytest.fixture
def machine(plan):
    return ActivityFactory(
        plan=plan, number=7, title="Mesin", funding_source=FundingSource.DAK_PHYSICAL, volume=3, unit="unit",
        cost=1_000_000,
    )  # fmt: skip


def file_of(client, code, ending="csv", **more) -> bytes:
    answer = client.get(reverse("liap:profiles"), {"save": ending, "table": code, **more})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def written(*rows) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    return stream.getvalue().encode()


# --- Out ------------------------------------------------------------------------------------------------------------
def test_activities_of_a_regional_budget_go_out_under_the_columns_of_sipd(client, keeper, workshop, machine):
    ActivityFactory(plan=workshop.plan, number=8, funding_source=FundingSource.APBD_REGENCY, state="cancelled")
    ActivityFactory(funding_source=FundingSource.APBD_REGENCY)
    client.force_login(keeper)

    head, row = rows_of(file_of(client, "sipd"))

    assert head == SIPD.headings
    told = dict(zip(head, row, strict=True))
    assert (told["ID LIAP"], told["Kode Wilayah"]) == (f"LIAP-{workshop.plan_id}/3", "33.74")
    assert (told["Tahun Anggaran"], told["Kode Sub Kegiatan"], told["Pagu (Rp)"]) == ("2026", "", "10000000")
    assert told["Uraian Pekerjaan"] == f"'{EVIL}"
    assert Event.objects.filter(verb="table.saved", subject="table:sipd").count() == 1


def test_activities_of_the_special_allocation_go_out_with_their_unit_cost(client, keeper, workshop, machine):
    client.force_login(keeper)

    head, row = rows_of(file_of(client, "krisna"))

    told = dict(zip(head, row, strict=True))
    assert (head, told["Bidang DAK"], told["Rincian Kegiatan"]) == (KRISNA.headings, "IKM", "Mesin")
    assert (told["Biaya Satuan (Rp)"], told["Jumlah Biaya (Rp)"]) == ("333333", "1000000")


def test_file_of_a_year_has_the_activities_of_that_year(client, keeper, workshop):
    client.force_login(keeper)

    assert len(rows_of(file_of(client, "sipd", year=2026))) == 2
    assert len(rows_of(file_of(client, "sipd", year=2031))) == 1


def test_smis_go_out_to_siinas_only_with_a_basis_for_passing_on_and_each_is_logged(client, keeper, region, ulos):
    shared, silent, withdrawn = (EnterpriseFactory(region=region, industry=ulos, name=name) for name in "ABC")
    for one in (shared, withdrawn):
        ProcessingBasisFactory(enterprise=one, purpose="sharing")
    Enterprise.objects.filter(pk=withdrawn.pk).update(restricted_at="2026-01-01T00:00Z")
    SubjectRequestFactory(enterprise=silent)
    client.force_login(keeper)

    rows = rows_of(file_of(client, "siinas"))

    assert [row[1] for row in rows] == ["Nama Perusahaan", "A"]
    assert list(DataAccess.objects.values_list("enterprise", "by", "act", "what")) == [
        (shared.pk, keeper.pk, "export", "siinas")
    ]


def test_workbook_has_the_bare_rows_first_and_the_explanations_behind(client, keeper, workshop):
    client.force_login(keeper)

    book = python_calamine.load_workbook(io.BytesIO(file_of(client, "sipd", "xlsx")))

    first = book.get_sheet_by_index(0).to_python()
    assert (first[0], len(first)) == (SIPD.headings, 2)
    assert first[1][4] == EVIL
    assert len(book.sheet_names) == 2


def test_page_tells_the_columns_and_that_nothing_is_sent(client, keeper, workshop):
    client.force_login(keeper)
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        page = client.get(reverse("liap:profiles")).content.decode()

    for profile in PROFILES.values():
        assert all(heading in page for heading in profile.headings)
    assert "Nothing is sent to those systems" in page
    assert "a selection of this house" in page


# --- In -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("code", ["sipd", "krisna"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_file_that_went_out_is_accepted_as_it_came(client, keeper, workshop, machine, code, ending):
    client.force_login(keeper)

    order = send(file_of(client, code, ending), keeper, kind="codes", name=f"{code}.{ending}")

    assert (order.state, order.same_count, order.error_count, order.reason) == (State.CHECKED, 1, 0, "")


def test_siinas_file_is_accepted_as_it_came_and_brings_smis_in(client, keeper, region, ulos):
    known = EnterpriseFactory(region=region, industry=ulos, nib="1234567890123")
    ProcessingBasisFactory(enterprise=known, purpose="sharing")
    client.force_login(keeper)
    head, row = rows_of(file_of(client, "siinas"))
    fresh = dict.fromkeys(head, "") | {"Nama Perusahaan": "CV Baru Sekali", "KBLI": "13122"}
    fresh |= {"Tenaga Kerja Laki-laki": "2", "Tenaga Kerja Perempuan": "5", "Tanggal Data": "31/12/2025"}

    order = send(written(head, row, fresh.values()), keeper)
    take(order, keeper)

    assert (order.same_count, order.created_count, order.error_count) == (1, 1, 0)
    made = Enterprise.objects.get(name="CV Baru Sekali")
    assert (made.region, made.workers_female, made.workers_male) == (region, 5, 2)


def test_codes_filled_in_come_back_once_and_the_second_time_change_nothing(client, keeper, workshop):
    client.force_login(keeper)
    head, row = rows_of(file_of(client, "sipd"))
    row[head.index("Kode Sub Kegiatan")] = "3.31.02.2.01.0001"
    row[head.index("Pagu (Rp)")] = "99"
    content = written(head, row)

    first = take(send(content, keeper, kind="codes"), keeper)
    second = send(content, keeper, kind="codes")

    workshop.refresh_from_db()
    assert (first.state, first.changed_count, second.same_count) == (State.DONE, 1, 1)
    assert (workshop.sipd_code, workshop.cost) == ("3.31.02.2.01.0001", 10_000_000)
    event = Event.objects.get(verb="activity.coded")
    assert (event.chain, event.payload["numbers"]) == (f"plan:{workshop.plan_id}", [3])


def test_unknown_column_of_a_profile_is_named_with_its_place_and_remedy(keeper, workshop):
    head = [*SIPD.headings[:-1], "Kolom Asing"]

    with translation.override("en"):
        order = send(written(head, ["x"] * len(head)), keeper, kind="codes")

    assert order.state == State.REFUSED
    assert "Row 1, column L: the heading “Kolom Asing” is none of the columns of the profile SIPD." in order.reason
    assert "Delete the column, or give it its heading again: ID LIAP, Kode Wilayah" in order.reason


@pytest.mark.parametrize(
    ("profile", "kind", "gone"),
    [(SIPD, "codes", ["ID LIAP", "Kode Sub Kegiatan"]), (KRISNA, "codes", ["Kode Menu DAK", "ID KRISNA"]),
     (SIINAS, "enterprises", ["Nama Perusahaan", "KBLI"])],
)  # fmt: skip
def test_missing_columns_of_a_profile_are_all_named_with_the_remedy(keeper, ulos, profile, kind, gone):
    head = [heading for heading in profile.headings if heading not in gone]

    with translation.override("en"):
        order = send(written(head, ["x"] * len(head)), keeper, kind=kind)

    assert order.state == State.REFUSED
    assert f"Columns of the profile {profile.title} are missing: {', '.join(gone)}. Add them" in order.reason


def test_column_that_stands_twice_is_refused_though_it_is_passed_over(keeper, workshop):
    head = [*SIPD.headings, "Satuan"]

    assert "Satuan" in send(written(head, ["x"] * len(head)), keeper, kind="codes").reason


def test_own_template_is_still_read_as_our_own(keeper, ulos):
    assert send(csv_of(["UD Maju", "", "", "13122", 1, 2, ""]), keeper).created_count == 1


def test_rows_of_other_plans_unreadable_references_and_codes_are_errors_and_nothing_is_written(keeper, workshop):
    foreign = ActivityFactory(number=3)
    head = ["ID LIAP", "Kode Sub Kegiatan", "Perangkat Daerah", "Sumber Dana"]
    ours = f"LIAP-{workshop.plan_id}/3"
    content = xlsx_of(
        [f"LIAP-{foreign.plan_id}/3", "1.02", "", ""], ["LIAP", "1.02", "", ""], [ours, "=1+1", "", ""],
        [ours, 3.31, "", ""], [ours, "1.02", "", ""], [ours, "1.03", "", ""], head=head,
    )  # fmt: skip

    order = send(content, keeper, kind="codes", name="sipd.xlsx")

    assert faults(order) == [(2, "A"), (3, "A"), (4, "B"), (5, "B"), (7, "A")]
    assert not Activity.objects.exclude(sipd_code="").exists()


def test_people_without_a_register_cannot_bring_codes_in(client, workshop):
    reader = PlanFactory().author
    client.force_login(reader)

    page = client.post(
        reverse("liap:imports"), {"kind": "codes", "file": SimpleUploadedFile("sipd.csv", written(SIPD.headings))}
    )

    assert not SheetImport.objects.exists()
    assert page.status_code == 200


# --- By hand --------------------------------------------------------------------------------------------------------
def test_codes_are_typed_on_the_page_of_the_plan_after_its_approval(client, keeper, workshop):
    type(workshop.plan).objects.filter(pk=workshop.plan_id).update(open_sections=[])
    address = reverse("liap:activity_codes", args=[workshop.plan_id])
    client.force_login(keeper)

    wrong = client.post(address, {f"{workshop.pk}-sipd_code": "=1+1"})
    right = client.post(address, {f"{workshop.pk}-sipd_code": "3.31.02", f"{workshop.pk}-krisna_id": "K-9"})

    workshop.refresh_from_db()
    assert (wrong.status_code, right.status_code) == (422, 302)
    assert (workshop.sipd_code, workshop.dak_menu_code, workshop.krisna_id) == ("3.31.02", "", "K-9")
    assert "3.31.02" in client.get(address).content.decode()


def test_another_region_has_no_such_page(client, workshop):
    RegionFactory()
    IndustryFactory()
    client.force_login(PlanFactory().author)

    assert client.get(reverse("liap:activity_codes", args=[workshop.plan_id])).status_code == 404
