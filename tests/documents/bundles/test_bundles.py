"""All papers of a choice in one archive: what is in it, what it lacks, who may take it, and in how much memory."""

import gc
import io
import os
import re
import tracemalloc
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documents import jobs, storage
from documents.bundles import contents
from documents.models import Document, Rendition
from liap.audit.models import Event
from liap.models import Role
from tests.documents.conftest import PDF, issue, reader
from tests.documents.samples import MINUTES
from tests.factories import AppointmentFactory, OrganisationFactory, PlanFactory, PostFactory, UserFactory

FILE = reverse("documents:bundle_file")


@pytest.fixture
def ministry(client, db):
    post = PostFactory(organisation=OrganisationFactory(region=None), role=Role.MINISTRY_REVIEWER)
    person = AppointmentFactory(post=post).person
    client.force_login(person)
    return person


@pytest.fixture
def two(db, rings, quick_drawing):
    """The drawn minutes of two plans in two regions."""
    papers = [issue(PlanFactory()), issue(PlanFactory())]
    jobs.sweep(draw_here=True)
    return papers


def take(client, **asked):
    answer = client.get(FILE, asked)
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content)
    assert answer["Content-Length"] == str(len(body))
    return zipfile.ZipFile(io.BytesIO(body))


def papers_in(archive):
    return [name for name in archive.namelist() if name.endswith(".pdf")]


def test_the_archive_holds_the_files_as_they_were_drawn_in_folders_of_regions(client, two, ministry):
    archive = take(client)

    assert archive.testzip() is None
    assert sorted(papers_in(archive)) == sorted(
        f"{paper.plan.region.code} {paper.plan.region.name}/D4 Berita acara persetujuan {paper.plan.region.name} "
        f"2026-Q3 {paper.number.replace('/', '-')} id.pdf"
        for paper in two
    )
    assert {archive.read(name) for name in papers_in(archive)} == {PDF + b"id"}


def test_the_index_leads_to_every_file(client, two, ministry):
    archive = take(client, files="both")

    page = archive.read("00 index.html").decode()
    table = archive.read("00 indeks.csv").decode("utf-8-sig")

    linked = {bytes(link, "ascii") for link in re.findall(r'href="([^"]+)"', page)}
    assert len(linked) == len(papers_in(archive)) == 4
    for name in papers_in(archive):
        assert name in table
    for paper in two:
        assert paper.number in page
        assert paper.renditions.get(language="en").sha256 in table


def test_the_filters_and_the_language_choose_the_files(client, two, ministry):
    first = two[0]

    archive = take(client, region=first.plan.region.code, files="en")

    assert [archive.read(name) for name in papers_in(archive)] == [PDF + b"en"]
    assert first.plan.region.name in papers_in(archive)[0]


def test_nothing_of_another_region_is_in_it_index_included(client, two):
    own, other = two
    client.force_login(reader(own.plan.region))

    archive = take(client, files="both")

    assert len(papers_in(archive)) == 2
    for name in archive.namelist():
        told = name + archive.read(name).decode("utf-8", "replace")
        for secret in (other.plan.title, other.plan.region.name):
            assert secret not in told


def test_an_archive_of_nothing_says_so(client, two, ministry):
    archive = take(client, kind="D7")

    assert papers_in(archive) == []
    assert "<html" in archive.read("00 index.html").decode()


def test_what_is_not_drawn_or_damaged_is_listed_as_missing(client, two, ministry, settings):
    damaged, failed = two
    failed.renditions.update(
        state="failed", reason="out of ink", sha256="", stored_name="", size=None, pages=None, drawn_at=None
    )
    for rendition in damaged.renditions.all():
        path = settings.DOCUMENTS_ROOT / rendition.stored_name
        path.chmod(0o640)
        path.write_bytes(b"%PDF-forged")

    archive = take(client)

    missing = archive.read("00 laporan yang belum ada.csv").decode("utf-8-sig")
    assert papers_in(archive) == []
    rows = missing.split("\r\n\r\n")[0].splitlines()[1:]
    assert [row.split(";")[8] for row in rows] == ["berkasnya rusak", "gagal digambar"]
    assert damaged.number in missing
    assert failed.number in archive.read("00 index.html").decode()


def test_a_file_damaged_while_the_archive_is_sent_breaks_it_off(client, two, ministry, settings):
    answer = client.get(FILE)
    for rendition in Rendition.objects.all():
        path = settings.DOCUMENTS_ROOT / rendition.stored_name
        path.chmod(0o640)
        path.write_bytes(b"%PDF-forged")

    with pytest.raises(storage.CorruptFile):
        b"".join(answer.streaming_content)


def test_the_audit_record_has_one_line_with_the_count(client, two, ministry):
    take(client, kind="D4", text="rahasia")
    take(client, kind="D4", files="both")

    lines = Event.objects.filter(verb="download archive").order_by("number")
    assert [(line.by, line.payload["files"]) for line in lines] == [(ministry, 0), (ministry, 4)]
    assert lines[1].payload["filters"] == {"kind": "D4"}
    assert lines[1].payload["languages"] == ["id", "en"]
    assert "rahasia" not in str(lines[0].payload)
    assert not Event.objects.filter(verb="download document").exists()


def test_more_than_one_archive_should_hold_is_refused_with_a_sentence(client, two, ministry, monkeypatch):
    monkeypatch.setattr(contents, "MOST_FILES", 1)

    answer = client.get(FILE)
    page = client.get(reverse("documents:bundle")).content.decode()

    assert answer.status_code == 422
    assert "Pilihlah" in answer.content.decode()
    assert "Pilihlah" in page
    assert f"{FILE}?files=id" not in page
    assert not Event.objects.filter(verb="download archive").exists()


def test_the_page_before_tells_size_and_gaps(client, two, ministry):
    Rendition.objects.filter(document=two[0], language="id").update(
        state="failed", reason="x", sha256="", stored_name="", size=None, pages=None, drawn_at=None
    )

    context = client.get(reverse("documents:bundle"), {"kind": "D4"}).context

    size = len(PDF + b"id")
    assert [(code, told.files, told.size) for code, _label, told, _refusal in context["sizes"]] == [
        ("id", 1, size),
        ("en", 2, 2 * size),
        ("both", 3, 3 * size),
    ]
    assert [due.number for due in context["missing"]] == [two[0].number]


def test_two_papers_with_the_same_name_both_are_in_it(client, db, rings, quick_drawing, ministry):
    plan = PlanFactory()
    other = PlanFactory(working_group=plan.working_group)
    for one in (plan, other):
        issue(one, organisation=OrganisationFactory(region=plan.region))
    jobs.sweep(draw_here=True)

    names = papers_in(take(client))

    assert len(names) == len(set(names)) == 2


def many(count, office, person):
    """So many papers with files of 300 kB that do not shrink."""
    plans = [PlanFactory() for _ in range(count)]
    for number, plan in enumerate(plans):
        stored = storage.put(b"%PDF-" + os.urandom(300_000))
        document = Document.objects.create(
            plan=plan, region=plan.region, kind="D4", number=f"500/{count}/{number}", organisation=office, facts="{}",
            facts_sha256="0" * 64, dated_on=MINUTES.head.dated_on, issued_by=person,
        )  # fmt: skip
        Rendition.objects.create(
            document=document, language="id", state="done", stored_name=stored.name, sha256=stored.sha256,
            size=stored.size, pages=1, drawn_at=timezone.now(),
        )  # fmt: skip


def peak_of_taking(client) -> tuple[int, int]:
    """The most memory in use while the archive is made and sent, and the size of the archive."""
    gc.collect()
    tracemalloc.start()
    try:
        sent = sum(len(chunk) for chunk in client.get(FILE).streaming_content)
        return tracemalloc.get_traced_memory()[1], sent
    finally:
        tracemalloc.stop()


@pytest.mark.once
def test_ten_times_the_papers_take_hardly_more_memory(client, ministry):
    office, person = OrganisationFactory(), UserFactory()
    take(client)
    many(20, office, person)
    few, few_sent = peak_of_taking(client)
    many(180, office, person)
    more, more_sent = peak_of_taking(client)

    told = [
        f"archive of {sent / 1e6:.0f} MB: peak {peak / 1e6:.2f} MB"
        for peak, sent in ((few, few_sent), (more, more_sent))
    ]
    print("\n" + "; ".join(told))
    assert more_sent > 9 * few_sent
    assert more < 2.5 * few
    assert more < more_sent / 40


def test_ten_times_the_papers_take_hardly_more_queries(client, ministry):
    office, person = OrganisationFactory(), UserFactory()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            take(client)
        return len(captured)

    many(5, office, person)
    few = queries()
    many(45, office, person)

    assert queries() == few
