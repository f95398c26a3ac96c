"""A file is named after the thing in it; if a thing has no home, its area is missing."""

from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT, plant

BANNED = {"utils", "helpers", "common", "core", "misc", "base", "manager", "managers", "services"}


def banned_names(root: Path) -> list[str]:
    """Files and folders of the packages and the tests with a name that says nothing."""
    return sorted(
        path.relative_to(root).as_posix()
        for folder in (*PACKAGES, "tests")
        for path in (root / folder).rglob("*")
        if path.stem.strip("_") in BANNED and path.name != "base.html"
        if not {"__pycache__", "vendor"} & set(path.parts)
    )


def folders_without_init(root: Path) -> list[str]:
    """Folders of tests that pytest would import under a name of ours (`tests/liap` as `liap`)."""
    return sorted(
        folder.relative_to(root).as_posix()
        for folder in {path.parent for path in (root / "tests").rglob("*.py")}
        if not (folder / "__init__.py").exists()
    )


def test_no_file_is_named_after_nothing():
    assert banned_names(ROOT) == []


@pytest.mark.parametrize(
    "name", ["liap/utils.py", "documents/core/marks.py", "workflows/services.py", "liap/templates/liap/_base.html"]
)
def test_banned_name_is_found(tmp_path, name):
    plant(tmp_path, {name: "", "liap/templates/liap/base.html": "", "documents/marks.py": ""})

    assert [found for found in banned_names(tmp_path) if name.startswith(found)] == banned_names(tmp_path) != []


def test_every_folder_of_tests_is_a_package():
    assert folders_without_init(ROOT) == []


def test_folder_without_init_is_found(tmp_path):
    plant(tmp_path, {"tests/__init__.py": "", "tests/liap/test_plans.py": ""})

    assert folders_without_init(tmp_path) == ["tests/liap"]
