"""Files that are compared and never kept: each chunk goes into the hash and is forgotten."""

import hashlib
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 25 * 1024 * 1024


class Measured(UploadedFile):
    """What remains of a file that was sent: its size and its hash; `sha256` is empty when it was too large."""

    def __init__(self, *, name: str, size: int, sha256: str):
        super().__init__(BytesIO(), name, "application/octet-stream", size)
        self.sha256 = sha256


class MeasuringHandler(FileUploadHandler):
    """Takes the place of Django's handlers, which would put large files on the disk."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.size, self.digest = 0, hashlib.sha256()

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        if self.size <= MOST_BYTES:
            self.digest.update(raw_data)

    def file_complete(self, file_size):
        is_whole = self.size <= MOST_BYTES
        return Measured(name=self.file_name, size=self.size, sha256=self.digest.hexdigest() if is_whole else "")
