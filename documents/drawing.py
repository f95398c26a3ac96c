"""Has a paper drawn by a child process with limits, so that no paper can take its worker along.

A child rather than a thread or a fork: WeasyPrint's memory and time can only be bounded from outside, and a
background worker may not fork through multiprocessing.
"""

import json
import os
import subprocess
import sys

from django.conf import settings

from documents.rendering import ASSETS, FOLDER, Drawn, Order, Undrawable

COMMAND = (sys.executable, "-m", "documents.rendering")
# Half of the lease: a drawing that takes its time is never taken over by another worker.
WALL_SECONDS = settings.LEASE / 2


def draw(order: Order) -> Drawn:
    """Draws one paper; whatever goes wrong in the child comes back as Undrawable with the reason."""
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed command, the order goes through standard input
            COMMAND,
            input=order.to_json([str(path) for path in settings.LOCALE_PATHS]),
            capture_output=True,
            timeout=WALL_SECONDS,
            cwd=FOLDER.parent,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise Undrawable(f"not drawn within {WALL_SECONDS:g} seconds") from fault
    if done.returncode < 0:
        raise Undrawable(f"the drawing process was ended by signal {-done.returncode}")
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise Undrawable(said[-1] if said else f"the drawing process ended with {done.returncode}")
    head, _, pdf = done.stdout.partition(b"\n")
    if not pdf.startswith(b"%PDF-"):
        raise Undrawable("the drawing process gave no PDF")
    told = json.loads(head)
    return Drawn(pdf, told["pages"], told["digest"])


def _environment() -> dict[str, str]:
    """What the child may know: no secret, no address of a database, and the papers' own fonts."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(ASSETS / "fonts.conf"),
        "XDG_CACHE_HOME": str(settings.DOCUMENTS_ROOT / "cache"),
    }
