"""The public page: what a code tells everybody, what a file is to a paper, and what neither gives away."""

import hashlib
import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents import actions
from documents.models import Document, Lookup, Signature
from documents.subjects import Subject
from documents.verification import codes, uploads
from documents.verification.actions import MOST, TooOften, forget, note_question
from tests.documents.conftest import PDF, issue, reader
from tests.documents.samples import MINUTES
from tests.factories import PlanFactory

LANGUAGES = ("id", "en")


def page_of(code: str) -> str:
    return reverse("documents:verify", args=[code])


def file_of(content: bytes, name="dokumen.pdf") -> dict:
    return {"file": SimpleUploadedFile(name, content, "application/pdf")}


def secrets_of(document: Document) -> list[str]:
    """What the paper's row and plan hold that the public page must not say."""
    plan = document.plan
    return [
        document.facts_sha256, document.issued_by.full_name, plan.title, plan.region.name, plan.working_group.name,
        plan.author.full_name, MINUTES.head.plan_title, MINUTES.head.signatories[0].name,
        *(rendition.stored_name for rendition in document.renditions.all() if rendition.stored_name),
    ]  # fmt: skip


@pytest.fixture
def superseded(drawn_document):
    with transaction.atomic():
        newer = actions.issue(
            "D4", about=Subject.of_plan(drawn_document.plan), facts=replace(MINUTES, counted=8), round=2,
            organisation=drawn_document.organisation, by=drawn_document.issued_by, supersedes=drawn_document,
        )  # fmt: skip
    return drawn_document, newer


# --- Codes ---------------------------------------------------------------------------------------------------------
def test_a_code_has_130_bits_of_chance():
    made = {codes.new_code() for _ in range(500)}

    assert len(made) == 500
    assert all(len(code) == 26 and set(code) <= set(codes.ALPHABET) for code in made)
    assert len(codes.ALPHABET) ** codes.LENGTH > 2**128


@pytest.mark.parametrize(
    "typed",
    [
        "0123-4567-89ab-cdef-ghjk-mnpq-rs",
        "O1234567 89ABCDEFGHJKMNPQRS",
        "oI23456789ABCDEFGHJKMNPQRS",
        "0l23456789abcdefghjkmnpqrs",
    ],
)
def test_a_code_is_read_as_people_type_it(typed):
    assert codes.as_stored(typed) == "0123456789ABCDEFGHJKMNPQRS"


@pytest.mark.parametrize("typed", ["", "0123", "U" * 26, "0" * 27, "é" * 26, "'; DROP TABLE--", "0" * 10_000])
def test_what_cannot_be_a_code_is_none(typed):
    assert codes.as_stored(typed) == ""


def test_each_paper_has_a_code_of_its_own_in_its_facts(document, settings):
    other = issue(PlanFactory())

    assert document.code != other.code
    assert f'"code":"{document.code}"' in document.facts
    assert f'"address":"{settings.PUBLIC_URL}/v/{document.code}/"' in document.facts


@pytest.mark.parametrize("code", ["", "0123", "U" * 26, "a" * 26])
def test_the_database_refuses_a_weak_code(document, code):
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(code=code)


# --- What is told ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_is_told_that_a_paper_is_genuine(client, drawn_document, settings, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    answer = client.get(page_of(drawn_document.code))

    said = answer.content.decode()
    assert answer.status_code == 200
    assert {"id": "Asli.", "en": "Genuine."}[language] in said
    assert drawn_document.number in said
    assert str(drawn_document.organisation) in said
    assert "14 September 2026" in said
    assert [one.sha256 for one in drawn_document.renditions.all() if one.sha256 not in said] == []
    assert [secret for secret in secrets_of(drawn_document) if secret in said] == []


def test_a_superseded_paper_names_the_newer_number_and_nothing_else_of_it(client, superseded):
    old, newer = superseded

    said = client.get(page_of(old.code)).content.decode()

    assert "Digantikan." in said
    assert "Asli." not in said
    assert newer.number in said
    assert newer.code not in said
    assert f"/documents/{newer.pk}/" not in said


def test_an_unknown_code_is_answered_in_the_same_form(client, drawn_document):
    known = client.get(page_of(drawn_document.code))
    unknown = client.get(page_of(codes.new_code()))

    assert (known.status_code, unknown.status_code) == (200, 404)
    assert len(known.content) == len(unknown.content)
    assert "Tidak dikenal." in unknown.content.decode()
    assert known.headers.keys() == unknown.headers.keys()


def test_an_unknown_code_costs_the_same_queries(client, drawn_document, django_assert_num_queries):
    for code in (drawn_document.code, codes.new_code(), "nonsense"):
        with django_assert_num_queries(5):
            client.get(page_of(code))


@pytest.mark.parametrize("page", ["verify", "ask_verification"])
def test_search_engines_and_caches_keep_nothing(client, drawn_document, page):
    answer = client.get(reverse(f"documents:{page}", args=[drawn_document.code] if page == "verify" else []))

    assert answer["X-Robots-Tag"].startswith("noindex")
    assert answer["Cache-Control"] == "no-store"


def test_the_sign_in_of_a_reader_changes_nothing_of_what_is_told(client, drawn_document):
    client.force_login(reader(drawn_document.plan.region))

    said = client.get(page_of(drawn_document.code)).content.decode()

    assert [secret for secret in secrets_of(drawn_document) if secret in said] == []


def test_a_typed_code_leads_to_its_page(client, drawn_document):
    typed = "-".join(drawn_document.code.lower()[at : at + 4] for at in range(0, 26, 4))

    answer = client.get(reverse("documents:ask_verification"), {"code": typed})

    assert answer.url == page_of(drawn_document.code)


def test_what_is_no_code_gets_a_sentence(client, db):
    answer = client.get(reverse("documents:ask_verification"), {"code": "12345"})

    assert answer.status_code == 422
    assert "Kode terdiri atas 26 huruf dan angka." in answer.content.decode()


# --- Files -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_issued_file_is_recognised(client, drawn_document, language):
    answer = client.post(page_of(drawn_document.code), file_of(PDF + language.encode()))

    assert "Ini tepat berkas yang diterbitkan." in answer.content.decode()


def test_the_file_with_an_electronic_signature_is_recognised_too(client, drawn_document):
    signed = PDF + b"id" + b" and a signature"
    Signature.objects.update_or_create(
        rendition=drawn_document.renditions.get(language="id"),
        defaults={
            "state": "done", "stored_name": "aa", "sha256": hashlib.sha256(signed).hexdigest(), "size": len(signed),
            "certificate": "Dinas Contoh", "certificate_sha256": "0" * 64, "signed_at": timezone.now(),
        },
    )  # fmt: skip

    answers = [
        client.post(page_of(drawn_document.code), file_of(file)) for file in (signed, PDF + b"id", signed + b"x")
    ]

    said = [answer.content.decode() for answer in answers]
    assert ["Ini tepat berkas yang diterbitkan." in one for one in said] == [True, True, False]
    assert hashlib.sha256(signed).hexdigest() in said[0]
    assert "Dinas Contoh" not in said[0]
    assert "alat bukti hukum yang sah (UU ITE 11/2008, Pasal 5 ayat 1)" in said[0]


def test_a_paper_without_a_signature_claims_none(client, drawn_document):
    assert "ditandatangani secara elektronik" not in client.get(page_of(drawn_document.code)).content.decode()


@pytest.mark.parametrize("change", [b"x", b"\x00", b" "])
def test_an_altered_file_is_not_the_issued_one(client, drawn_document, change):
    answer = client.post(page_of(drawn_document.code), file_of(PDF + b"id" + change))

    said = answer.content.decode()
    assert ("Ini bukan berkasnya." in said, "<strong>Asli.</strong>" in said) == (True, False)
    assert "Ini tepat berkas" not in said


def test_the_file_of_another_paper_is_not_this_one(client, drawn_document, superseded):
    assert "Ini bukan berkasnya." in client.post(page_of(superseded[1].code), file_of(PDF + b"id")).content.decode()


def test_a_file_for_an_unknown_code_is_nothing(client, drawn_document):
    answer = client.post(page_of(codes.new_code()), file_of(PDF + b"id"))

    said = answer.content.decode()
    assert answer.status_code == 404
    assert "Tidak dikenal." in said
    assert "Ini tepat berkas" not in said


def test_a_large_file_is_measured_in_chunks_and_never_lies_anywhere(client, drawn_document, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "temporary"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    content = random.Random(1).randbytes(5 * 1024 * 1024)
    rendition = drawn_document.renditions.get(language="id")
    type(rendition).objects.filter(pk=rendition.pk).update(sha256=hashlib.sha256(content).hexdigest())
    before = sorted(settings.DOCUMENTS_ROOT.rglob("*"))

    answer = client.post(page_of(drawn_document.code), file_of(content))

    assert "Ini tepat berkas yang diterbitkan." in answer.content.decode()
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []
    assert sorted(settings.DOCUMENTS_ROOT.rglob("*")) == before
    assert not settings.MEDIA_ROOT.exists()


def test_a_file_over_the_limit_gets_a_sentence(client, drawn_document, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)

    answer = client.post(page_of(drawn_document.code), file_of(b"x" * 1001))

    assert answer.status_code == 422
    assert "Berkas ini lebih besar daripada" in answer.content.decode()


def test_a_file_far_over_the_limit_is_not_read(client, drawn_document, monkeypatch):
    monkeypatch.setattr("documents.verification.pages.READ_AT_MOST", 1000)

    answer = client.post(page_of(drawn_document.code), file_of(b"x" * 5000))

    assert answer.status_code == 413


@pytest.mark.parametrize("data", [{}, {"file": "no file"}])
def test_without_a_file_nothing_is_compared(client, drawn_document, data):
    answer = client.post(page_of(drawn_document.code), data)

    assert answer.status_code == 422
    assert "Pilih berkasnya dahulu." in answer.content.decode()


def test_a_file_needs_the_token_of_the_form(drawn_document):
    strict = Client(enforce_csrf_checks=True)

    refused = strict.post(page_of(drawn_document.code), file_of(PDF))
    token = strict.get(page_of(drawn_document.code)).context["csrf_token"]
    taken = strict.post(page_of(drawn_document.code), {**file_of(PDF), "csrfmiddlewaretoken": str(token)})

    assert (refused.status_code, taken.status_code) == (403, 200)


# --- Throttle --------------------------------------------------------------------------------------------------------
def test_one_source_is_answered_so_many_times(client, drawn_document):
    now = timezone.now()
    for _ in range(MOST):
        note_question("somebody", now=now)

    with pytest.raises(TooOften):
        note_question("somebody", now=now)
    note_question("somebody else", now=now)
    note_question("somebody", now=now + timedelta(minutes=10))


def test_who_asks_too_often_is_told_to_wait_and_learns_nothing(client, drawn_document, monkeypatch):
    monkeypatch.setattr("documents.verification.actions.MOST", 1)
    client.get(page_of(drawn_document.code))

    answer = client.get(page_of(drawn_document.code))
    elsewhere = client.get(page_of(drawn_document.code), REMOTE_ADDR="203.0.113.9")

    assert (answer.status_code, answer["Retry-After"]) == (429, "600")
    assert drawn_document.number not in answer.content.decode()
    assert elsewhere.status_code == 200


@pytest.mark.parametrize(
    ("is_behind_proxy", "first", "second", "sources"),
    [
        (False, {"REMOTE_ADDR": "203.0.113.1"}, {"REMOTE_ADDR": "203.0.113.2"}, 2),
        (False, {"HTTP_X_FORWARDED_FOR": "203.0.113.1"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.2"}, 1),
        (True, {"HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.1"}, {"HTTP_X_FORWARDED_FOR": "7.7.7.7, 203.0.113.1"}, 1),
        (True, {"HTTP_X_FORWARDED_FOR": "203.0.113.1"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.2"}, 2),
        (False, {"REMOTE_ADDR": "2001:db8:1:2::1"}, {"REMOTE_ADDR": "2001:db8:1:2::ffff"}, 1),
        (False, {"REMOTE_ADDR": "2001:db8:1:2::1"}, {"REMOTE_ADDR": "2001:db8:1:3::1"}, 2),
        (False, {"REMOTE_ADDR": ""}, {"REMOTE_ADDR": "nonsense"}, 1),
    ],
)
def test_sources_are_told_apart_and_not_kept(client, db, settings, is_behind_proxy, first, second, sources):
    settings.HTTPS = is_behind_proxy
    for meta in (first, second):
        client.get(reverse("documents:ask_verification"), **meta)

    assert Lookup.objects.count() == sources
    assert not any("203.0" in source or "db8:" in source for source in Lookup.objects.values_list("source", flat=True))


def test_counts_are_forgotten_when_they_limit_nobody(db):
    now = timezone.now()
    note_question("long ago", now=now - timedelta(hours=1))
    note_question("now", now=now)

    assert forget(before=now) == 1
    assert list(Lookup.objects.values_list("source", flat=True)) == ["now"]


# --- 10,000 codes by chance ------------------------------------------------------------------------------------------
def fields_leaked(client, documents, count: int) -> list[str]:
    """Asks for codes that nobody has, a few characters from real ones among them, and returns what was given away."""
    chance, leaks = random.Random(count), []
    secrets = [
        secret for one in documents for secret in (*secrets_of(one), one.number, str(one.organisation), one.code)
    ]
    blank = None
    for n in range(count):
        near = list(chance.choice(documents).code)
        for _ in range(chance.randint(1, 3)):
            near[chance.randrange(26)] = chance.choice(codes.ALPHABET)
        code = "".join(near) if n % 2 else codes.new_code()
        if any(code == one.code for one in documents):
            continue
        answer = client.get(page_of(code), REMOTE_ADDR=f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}")
        said = answer.content.decode().replace(code, "")
        shape = (answer.status_code, len(answer.content))
        blank = blank or shape
        leaks += [secret for secret in secrets if secret in said] + ([code] if shape != blank else [])
    return leaks


def test_codes_by_chance_give_nothing_away(client, superseded):
    assert fields_leaked(client, superseded, 300) == []


@pytest.mark.chaos
def test_ten_thousand_codes_by_chance_give_nothing_away(client, superseded):
    leaks = fields_leaked(client, superseded, 10_000)

    print(f"\n10,000 codes by chance: {len(leaks)} fields leaked")
    assert leaks == []


def test_a_page_that_tells_too_much_is_found(client, superseded, monkeypatch):
    """Planted: a code that is nearly right is answered as if it were."""
    monkeypatch.setattr("documents.verification.queries.as_stored", lambda typed: superseded[0].code)

    assert fields_leaked(client, superseded, 5) != []
