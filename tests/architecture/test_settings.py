"""The environment is read in one place, and README explains every name."""

import ast
import re
from pathlib import Path

from tests.architecture.tree import ROOT, calls, modules, plant, texts

READING = re.compile(r"(env(\.\w+)?|os\.getenv|os\.environ\.(get|pop)|getenv|environ\.get)")

# What a child process needs of the system around it; no setting of ours.
OF_THE_SYSTEM = {"PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH"}


def names_read(module: ast.Module) -> set[str]:
    """The names of environment variables that a module reads."""
    asked = [call.args[0] for called, call in calls(module) if READING.fullmatch(called) and call.args]
    asked += [
        node.slice
        for node in ast.walk(module)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load)
        if ast.unparse(node.value) in {"os.environ", "environ"}
    ]
    return {text for node in asked for text in texts(node)} - OF_THE_SYSTEM


def unexplained(names: set[str], readme: str) -> list[str]:
    return sorted(name for name in names if not re.search(rf"\b{name}\b", readme))


def readers(root: Path) -> dict[str, set[str]]:
    """Which module reads which names."""
    found = {path.relative_to(root).as_posix(): names_read(module) for path, module in modules(root)}
    return {place: names for place, names in found.items() if names}


def test_readme_explains_every_environment_name():
    names = readers(ROOT)["config/settings.py"]

    assert {"DATABASE_URL", "LIAP_SECRET_KEY"} <= names
    assert unexplained(names, (ROOT / "README.md").read_text()) == []


def test_environment_is_read_in_the_settings_alone():
    assert set(readers(ROOT)) == {"config/settings.py"}


def test_reading_is_found_in_every_form(tmp_path):
    forms = (
        "env('A')\nenv.bool('B', False)\nos.environ['C']\nos.environ.get('D')\nos.environ['NOT'] = '1'\nenv.dump(x)\n"
    )
    plant(tmp_path, {"liap/pages.py": forms, "liap/quiet.py": "os.environ.setdefault('NOT', '1')\n"})

    assert readers(tmp_path) == {"liap/pages.py": {"A", "B", "C", "D"}}


def test_unexplained_name_is_found():
    assert unexplained({"LIAP_DEBUG", "LIAP_KEY"}, "Set `LIAP_DEBUG` and LIAP_KEYRING.") == ["LIAP_KEY"]
