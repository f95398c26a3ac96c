"""Files that are compared and never kept: each chunk goes into the hash, and what may be a scan waits in memory."""

import hashlib
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 25 * 1024 * 1024
# What may be a scan of a paper or a photo of it, by how it begins, and how large it may be to be looked at.
LIKE_A_SCAN = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
MOST_BYTES_OF_A_SCAN = 10 * 1024 * 1024


class Measured(UploadedFile):
    """What remains of a file that was sent: its size and its hash; `sha256` is empty when it was too large.

    `pages` are the bytes of what may be a scan, else empty.
    """

    def __init__(self, *, name: str, size: int, sha256: str, pages: bytes = b""):
        super().__init__(BytesIO(), name, "application/octet-stream", size)
        self.sha256 = sha256
        self.pages = pages


class MeasuringHandler(FileUploadHandler):
    """Takes the place of Django's handlers, which would put large files on the disk."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.size, self.digest, self.pages = 0, hashlib.sha256(), bytearray()

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        if self.size <= MOST_BYTES:
            self.digest.update(raw_data)
        if self.size <= MOST_BYTES_OF_A_SCAN:
            self.pages += raw_data
        else:
            self.pages.clear()

    def file_complete(self, file_size):
        is_whole = self.size <= MOST_BYTES
        return Measured(
            name=self.file_name,
            size=self.size,
            sha256=self.digest.hexdigest() if is_whole else "",
            pages=bytes(self.pages) if self.pages.startswith(LIKE_A_SCAN) else b"",
        )
