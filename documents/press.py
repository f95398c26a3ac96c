"""The drawing process: `python -m documents.press` draws one paper after the other, warm and within limits.

Each line on standard input is an order as JSON; the answer is a line of JSON and the PDF. The process knows no
database, reaches no network, dies with its parent, and ends at the first failure, after many papers, once it has grown
large, or when nobody orders anything: what one paper left behind is not for the next.
"""

import ctypes
import json
import resource
import select
import signal
import sys
from pathlib import Path

import django
from django.conf import settings

from documents.rendering import Order, case, digest, render

# Bytes that it may write to, and addresses at all: most of the difference are the libraries, which are shared.
MEMORY, ADDRESSES = 960 * 1024 * 1024, 1536 * 1024 * 1024
# Papers until a new process takes over, and the size (in kilobytes) at which it does so earlier.
PAPERS, LARGE = 100, 400 * 1024
# Seconds of the processor for one paper (200 pages take 65 on an idle machine, 145 on a busy one), and without orders.
SECONDS, PATIENCE = 200, 60


def confine() -> None:
    """Limits this process: memory, no network, no core file, no life after its parent, and the time of one paper."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, PAPERS * SECONDS + 2))
    sys.addaudithook(_refuse_network)


def wind_up() -> None:
    """Gives the next paper its own time: the limit counts from the birth of the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    until = int(used.ru_utime + used.ru_stime) + 1 + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (min(until, hard), hard))


def _refuse_network(event: str, _arguments: tuple) -> None:
    if event in {"socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"}:
        raise PermissionError(f"{event} is refused while drawing")


def _set_up(locale_paths: list[str]) -> None:
    settings.configure(
        USE_I18N=True,
        USE_TZ=True,
        TIME_ZONE="UTC",
        LANGUAGE_CODE="id",
        LANGUAGES=[("id", "Bahasa Indonesia"), ("en", "English")],
        LOCALE_PATHS=locale_paths,
        INSTALLED_APPS=[],
    )
    django.setup()
    case()


def answer(line: bytes) -> None:
    """Draws one order and writes it out."""
    wind_up()
    order = json.loads(line)
    locale_paths = order.pop("locale_paths")
    if not settings.configured:
        _set_up(locale_paths)
    drawn = render(Order(**order))
    head = {"pages": drawn.pages, "digest": digest(), "size": len(drawn.pdf), "is_last": _is_large()}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + drawn.pdf)
    sys.stdout.buffer.flush()


def _is_large() -> bool:
    """Whether its own peak is high: `ru_maxrss` would tell the size of a large parent, which lives on over exec."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) > LARGE


def main() -> int:
    """Answers orders; on failure the last line on standard error is the reason."""
    confine()
    # Unbuffered, so that an order which waits is seen by `select`.
    orders = open(sys.stdin.fileno(), "rb", buffering=0, closefd=False)  # noqa: SIM115 -- as long as the process
    for _ in range(PAPERS):
        if not select.select([orders], [], [], PATIENCE)[0] or not (line := orders.readline()):
            return 0
        try:
            answer(line)
        except Exception as fault:
            sys.stderr.write(f"{type(fault).__name__}: {fault}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
