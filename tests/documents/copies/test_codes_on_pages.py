"""Scans without letters: the QR code of a real paper is read from its picture, and what follows from it."""

import io
import subprocess
import zlib
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from documents.copies import actions
from documents.copies.models import CopyComparison, SignedCopy
from documents.models import Document
from documents.verification import looking
from documents.verification.reading import Fit, TooHeavy, codes_in
from liap.audit.models import Event
from liap.models import Role
from tests.conftest import require
from tests.documents.conftest import address, drawn, issue, reader
from tests.documents.samples import MINUTES
from tests.factories import MembershipFactory, PlanFactory

pytestmark = pytest.mark.once
CODE = MINUTES.head.proof.code


@cache
def sheets(dots=150):
    """The pages of a real paper as a scanner sees them, in grey."""
    require("pdftoppm")
    command = ["pdftoppm", "-r", str(dots), "-gray", "-"]
    done = subprocess.run(command, input=drawn(MINUTES, "D4"), capture_output=True, check=True)
    stream, found = io.BytesIO(done.stdout), []
    while stream.tell() < len(done.stdout):
        assert stream.readline() == b"P5\n"
        width, height = map(int, stream.readline().split())
        stream.readline()
        found.append(Image.frombytes("L", (width, height), stream.read(width * height)))
    return tuple(found)


def bound(pages, dots=150):
    """Pictures wrapped in a PDF, as scanners do."""
    file = io.BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=dots, quality=60)
    return file.getvalue()


def scanned(dots=150, angle=0.0, noise=0):
    turned = [page.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255) for page in sheets(dots)]
    if noise:
        turned = [Image.blend(page, Image.effect_noise(page.size, noise), 0.25) for page in turned]
    return bound(turned, dots)


def blank(pages=1):
    return bound([Image.new("L", (1240, 1754), 250)] * pages)


def upload(content, name="pindai.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def bomb(side=40_000):
    """A PDF of some kilobytes whose one picture claims billions of points."""
    packed = zlib.compress(b"\0" * 1_000_000, 9)
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (side, side, len(packed), packed)
    )
    content = b"q 595 0 0 842 0 0 cm /P Do Q"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /P 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        picture,
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF\n"


def picture_bomb(side=60_000):
    """A PNG whose head claims billions of points."""

    def chunk(name, content):
        return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")

    head = side.to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9999))) + chunk(b"IEND", b"")
    )


@pytest.fixture
def paper(document):
    """The paper whose code the sample bears."""
    Document.objects.filter(pk=document.pk).update(code=CODE)
    document.refresh_from_db()
    return document


@pytest.fixture
def coordinator(paper):
    return MembershipFactory(seat__working_group=paper.plan.working_group, seat__role=Role.COORDINATOR).person


# --- Reading ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("dots", "angle", "noise"),
    [(150, 0, 0), (150, 2.5, 60), (150, 90, 0), (150, 183, 60), (200, 41, 0), (300, 1, 120), (100, 0, 0)],
)
def test_the_code_of_a_real_paper_is_read_from_its_scan(dots, angle, noise):
    codes = codes_in(scanned(dots, angle, noise))

    assert (codes.lettered, codes.drawn) == (frozenset(), {CODE})


def test_the_code_is_found_behind_many_pages_and_before_annexes():
    own = list(sheets())
    letters = [Image.new("L", own[0].size, 250)] * 6

    assert codes_in(bound(letters + own)).drawn == {CODE}
    assert codes_in(bound(own + letters[:2])).drawn == {CODE}


def test_the_issued_file_has_the_code_as_letters_and_as_picture():
    codes = codes_in(drawn(MINUTES, "D4"))

    assert codes.lettered >= {CODE}
    assert codes.drawn == {CODE}


def test_a_photo_is_read_as_well():
    file = io.BytesIO()
    sheets()[-1].rotate(4, Image.Resampling.BICUBIC, expand=True, fillcolor=120).convert("RGB").save(file, "JPEG")

    assert codes_in(file.getvalue()).drawn == {CODE}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\nnothing", b"\xff\xd8\xff nothing", b"GIF89a"])
def test_what_cannot_be_opened_has_no_codes(content):
    assert codes_in(content).fit(CODE, set()) is Fit.NOTHING


@pytest.mark.parametrize("content", [bomb(), picture_bomb()], ids=["pdf", "png"])
def test_pictures_of_a_size_that_no_scanner_gives_are_too_heavy(content):
    assert len(content) < 100_000
    with pytest.raises(TooHeavy):
        codes_in(content)


# --- Adding a copy -------------------------------------------------------------------------------------------------
def test_a_scan_whose_code_is_read_is_said_to_be_of_the_same_document(client, paper, coordinator):
    client.force_login(coordinator)

    asked = {"number": paper.number, "file": upload(scanned(angle=1.5, noise=60))}
    said = client.post(address("add_copy", paper), asked, follow=True).content.decode()

    comparison = SignedCopy.objects.get().comparison
    assert (comparison.way, comparison.by) == ("code", coordinator)
    assert "Kode pada halamannya terbaca: sama dengan kode dokumen ini." in said
    assert "dokumen yang sama" in said
    assert Event.objects.get(verb="compare signed copy").payload["way"] == "code"


def test_the_scan_of_another_paper_is_refused(client, paper, coordinator):
    other = issue(paper.plan, round=2)
    client.force_login(coordinator)

    answer = client.post(address("add_copy", other), {"number": other.number, "file": upload(scanned())})

    assert answer.status_code == 422
    assert "memuat kode dokumen lain" in answer.content.decode()
    assert SignedCopy.objects.count() == 0


def test_the_scan_of_a_paper_that_nobody_knows_here_is_refused(document, coordinator_of):
    with pytest.raises(actions.OtherPaper):
        actions.add_copy(document, upload(scanned()), number=document.number, by=coordinator_of(document))


@pytest.fixture
def coordinator_of():
    return lambda document: (
        MembershipFactory(seat__working_group=document.plan.working_group, seat__role=Role.COORDINATOR).person
    )


def test_a_scan_that_cannot_be_read_waits_for_eyes_which_are_recorded(client, paper, coordinator):
    client.force_login(coordinator)

    asked = {"number": paper.number, "file": upload(blank())}
    told = client.post(address("add_copy", paper), asked, follow=True).content.decode()
    copy = SignedCopy.objects.get()
    compare = reverse("documents:compare_copy", args=[copy.pk])
    confirmed = client.post(compare, follow=True).content.decode()
    again = client.post(compare, follow=True).content.decode()

    assert "Tidak ada kode yang terbaca pada halamannya." in told
    assert "belum dicocokkan" in told
    assert compare in told
    assert (copy.comparison.way, copy.comparison.by) == ("eye", coordinator)
    assert "Pencocokan nomor pada salinan oleh Anda telah dicatat." in confirmed
    assert compare not in confirmed
    assert "Nomor salinan ini sudah dicocokkan." in again
    assert CopyComparison.objects.count() == 1
    assert Event.objects.get(verb="compare signed copy").payload["way"] == "eye"


def test_readers_see_that_a_copy_waits_and_cannot_confirm(client, paper, coordinator):
    copy = actions.add_copy(paper, upload(blank()), number=paper.number, by=coordinator)
    compare = reverse("documents:compare_copy", args=[copy.pk])
    person = reader(paper.plan.region)
    client.force_login(person)

    said = client.get(address("detail", paper)).content.decode()

    assert "belum dicocokkan" in said
    assert compare not in said
    assert client.post(compare).status_code == 404
    assert client.get(compare).status_code == 405
    client.force_login(reader(PlanFactory().region))
    assert client.post(compare).status_code == 404
    with pytest.raises(actions.NotOfTheOffice):
        actions.compare_by_eye(copy, by=person)
    assert CopyComparison.objects.count() == 0


def test_a_bomb_is_refused_with_advice(client, paper, coordinator):
    client.force_login(coordinator)

    answer = client.post(address("add_copy", paper), {"number": paper.number, "file": upload(bomb())})

    assert answer.status_code == 422
    assert "terlalu besar untuk dibaca" in answer.content.decode()
    assert SignedCopy.objects.count() == 0


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_keeps_comparisons_as_they_are(paper, coordinator, act):
    copy = actions.add_copy(paper, upload(blank()), number=paper.number, by=coordinator)
    rows = CopyComparison.objects.filter(pk=actions.compare_by_eye(copy, by=coordinator).pk)

    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        rows.update(way="code") if act == "update" else rows._raw_delete("default")


def test_the_database_knows_two_ways_of_comparing(paper, coordinator):
    copy = actions.add_copy(paper, upload(blank()), number=paper.number, by=coordinator)

    with pytest.raises(IntegrityError), transaction.atomic():
        CopyComparison.objects.create(copy=copy, way="none", by=coordinator, held_as="")


# --- The public page ------------------------------------------------------------------------------------------------
def public(client, code, content):
    page = reverse("documents:verify", args=[code])
    return client.post(page, {"file": upload(content)}).content.decode()


def test_the_public_page_knows_the_pages_of_a_scan_and_never_calls_it_genuine(client, paper):
    said = public(client, paper.code, scanned())

    assert "Halaman berkas Anda memuat kode dokumen ini." in said
    assert "tidak pernah dapat dinyatakan asli" in said
    assert "notice-good" not in said


def test_the_public_page_leads_from_the_scan_of_another_paper_to_its_page(client, paper):
    other = issue(PlanFactory())

    said = public(client, other.code, scanned())

    assert "memuat kode dokumen lain" in said
    assert reverse("documents:verify", args=[CODE]) in said
    assert paper.number not in said or paper.number == other.number
    assert "notice-good" not in said


def test_an_unknown_code_stays_unknown_whatever_the_pages_bear(client, db):
    said = public(client, CODE, scanned())

    assert "Tidak dikenal." in said
    assert "memuat kode dokumen ini" not in said


@pytest.mark.parametrize("content", [bomb(), picture_bomb(), blank()], ids=["pdf", "png", "blank"])
def test_the_public_page_survives_hostile_and_empty_pages(client, paper, content):
    said = public(client, paper.code, content)

    assert "Ini bukan berkasnya." in said
    assert "Halaman berkas Anda" not in said


def test_one_file_at_a_time_is_looked_at_for_the_public(client, paper):
    with looking._one_at_a_time:
        said = public(client, paper.code, scanned())

    assert "Ini bukan berkasnya." in said
    assert "Halaman berkas Anda" not in said
