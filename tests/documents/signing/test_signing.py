"""Signed papers: made in the worker beside the unsigned ones, checked with pyHanko and poppler, and failing openly."""

import io
import logging
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
from django.core.checks import run_checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django_q.models import OrmQ
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from documents import drawing, jobs, storage
from documents.models import Rendition, Signature
from documents.rendering import Drawn
from documents.signing import actions, local, reasons, seal
from documents.signing import jobs as signing
from documents.signing.keys import Key
from documents.signing.local import KeySigner, read
from documents.signing.occasion import Occasion
from liap.audit.models import Event
from tests.conftest import require
from tests.documents import pdfcheck
from tests.documents.conftest import address, drawn, issue, reader, text_of
from tests.documents.samples import SAMPLES
from tests.documents.signing.conftest import PASSPHRASE, der
from tests.factories import OrganisationFactory, PlanFactory, UserFactory

State = Signature.State


@pytest.fixture
def real_paper(monkeypatch):
    """The worker gets a real paper, drawn once in the run."""
    pdf = drawn(SAMPLES["D4"], "D4")
    monkeypatch.setattr(drawing, "draw", lambda order: Drawn(pdf + order.language.encode(), 2, "0" * 64))


@pytest.fixture
def office(db):
    return OrganisationFactory()


@pytest.fixture
def document(office, rings, real_paper):
    return issue(PlanFactory(), organisation=office)


def draw(document) -> Rendition:
    jobs.sweep(draw_here=True)
    return document.renditions.select_related("signature").get(language="id")


def sign(document) -> Rendition:
    draw(document)
    signing.sweep(sign_here=True)
    return document.renditions.select_related("signature").get(language="id")


def bytes_of(file) -> bytes:
    return storage.read(file.stored_name, file.sha256)


def judged(pdf: bytes, body):
    """What pyHanko says of the only signature when the body is trusted."""
    (one,) = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    trusting = ValidationContext(trust_roots=[der(body.root)], allow_fetching=False)
    return validate_pdf_signature(one, trusting, trusting)


def test_a_signed_paper_begins_with_the_unsigned_one_and_is_valid(document, office, install, body, stamper):
    install(office, "Dinas Perindustrian Contoh")

    rendition = sign(document)

    unsigned, signed = bytes_of(rendition), bytes_of(rendition.signature)
    status = judged(signed, body)
    assert rendition.signature.state == State.DONE
    assert signed.startswith(unsigned)
    assert len(signed) > len(unsigned)
    assert (status.bottom_line, status.intact, status.valid, status.trusted) == (True, True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.timestamp_validity.valid
    assert rendition.signature.is_timestamped
    assert rendition.signature.certificate == "Common Name: Dinas Perindustrian Contoh"
    assert Event.objects.filter(verb="sign document").count() == 2


def test_poppler_finds_the_signature_valid(document, office, install, tmp_path):
    require("pdfsig")
    install(office)
    path = tmp_path / "signed.pdf"
    path.write_bytes(bytes_of(sign(document).signature))

    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout

    assert "Signature is Valid." in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said


@pytest.mark.parametrize("kind", ["D1", "D3", "D4", "D7f"])
def test_a_signed_paper_passes_the_gate(install, office, kind):
    occasion = Occasion(office="Dinas Contoh", language="id", time_zone="Asia/Jayapura")

    signed = KeySigner(Key(install(office), PASSPHRASE.encode())).sign(
        drawn(SAMPLES[kind], kind), reason="nomor", place="kota", occasion=occasion
    )

    assert pdfcheck.check(signed.pdf) == []


@pytest.mark.parametrize(
    ("rule", "entry"),
    [("UA 7.18.1-1", "/StructParent"), ("UA 7.18.1-3", "/TU"), ("A3 6.3.3-1", "/AP"), ("A3 6.3.2-1", "/F")],
)
def test_the_gate_is_not_blind_to_signature_fields(document, office, install, rule, entry):
    install(office)
    with pikepdf.open(io.BytesIO(bytes_of(sign(document).signature))) as pdf:
        del pdf.Root.AcroForm.Fields[0][entry]
        out = io.BytesIO()
        pdf.save(out)

    assert rule in {fault.split(":")[0] for fault in pdfcheck.check(out.getvalue())}


@pytest.mark.parametrize(
    ("language", "said", "law"),
    [
        ("id", "Ditandatangani secara elektronik oleh Dinas Contoh Dua, waktu 14 September 2026, 11.05 WITA",
         "alat bukti hukum yang sah (UU ITE 11/2008, Pasal 5 ayat 1)"),
        ("en", "Signed electronically by Dinas Contoh Dua, 14 September 2026, 11:05 WITA",
         "valid legal evidence (UU ITE 11/2008, article 5 paragraph 1)"),
    ],
)  # fmt: skip
def test_the_last_page_says_that_it_was_signed_and_only_then(
    db, install, rings, monkeypatch, stamper, language, said, law
):
    office = OrganisationFactory(name="Dinas Contoh Dua")
    install(office, "Sertifikat Contoh")
    pdf = drawn(SAMPLES["D4"], "D4", language=language)
    monkeypatch.setattr(drawing, "draw", lambda order: Drawn(pdf, 2, "0" * 64))
    monkeypatch.setattr(local, "clock", lambda: datetime(2026, 9, 14, 3, 5, 40, tzinfo=UTC))

    document = issue(PlanFactory(), organisation=office)
    sign(document)
    signature = document.renditions.get(language=language).signature
    pages = text_of(bytes_of(signature)).split("\f")[:-1]
    words = " ".join(pages[-1].split())

    assert f"{said} " in words
    assert "Common Name: Sertifikat Contoh, " in words
    assert law in words
    assert signature.signed_at == datetime(2026, 9, 14, 3, 5, 40, tzinfo=UTC)
    assert not any("UU ITE" in page for page in pages[:-1])
    assert "UU ITE" not in text_of(pdf)
    assert said.split(" oleh")[0].split(" by")[0] not in " ".join(text_of(pdf).split())


@pytest.mark.parametrize("kind", ["D1", "D4f", "D9"])
def test_a_paper_keeps_the_place_free_below_a_foot_of_two_lines(kind):
    head = replace(SAMPLES[kind].head, region_name="Kabupaten Kepulauan Siau Tagulandang Biaro")
    number = "000.1.10/000.123/Disperindagkop-UKM.2/LIAP/D5f/XII/2026"
    said = text_of(drawn(replace(SAMPLES[kind], head=head), kind, number=number), "-bbox")

    lines = {float(y) for y in re.findall(r'yMax="([0-9.]+)">', said.split("<page ")[-1])}
    lowest, above = sorted(lines)[-1], sorted(lines)[-2]
    assert lowest - above > 5
    assert lowest <= 841.89 - seal.BOTTOM - seal.HEIGHT


@pytest.mark.parametrize("office", ["Dinas", "Dinas Perindustrian dan Perdagangan " * 5 + "工業", "D" * 200])
def test_however_long_the_names_are_the_words_stay_in_their_place(office, install, db):
    path = install(OrganisationFactory(), "Kantor " * 9)
    occasion = Occasion(office=office, language="id", time_zone="Asia/Makassar")

    signed = KeySigner(Key(path, PASSPHRASE.encode())).sign(
        drawn(SAMPLES["D9"], "D9"), reason="nomor", place="kota", occasion=occasion
    )

    last = text_of(signed.pdf, "-bbox").split("<page ")[-1]
    corners = re.findall(r'xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)"', last)
    right, low = max(float(x) for _, _, x, _ in corners), max(float(y) for *_, y in corners)
    assert pdfcheck.check(signed.pdf) == []
    assert "Ditandatangani secara elektronik oleh D" in " ".join(text_of(signed.pdf).split())
    assert "UU ITE" in text_of(signed.pdf)
    assert right <= seal.LEFT + seal.WIDTH
    assert low <= 841.89 - seal.BOTTOM + 1


def test_the_signed_and_the_unsigned_file_are_both_the_issued_one(client, document, office, install):
    install(office)
    rendition = sign(document)
    page = reverse("documents:verify", args=[document.code])

    for file in (rendition, rendition.signature):
        sent = SimpleUploadedFile("paper.pdf", bytes_of(file), content_type="application/pdf")
        assert "Ini tepat berkas yang diterbitkan." in client.post(page, {"file": sent}).content.decode()
    spoilt = SimpleUploadedFile("paper.pdf", bytes_of(rendition.signature) + b"\n", content_type="application/pdf")
    assert "Ini tepat berkas yang diterbitkan." not in client.post(page, {"file": spoilt}).content.decode()


def test_one_changed_byte_is_noticed(document, office, install, body):
    install(office)
    rendition = sign(document)
    signed = bytearray(bytes_of(rendition.signature))
    signed[rendition.size // 2] ^= 1

    assert not judged(bytes(signed), body).intact
    assert [one.is_intact for one in read(bytes(signed))] == [False]


def test_a_paper_saved_again_is_noticed(document, office, install):
    install(office)
    again = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes_of(sign(document).signature))) as pdf:
        pdf.save(again)

    assert [one.is_intact and one.covers_whole_file for one in read(again.getvalue())] != [True]


def test_without_a_key_nothing_is_signed_and_nothing_is_claimed(client, document, keys):
    rendition = sign(document)
    client.force_login(reader(document.plan.region))

    page = client.get(address("detail", document)).content.decode()

    assert Signature.objects.count() == 0
    assert rendition.file == rendition
    assert "elektronik" not in page
    assert "elektronik" not in text_of(bytes_of(rendition))


def test_a_key_means_nothing_while_signing_is_off(document, office, install, settings):
    install(office)
    settings.SIGNER = "none"

    sign(document)

    assert Signature.objects.count() == 0


def test_the_signed_file_is_handed_out_and_the_unsigned_one_stays(client, document, office, install):
    install(office, "Dinas Contoh Satu")
    rendition = sign(document)
    client.force_login(reader(document.plan.region))

    page = client.get(address("detail", document)).content.decode()
    signed = client.get(address("download", document, "id"))
    unsigned = client.get(address("download_unsigned", document, "id"))

    assert "ditandatangani secara elektronik" in page
    assert "Dinas Contoh Satu" in page
    assert (signed.content, signed["ETag"]) == (bytes_of(rendition.signature), f'"{rendition.signature.sha256}"')
    assert (unsigned.content, unsigned["ETag"]) == (bytes_of(rendition), f'"{rendition.sha256}"')
    assert Event.objects.filter(verb="download document").count() == 2


def test_an_archive_takes_the_signed_file(client, document, office, install):
    install(office)
    rendition = sign(document)
    client.force_login(reader(document.plan.region))

    answer = client.get(reverse("documents:bundle_file"))

    assert bytes_of(rendition.signature) in b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("spoil", "reason", "said"),
    [
        (lambda path, settings, body: setattr(settings, "SIGNING_PASSPHRASE", "salah"), reasons.PASSPHRASE, "sandi"),
        (lambda path, settings, body: path.write_bytes(body.pkcs12("x", since=-9, days=2)), reasons.EXPIRED,
         "kedaluwarsa"),
        (lambda path, settings, body: path.write_bytes(body.pkcs12("x", since=2)), reasons.TOO_EARLY,
         "belum berlaku"),
        (lambda path, settings, body: path.write_bytes(body.pkcs12("x", signs=False)), reasons.UNSUITED,
         "tidak dibuat"),
        (lambda path, settings, body: path.write_bytes(b"no key at all"), reasons.UNREADABLE, "tidak dapat dibaca"),
        (lambda path, settings, body: path.chmod(0o644), reasons.EXPOSED, "orang lain"),
        (lambda path, settings, body: path.unlink(), reasons.NO_KEY, "tidak lagi"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_key_is_an_incident_that_people_understand(
    client, document, office, install, settings, body, caplog, spoil, reason, said
):
    path = install(office)
    draw(document)
    spoil(path, settings, body)

    with caplog.at_level(logging.DEBUG):
        rendition = sign(document)

    client.force_login(reader(document.plan.region))
    page = client.get(address("detail", document)).content.decode()
    assert (rendition.signature.state, rendition.signature.reason) == (State.FAILED, reason)
    assert rendition.signature.attempts == 1
    assert said in rendition.signature.explanation
    assert said in page
    assert "belum ditandatangani" not in rendition.signature.explanation
    assert client.get(address("download", document, "id")).content == bytes_of(rendition)
    assert PASSPHRASE not in caplog.text
    assert "salah" not in caplog.text


def test_an_incident_is_tried_again_once_it_is_mended(client, document, office, install, settings, body):
    install(office)
    settings.SIGNING_PASSPHRASE = "salah"
    sign(document)
    settings.SIGNING_PASSPHRASE = PASSPHRASE
    client.force_login(reader(document.plan.region))

    answer = client.post(address("retry_signature", document, "id"), follow=True)
    rendition = sign(document)

    assert answer.status_code == 200
    assert rendition.signature.state == State.DONE
    assert judged(bytes_of(rendition.signature), body).bottom_line


def test_only_an_incident_is_tried_again(document, office, install):
    install(office)

    with pytest.raises(actions.NotFailed):
        actions.retry(sign(document).signature, by=UserFactory())


def test_a_passphrase_of_its_own_lies_beside_the_key(document, office, install, settings):
    path = install(office, passphrase="lain")
    own = path.with_suffix(".passphrase")
    own.write_text("lain\n")
    own.chmod(0o600)

    assert sign(document).signature.state == State.DONE


def test_no_secret_is_in_the_database_or_in_the_queue(document, office, install, django_capture_on_commit_callbacks):
    key = install(office).read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        sign(document)

    rows = [str(list(model.objects.values())) for model in (Signature, Rendition, Event)]
    rung = [one.payload for one in OrmQ.objects.all()]
    assert OrmQ.objects.count() >= 2
    for text in (*rows, *rung):
        assert PASSPHRASE not in text
        assert key.hex()[:40] not in text


def test_a_timestamp_service_that_does_not_answer_is_tried_again(document, office, install, settings):
    install(office)
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"

    rendition = sign(document)

    assert (rendition.signature.state, rendition.signature.attempts) == (State.PENDING, 1)
    assert rendition.signature.reason == reasons.TIMESTAMP


def test_a_signature_is_made_once_however_often_it_is_rung(document, office, install):
    install(office)
    rendition = sign(document)
    before = Signature.objects.values().get(rendition=rendition)

    signing.sign(rendition.signature.pk)
    signing.sign(4711)

    assert Signature.objects.values().get(rendition=rendition) == before


def test_a_worker_that_lost_its_lease_writes_nothing(document, office, install):
    install(office)
    row = draw(document).signature
    old = actions.WORK.claim(row.pk)
    Signature.objects.filter(pk=row.pk).update(lease_until="2026-01-01T00:00Z")
    signing.sweep(sign_here=True)
    done = Signature.objects.values().get(pk=row.pk)

    written = actions.WORK.write(row.pk, old, storage.put(b"%PDF-late"))
    actions.WORK.give_back(row.pk, old, "late")

    assert not written
    assert Signature.objects.values().get(pk=row.pk) == done
    assert done["state"] == State.DONE


def test_a_key_that_kills_its_worker_becomes_an_incident(document, office, install):
    install(office)
    row = draw(document).signature
    for _ in range(3):
        assert actions.WORK.claim(row.pk)
        Signature.objects.filter(pk=row.pk).update(lease_until="2026-01-01T00:00Z")

    signing.sweep()

    row.refresh_from_db()
    assert (row.state, row.reason) == (State.FAILED, "the worker ended while drawing")


def test_signed_files_are_kept_and_verified(document, office, install, settings, monkeypatch):
    install(office)
    rendition = sign(document)
    monkeypatch.setattr(storage, "STRAY_AFTER", -1)

    gone = jobs.tidy()
    call_command("documents_verify")
    path = settings.DOCUMENTS_ROOT / rendition.signature.stored_name
    path.chmod(0o640)
    path.write_bytes(path.read_bytes()[:-9] + b"tampered!")

    assert gone == 0
    with pytest.raises(CommandError):
        call_command("documents_verify")


def test_a_signature_is_done_exactly_when_it_has_a_file_and_a_certificate(document, office, install):
    install(office)
    row = draw(document).signature
    for change in ({"state": "done"}, {"certificate": "x"}, {"state": "running"}, {"sha256": "0" * 64}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Signature.objects.filter(pk=row.pk).update(**change)


def test_a_signer_that_the_product_does_not_have_is_refused_at_the_start(settings):
    settings.SIGNER = "service"

    assert "documents.E001" in [found.id for found in run_checks()]
