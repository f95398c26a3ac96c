"""A scan of a paper signed by hand, a revoked paper with its replacement and a public version, for a first look."""

from django.core.files.uploadedfile import SimpleUploadedFile

from documents import canonical
from documents.copies.actions import add_copy
from documents.copies.models import SignedCopy
from documents.models import Document
from documents.public.actions import public_facts, release
from documents.public.models import PublicVersion
from documents.revocations.actions import replace, revoke
from documents.revocations.models import Revocation
from documents.revocations.queries import may_revoke
from liap.people.models import User

REASON = "Contoh: laporan ini memuat omzet seorang pelaku; laporan tanpa angka itu menyusul."


def load() -> None:
    """Adds one of each, once: scan and public version to a plan that is in force, the revocation to a diagnosis."""
    sample = Document.objects.filter(plan__is_sample=True).select_related("organisation").order_by("pk")
    in_force = sample.filter(kind="D3", superseded_by__isnull=True, revocation__isnull=True).first()
    if in_force and not SignedCopy.objects.exists() and (head := _head_for(in_force)):
        add_copy(in_force, SimpleUploadedFile("pindai.pdf", _scan(in_force)), number=in_force.number, by=head)
    if in_force and not PublicVersion.objects.exists() and (head := _head_for(in_force)):
        read = canonical.sha256(canonical.to_json(public_facts(in_force)))
        release(in_force, by=head, seen_sha256=read)
    diagnosis = sample.filter(kind="D2").last()
    if diagnosis and not Revocation.objects.exists() and (head := _head_for(diagnosis)):
        revoke(diagnosis, by=head, reason=REASON)
        replace(diagnosis, by=head)


def _head_for(document: Document) -> User | None:
    heads = User.objects.filter(username__startswith="kepala-dinas-", is_sample=True)
    return next((head for head in heads if may_revoke(head, document)), None)


def _scan(document: Document) -> bytes:
    """A page of PDF that says what it stands for; a real one comes out of a scanner."""
    lines = ("CONTOH: salinan kertas yang bertanda tangan", document.number, "(tempat pindaian dokumen asli)")
    shown = " ".join(f"({line.replace('(', '').replace(')', '')}) Tj 0 -28 Td" for line in lines)
    content = f"BT /F1 16 Tf 72 720 Td {shown} ET".encode("latin-1", "replace")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    )
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + head + table + trailer
