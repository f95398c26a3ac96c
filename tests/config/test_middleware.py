"""Pages are small on a slow link; files keep their bytes."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from config.middleware import SmallPagesMiddleware

LONG = b"Rencana Aksi Industri Lokal. " * 100


def sent(response):
    request = RequestFactory().get("/", HTTP_ACCEPT_ENCODING="gzip")
    return SmallPagesMiddleware(lambda _request: response)(request)


@pytest.mark.django_db
def test_page_is_sent_small_to_whoever_takes_it():
    address = reverse("liap:login")

    small = Client().get(address, HTTP_ACCEPT_ENCODING="gzip")
    plain = Client().get(address)

    assert (small["Content-Encoding"], plain.has_header("Content-Encoding")) == ("gzip", False)
    assert len(small.content) < len(plain.content) / 2
    assert b"</html>" in gzip.decompress(small.content)


@pytest.mark.parametrize(
    "response",
    [
        lambda: FileResponse([LONG], content_type="application/pdf"),
        lambda: StreamingHttpResponse([LONG], content_type="text/csv"),
        lambda: HttpResponse(LONG, content_type="application/pdf", headers={"ETag": '"a"'}),
    ],
    ids=["file", "table", "paper"],
)
def test_files_keep_their_bytes_and_tags(response):
    answer = sent(response())

    assert not answer.has_header("Content-Encoding")
    assert (b"".join(answer.streaming_content) if answer.streaming else answer.content) == LONG
    assert answer.get("ETag") in (None, '"a"')
