"""The log of access, services of an SMI, imports and number registers leave as files, for those who may see them."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liap.audit.models import Event
from liap.models import DataAccess, Enterprise, Role, ServiceReceived, SheetImport
from tests.documents.conftest import issue
from tests.factories import (
    AppointmentFactory,
    DataAccessFactory,
    EnterpriseFactory,
    OrganisationFactory,
    PostFactory,
    UserFactory,
)
from tests.liap.tables.test_saved import EVIL, formulas_in, lines_of, links
from tests.workflows.conftest import make_scene

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def world(db):
    scene = make_scene()
    scene.smi = EnterpriseFactory(region=scene.plan.region, name=EVIL, legal_form="sole", owner_name="Bu Rahasia")
    scene.access = DataAccessFactory(enterprise=scene.smi, by=scene.coordinator, what="owner")
    ServiceReceived.objects.create(
        enterprise=scene.smi, kind="halal", provider="=BPJPH", received_on=TODAY, result="+1", recorded_by=scene.head
    )
    imported(scene.coordinator, "=A1.csv")
    issue(scene.plan, organisation=OrganisationFactory(region=scene.plan.region, name="=Dinas", classification="530"))
    scene.auditor = AppointmentFactory(post=PostFactory(role=Role.AUDITOR)).person
    return scene


def imported(by, name) -> SheetImport:
    return SheetImport.objects.create(
        kind="enterprises", file_name=name, sha256="0" * 64, size=1, by=by, language="id", state="checked", row_count=3
    )


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def rows_of(person, address, table, **asked) -> list[dict]:
    answer = browser(person).get(address, {"save": "csv", "table": table, **asked})
    assert answer.status_code == 200, answer.status_code
    head, *lines = lines_of(b"".join(answer.streaming_content))
    return [dict(zip(head, line, strict=True)) for line in lines[: lines.index([])]]


def address_of(scene, table) -> str:
    return {
        "accesses": reverse("liap:data_accesses"),
        "services": reverse("liap:enterprise", args=[scene.smi.pk]),
        "imports": reverse("liap:imports"),
        "registers": reverse("documents:registers"),
    }[table]


@pytest.mark.parametrize("table", ["accesses", "services", "imports", "registers"])
def test_table_is_saved_without_a_formula_and_each_file_is_one_audit_line(world, table):
    client, address = browser(world.coordinator), address_of(world, table)
    found = [link for link in links(client.get(address).text) if f"table={table}" in link]

    assert len(found) == 2
    for link in found:
        answer = client.get(address + link)
        content = b"".join(answer.streaming_content)
        if "xlsx" in link:
            assert formulas_in(content) == 0
        else:
            cells = [cell for row in lines_of(content) for cell in row]
            assert [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))] == []
            assert len(lines_of(content)[1]) > 1
    lines = Event.objects.filter(verb="table.saved", subject=f"table:{table}").order_by("number")
    assert list(lines.values_list("by", "payload")) == [
        (world.coordinator.pk, {"ending": ending}) for ending in ("csv", "xlsx")
    ]


def test_log_of_access_is_for_who_keeps_the_records_and_for_the_auditor(world):
    other = make_scene()
    far = DataAccessFactory(enterprise__region=other.plan.region, by=other.coordinator, what="figures")
    address = address_of(world, "accesses")

    seen = {
        who: [row["IKM"] for row in rows_of(person, address, "accesses")]
        for who, person in [
            ("keeper", world.coordinator), ("head", world.head), ("neighbour", other.coordinator),
            ("ministry", world.reviewer), ("auditor", world.auditor),
        ]
    }  # fmt: skip

    here, there = f"'{EVIL}", str(far.enterprise)
    assert seen == {
        "keeper": [here], "head": [here], "neighbour": [there], "ministry": [], "auditor": [there, here]
    }  # fmt: skip
    row = rows_of(world.coordinator, address, "accesses")[0]
    assert (row["Oleh"], row["Apa"], row["Mengapa"]) == (
        str(world.coordinator),
        "Pemilik dan investasi",
        "Pendampingan atau kunjungan",
    )


def test_log_of_access_is_narrowed_by_days_on_the_page_and_in_the_file(world):
    with time_machine.travel(timezone.now() - timedelta(days=40)):
        DataAccessFactory(enterprise=world.smi, what="figures")
    address, month = address_of(world, "accesses"), TODAY - timedelta(days=30)

    page = browser(world.coordinator).get(address, {"since": month})

    assert page.context["page"].paginator.count == 1
    for days, what in [
        ({"since": month}, ["Pemilik dan investasi"]),
        ({"until": month}, ["Angka kinerja"]),
        ({}, ["Pemilik dan investasi", "Angka kinerja"]),
    ]:
        assert [row["Apa"] for row in rows_of(world.coordinator, address, "accesses", **days)] == what
    assert browser(world.coordinator).get(address, {"since": "x"}).status_code == 200


def test_who_saw_one_smi_is_a_file_of_its_own_without_the_owners_data(world):
    DataAccessFactory(enterprise__region=world.plan.region)
    address = reverse("liap:enterprise_owner", args=[world.smi.pk])
    keeper = browser(world.coordinator)

    page = keeper.post(address, {"reason": "advice"}).text
    rows = rows_of(world.coordinator, address, "accesses")

    assert "table=accesses" in page
    assert {row["IKM"] for row in rows} == {f"'{EVIL}"}
    assert "Rahasia" not in str(rows)
    assert len(rows) == DataAccess.objects.filter(enterprise=world.smi).count() == 2
    for person in (world.reviewer, make_scene().coordinator):
        assert browser(person).get(address, {"save": "csv"}).status_code == 404


def test_services_leave_an_access_row_and_stay_when_the_use_is_stopped(world):
    address = address_of(world, "services")

    (row,) = rows_of(world.coordinator, address, "services")

    assert (row["Layanan"], row["Penyedia"], row["Hasil"]) == ("Sertifikat halal", "'=BPJPH", "'+1")
    told = DataAccess.objects.filter(enterprise=world.smi, act="export", what="services")
    assert told.values_list("by", flat=True).get() == world.coordinator.pk
    assert browser(make_scene().coordinator).get(address, {"save": "csv"}).status_code == 404
    Enterprise.objects.filter(pk=world.smi.pk).update(restricted_at=timezone.now())
    assert "table=services" not in browser(world.coordinator).get(address).text
    assert browser(world.coordinator).get(address, {"save": "csv"}).status_code == 404


def test_imports_of_others_are_in_no_file(world):
    imported(world.head, "milik kepala.csv")
    address = address_of(world, "imports")

    assert [row["Berkas"] for row in rows_of(world.coordinator, address, "imports")] == ["'=A1.csv"]
    assert [row["Berkas"] for row in rows_of(world.head, address, "imports")] == ["milik kepala.csv"]
    assert len(rows_of(UserFactory(is_superuser=True), address, "imports")) == 2


def test_registers_of_another_region_are_in_no_file(world):
    other = make_scene()
    address = address_of(world, "registers")

    (row,) = rows_of(world.coordinator, address, "registers")

    assert (row["Nomor terakhir"], row["Nomor terlewat"]) == ("1", "0")
    assert rows_of(other.coordinator, address, "registers") == []
