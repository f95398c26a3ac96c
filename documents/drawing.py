"""Has papers drawn by a child process with limits, so that no paper can take its worker along.

A child rather than a thread or a fork: WeasyPrint's memory and time can only be bounded from outside, a background
worker may not fork through multiprocessing, and newer Pango holds threads that a fork would lose. The child stays for
the next paper of its thread, as starting it takes longer than drawing a letter; after any failure there is a new one.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace

from django.conf import settings

from documents import pictures
from documents.press import PAPERS
from documents.rendering import ASSETS, FOLDER, Drawn, Order, Undrawable

COMMAND = (sys.executable, "-m", "documents.press")
# Three quarters of the lease: a drawing that takes its time is never taken over by another worker.
WALL_SECONDS = settings.LEASE * 3 / 4
_hired = threading.local()


class Left(Exception):
    """The child had gone for want of orders before this one reached it."""


class Press:
    """A drawing process; it belongs to the thread and the process that started it."""

    def __init__(self) -> None:
        self.owner, self.conditions, self.papers = os.getpid(), _conditions(), 0
        self.said = tempfile.TemporaryFile()  # noqa: SIM115 -- as long as the child
        self.process = subprocess.Popen(  # noqa: S603 -- a fixed command, orders go through standard input
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
            cwd=FOLDER.parent,
            env=_environment(),
        )

    @property
    def is_ready(self) -> bool:
        return self.owner == os.getpid() and self.conditions == _conditions() and self.process.poll() is None

    def draw(self, order: Order) -> Drawn:
        """One paper within the wall time; whatever is wrong ends the child."""
        late = threading.Event()
        clock = threading.Timer(WALL_SECONDS, lambda: (late.set(), self.process.kill()))
        clock.start()
        try:
            drawn, is_last = self._ask(order)
        except BaseException:
            self.end()
            if late.is_set():
                raise Undrawable(f"not drawn within {WALL_SECONDS:g} seconds") from None
            raise
        finally:
            clock.cancel()
        self.papers += 1
        if is_last or self.papers >= PAPERS:
            self.end()
        return drawn

    def end(self) -> None:
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.said):
            with contextlib.suppress(OSError):
                stream.close()

    def _ask(self, order: Order) -> tuple[Drawn, bool]:
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(order.to_json([str(path) for path in settings.LOCALE_PATHS]) + b"\n")
            self.process.stdin.flush()
        head = self.process.stdout.readline()
        try:
            told = json.loads(head)
            pdf = self.process.stdout.read(told["size"])
            if len(pdf) == told["size"] and pdf.startswith(b"%PDF-"):
                return Drawn(pdf, told["pages"], told["digest"]), told["is_last"]
        except (ValueError, KeyError, TypeError):
            pass
        raise self._reason(has_spoken=bool(head))

    def _reason(self, *, has_spoken: bool) -> Exception:
        """Why there is no paper, by the way in which the child ended."""
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        ended = self.process.wait()
        if ended < 0:
            return Undrawable(f"the drawing process was ended by signal {-ended}")
        if ended:
            self.said.seek(0)
            said = self.said.read().decode(errors="replace").strip().splitlines()
            return Undrawable(said[-1] if said else f"the drawing process ended with {ended}")
        return Undrawable("the drawing process gave no PDF") if has_spoken or not self.papers else Left()


def draw(order: Order) -> Drawn:
    """Draws one paper; whatever goes wrong in the child comes back as Undrawable with the reason.

    The photos that its facts name are read here: the child reads no file but its own assets.
    """
    order = replace(order, pictures=pictures.of(order.facts))
    try:
        return _press().draw(order)
    except Left:
        return _press().draw(order)


def _press() -> Press:
    """The press of this thread, a new one where there is none that can go on."""
    press = getattr(_hired, "press", None)
    if press is None or not press.is_ready:
        if press is not None:
            press.end()
        press = _hired.press = Press()
    return press


def _conditions() -> tuple:
    """What a process was started for; it draws for nothing else."""
    return COMMAND, tuple(settings.LOCALE_PATHS), settings.DOCUMENTS_ROOT


def _environment() -> dict[str, str]:
    """What the child may know: no secret, no address of a database, and the papers' own fonts."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(ASSETS / "fonts.conf"),
        "XDG_CACHE_HOME": str(settings.DOCUMENTS_ROOT / "cache"),
    }
