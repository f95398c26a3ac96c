"""Every module can be imported: what runs only in a process of its own is not found missing there."""

import importlib
import pkgutil

import pytest

PACKAGES = ("liap", "documents", "workflows", "config")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_can_be_imported(package):
    found = [one.name for one in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}.")]

    assert len([importlib.import_module(name) for name in found if ".migrations" not in name]) > 5
