"""Pictures of first pages: drawn once in the background, small, stored by hash, shown to those who see the paper."""

import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from documents import jobs as drawings
from documents import storage
from documents.models import Rendition
from documents.previews import drawing, jobs
from documents.previews.actions import order
from documents.previews.models import Preview
from documents.previews.picture import MOST_BYTES
from tests.documents.conftest import drawn, issue, reader
from tests.documents.samples import EVALUATION, MINUTES
from tests.factories import PlanFactory

PICTURE = drawing.Picture(b"RIFF a stand-in", 360, 509)


@pytest.fixture
def rendition(document, quick_drawing):
    rendition = document.renditions.get(language="id")
    drawings.draw(rendition.pk)
    return rendition


@pytest.fixture
def quick_picture(monkeypatch):
    """Lets a stand-in make pictures in no time and counts how often it did."""
    made = []

    def picture(pdf):
        made.append(pdf)
        return PICTURE

    monkeypatch.setattr(drawing, "picture", picture)
    return made


def address(document, language="id"):
    return reverse("documents:picture", args=[document.pk, language])


@pytest.mark.once
@pytest.mark.parametrize(("facts", "kind"), [(MINUTES, "D4"), (EVALUATION, "D7")])
def test_a_first_page_becomes_a_small_picture_of_it(facts, kind):
    made = drawing.picture(drawn(facts, kind))

    image = Image.open(io.BytesIO(made.content))
    assert (image.format, image.size) == ("WEBP", (made.width, made.height)) == ("WEBP", (360, 509))
    assert len(made.content) <= MOST_BYTES
    darkest, lightest = image.convert("L").getextrema()
    assert darkest < 80
    assert lightest > 250


@pytest.mark.once
def test_a_page_full_of_detail_still_fits():
    noise = Image.effect_noise((1200, 1700), 120).convert("RGB")
    file = io.BytesIO()
    noise.save(file, "PDF")

    assert len(drawing.picture(file.getvalue()).content) <= MOST_BYTES


@pytest.mark.parametrize("pdf", [b"", b"no PDF at all", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_page_says_why(pdf):
    with pytest.raises(drawing.NoPicture, match=r"\w+Error"):
        drawing.picture(pdf)


def test_the_child_reaches_no_network_and_no_database():
    code = "from documents.previews import picture; import sys, socket; picture.confine()\n"
    code += "assert not {'django.db.backends.sqlite3.base', 'psycopg', 'weasyprint'} & set(sys.modules)\n"
    code += "socket.create_connection(('127.0.0.1', 9))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={"LANG": "C.UTF-8"})

    assert "PermissionError" in done.stderr


def test_a_finished_drawing_orders_its_picture(rendition, quick_picture):
    preview = Preview.objects.get(rendition=rendition)
    assert preview.state == "pending"

    jobs.draw(preview.pk)

    preview.refresh_from_db()
    assert (preview.state, preview.width, preview.height, preview.size) == ("done", 360, 509, len(PICTURE.content))
    assert storage.read(preview.stored_name, preview.sha256) == PICTURE.content
    assert preview.stored_name.endswith(".webp")


def test_a_drawing_that_nobody_ordered_a_picture_of_gets_one(rendition, quick_picture):
    Preview.objects.all().delete()

    jobs.sweep(draw_here=True)

    assert Preview.objects.get(rendition=rendition).state == "done"
    assert len(quick_picture) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_picture(rings, quick_drawing, quick_picture):
    rendition = issue(PlanFactory()).renditions.get(language="id")
    drawings.draw(rendition.pk)
    preview, start = Preview.objects.get(rendition=rendition), Barrier(4)

    def worker(_):
        try:
            start.wait(10)
            jobs.draw(preview.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(worker, range(4)))

    assert len(quick_picture) == 1


@pytest.mark.django_db(transaction=True)
def test_a_drawing_ordered_by_two_at_once_has_one_picture(rings, quick_drawing):
    rendition = issue(PlanFactory()).renditions.get(language="id")
    drawings.draw(rendition.pk)
    Preview.objects.all().delete()
    start = Barrier(3)

    def orderer(_):
        try:
            start.wait(10)
            with transaction.atomic():
                order(rendition)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(orderer, range(3)))

    assert Preview.objects.count() == 1


def test_a_picture_that_fails_is_tried_thrice_and_then_done_without(rendition, monkeypatch):
    monkeypatch.setattr(drawing, "picture", lambda pdf: (_ for _ in ()).throw(drawing.NoPicture("out of ink")))

    for _ in range(5):
        Preview.objects.update(lease_until=None)
        jobs.sweep(draw_here=True)

    preview = Preview.objects.get()
    assert (preview.state, preview.attempts, preview.reason) == ("failed", 3, "out of ink")


def test_a_worker_that_died_with_a_picture_is_succeeded(rendition, quick_picture):
    Preview.objects.update(
        state="running", token="00000000-0000-0000-0000-000000000000", attempts=1,
        lease_until=timezone.now() - timedelta(seconds=1),
    )  # fmt: skip

    jobs.sweep(draw_here=True)

    assert Preview.objects.get().state == "done"


def test_a_worker_that_lost_its_lease_writes_nothing(rendition, monkeypatch):
    def slow(pdf):
        Preview.objects.update(token="00000000-0000-0000-0000-000000000000")
        return PICTURE

    monkeypatch.setattr(drawing, "picture", slow)

    jobs.draw(Preview.objects.get().pk)

    assert Preview.objects.get().state == "running"


def test_the_picture_is_shown_once_and_kept_by_the_browser(client, rendition, quick_picture):
    jobs.sweep(draw_here=True)
    client.force_login(reader(rendition.document.plan.region))

    first = client.get(address(rendition.document))
    second = client.get(address(rendition.document), headers={"if-none-match": first["ETag"]})

    assert (first.status_code, first.content, first["Content-Type"]) == (200, PICTURE.content, "image/webp")
    assert (second.status_code, second.content) == (304, b"")
    assert first["Cache-Control"] == "private, max-age=3600"
    assert first["X-Content-Type-Options"] == "nosniff"


def test_the_picture_of_another_region_does_not_exist(client, rendition, quick_picture):
    jobs.sweep(draw_here=True)
    client.force_login(reader(PlanFactory().region))

    assert client.get(address(rendition.document)).status_code == 404


def test_a_damaged_picture_is_not_shown(client, rendition, quick_picture, settings):
    jobs.sweep(draw_here=True)
    path = settings.DOCUMENTS_ROOT / Preview.objects.get().stored_name
    path.chmod(0o640)
    path.write_bytes(b"RIFF forged")
    client.force_login(reader(rendition.document.plan.region))

    assert client.get(address(rendition.document)).status_code == 404


def test_pages_show_the_picture_with_its_size_and_a_word_for_it(client, rendition, quick_picture):
    jobs.sweep(draw_here=True)
    client.force_login(reader(rendition.document.plan.region))
    tag = (
        f'<img src="{address(rendition.document)}" width="360" height="509" loading="lazy" decoding="async" '
        f'alt="Halaman pertama {rendition.document.number}">'
    )

    for page in (
        reverse("documents:list") + "?view=pictures",
        reverse("documents:detail", args=[rendition.document.pk]),
    ):
        assert tag in client.get(page).content.decode()


def test_a_paper_without_a_picture_says_so(client, document):
    client.force_login(reader(document.plan.region))

    body = client.get(reverse("documents:list"), {"view": "pictures"}).content.decode()

    assert "belum ada gambar" in body
    assert "<img" not in body


def test_tidying_takes_old_strays_and_leaves_papers_and_known_pictures(rendition, quick_picture, settings):
    jobs.sweep(draw_here=True)
    stray = storage.put(b"a stray picture", ending="webp").name
    old = timezone.now().timestamp() - 3 * 24 * 3600
    for path in settings.DOCUMENTS_ROOT.glob("??/??/*"):
        os.utime(path, (old, old))

    assert jobs.tidy() == 1
    assert not (settings.DOCUMENTS_ROOT / stray).exists()
    assert drawings.tidy() == 0
    assert Rendition.objects.get(pk=rendition.pk).stored_name
