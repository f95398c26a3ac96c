"""Files of papers: written once, named by their own hash, checked whenever they are read."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

STRAY_AFTER = 24 * 3600


class CorruptFile(Exception):
    """The stored bytes are not those that were drawn, or are gone."""


@dataclass(frozen=True)
class Stored:
    """Where the bytes lie and what they are."""

    name: str
    sha256: str
    size: int


def put(content: bytes, *, ending: str = "pdf") -> Stored:
    """Stores the bytes under `aa/bb/<sha256>.pdf`; the same bytes twice are one file, and none is ever overwritten."""
    sha256 = hashlib.sha256(content).hexdigest()
    stored = Stored(f"{sha256[:2]}/{sha256[2:4]}/{sha256}.{ending}", sha256, len(content))
    target = _path(stored.name)
    if not target.exists() or hashlib.sha256(target.read_bytes()).hexdigest() != sha256:
        _write(target, content)
    return stored


def read(name: str, sha256: str) -> bytes:
    """The bytes of a stored file, refused when they no longer match their hash."""
    try:
        content = _path(name).read_bytes()
    except OSError as fault:
        raise CorruptFile(f"{name} cannot be read") from fault
    if hashlib.sha256(content).hexdigest() != sha256:
        raise CorruptFile(f"{name} was changed")
    return content


def stored_names(ending: str = "pdf") -> Iterator[str]:
    """The names of all stored files of one kind."""
    for path in _root().glob(f"??/??/*.{ending}"):
        yield path.relative_to(_root()).as_posix()


def sweep_strays(known: set[str], *, ending: str = "pdf") -> int:
    """Deletes unfinished and unreferenced files a day after they were written; returns how many."""
    strays = [path for path in _folder().iterdir() if path.is_file()]
    strays += [_path(name) for name in stored_names(ending) if name not in known]
    gone = 0
    for path in strays:
        if time.time() - path.stat().st_mtime > STRAY_AFTER:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=_folder())
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).chmod(0o440)
    Path(draft).replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _root() -> Path:
    return Path(settings.DOCUMENTS_ROOT)


def _folder() -> Path:
    folder = _root() / "unfinished"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _path(name: str) -> Path:
    path = (_root() / name).resolve()
    if not path.is_relative_to(_root().resolve()):
        raise CorruptFile(f"{name} lies outside of the store")
    return path
