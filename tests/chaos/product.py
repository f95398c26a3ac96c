"""The product as its operator starts it, in processes of its own over a database of its own, to be killed at will."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psutil
import psycopg

from tests import migrated
from tests.postgres import Server

ROOT = Path(__file__).resolve().parents[2]
SILENCE = 12


class Sqlite:
    """Databases that are files; there is no server to stop."""

    restart = None

    def new_database(self, home: Path) -> str:
        shutil.copyfile(migrated.migrated_file(), home / "liap.sqlite3")
        return f"sqlite:///{home}/liap.sqlite3"


class Postgres:
    """Databases of a server that nobody else uses."""

    def __init__(self, server: Server):
        self._server, self._made = server, 0
        self.stop, self.start, self.restart = server.stop, server.start, server.restart
        migrated.pour_into(server.url)

    def new_database(self, _home: Path) -> str:
        self._made += 1
        with psycopg.connect(self._server.url.replace("/liap?", "/postgres?"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE copy_{self._made} TEMPLATE liap")
        return self._server.url.replace("/liap?", f"/copy_{self._made}?")


class Product:
    """`manage.py run`: web server, queue worker and clock under their supervisor."""

    def __init__(self, home: Path, database_url: str):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{probe.getsockname()[1]}"
        self.log = home / "log"
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "LIAP_DATA_ROOT": str(home / "data"),
            "LIAP_SILENCE": str(SILENCE),
            "LIAP_LEASE": "24",
        }
        self.supervisor: psutil.Popen | None = None
        self._known: dict[int, psutil.Process] = {}

    def scene(self, name: str, *arguments: object):
        """What a function of tests/chaos/scenes.py answers, called in a process of the product."""
        command = [sys.executable, "-m", "tests.chaos.scenes", name, *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    def start(self) -> None:
        command = [sys.executable, "manage.py", "run", "--bind", self.address]
        with self.log.open("a") as log:
            self.supervisor = psutil.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def health(self) -> int:
        """What /healthz answers, 0 when nobody does."""
        try:
            with urlopen(f"http://{self.address}/healthz", timeout=5) as answer:
                return answer.status
        except HTTPError as answer:
            return answer.code
        except (URLError, OSError):
            return 0

    def restarts(self, name: str) -> int:
        return self.log.read_text().count(f"{name} is restarted")

    # --- What can be hit -------------------------------------------------------------------------------------------

    def everything(self) -> list[psutil.Process]:
        """All living processes that the product ever started, orphans too."""
        if self.supervisor and self.supervisor.is_running():
            for process in _below(self.supervisor):
                self._known[process.pid] = process
        living = [self.supervisor, *self._known.values()]
        return [process for process in living if process and _lives(process)]

    def part(self, name: str) -> list[psutil.Process]:
        """The main process of "gunicorn", "qcluster" or "clock"."""
        children = self.supervisor.children() if _lives(self.supervisor) else []
        return [process for process in children if name in " ".join(_command(process))]

    def sentinel(self) -> list[psutil.Process]:
        return [child for main in self.part("qcluster") for child in _below(main, recursive=False)]

    def crew(self) -> list[psutil.Process]:
        """Workers, monitor and pusher in the order in which they were started."""
        crew = [child for guard in self.sentinel() for child in _below(guard, recursive=False)]
        return sorted(crew, key=lambda process: process.pid)

    def busy(self) -> list[psutil.Process]:
        """Workers that have a drawing process."""
        return [worker for worker in self.crew() if _below(worker, recursive=False)]

    def idle(self) -> list[psutil.Process]:
        """Members of the crew that draw nothing: idle workers, the monitor and the pusher."""
        return [one for one in self.crew() if not _below(one, recursive=False)]

    def drawings(self) -> list[psutil.Process]:
        return [child for worker in self.crew() for child in _below(worker, recursive=False)]

    def kill_one(self, candidates: list[psutil.Process], chance: random.Random) -> bool:
        self.everything()
        if not candidates:
            return False
        _send(chance.choice(candidates), signal.SIGKILL)
        return True

    def kill(self) -> None:
        """Kills supervisor and all; nothing is left when it returns, as after a power cut."""
        while living := self.everything():
            for process in living:
                _send(process, signal.SIGKILL)
            time.sleep(0.05)
        if self.supervisor:
            self.supervisor.wait()


def wait_until(holds, *, seconds: float) -> bool:
    """Whether it came to hold; the deadline judges that it ends, not how fast."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False


def _below(process: psutil.Process, *, recursive: bool = True) -> list[psutil.Process]:
    try:
        return [child for child in process.children(recursive=recursive) if _lives(child)]
    except psutil.NoSuchProcess:
        return []


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _send(process: psutil.Process, sign: int) -> None:
    try:
        process.send_signal(sign)
    except psutil.NoSuchProcess:
        pass
