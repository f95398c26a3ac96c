"""The throw-away PostgreSQL."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgres


@pytest.fixture
def command(monkeypatch):
    """The start of a command line that brings its own server, whatever database these tests run on."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    try:
        postgres.binaries()
    except postgres.NoPostgres:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("PostgreSQL is not installed")
    return [sys.executable, "-m", "tests.postgres", "--"]


def home_of(database_url: str) -> Path:
    return Path(database_url.partition("host=")[2].strip())


def test_server_answers_and_leaves_nothing_behind(command):
    ask = "import os, psycopg; u = os.environ['DATABASE_URL']; psycopg.connect(u); print(u)"

    done = subprocess.run([*command, sys.executable, "-c", ask], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("postgresql://")
    assert not home_of(done.stdout).exists()


def test_exit_code_is_the_commands(command):
    assert subprocess.run([*command, "sh", "-c", "exit 3"]).returncode == 3


def test_sigterm_stops_the_server(command):
    running = subprocess.Popen([*command, "sh", "-c", "echo $DATABASE_URL; exec sleep 60"], stdout=subprocess.PIPE)
    home = home_of(running.stdout.readline().decode())
    was_there = home.exists()

    running.send_signal(signal.SIGTERM)
    code = running.wait(timeout=20)

    assert (was_there, home.exists(), code) == (True, False, 128 + signal.SIGTERM)
    running.stdout.close()


def test_given_server_is_used_as_it_is(monkeypatch, capfd):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/liap")

    code = postgres.main(["--", "sh", "-c", "echo $DATABASE_URL"])

    assert (code, capfd.readouterr().out) == (0, "postgresql://somewhere/liap\n")


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_missing_server_is_loud_and_fatal_in_ci(monkeypatch, capsys, ci, code):
    def nowhere():
        raise postgres.NoPostgres

    monkeypatch.setattr(postgres, "binaries", nowhere)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("CI", ci)

    assert postgres.main(["--", "true"]) == code
    assert "NOT TESTED ON POSTGRESQL" in capsys.readouterr().err
