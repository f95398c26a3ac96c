"""The pages of an import: templates, upload, the dry run with its file of errors, the decision."""

import io
import zipfile

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from liap.exchange import jobs
from liap.models import Enterprise, Event, Industry, SheetImport
from tests.factories import EnterpriseFactory, IndustryFactory, UserFactory
from tests.liap.exchange.conftest import csv_of, send

pytestmark = pytest.mark.django_db
State = SheetImport.State


def upload(client, content, name="ikm.csv", kind="enterprises"):
    data = {"kind": kind, "file": SimpleUploadedFile(name, content)}
    return client.post(reverse("liap:imports"), data)


def test_a_coordinator_brings_a_file_in_from_upload_to_the_end(
    client, keeper, ulos, deaf_queue, django_capture_on_commit_callbacks
):
    client.force_login(keeper)

    with django_capture_on_commit_callbacks(execute=True):
        answer = upload(client, csv_of(["UD Maju", "", "", "13122", 1, 2, ""]))
    order = SheetImport.objects.get()
    waiting = client.get(answer.url)
    jobs.work(order.pk)
    tried = client.get(answer.url)
    client.post(reverse("liap:decide_import", args=[order.pk]), {"act": "confirm"})
    jobs.work(order.pk)
    done = client.get(answer.url)

    assert (waiting["Refresh"], "Refresh" in tried, "Refresh" in done) == ("3", False, False)
    assert "Ambil alih semua baris" in tried.content.decode()
    assert "Ambil alih semua baris" not in done.content.decode()
    assert Enterprise.objects.get().name == "UD Maju"
    assert deaf_queue == [order.pk]


def test_the_list_and_the_templates_are_shown_to_an_administrator(client, administrator, region, ulos):
    client.force_login(administrator)
    page = client.get(reverse("liap:imports")).content.decode()

    for kind in ("enterprises", "performance", "industries", "holidays"):
        address = reverse("liap:import_template", args=[kind])
        assert f'href="{address}"' in page
        content = b"".join(client.get(address).streaming_content)
        book = python_calamine.load_workbook(io.BytesIO(content))
        assert book.sheet_names == ["Data", "Penjelasan", "Nilai yang diperbolehkan"]


def test_a_filled_template_is_read(client, keeper, region, ulos):
    client.force_login(keeper)
    address = reverse("liap:import_template", args=["enterprises"])
    book = python_calamine.load_workbook(io.BytesIO(b"".join(client.get(address).streaming_content)))
    (headings,) = book.get_sheet_by_index(0).to_python()
    allowed = book.get_sheet_by_index(2).to_python()

    order = send(csv_of(["UD Maju"] + [""] * 2 + ["13122"], head=headings), keeper)

    assert (order.state, order.created_count) == (State.CHECKED, 1)
    assert f"{region.code} {region.name}" in str(allowed)


def test_errors_are_saved_as_a_file(client, keeper, ulos):
    order = send(csv_of(["", "", "", "13122", "=1+1", "", ""]), keeper)
    client.force_login(keeper)

    answer = client.get(reverse("liap:import", args=[order.pk]), {"save": "csv", "show": "error"})

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[0] == "Hasil;Lembar;Baris;Kolom;Tentang;Apa;Yang harus dilakukan"
    assert "A (nama)" in text
    assert [line.split(";")[2] for line in text.splitlines()[1:3]] == ["2", "2"]


def test_another_person_does_not_see_the_import(client, keeper, ulos):
    order = send(csv_of(["UD Maju", "", "", "13122", "", "", ""]), keeper)
    client.force_login(UserFactory())

    assert client.get(reverse("liap:import", args=[order.pk])).status_code == 404
    assert client.post(reverse("liap:decide_import", args=[order.pk]), {"act": "confirm"}).status_code == 404
    assert client.get(reverse("liap:import_template", args=["enterprises"])).status_code == 404


def test_a_wrong_step_is_a_sentence(client, keeper, ulos):
    order = send(csv_of(["UD Maju", "", "", "13122", "", "", ""]), keeper)
    client.force_login(keeper)

    client.post(reverse("liap:decide_import", args=[order.pk]), {"act": "delete"})
    late = client.post(reverse("liap:decide_import", args=[order.pk]), {"act": "retry"})

    order.refresh_from_db()
    assert (order.state, late.status_code) == (State.CHECKED, 409)


def test_a_refused_upload_says_why_beside_the_field(client, keeper):
    client.force_login(keeper)

    page = upload(client, b"x", name="ikm.pdf").content.decode()

    assert "Hanya berkas .xlsx dan .csv yang diterima" in page
    assert SheetImport.objects.count() == 0


def test_the_register_is_saved_without_the_owner_and_leaves_a_line_per_smi(client, keeper, region, ulos):
    one = EnterpriseFactory(name="=UD", region=region, industry=ulos, owner_name="Rahasia", owner_phone="0812")
    EnterpriseFactory(industry=ulos)
    client.force_login(keeper)

    answer = client.get(reverse("liap:enterprises"), {"save": "xlsx"})
    content = b"".join(answer.streaming_content)

    rows = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["=UD"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(
            b"Rahasia" in archive.read(name) or b"0812" in archive.read(name) for name in archive.namelist()
        )
    assert [(line.by, line.act, line.what) for line in one.accesses.all()] == [(keeper, "export", "register")]
    assert Event.objects.filter(subject="table:enterprises", by=keeper).count() == 1


def test_kbli_is_loaded_from_the_command_line_and_twice_changes_nothing(db, tmp_path, capsys):
    IndustryFactory(code="10732", version="KBLI 2020", name="Cokelat")
    head = ["code", "version", "name", "name_en"]
    file = tmp_path / "kbli.csv"
    file.write_bytes(
        csv_of(["01134", "KBLI 2020", "Kakao", "Cocoa"], ["10732", "KBLI 2020", "Kakao olahan", ""], head=head)
    )

    call_command("load_kbli", file, "--dry-run")
    assert Industry.objects.count() == 1
    for _time in range(2):
        call_command("load_kbli", file)

    assert list(Industry.objects.order_by("code").values_list("code", "name")) == [
        ("01134", "Kakao"),
        ("10732", "Kakao olahan"),
    ]
    assert capsys.readouterr().out.splitlines()[1:] == [
        "industries: 1 create, 1 change, 0 same",
        "industries: 0 create, 0 change, 2 same",
    ]
    file.write_bytes(csv_of(["X9", "KBLI 2020", "Kakao", ""], head=head))
    with pytest.raises(CommandError, match="nothing was loaded"):
        call_command("load_kbli", file)
