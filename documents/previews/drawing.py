"""Has a first page made a picture by a child process with limits; a PDF that breaks the reader breaks it there."""

import json
import subprocess
import sys
from dataclasses import dataclass

from documents import children

COMMAND = (sys.executable, "-m", "documents.previews.picture")
WALL_SECONDS = 30


class NoPicture(Exception):
    """The page could not be made a picture; the message says why."""


@dataclass(frozen=True)
class Picture:
    """A small picture in WebP."""

    content: bytes
    width: int
    height: int


def picture(pdf: bytes) -> Picture:
    """The first page of the PDF; whatever goes wrong in the child comes back as NoPicture."""
    try:
        done = children.read(COMMAND, pdf, seconds=WALL_SECONDS)
    except subprocess.TimeoutExpired as fault:
        raise NoPicture(f"not drawn within {WALL_SECONDS} seconds") from fault
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NoPicture(said[-1] if said else f"the drawing process ended with {done.returncode}")
    head, _, content = done.stdout.partition(b"\n")
    told = json.loads(head)
    return Picture(content, told["width"], told["height"])
