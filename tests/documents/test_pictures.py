"""Photos in a paper: small, without camera or place, with a text for who does not see them, and in the order alone."""

import io
import json
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from PIL import Image

from documents import canonical, drawing, pictures, storage
from documents.kinds.d7_evaluation import EvaluationFacts, PhotoLine
from documents.models import Document
from documents.rendering import Undrawable
from tests.documents import pdfcheck
from tests.documents.conftest import issue, order, words_of
from tests.documents.samples import EVALUATION
from tests.factories import PlanFactory

pytestmark = pytest.mark.once


def raw(kind="JPEG", size=(3000, 2000), mode="RGB"):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (1.0, 2.0, 3.0)
    exif[0x013B] = "SENTINEL"
    picture = Image.linear_gradient("L").resize(size).convert(mode)
    stream = io.BytesIO()
    picture.save(stream, kind, exif=exif)
    return stream.getvalue()


def with_photos(*contents):
    lines = tuple(
        PhotoLine(title=f"Pelatihan ke-{number}", picture=pictures.keep(content), recorded_on=date(2026, 5, 4))
        for number, content in enumerate(contents, 1)
    )
    return replace(EVALUATION, photos=lines)


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "L")])
def test_a_photo_is_kept_small_and_without_its_origin(kind, mode):
    sha256 = pictures.keep(raw(kind, mode=mode))

    kept = storage.read(f"{sha256[:2]}/{sha256[2:4]}/{sha256}.jpg", sha256)
    with Image.open(io.BytesIO(kept)) as opened:
        assert (opened.format, opened.mode, max(opened.size)) == ("JPEG", "RGB", 1000)
        assert dict(opened.getexif()) == {}
    assert len(kept) < 200_000
    assert pictures.keep(raw(kind, mode=mode)) == sha256


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_report_with_photos_passes_the_gate_and_tells_what_they_show(language):
    facts = with_photos(raw(), raw("PNG", (300, 900), "RGBA"), raw(size=(200, 100)))

    pdf = drawing.draw(order(facts, "D7", language=language)).pdf

    assert pdfcheck.check(pdf) == []
    assert "Pelatihan ke-3" in words_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        said = {str(one.Alt) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one}
        photos = [
            one for one in opened.objects if isinstance(one, pikepdf.Stream) and one.get("/Filter") == "/DCTDecode"
        ]
    assert {f"Pelatihan ke-{number}" for number in (1, 2, 3)} <= said
    assert len(photos) == 3
    assert b"SENTINEL" not in pdf


def test_the_same_facts_with_photos_are_the_same_bytes():
    facts = with_photos(raw(), raw("PNG", (300, 900), "RGBA"))

    assert drawing.draw(order(facts, "D7")).pdf == drawing.draw(order(facts, "D7")).pdf


def test_a_photo_that_was_changed_is_not_drawn():
    facts = with_photos(raw())
    sha256 = facts.photos[0].picture
    path = storage._path(f"{sha256[:2]}/{sha256[2:4]}/{sha256}.jpg")
    path.chmod(0o640)
    path.write_bytes(raw(size=(9, 9)))

    with pytest.raises(storage.CorruptFile):
        drawing.draw(order(facts, "D7"))


def test_a_photo_of_an_earlier_order_is_not_at_hand_for_the_next():
    facts = with_photos(raw())
    drawing.draw(order(facts, "D7"))
    bare = replace(order(facts, "D7"), pictures={})

    with pytest.raises(Undrawable, match="Error fetching"):
        drawing._press().draw(bare)


def test_photos_that_a_paper_names_outlive_the_sweep(db, monkeypatch):
    facts = with_photos(raw())
    issue(PlanFactory(), kind="D7", facts=facts)
    stray = pictures.keep(raw(size=(50, 50)))
    monkeypatch.setattr(storage, "STRAY_AFTER", -1)

    assert pictures.tidy() == 1
    assert list(storage.stored_names("jpg")) == [f"{(one := facts.photos[0].picture)[:2]}/{one[2:4]}/{one}.jpg"]
    assert stray not in pictures.named_in(Document.objects.get().facts)


def test_reports_of_the_time_before_photos_are_read_as_they_are():
    stored = json.loads(canonical.to_json(EVALUATION))
    for name in ("photos", "quality"):
        del stored[name]

    read = canonical.from_json(EvaluationFacts, json.dumps(stored))

    assert read.photos == read.quality == ()
