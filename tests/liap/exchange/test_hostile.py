"""Goal G5: whatever is sent, the answer is a clear sentence, soon and in bounds, and the records stay as they are."""

import hashlib
import resource
import time

import pytest
from django.apps import apps

from liap.exchange.checking import tried
from liap.exchange.importers.enterprises import Enterprises
from liap.exchange.opening import Unreadable, opened
from liap.models import SheetImport
from tests.factories import EnterpriseFactory
from tests.liap.exchange.conftest import send
from tests.liap.exchange.hostile import bombs, damaged

pytestmark = pytest.mark.django_db
MOST_SECONDS = 20
MOST_BYTES = 512 * 1024 * 1024
# What an upload is told by: the import itself and the audit line of its upload.
OWN = {"sheetimport", "importfile", "importline", "event"}


def digest() -> str:
    """The hash of every row of every table of ours, but for what an upload itself leaves."""
    whole = hashlib.sha256()
    for model in apps.get_models():
        if model._meta.app_label in ("liap", "documents", "workflows") and model._meta.model_name not in OWN:
            for row in model._base_manager.order_by("pk").values_list():
                whole.update(repr((model._meta.label, row)).encode())
    return whole.hexdigest()


@pytest.fixture
def records(keeper, region, ulos):
    EnterpriseFactory(name="UD Lama", region=region, industry=ulos)


@pytest.mark.parametrize("name", bombs())
def test_a_bomb_is_refused_with_a_sentence_and_changes_nothing(keeper, records, name):
    file, make = bombs()[name]
    content = make()
    before, begun = digest(), time.monotonic()

    try:
        order = send(content, keeper, name=file)
    except Unreadable as refusal:
        said = str(refusal)
    else:
        assert order.state == SheetImport.State.REFUSED, order.state
        said = order.reason

    assert len(said) > 20
    assert "Error" not in said
    assert time.monotonic() - begun < MOST_SECONDS
    assert digest() == before


def outcomes(keeper, count: int) -> dict[str, int]:
    """Reads and tries out damaged files; fails when one is neither refused, nor told its errors, nor read as good."""
    found = {"refused": 0, "errors": 0, "still good": 0}
    before, importer = digest(), Enterprises(keeper)
    slowest = 0.0
    for name, content in damaged(count):
        begun = time.monotonic()
        importer.load()
        try:
            trial = tried(opened(content, name), importer)
        except Unreadable as refusal:
            found["refused"] += len(str(refusal)) > 20
        else:
            assert all(one.row and one.wrong and one.remedy for one in trial.faults), name
            found["errors" if trial.faults else "still good"] += 1
        slowest = max(slowest, time.monotonic() - begun)
    assert sum(found.values()) == count
    assert slowest < MOST_SECONDS
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < MOST_BYTES
    assert digest() == before
    print(f"{found}, slowest {slowest:.1f} s")
    return found


def test_damaged_files_are_refused_or_told_their_errors(keeper, records):
    found = outcomes(keeper, 40)

    assert found["refused"] > 10
    assert found["errors"] > 5


@pytest.mark.chaos
def test_two_thousand_damaged_files_change_nothing(keeper, records):
    found = outcomes(keeper, 2_000)

    assert found["refused"] + found["errors"] > 1_600


def test_a_file_that_is_merely_odd_is_read(keeper, records):
    order = send(b"Nama;Industri\r\n\r\nUD Baru;13122\r\n", keeper)

    assert (order.state, order.lines.get().row) == (SheetImport.State.CHECKED, 3)
