"""The download of one file: whole, in ranges, conditional, and on record."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from documents import naming
from documents.models import Rendition
from liap.audit.models import Event
from liap.tables.names import disposition
from tests.documents.conftest import PDF, address, reader

WHOLE = PDF + b"id"


def lines():
    return Event.objects.filter(verb="download document").count()


def get(client, document, **headers):
    return client.get(
        address("download", document, "id"), headers={key.replace("_", "-"): v for key, v in headers.items()}
    )


def test_the_file_is_handed_out_whole_and_recorded(client, drawn_document, in_region):
    rendition = drawn_document.renditions.get(language="id")

    answer = client.get(address("download", drawn_document, "id"))

    assert answer.content == PDF + b"id"
    assert answer["ETag"] == f'"{rendition.sha256}"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=0, must-revalidate"
    name = f"D4 Berita acara persetujuan {drawn_document.plan.region.name} 2026-Q3 500.9-0001-D4-IX-2026 id.pdf"
    assert answer["Content-Disposition"] == f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    assert list(Event.objects.filter(verb="download document").values_list("by", "payload")) == [
        (in_region.pk, {"language": "id", "sha256": rendition.sha256})
    ]


def test_a_file_the_reader_has_is_not_sent_again(client, drawn_document, in_region):
    first = client.get(address("download", drawn_document, "en"))

    second = client.get(address("download", drawn_document, "en"), headers={"if-none-match": first["ETag"]})

    assert (second.status_code, second.content) == (304, b"")
    assert second["ETag"] == first["ETag"]
    assert Event.objects.filter(verb="download document").count() == 1


def test_a_file_not_drawn_yet_does_not_exist(client, document, in_region):
    assert client.get(address("download", document, "id")).status_code == 404
    assert client.get(address("download", document, "fr")).status_code == 404


def test_a_changed_file_is_not_handed_out(client, drawn_document, in_region, settings):
    path = settings.DOCUMENTS_ROOT / drawn_document.renditions.get(language="id").stored_name
    path.chmod(0o640)
    path.write_bytes(b"%PDF-forged")

    answer = client.get(address("download", drawn_document, "id"))

    assert answer.status_code == 500
    assert b"forged" not in answer.content
    assert Event.objects.filter(verb="file corrupt").count() == 1


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-4", 0, 4),
        ("bytes=5-", 5, len(WHOLE) - 1),
        ("bytes=-3", len(WHOLE) - 3, len(WHOLE) - 1),
        ("bytes=-9999", 0, len(WHOLE) - 1),
        ("bytes=2-9999", 2, len(WHOLE) - 1),
        ("bytes = 7 - 7", 7, 7),
    ],
)
def test_a_range_is_handed_out(client, drawn_document, in_region, asked, first, last):
    answer = get(client, drawn_document, range=asked)

    assert (answer.status_code, answer.content) == (206, WHOLE[first : last + 1])
    assert answer["Content-Range"] == f"bytes {first}-{last}/{len(WHOLE)}"
    assert answer["Content-Length"] == str(last - first + 1)
    assert answer["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", ["bytes=9999-", "bytes=-0"])
def test_a_range_beyond_the_file_is_refused_and_leaves_no_line(client, drawn_document, in_region, asked):
    answer = get(client, drawn_document, range=asked)

    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(WHOLE)}")
    assert lines() == 0


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=0-1,4-5", "lines=0-1", "bytes=-", "bytes=a-b", "bytes=" + "9" * 40]
)
def test_a_range_that_is_none_gives_the_whole_file(client, drawn_document, in_region, asked):
    answer = get(client, drawn_document, range=asked)

    assert (answer.status_code, answer.content) == (200, WHOLE)


def test_an_interrupted_download_goes_on_only_with_the_same_file(client, drawn_document, in_region):
    etag = get(client, drawn_document)["ETag"]

    same = get(client, drawn_document, range="bytes=5-", if_range=etag)
    other = get(client, drawn_document, range="bytes=5-", if_range='"another"')
    weak = get(client, drawn_document, range="bytes=5-", if_range=f"W/{etag}")
    dated = get(client, drawn_document, range="bytes=5-", if_range="Tue, 24 Nov 2026 03:00:00 GMT")

    assert [same.status_code, other.status_code, weak.status_code, dated.status_code] == [206, 200, 200, 200]
    assert same.content == WHOLE[5:]


def test_other_conditions_on_the_file_hold(client, drawn_document, in_region):
    assert get(client, drawn_document, if_none_match="*").status_code == 304
    assert get(client, drawn_document, if_match='"another"').status_code == 412
    assert lines() == 0


def test_the_head_tells_the_size_and_hands_nothing_out(client, drawn_document, in_region):
    answer = client.head(address("download", drawn_document, "id"), headers={"range": "bytes=0-1"})

    assert (answer.status_code, answer.content, answer["Content-Length"]) == (200, b"", str(len(WHOLE)))
    assert lines() == 0


def test_a_download_in_ranges_is_one_line(client, drawn_document, in_region):
    for asked in ("bytes=0-4", "bytes=5-9", "bytes=10-"):
        get(client, drawn_document, range=asked)

    assert lines() == 1


def test_nobody_reads_the_middle_of_a_file_unrecorded(client, drawn_document, in_region):
    get(client, drawn_document, range="bytes=5-")
    other = reader(drawn_document.plan.region)
    client.force_login(other)

    get(client, drawn_document, range="bytes=5-")

    assert set(Event.objects.filter(verb="download document").values_list("by", flat=True)) == {in_region.pk, other.pk}


def test_a_range_hours_later_is_a_download_of_its_own(client, drawn_document, in_region, monkeypatch):
    get(client, drawn_document)
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("documents.pages.files.timezone.now", lambda: later)

    get(client, drawn_document, range="bytes=5-")

    assert lines() == 2


def test_nginx_sends_the_file_where_it_is_told_to(client, drawn_document, in_region, settings):
    settings.ACCEL_PREFIX = "/papers/"

    answer = get(client, drawn_document)

    stored = drawn_document.renditions.get(language="id").stored_name
    assert (answer["X-Accel-Redirect"], answer.content) == (f"/papers/{stored}", b"")
    assert lines() == 1


def test_a_name_cannot_leave_its_folder_or_its_header(drawn_document):
    drawn_document.plan.region.name = '../é"\r\nSet-Cookie: x'
    rendition = Rendition.objects.get(document=drawn_document, language="en")
    rendition.document = drawn_document

    name = naming.file_name(rendition)
    header = disposition(name)

    assert not set('/\\"\r\n') & set(name)
    assert "\n" not in header
    assert 'filename="D4 Minutes of approval ..-e-' in header
