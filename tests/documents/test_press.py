"""The drawing process stays for the next paper of its thread, and for no longer than it should."""

import threading
import time

import pytest

from documents import drawing, press
from documents.rendering import Undrawable
from tests.documents.conftest import order
from tests.documents.samples import DECISION, LETTER

pytestmark = pytest.mark.once

WEAK = "from documents import press, rendering; press.{change}; raise SystemExit(press.main())"


@pytest.fixture
def who():
    """The number of the process that draws the next letter."""

    def draw():
        drawing.draw(order(LETTER, "D1f"))
        return drawing._hired.press.process.pid

    yield draw
    drawing._hired.press.end()


def with_change(monkeypatch, change):
    monkeypatch.setattr(drawing, "COMMAND", (drawing.COMMAND[0], "-c", WEAK.format(change=change)))


def test_one_process_draws_paper_after_paper_alike(who):
    first = drawing.draw(order(LETTER, "D1f"))
    pid = who()

    drawing.draw(order(DECISION, "D4f", language="en"))

    assert drawing.draw(order(LETTER, "D1f")) == first
    assert who() == pid


def test_after_a_failure_there_is_a_new_process(who):
    pid = who()

    with pytest.raises(Undrawable):
        drawing.draw(drawing.Order(kind="D3", facts="{}", language="id"))

    assert who() != pid


def test_after_many_papers_there_is_a_new_process(who, monkeypatch):
    monkeypatch.setattr(drawing, "PAPERS", 2)

    pids = [who() for _ in range(4)]

    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_a_process_that_has_grown_large_is_replaced(who, monkeypatch):
    with_change(monkeypatch, "LARGE = 1")

    assert who() != who()


def test_a_process_of_a_large_worker_stays(who, monkeypatch):
    with_change(monkeypatch, "LARGE = 256 * 1024")
    ballast = b"x" * (300 << 20)

    assert who() == who()
    assert ballast


def test_an_order_that_meets_a_process_that_just_left_is_drawn(who, monkeypatch):
    with_change(monkeypatch, "PATIENCE = 0.2")
    pid = who()
    time.sleep(1)
    monkeypatch.setattr(drawing.Press, "is_ready", True)

    with pytest.raises(drawing.Left):
        drawing._hired.press.draw(order(LETTER, "D1f"))
    monkeypatch.undo()

    assert who() != pid


def test_a_process_killed_between_papers_is_replaced(who):
    pid = who()
    drawing._hired.press.process.kill()
    drawing._hired.press.process.wait()

    assert who() != pid


def test_each_thread_has_its_own_process(who):
    pids = []
    thread = threading.Thread(target=lambda: (pids.append(who()), drawing._hired.press.end()))

    thread.start()
    thread.join()

    assert pids != [who()]


def test_each_paper_has_its_own_time(monkeypatch):
    """The limit of the system counts from the birth of the process, so it moves on with each paper."""
    limits = []
    monkeypatch.setattr(press.resource, "getrlimit", lambda which: (0, 9_999))
    monkeypatch.setattr(press.resource, "setrlimit", lambda which, pair: limits.append(pair))

    press.wind_up()

    used = press.resource.getrusage(press.resource.RUSAGE_SELF)
    assert limits == [(int(used.ru_utime + used.ru_stime) + 1 + press.SECONDS, 9_999)]


def test_limits_of_time_end_one_another_in_order(settings):
    """The processor's limit ends a paper first, then the wall's, then the queue's; only then may another take over."""
    queue = settings.Q_CLUSTER

    assert press.SECONDS < drawing.WALL_SECONDS < queue["timeout"] < settings.LEASE < queue["retry"]
    assert drawing.WALL_SECONDS < settings.SILENCE
