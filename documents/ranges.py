"""The one byte range that a request asks for (RFC 9110, section 14); a file is immutable, so its hash is its ETag."""

import re
from dataclasses import dataclass

from django.http import HttpRequest


class Unsatisfiable(Exception):
    """The range lies outside of the file."""


@dataclass(frozen=True)
class Range:
    """The bytes from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    def of(self, size: int) -> str:
        """The range as the answer names it."""
        return f"bytes {self.first}-{self.last}/{size}"


def asked_range(request: HttpRequest, *, size: int, etag: str) -> Range | None:
    """The range that is to be sent; None for the whole file.

    The whole file goes out where no range is asked, where the condition of If-Range names another file or a date,
    and where several ranges or another unit are asked, which a server is free to pass over.
    """
    said = request.headers.get("Range", "")
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    asked = re.fullmatch(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})", said.strip())
    if not asked or asked[1] == asked[2] == "":
        return None
    if not asked[1]:
        return _last_bytes(int(asked[2]), size)
    first, last = int(asked[1]), int(asked[2]) if asked[2] else size - 1
    if last < first and asked[2]:
        return None
    if first >= size:
        raise Unsatisfiable
    return Range(first, min(last, size - 1))


def _last_bytes(count: int, size: int) -> Range:
    if not count or not size:
        raise Unsatisfiable
    return Range(max(size - count, 0), size - 1)
