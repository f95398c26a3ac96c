"""Runs a command against a throw-away PostgreSQL: `python -m tests.postgres -- pytest`."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NOT_FOUND = """\
======================================================================
NOT TESTED ON POSTGRESQL: no server is installed here.
On Debian: sudo apt-get install postgresql
Or name one that runs already: DATABASE_URL=postgresql://...
======================================================================"""


class NoPostgres(Exception):
    pass


def binaries() -> Path:
    """The folder of the newest installed server: Debian keeps them off the PATH."""
    on_path = shutil.which("initdb")
    candidates = [Path(on_path).resolve().parent] if on_path else []
    installed = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    candidates += sorted(installed, key=lambda path: int(path.parent.name), reverse=True)
    for folder in candidates:
        if (folder / "pg_ctl").exists():
            return folder
    raise NoPostgres


@dataclass(frozen=True)
class Server:
    """A running server: its DATABASE_URL, and how to stop it without a farewell and start it again."""

    url: str
    stop: Callable[[], None]
    start: Callable[[], None]

    def restart(self) -> None:
        self.stop()
        self.start()


@contextmanager
def throw_away_server(*, keeps_commits: bool = False) -> Iterator[Server]:
    """Yields a server that nobody else can reach and that leaves nothing behind.

    It is fast and forgets the last commits when it is restarted, unless it is to keep them.
    """
    programs = binaries()
    # Not below TMPDIR: the path of a socket may have 107 letters at most.
    home = Path(tempfile.mkdtemp(prefix="liap-postgres-", dir="/tmp"))
    data = home / "data"
    # PostgreSQL refuses to run as root.
    as_whom = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        as_whom = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        os.chown(home, nobody.pw_uid, nobody.pw_gid)

    def run(program: str, *arguments: str) -> None:
        subprocess.run([programs / program, *arguments], cwd=home, check=True, stdout=subprocess.DEVNULL, **as_whom)

    options = (
        f"-c fsync=off -c synchronous_commit={'on' if keeps_commits else 'off'} -c full_page_writes=off "
        f"-c listen_addresses='' -c unix_socket_directories={home} -c max_connections=250"
    )

    def start() -> None:
        run("pg_ctl", "start", "--wait", "--silent", f"-D{data}", f"--log={home}/log", "-o", options)

    def stop() -> None:
        run("pg_ctl", "stop", "--silent", "--mode=immediate", f"-D{data}")

    try:
        run("initdb", "--no-sync", "--auth=trust", "--username=liap", "--encoding=UTF8", "--no-locale", f"-D{data}")
        start()
        try:
            run("createdb", f"--host={home}", "--username=liap", "liap")
            yield Server(f"postgresql://liap@/liap?host={home}", stop, start)
        finally:
            stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def run_command(command: list[str], database_url: str) -> int:
    """Passes SIGTERM on to the command, so that both end and the server is cleared away."""
    child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": database_url})
    before = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        code = child.wait()
    except KeyboardInterrupt:  # the terminal has told the command too
        code = child.wait()
    finally:
        signal.signal(signal.SIGTERM, before)
    return code if code >= 0 else 128 - code


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgresql://", "postgres://")):
        return run_command(command, given)
    try:
        with throw_away_server() as server:
            return run_command(command, server.url)
    except NoPostgres:
        print(NOT_FOUND, file=sys.stderr)
        return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    # Until the command runs, a SIGTERM ends the start-up like any other failure.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
