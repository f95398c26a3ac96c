"""Serves the product on this machine: web server, queue worker and clock, each restarted when it dies or hangs."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from config.health import is_silent

GIVE_SIGNS = ("worker", "clock")
PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """Has the kernel end the new process when this one is killed, so that none goes on unguarded with old code."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """A process in a group of its own, so that all it started dies with it."""

    def __init__(self, name: str, command: list[str]):
        self.name, self.command = name, command
        self.start()

    def start(self) -> None:
        self.started_at = timezone.now()
        self.process = subprocess.Popen(  # noqa: S603 -- ours
            self.command,
            cwd=settings.ROOT,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )

    def is_dead(self) -> bool:
        return self.process.poll() is not None

    def stop(self, patience: float) -> None:
        """Asks the process to end, then ends its whole group."""
        if not self.is_dead():
            self.process.terminate()
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port of the web server")

    def handle(self, *, bind, **options):
        self._refuse_a_taken_port(bind)
        manage = [sys.executable, str(settings.ROOT / "manage.py")]
        web = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", bind, "--workers", "2", "--threads", "4"]
        web += ["--access-logfile", "/dev/null", "--log-level", "warning"]
        signal.signal(signal.SIGTERM, self._interrupt)
        children = [Child("web", web), Child("worker", [*manage, "qcluster"]), Child("clock", [*manage, "clock"])]
        self.stdout.write(f"\nLIAP is served at http://{bind}/  (stop with Ctrl-C)")
        try:
            while True:
                time.sleep(2)
                self._look_after(children)
        except KeyboardInterrupt:
            self.stdout.write("Stopping ...")
        finally:
            for child in children:
                child.stop(patience=8)

    def _refuse_a_taken_port(self, bind: str) -> None:
        host, _colon, port = bind.rpartition(":")
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, int(port)))
            except OSError as error:
                text = f"{bind} cannot be used ({error.strerror}). Stop what runs there, or use --bind HOST:PORT."
                raise CommandError(text) from error

    def _look_after(self, children: list[Child]) -> None:
        for child in children:
            if child.is_dead() or self._hangs(child):
                self.stderr.write(f"{timezone.now():%H:%M:%S} {child.name} is restarted")
                child.stop(patience=2)
                child.start()

    def _hangs(self, child: Child) -> bool:
        if child.name not in GIVE_SIGNS:
            return False
        try:
            return is_silent(child.name, since=child.started_at)
        except DatabaseError:
            connection.close()
            return False

    def _interrupt(self, *_args):
        raise KeyboardInterrupt
