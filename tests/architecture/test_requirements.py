"""What is installed is exactly what was locked, from whichever index."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import ROOT

PIN = re.compile(
    r"(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?: ; (?P<marker>[^\\]+))?(?P<hashes>(?: --hash=sha256:[0-9a-f]{64})+)"
)
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-installer.txt"]


def pins(text: str) -> dict[str, str]:
    """Names and versions; any line that is not a pinned name with its hashes is refused."""
    found = {}
    for line in text.replace("\\\n", " ").splitlines():
        words = " ".join(line.split())
        pin = PIN.fullmatch(words)
        assert pin, f"neither pinned nor hashed: {words}"
        found[canonicalize_name(pin["name"])] = pin["version"]
    return found


def declared(lock: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    lines = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["project"]["dependencies"] + groups["dev"],
        "requirements-installer.txt": groups["installer"],
    }
    return [Requirement(line) for line in lines[lock]]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_what_is_declared(lock):
    pinned = pins((ROOT / lock).read_text())

    assert [
        str(wanted)
        for wanted in declared(lock)
        if not wanted.specifier.contains(pinned.get(canonicalize_name(wanted.name), "0"))
    ] == []


def test_both_locks_agree():
    runtime, dev = (pins((ROOT / lock).read_text()) for lock in LOCKS[:2])

    assert {name: dev.get(name) for name in runtime} == runtime


@pytest.mark.parametrize(
    "line",
    [
        "django==5.2",
        "django>=5.2 --hash=sha256:" + "0" * 64,
        "--index-url https://example.org/simple",
        "./wheels/django.whl --hash=sha256:" + "0" * 64,
        "django @ https://example.org/django.whl --hash=sha256:" + "0" * 64,
    ],
)
def test_line_without_hash_or_with_an_address_is_refused(line):
    with pytest.raises(AssertionError, match="neither pinned nor hashed"):
        pins(line)
