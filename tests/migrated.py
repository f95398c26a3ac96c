"""Databases with all migrations already in them: migrated once, copied for every run and every worker.

Running the migrations takes longer than most tests. The copy on disk is named after the files that made it, so a
changed migration makes a new one.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests.postgres import NoPostgres, binaries

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "liap_migrated"


def put_in_place() -> Path | None:
    """Makes the test database out of the migrated one; returns the file where it is one."""
    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        copy = Path(name)
        clear_away(copy)
        shutil.copyfile(migrated_file(), copy)
        return copy
    _copy_on_server(name)
    return None


def clear_away(file: Path | None) -> None:
    """Removes a database file with what SQLite keeps beside it."""
    if file is not None:
        for ending in ("", "-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)


def migrated_file() -> Path:
    """The migrated database of SQLite, to be copied and never opened."""
    made = Path(tempfile.gettempdir()) / f"liap-migrated-{os.getuid()}-{_digest()}.sqlite3"
    with _alone(made.name):
        if not made.exists():
            unfinished = made.with_suffix(".unfinished")
            clear_away(unfinished)
            _migrate(f"sqlite:///{unfinished}")
            with sqlite3.connect(unfinished) as opened:
                opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                opened.execute("PRAGMA journal_mode=DELETE")
            opened.close()
            unfinished.replace(made)
    return made


def pour_into(url: str) -> None:
    """Fills an empty database of PostgreSQL with what the migrations make, from a dump where one was kept."""
    try:
        tools = binaries()
    except NoPostgres:
        _migrate(url)
        return
    version = subprocess.run([tools / "pg_dump", "--version"], check=True, capture_output=True).stdout
    kept = Path(tempfile.gettempdir()) / f"liap-migrated-{os.getuid()}-{_digest(version)}.sql"
    with _alone(kept.name):
        if kept.exists():
            load = [tools / "psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={kept}", url]
            subprocess.run(load, check=True, stdout=subprocess.DEVNULL)
            return
        _migrate(url)
        unfinished = kept.with_suffix(".unfinished")
        dump = [tools / "pg_dump", "--no-owner", f"--file={unfinished}", url]
        # Tools that are older than the server refuse it; then nothing is kept.
        if subprocess.run(dump, check=False, stderr=subprocess.DEVNULL).returncode == 0:
            unfinished.replace(kept)


def _copy_on_server(name: str) -> None:
    # On a server that is not thrown away afterwards it stays for the next run.
    own, url = f"{TEMPLATE}_{_digest()}", os.environ["DATABASE_URL"]
    with _alone(hashlib.sha256(url.encode()).hexdigest()[:16]), connection._nodb_cursor() as server:
        server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [own])
        if not server.fetchone():
            server.execute(f'DROP DATABASE IF EXISTS "{own}_unfinished"')
            server.execute(f'CREATE DATABASE "{own}_unfinished"')
            address, question, options = url.partition("?")
            pour_into(f"{address.rpartition('/')[0]}/{own}_unfinished{question}{options}")
            server.execute(f'ALTER DATABASE "{own}_unfinished" RENAME TO "{own}"')
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{own}"')


def _migrate(url: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            [sys.executable, ROOT / "manage.py", "migrate", "--noinput", "--verbosity", "0"],
            env={
                **os.environ,
                "DATABASE_URL": url,
                "LIAP_DATA_ROOT": home,
                "DJANGO_SETTINGS_MODULE": "config.settings",
            },
            check=True,
        )


def _digest(version: bytes = sqlite3.sqlite_version.encode()) -> str:
    """A hash over everything that decides what the migrations make."""
    files = [ROOT / "requirements.txt", *ROOT.glob("*/migrations/*.py")]
    total = hashlib.sha256(version)
    for file in sorted(files):
        total.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return total.hexdigest()[:16]


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Waits until no other run or worker makes the same database."""
    with (Path(tempfile.gettempdir()) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
