"""Processes that die or stop at a chosen line, and a database that can be set back to before."""

import hashlib
import os
import pickle
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

ENDED, FAILED = 0, 3
Line = tuple[str, int]


class Snapshot:
    """The whole test database before any file was stored; `restore` puts it back, whoever was killed meanwhile."""

    def __init__(self):
        self.name = connection.settings_dict["NAME"]
        self.copy = f"{self.name}_before"
        self._replace(self.copy, self.name)

    def restore(self) -> None:
        self._replace(self.name, self.copy)
        shutil.rmtree(settings.DOCUMENTS_ROOT, ignore_errors=True)

    def drop(self) -> None:
        if connection.vendor == "sqlite":
            Path(self.copy).unlink()
        else:
            self._run(f'DROP DATABASE "{self.copy}"')

    def _replace(self, target: str, source: str) -> None:
        connection.close()
        if connection.vendor == "sqlite":
            for rest in ("-wal", "-shm"):
                Path(f"{target}{rest}").unlink(missing_ok=True)
            shutil.copyfile(source, target)
        else:
            self._run(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            self._run(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def _run(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)


def digest() -> str:
    """A fingerprint of every row of ours and of the queue."""
    total = hashlib.sha256()
    for label in ("liap", "documents", "workflows", "django_q"):
        for model in apps.get_app_config(label).get_models():
            rows = list(model._base_manager.order_by("pk").values_list())
            total.update(f"{model._meta.label}{rows}".encode())
    return total.hexdigest()


def in_child(act: Callable[[], object]) -> int:
    """Runs the act in a process and database connection of its own; returns its pid at once."""
    connection.close()
    pid = os.fork()
    if pid:
        return pid
    code = FAILED
    try:
        act()
        connection.close()
        code = ENDED
    except BaseException as fault:  # the child must never come back as a second test run
        os.write(2, f"{type(fault).__name__}: {fault}\n".encode())
    finally:
        os._exit(code)


def end_of(pid: int) -> int:
    """Waits for the child; its exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def lines_of(act: Callable[[], object], files: tuple[str, ...]) -> list[Line]:
    """All lines of these files that the act executes, in order; it is done for real, in a child."""
    reader, writer = os.pipe()

    def told():
        seen = []
        _at_each_line(files, seen.append)
        act()
        sys.settrace(None)
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(seen, pipe)

    pid = in_child(told)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read()
    assert end_of(pid) == ENDED
    return pickle.loads(answer)


def at_line(nth: int, act: Callable[[], object], files: tuple[str, ...], send: int = signal.SIGKILL) -> int:
    """Starts the act in a child which sends itself the signal just before its nth executed line; returns the pid."""

    def doomed():
        left = nth

        def count(_line):
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), send)
            left -= 1

        _at_each_line(files, count)
        act()

    return in_child(doomed)


def _at_each_line(files: tuple[str, ...], tell: Callable[[Line], None]) -> None:
    root = f"{settings.ROOT}/"
    wanted = {name: f"{root}{name}" for name in files}
    short: dict[str, str | None] = {}

    def look(frame, event, _argument):
        code = frame.f_code.co_filename
        if code not in short:
            short[code] = next((name for name, start in wanted.items() if code.startswith(start)), None)
        if short[code] is None:
            return None
        if event == "line":
            tell((code.removeprefix(root), frame.f_lineno))
        return look

    sys.settrace(look)
