"""What is installed is exactly what was locked, from whichever index."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import PACKAGES, ROOT, modules, plant

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


def imported(root: Path) -> set[str]:
    """The distributions that the packages import."""
    names = set()
    for _, module in modules(root):
        for node in ast.walk(module):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module)
    top = {name.partition(".")[0] for name in names} - sys.stdlib_module_names - set(PACKAGES)
    owners = packages_distributions()
    return {canonicalize_name(owners.get(name, [f"unknown {name}"])[0]) for name in top}


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


def test_imports_are_installed_without_the_dev_group():
    found = imported(ROOT)

    assert {"django", "django-viewflow", "weasyprint"} <= found
    assert found - set(pins((ROOT / "requirements.txt").read_text())) == set()


def test_import_of_a_dev_tool_is_found(tmp_path):
    plant(
        tmp_path,
        {"liap/pages.py": "import os\nimport pytest\nfrom liap.people import models\nfrom PIL import Image\n"},
    )

    assert imported(tmp_path) == {"pytest", "pillow"}


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
