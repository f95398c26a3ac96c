"""What may be kept as evidence, and in which form."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from liap.models import Evidence
from liap.outcomes import actions, files
from liap.outcomes.queries import evidence_path, visible_evidence
from liap.refusals import NotTheirs
from tests.factories import ActivityFactory, EvidenceFactory, IndicatorFactory

pytestmark = pytest.mark.django_db


def picture(kind="JPEG", size=(40, 30), **options):
    stream = BytesIO()
    Image.new("RGB", size, "red").save(stream, kind, **options)
    return stream.getvalue()


def located_photo():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[2] = (1.0, 2.0, 3.0)
    exif[0x013B] = "SENTINEL"
    return picture(exif=exif)


def add(scene, content, name, **changes):
    upload = SimpleUploadedFile(name, content)
    return actions.add_evidence(scene.plan, by=scene.member, description="Foto", file=upload, **changes)


def kept_files(settings):
    return [path for path in Path(settings.EVIDENCE_ROOT).rglob("*") if path.is_file()]


def test_reference_in_words_is_evidence_too(scene):
    indicator = IndicatorFactory(plan=scene.plan)

    evidence = actions.add_evidence(
        scene.plan, by=scene.member, description=" Sertifikat BKI 12 ", indicator=indicator
    )

    assert (evidence.description, evidence.indicator, evidence.sha256) == ("Sertifikat BKI 12", indicator, "")
    assert evidence_path(evidence) is None


def test_pdf_is_kept_under_its_hash(scene, settings):
    evidence = add(scene, b"%PDF-1.7 isi", "Berita acara.PDF")

    assert (evidence.file_name, evidence.content_type, evidence.size) == ("Berita acara.PDF", "application/pdf", 12)
    assert kept_files(settings) == [evidence_path(evidence)]
    assert evidence_path(evidence).read_bytes() == b"%PDF-1.7 isi"


def test_same_file_twice_is_kept_once(scene, settings):
    first, second = add(scene, b"%PDF-1", "a.pdf"), add(scene, b"%PDF-1", "b.pdf")

    assert first.sha256 == second.sha256
    assert len(kept_files(settings)) == 1


def test_photo_loses_place_and_author_but_stands_upright(scene):
    raw = located_photo()
    assert b"SENTINEL" in raw

    evidence = add(scene, raw, "foto.jpg")

    kept = evidence_path(evidence).read_bytes()
    with Image.open(BytesIO(kept)) as image:
        assert (dict(image.getexif()), image.size) == ({}, (30, 40))
    assert b"SENTINEL" not in kept


def test_png_keeps_transparency_and_loses_text(scene):
    stream = BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(stream, "PNG", comment="SENTINEL")

    evidence = add(scene, stream.getvalue(), "peta.png")

    with Image.open(evidence_path(evidence)) as image:
        assert (image.mode, image.getpixel((0, 0))[3]) == ("RGBA", 0)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7", "laporan.exe"),
        (b"MZ\x90", "laporan.pdf"),
        (b"<svg onload='alert(1)'/>", "gambar.svg"),
        (b"<html>", "gambar.png"),
        (picture(), "gambar.png"),
        (picture()[:200], "gambar.jpg"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "gambar.png"),
        (b"%PDF-1.7", ".pdf"),
        (b"%PDF-1.7", "tanpa-akhiran"),
    ],
)
def test_other_files_are_refused(scene, settings, content, name):
    with pytest.raises(actions.FileNotAllowed):
        add(scene, content, name)
    assert (Evidence.objects.count(), kept_files(settings)) == (0, [])


def test_file_above_five_megabytes_is_refused(scene):
    with pytest.raises(actions.FileTooLarge):
        add(scene, b"%PDF-" + b"x" * files.MAX_BYTES, "besar.pdf")


def test_picture_with_too_many_points_is_refused(scene, monkeypatch):
    monkeypatch.setattr(files, "MAX_PIXELS", 1000)

    with pytest.raises(actions.FileTooLarge):
        add(scene, picture(size=(50, 50)), "bom.jpg")


def test_plan_has_room_for_so_much_evidence(scene):
    EvidenceFactory(plan=scene.plan, size=files.MAX_BYTES_PER_PLAN)

    with pytest.raises(actions.PlanIsFull):
        add(scene, b"%PDF-1.7", "a.pdf")


def test_name_of_a_path_is_cut_to_the_file(scene):
    upload = SimpleUploadedFile("x.pdf", b"%PDF-1.7")
    upload._name = "..\\..\\rahasia/x.pdf"

    assert files.clean(upload).name == "x.pdf"


def test_failure_halfway_leaves_no_draft(scene, settings, monkeypatch):
    def fail(*_arguments):
        raise OSError("disk full")

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        add(scene, b"%PDF-1.7", "a.pdf")

    assert (Evidence.objects.count(), kept_files(settings)) == (0, [])


def test_evidence_belongs_to_the_plan_and_its_region(scene):
    with pytest.raises(actions.ForeignRow):
        add(scene, b"%PDF-1.7", "a.pdf", activity=ActivityFactory())
    with pytest.raises(NotTheirs):
        actions.add_evidence(scene.plan, by=scene.stranger, description="Surat")

    evidence = EvidenceFactory(plan=scene.plan)
    assert list(visible_evidence(scene.member)) == [evidence]
    assert list(visible_evidence(scene.stranger)) == []
