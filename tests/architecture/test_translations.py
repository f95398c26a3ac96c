"""Every text of the code has its Indonesian words, and the compiled catalogue is made from the written one."""

import ast
import gettext
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.architecture.tree import PACKAGES, ROOT, modules, plant
from tests.conftest import require

FOLDER = Path("config/locale/id/LC_MESSAGES")


@pytest.fixture(autouse=True)
def gettext_tools():
    require("xgettext", "msgmerge", "msgattrib", "msgfmt")


@pytest.fixture
def untranslated(settings, monkeypatch):
    """Collects the texts of a tree as `make messages` does; returns those without a settled translation."""

    def collect(root: Path) -> list[str]:
        monkeypatch.chdir(root)
        settings.LOCALE_PATHS = [root / "config/locale"]
        call_command("makemessages", locale=["id"], no_obsolete=True, no_wrap=True, verbosity=0)
        catalogue = root / FOLDER / "django.po"
        return [text for kind in ("--untranslated", "--only-fuzzy") for text in entries(catalogue, kind)]

    return collect


def entries(catalogue: Path, kind: str) -> list[str]:
    command = ["msgattrib", kind, "--no-wrap", "--no-obsolete", catalogue]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.removeprefix("msgid ") for line in listed.splitlines() if line.startswith("msgid ")][1:]


def copy_of_sources(target: Path) -> Path:
    """Our packages, copied so that collecting leaves the checkout alone."""
    for package in PACKAGES:
        skip = shutil.ignore_patterns("__pycache__", "static", "assets", "migrations", "*.mo")
        shutil.copytree(ROOT / package, target / package, ignore=skip)
    return target


def test_every_text_has_its_indonesian_words(tmp_path, untranslated):
    assert untranslated(copy_of_sources(tmp_path)) == []


def test_text_without_translation_is_found(tmp_path, untranslated):
    plant(
        tmp_path,
        {
            "liap/pages.py": "from django.utils.translation import gettext as _\n_('Known')\n_('Unheard-of')\n",
            "liap/templates/liap/page.html": "{% load i18n %}{% translate 'Unseen' %} {% translate 'Doubtful' %}",
            f"{FOLDER}/django.po": (
                'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
                'msgid "Known"\nmsgstr "Dikenal"\n\n#, fuzzy\nmsgid "Doubtful"\nmsgstr "Barangkali"\n'
            ),
        },
    )

    assert sorted(untranslated(tmp_path)) == ['"Doubtful"', '"Unheard-of"', '"Unseen"']


def unknown_names(root: Path) -> list[str]:
    """Names given to functions of gettext that `makemessages` does not know, so that it passes their texts over."""
    return [
        f"{path.relative_to(root)}: {name.asname}"
        for path, module in modules(root)
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname not in (None, "_")
    ]


def test_texts_are_said_with_names_that_are_collected():
    assert unknown_names(ROOT) == []


def test_name_that_is_not_collected_is_found(tmp_path):
    plant(tmp_path, {"liap/pages.py": "from django.utils.translation import gettext as _now, gettext_lazy as _\n"})

    assert unknown_names(tmp_path) == ["liap/pages.py: _now"]


def test_compiled_catalogue_is_up_to_date(tmp_path):
    fresh = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "--check", "-o", fresh, ROOT / FOLDER / "django.po"], check=True)

    assert messages(ROOT / FOLDER / "django.mo") == messages(fresh)


def messages(compiled: Path) -> dict:
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog
