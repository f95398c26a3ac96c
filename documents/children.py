"""Child processes that read one PDF each from standard input, so that a file that breaks a reader breaks it there."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def read(command: tuple[str, ...], pdf: bytes, *, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Runs a command of ours on a PDF, without any secret in its surroundings; TimeoutExpired when it takes longer."""
    return subprocess.run(  # noqa: S603 -- a fixed command, the PDF goes through standard input
        command, input=pdf, capture_output=True, timeout=seconds, cwd=ROOT, env={"LANG": "C.UTF-8"}, check=False
    )
