"""Imports and foreign keys go from config over workflows and documents to liap, and never back."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.tree import PACKAGES, ROOT, plant

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def lint_imports(root: Path) -> subprocess.CompletedProcess:
    return subprocess.run([LINT_IMPORTS, "--no-cache"], cwd=root, capture_output=True, text=True)


def names_on_liap(of_models) -> list[str]:
    """Fields which would make a row of liap know what is above it (`plan.case`)."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in of_models
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and not field.remote_field.hidden
        if field.remote_field.model._meta.app_label == "liap"
    ]


def test_imports_go_downwards():
    linted = lint_imports(ROOT)

    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("documents/jobs.py", "config.urls"),
        ("liap/plans/models.py", "documents.models"),
        ("documents/models.py", "documents.actions"),
        ("workflows/flows/lwg_led.py", "workflows.actions"),
        ("liap/people/models.py", "liap.plans.models"),
        ("liap/plans/models.py", "liap.plans.actions"),
        ("liap/groups/models.py", "liap.enterprises.models"),
    ],
)
def test_import_upwards_is_found(tmp_path, module, imported):
    target = imported.replace(".", "/") + ".py"
    here = plant(tmp_path, {"pyproject.toml": (ROOT / "pyproject.toml").read_text(), target: ""})
    plant(here, {f"{package}/__init__.py": "" for package in PACKAGES})
    plant(here, {f"{Path(name).parent}/__init__.py": "" for name in (module, target)})
    assert lint_imports(here).returncode == 0

    plant(here, {module: f"import {imported}\n"})

    assert "BROKEN" in lint_imports(here).stdout


def test_keys_into_liap_have_no_name_there():
    above = [model for package in PACKAGES[1:] for model in apps.get_app_config(package).get_models()]

    assert names_on_liap(above) == []


@isolate_apps("documents", "liap")
def test_named_key_into_liap_is_found():
    class Plan(models.Model):
        class Meta:
            app_label = "liap"

    class Case(models.Model):
        plan = models.OneToOneField(Plan, models.PROTECT, related_name="case")
        silent = models.ForeignKey(Plan, models.PROTECT, related_name="+")

        class Meta:
            app_label = "documents"

    assert names_on_liap([Case]) == ["documents.Case.plan"]
