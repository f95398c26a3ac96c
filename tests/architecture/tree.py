"""The source tree as the tests of this folder read it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# From the lowest to the highest: each may name what stands before it.
PACKAGES = ("liap", "documents", "workflows", "config")


def files(root: Path, pattern: str) -> list[Path]:
    return sorted(path for package in PACKAGES for path in (root / package).rglob(pattern))


def modules(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in files(root, "*.py"):
        yield path, ast.parse(path.read_text())


def calls(module: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the dotted text of what is called."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def texts(module: ast.AST) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def package_of(name: str) -> str | None:
    """The package of ours that a dotted name or a template's path begins with."""
    first = re.split(r"[./:]", name, maxsplit=1)[0]
    return first if first in PACKAGES else None


def is_above(name: str, package: str) -> bool:
    """Whether a name belongs to a package which `package` may not mention."""
    other = package_of(name)
    return other is not None and PACKAGES.index(other) > PACKAGES.index(package)


def plant(root: Path, sources: dict[str, str]) -> Path:
    """Writes a small tree to try a rule on."""
    for name, text in sources.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root
