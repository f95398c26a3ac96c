"""Starting several acts at the same moment, each on a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from liap.refusals import Conflict, Refusal


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Runs all acts together; returns per act "won" or the refusal. Any other exception is raised."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(10)
            act()
        except (Conflict, Refusal) as refusal:
            return refusal
        finally:
            connection.close()
        return "won"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
