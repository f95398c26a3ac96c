"""A worker is stopped and goes on later, the disk is full, two sweeps run at once."""

import inspect
import os
import resource
import signal
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ

from documents import jobs
from documents.models import NumberRegister, Rendition
from liap.audit.actions import record_alone
from tests.chaos.dying import ENDED, at_line, end_of, in_child, lines_of
from tests.chaos.oracle import violations
from tests.documents.conftest import issue
from tests.factories import PlanFactory

pytestmark = pytest.mark.django_db(transaction=True)
WORKER = ("documents/jobs.py",)


def leases_run_out() -> None:
    Rendition.objects.filter(state=Rendition.State.RUNNING).update(lease_until=timezone.now() - jobs.LEASE)


def wait_until_stopped(pid: int) -> None:
    _pid, status = os.waitpid(pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)


def stop_a_worker(position: int, act, expected) -> list[str]:
    """Stops a worker at a line, lets another one draw after the lease, and lets the first go on."""
    pid = at_line(position, act, WORKER, signal.SIGSTOP)
    wait_until_stopped(pid)
    leases_run_out()
    jobs.sweep(draw_here=True)
    os.kill(pid, signal.SIGCONT)
    assert end_of(pid) == ENDED
    return violations(expected)


def stop_at_each_line_outside_of_a_transaction(take_snapshot) -> tuple[int, list[str]]:
    document = issue(PlanFactory())
    act = partial(jobs.draw, document.renditions.get(language="id").pk)
    expected = {(document.plan_id, "D4", 1)}
    before = take_snapshot()
    lines = lines_of(act, WORKER)
    start, end = _span(lines, "_draw_claimed"), _span(lines, "_write_down")
    found = []
    for position in range(start, end):
        before.restore()
        found += [f"{lines[position]}: {fault}" for fault in stop_a_worker(position, act, expected)]
    return end - start, found


def _span(lines, name: str) -> int:
    """The position at which the function's body begins; inside of its transaction a stopped worker holds the lock."""
    first = inspect.unwrap(getattr(jobs, name)).__code__.co_firstlineno
    return next(place for place, (_file, number) in enumerate(lines) if number > first and number - first < 25)


def test_stopped_worker_is_fenced(quick_press, snapshot):
    stops, found = stop_at_each_line_outside_of_a_transaction(snapshot)

    assert found == []
    assert stops > 10


def test_worker_without_fence_is_found(quick_press, snapshot, monkeypatch):
    """Planted: a worker that lost its lease does not notice that nothing was written."""

    def write_anyway(rendition, token, drawn, stored):
        if not write(rendition, token, drawn, stored):
            paper = rendition.document
            told = {"language": rendition.language, "sha256": stored.sha256}
            record_alone(
                "draw document", by=None, chain=f"plan:{paper.plan_id}", subject=f"document:{paper.pk}", **told
            )

    write = jobs._write_down
    monkeypatch.setattr(jobs, "_write_down", write_anyway)
    document = issue(PlanFactory())
    act = partial(jobs.draw, document.renditions.get(language="id").pk)
    lines = lines_of_copy(snapshot, act)

    found = stop_a_worker(_span(lines, "_draw_claimed") + 3, act, {(document.plan_id, "D4", 1)})

    assert any("record of drawing" in fault and "doubled" in fault for fault in found)


def lines_of_copy(take_snapshot, act):
    before = take_snapshot()
    lines = lines_of(act, WORKER)
    before.restore()
    return lines


def test_full_disk_is_no_loss(quick_press, settings):
    document = issue(PlanFactory())
    number = document.renditions.get(language="id").pk

    def draw_on_a_full_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        if connection.vendor == "sqlite":
            # SQLite must write, so that only the folder of papers is full: files there may not grow.
            jobs.storage.os.fsync = _full
        else:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        jobs.draw(number)

    assert end_of(in_child(draw_on_a_full_disk)) == ENDED
    one = Rendition.objects.get(pk=number)
    assert (one.state, one.attempts, one.stored_name) == ("pending", 1, "")
    assert "File too large" in one.reason or "No space left" in one.reason

    Rendition.objects.update(lease_until=None, due_at=timezone.now())
    jobs.sweep(draw_here=True)

    assert violations({(document.plan_id, "D4", 1)}) == []


def _full(_handle):
    raise OSError(28, "No space left on device")


def test_two_sweeps_at_once_ring_once():
    document = issue(PlanFactory())
    OrmQ.objects.all().delete()
    Rendition.objects.update(rung_at=None)
    start = Barrier(2)

    def sweep(_):
        try:
            start.wait(10)
            return jobs.sweep()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        rung = [number for found in pool.map(sweep, range(2)) for number in found]

    assert sorted(rung) == sorted(document.renditions.values_list("pk", flat=True))
    assert OrmQ.objects.count() == 2


def test_paper_without_doorbell_is_found(monkeypatch):
    """A web process dies after its commit and before it rings."""
    with monkeypatch.context() as dying:
        dying.setattr("documents.actions.ring", lambda _number: None)
        document = issue(PlanFactory())
    Rendition.objects.update(rung_at=timezone.now() - jobs.LEASE)
    assert OrmQ.objects.count() == 0

    jobs.sweep()

    assert OrmQ.objects.count() == document.renditions.count() == 2


def test_lost_doorbell_without_sweep_is_found(quick_press, monkeypatch):
    """Planted: nobody looks for papers whose doorbell got lost."""
    with monkeypatch.context() as dying:
        dying.setattr("documents.actions.ring", lambda _number: None)
        document = issue(PlanFactory())

    found = violations({(document.plan_id, "D4", 1)})

    assert len([fault for fault in found if "pending" in fault]) == 2


def test_damage_is_found(quick_press, settings):
    """Planted: a file is gone, a file is changed, a paper is missing, a number is skipped."""
    document = issue(PlanFactory())
    expected = {(document.plan_id, "D4", 1)}
    jobs.sweep(draw_here=True)
    assert violations(expected) == []
    first, second = (settings.DOCUMENTS_ROOT / row.stored_name for row in document.renditions.all())
    first.unlink()
    second.chmod(0o640)
    second.write_bytes(b"%PDF-1.7 forged")
    NumberRegister.objects.update(last=7)

    found = " ".join(violations(expected | {(document.plan_id, "D3", 1)}))

    for sign in ("no file", "damaged file", "D3", "lost", "number of organisation"):
        assert sign in found
