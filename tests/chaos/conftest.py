"""Scenes that are to be destroyed: a case before its last approval, issued papers, and a quick press."""

import json

import pytest

from documents import canonical, drawing, queries
from documents.rendering import Order
from tests.chaos.dying import Snapshot
from tests.documents.samples import MINUTES


@pytest.fixture(scope="session")
def one_answer(tmp_path_factory):
    """What the drawing process answers, drawn once for real."""
    path = tmp_path_factory.mktemp("press") / "answer"
    drawn = drawing.draw(Order(kind="D4", facts=canonical.to_json(MINUTES), language="id", number="1"))
    mark = len("%" + 64 * "0" + "  -\n")
    head = {"pages": drawn.pages, "digest": drawn.digest, "size": len(drawn.pdf) + mark, "is_last": True}
    path.write_bytes(json.dumps(head).encode() + b"\n" + drawn.pdf)
    return path


@pytest.fixture
def quick_press(one_answer, monkeypatch):
    """Lets the drawing process repeat a real drawing, marked by the order it was given.

    All else stays as it is: a process of its own, the order on its standard input, the answer on its standard output.
    Drawing takes seconds and is one line of the worker; hundreds of deaths around it need not repeat it.
    """
    monkeypatch.setattr(
        drawing, "COMMAND", ("sh", "-c", 'cat "$0"; printf "%%"; head -n 1 | sha256sum', str(one_answer))
    )


@pytest.fixture
def snapshot(transactional_db):
    """Takes snapshots that are gone after the test."""
    taken = []

    def take():
        taken.append(Snapshot())
        return taken[-1]

    yield take
    for one in taken:
        one.restore()
        one.drop()


@pytest.fixture
def no_waiting(monkeypatch):
    """Lets the sweep ring again at once."""
    monkeypatch.setattr(queries, "RING_AGAIN_AFTER", -queries.RING_AGAIN_AFTER)
