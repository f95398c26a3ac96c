"""What holds for every test: files go to a folder of its own, and a missing tool is never passed over in CI."""

import os
import shutil

import pytest
from django.db import connection, connections
from django.utils import translation

from tests import migrated

MISSING_IS_FATAL = bool(os.environ.get("CI"))


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings, django_db_blocker):
    """Hands pytest-django a database that is migrated already."""
    if request.config.getvalue("reuse_db") or request.config.getvalue("nomigrations"):
        yield request.config.getvalue("reuse_db")
        return
    with django_db_blocker.unblock():
        copy = migrated.put_in_place()
    yield True
    connections.close_all()
    migrated.clear_away(copy)


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """Keeps tests out of the data of a running system."""
    for name in ("MEDIA_ROOT", "DOCUMENTS_ROOT", "EVIDENCE_ROOT"):
        setattr(settings, name, tmp_path / name.lower())


@pytest.fixture(autouse=True)
def first_language():
    """A request of the last test leaves its language behind; every test begins with Indonesian."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def sqlite_empties_append_only_tables():
    """Lets SQLite empty all tables after a transactional test: it has no TRUNCATE, and DELETE meets the triggers."""
    if connection.vendor != "sqlite":
        yield
        return
    flush = connection.ops.sql_flush

    def flush_without_triggers(*args, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        lift = [f"DROP TRIGGER {name}" for name, _ in triggers]
        return [*lift, *flush(*args, **kwargs), *(sql for _, sql in triggers)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.ops, "sql_flush", flush_without_triggers)
        yield


def pytest_runtest_setup(item):
    if item.get_closest_marker("postgres") and connection.vendor == "sqlite":
        pytest.skip("needs PostgreSQL: python -m tests.postgres -- pytest")
    if item.get_closest_marker("once") and connection.vendor != "sqlite":
        pytest.skip("the same with any database: runs with SQLite")
    if item.get_closest_marker("browser"):
        require("chromium", "chromedriver")


def require(*programs: str) -> None:
    """Skips the test when a program is not installed; in CI it fails."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and MISSING_IS_FATAL:
        pytest.fail(f"not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
