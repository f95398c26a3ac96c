"""The scan of a decree in the demonstration: a picture that says of itself that it is a sample."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from liap.groups.models import WorkingGroup

SIZE = (620, 877)  # A4 at 75 points an inch


def scan_of(group: WorkingGroup) -> SimpleUploadedFile:
    """A page with the number, day and signer of the decree, across it the word CONTOH."""
    page = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(page)
    lines = [
        "KEPUTUSAN (CONTOH)",
        f"NOMOR {group.decree_number}",
        group.name,
        f"{group.decree_on:%d-%m-%Y}",
        group.decree_signer,
    ]
    for number, line in enumerate(lines):
        pen.text((60, 80 + 30 * number), line, fill="black")
    pen.text((220, 420), "C O N T O H   -   S A M P L E", fill="red")
    stream = BytesIO()
    page.save(stream, "PNG")
    return SimpleUploadedFile("sk-contoh.png", stream.getvalue())
