"""The scan of a signed paper: what is taken in, by whom, and where it is seen."""

import os
import time
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from documents import jobs, storage
from documents.copies import actions, scans
from documents.copies.jobs import tidy
from documents.copies.models import SignedCopy
from documents.copies.queries import copies_readable_by, may_add_copy
from liap.audit.models import Event
from liap.models import Role
from liap.refusals import Refusal
from tests.documents.conftest import PDF, address, issue, reader
from tests.factories import AppointmentFactory, MembershipFactory, PlanFactory, PostFactory, UserFactory

SCAN = b"%PDF-1.4\nscan of the signed paper\n%%EOF\n"


def scan(content=SCAN, name="hasil pindai.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def add(document, by, *, content=SCAN, name="pindai.pdf", number=None):
    return actions.add_copy(document, scan(content, name), number=number or document.number, by=by)


@pytest.fixture
def clerk(drawn_document):
    """Somebody who works for the issuing office, which lies in the plan's region."""
    office = drawn_document.organisation
    office.region = drawn_document.plan.region
    office.save()
    return AppointmentFactory(post=PostFactory(organisation=office, role=Role.EVALUATOR)).person


@pytest.fixture
def kept(drawn_document, clerk):
    return add(drawn_document, clerk)


# --- Taking in -----------------------------------------------------------------------------------------------------
def test_a_scan_is_kept_beside_the_issued_file(drawn_document, clerk, settings):
    before = {rendition.sha256 for rendition in drawn_document.renditions.all()}

    copy = add(drawn_document, clerk)

    assert storage.read(copy.stored_name, copy.sha256) == SCAN
    assert (copy.uploaded_by, copy.size) == (clerk, len(SCAN))
    assert drawn_document.organisation.name in copy.held_as
    assert {rendition.sha256 for rendition in drawn_document.renditions.all()} == before
    assert [storage.read(r.stored_name, r.sha256) for r in drawn_document.renditions.all()] != []
    line = Event.objects.get(verb="add signed copy")
    assert (line.by, line.chain, line.subject) == (
        clerk,
        f"plan:{drawn_document.plan_id}",
        f"document:{drawn_document.pk}",
    )
    assert line.payload["sha256"] == copy.sha256
    stored = settings.DOCUMENTS_ROOT / copy.stored_name
    assert not stored.stat().st_mode & 0o111


def page_with(text):
    """A PDF of one page on which this text can be selected."""
    content = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n"


def in_groups(code):
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def test_a_scan_whose_pages_bear_the_code_of_another_paper_is_refused(client, drawn_document, clerk):
    other = issue(PlanFactory())
    client.force_login(clerk)

    answer = client.post(
        address("add_copy", drawn_document),
        {"number": drawn_document.number, "file": scan(page_with(f"Nomor 5. {in_groups(other.code)} Halaman 1"))},
    )

    assert answer.status_code == 422
    assert "memuat kode dokumen lain" in answer.content.decode()
    assert other.number not in answer.content.decode() or other.number == drawn_document.number
    assert SignedCopy.objects.count() == 0
    assert list(storage.stored_names("scan")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kode {own}",
        "Periksa di http://liap.example/v/{plain}/ dan {other}",
        "Tulisan tanpa kode",
        "0123-4567-89AB-CDEF-GHJK-MNPQ-RS",
        "",
    ],
)
def test_a_scan_that_bears_its_own_code_or_none_is_kept(drawn_document, clerk, text):
    other = issue(PlanFactory())
    said = text.format(
        own=in_groups(drawn_document.code), plain=drawn_document.code.lower(), other=in_groups(other.code)
    )

    assert add(drawn_document, clerk, content=page_with(said)).document == drawn_document


@pytest.mark.parametrize("typed", ["500.9/0001/d4/ix/2026", " 500.9 / 0001 / D4 / IX / 2026 "])
def test_the_number_is_compared_as_people_write_it(drawn_document, clerk, typed):
    assert add(drawn_document, clerk, number=typed).document == drawn_document


@pytest.mark.parametrize("typed", ["500.9/0002/D4/IX/2026", "0001", "500.9/0001/D4/IX/2025", "<b>x</b>"])
def test_a_wrong_number_is_refused_and_nothing_kept(client, drawn_document, clerk, typed):
    client.force_login(clerk)

    answer = client.post(address("add_copy", drawn_document), {"number": typed, "file": scan()})

    said = answer.content.decode()
    assert answer.status_code == 422
    assert f"bukan nomor dokumen ini, yaitu {drawn_document.number}" in said
    assert "<b>x</b>" not in said
    assert SignedCopy.objects.count() == 0
    assert list(storage.stored_names("scan")) == []
    assert Event.objects.filter(verb="add signed copy").count() == 0


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n", "foto.png", scans.NotAPdf),
        (b"<html><script>alert(1)</script>", "pindai.pdf", scans.NotAPdf),
        (b"MZ\x90\x00", "pindai.pdf", scans.NotAPdf),
        (SCAN, "pindai.exe", scans.NotAPdf),
        (SCAN, "pindai.pdf.html", scans.NotAPdf),
        (b"%PDF-1.4\nhalf of it", "pindai.pdf", scans.Broken),
        (b"%PDF-1.4\n/Encrypt 3 0 R\n%%EOF", "pindai.pdf", scans.Locked),
        (PDF + b"id", "pindai.pdf", Refusal),
        (b"", "pindai.pdf", scans.NotAPdf),
    ],
)
def test_what_is_no_scan_is_refused(drawn_document, clerk, content, name, reason):
    with pytest.raises(reason) as refused:
        add(drawn_document, clerk, content=content, name=name)

    assert str(refused.value)
    assert SignedCopy.objects.count() == 0


def test_the_issued_file_itself_is_no_signed_copy(drawn_document, clerk, monkeypatch):
    monkeypatch.setattr(actions, "clean", lambda upload: PDF + b"id")

    with pytest.raises(actions.NothingSigned):
        add(drawn_document, clerk)


def test_a_scan_over_the_limit_is_refused(drawn_document, clerk, monkeypatch):
    monkeypatch.setattr(scans, "MOST_BYTES", 20)

    with pytest.raises(scans.TooLarge):
        add(drawn_document, clerk)


def test_the_same_scan_twice_is_one(client, drawn_document, kept, clerk):
    client.force_login(clerk)

    answer = client.post(address("add_copy", drawn_document), {"number": drawn_document.number, "file": scan()})

    assert answer.status_code == 422
    assert "sudah ditambahkan" in answer.content.decode()
    assert SignedCopy.objects.count() == 1


def test_a_better_scan_stands_beside_the_first(drawn_document, kept, clerk):
    second = add(drawn_document, clerk, content=SCAN + b"%%EOF")

    assert set(drawn_document.copies.all()) == {kept, second}


def test_a_failure_halfway_leaves_no_row(drawn_document, clerk, monkeypatch):
    monkeypatch.setattr(actions, "record", lambda *args, **more: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        add(drawn_document, clerk)

    assert SignedCopy.objects.count() == 0


# --- Who ---------------------------------------------------------------------------------------------------------
def test_the_office_the_coordinator_and_the_facilitator_may(drawn_document, clerk):
    group = drawn_document.plan.working_group
    seated = {role: MembershipFactory(seat__working_group=group, seat__role=role).person
              for role in (Role.COORDINATOR, Role.FACILITATOR, Role.MEMBER)}  # fmt: skip

    may = {role: may_add_copy(person, drawn_document) for role, person in seated.items()}

    assert may == {Role.COORDINATOR: True, Role.FACILITATOR: True, Role.MEMBER: False}
    assert may_add_copy(clerk, drawn_document)


def test_readers_of_the_region_may_not(client, drawn_document):
    person = reader(drawn_document.plan.region)
    client.force_login(person)

    answer = client.post(address("add_copy", drawn_document), {"number": drawn_document.number, "file": scan()})

    assert answer.status_code == 404
    assert reverse("documents:add_copy", args=[drawn_document.pk]) not in client.get(
        address("detail", drawn_document)
    ).content.decode()  # fmt: skip
    with pytest.raises(actions.NotOfTheOffice):
        add(drawn_document, person)
    assert SignedCopy.objects.count() == 0


# --- Where it is seen ----------------------------------------------------------------------------------------------
def test_the_page_of_the_paper_shows_who_and_when(client, drawn_document, kept, clerk):
    client.force_login(clerk)

    said = client.get(address("detail", drawn_document)).content.decode()

    assert str(clerk) in said
    assert kept.sha256 in said
    assert reverse("documents:copy", args=[kept.pk]) in said


def test_a_clerk_adds_a_copy_on_a_page(client, drawn_document, clerk):
    client.force_login(clerk)

    asked = client.get(address("add_copy", drawn_document))
    answer = client.post(address("add_copy", drawn_document), {"number": drawn_document.number, "file": scan()})

    assert (asked.status_code, answer.url) == (200, address("detail", drawn_document))
    assert SignedCopy.objects.get().uploaded_by == clerk


def test_the_scan_is_handed_out_to_be_saved_and_recorded(client, drawn_document, kept):
    person = reader(drawn_document.plan.region)
    client.force_login(person)

    answer = client.get(reverse("documents:copy", args=[kept.pk]))

    assert (answer.status_code, answer.content) == (200, SCAN)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert "sandbox" in answer["Content-Security-Policy"]
    line = Event.objects.get(verb="download signed copy")
    assert (line.by, line.payload) == (person, {"sha256": kept.sha256})


def test_scans_of_another_region_do_not_exist(client, kept):
    person = reader(PlanFactory().region)
    client.force_login(person)

    assert client.get(reverse("documents:copy", args=[kept.pk])).status_code == 404
    assert client.post(address("add_copy", kept.document), {"number": "x", "file": scan()}).status_code == 404
    assert list(copies_readable_by(person)) == []
    assert Event.objects.filter(verb="download signed copy").count() == 0


def test_the_public_page_recognises_the_scan_and_names_nobody(client, drawn_document, kept, clerk):
    page = reverse("documents:verify", args=[drawn_document.code])

    told = client.post(page, {"file": scan()}).content.decode()
    other = client.post(page, {"file": scan(SCAN + b" ")}).content.decode()

    assert "Ini salinan kertas yang bertanda tangan." in told
    assert "Ini tepat berkas yang diterbitkan." not in told
    assert "Ini bukan berkasnya." in other
    assert clerk.full_name not in told
    assert kept.sha256 not in client.get(page).content.decode()


def test_the_scan_of_another_paper_is_not_this_one(client, drawn_document, kept):
    other = issue(PlanFactory(), organisation=drawn_document.organisation)

    said = client.post(reverse("documents:verify", args=[other.code]), {"file": scan()}).content.decode()

    assert "Ini bukan berkasnya." in said


# --- Files and rows ------------------------------------------------------------------------------------------------
def test_sweeping_leaves_scans_with_a_row_and_takes_the_others(drawn_document, kept, settings):
    stray = storage.put(b"%PDF-1.4 of a row that was rolled back %%EOF", ending="scan")
    long_ago = time.time() - 2 * storage.STRAY_AFTER
    for name in (stray.name, kept.stored_name):
        os.utime(settings.DOCUMENTS_ROOT / name, (long_ago, long_ago))

    jobs.tidy()
    gone = tidy()

    assert gone == 1
    assert list(storage.stored_names("scan")) == [kept.stored_name]


def test_a_changed_scan_is_found_and_not_handed_out(client, drawn_document, kept, clerk, settings):
    call_command("documents_verify", stdout=StringIO())
    path = settings.DOCUMENTS_ROOT / kept.stored_name
    path.chmod(0o640)
    path.write_bytes(b"%PDF-forged")
    client.force_login(clerk)

    answer = client.get(reverse("documents:copy", args=[kept.pk]))

    assert answer.status_code == 500
    assert b"forged" not in answer.content
    with pytest.raises(CommandError, match="1 faults"):
        call_command("documents_verify", stderr=StringIO())


@pytest.mark.parametrize("changed", [{"sha256": "x"}, {"size": 0}, {"stored_name": ""}])
def test_the_database_refuses_a_row_without_a_file(drawn_document, changed):
    row = {"stored_name": "a", "sha256": "0" * 64, "size": 1, "uploaded_by": UserFactory(), "held_as": ""}

    with pytest.raises(IntegrityError), transaction.atomic():
        SignedCopy.objects.create(document=drawn_document, **{**row, **changed})


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_a_copy(kept, act):
    rows = SignedCopy.objects.all()

    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        rows.update(size=1) if act == "update" else rows._raw_delete("default")
