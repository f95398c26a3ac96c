"""Rows are judged before the writing transaction begins, and again in it only when somebody wrote in between."""

import pytest
from django.db import connection

from liap.enterprises.actions import edit, enter
from liap.exchange import actions, jobs
from liap.exchange.importers.enterprises import Enterprises
from liap.models import Enterprise, SheetImport
from tests.factories import EnterpriseFactory
from tests.liap.exchange.conftest import csv_of, send

pytestmark = pytest.mark.django_db
State = SheetImport.State
ROW = ["UD Maju", "8120012345678", "33.74", "13122", 2, 3, ""]


@pytest.fixture
def judged(monkeypatch):
    """How deep in transactions the rows were judged, each time; and what happens after the first time."""
    seen, after, tried = [], [], jobs.tried

    def spy(*args, **kwargs):
        trial = tried(*args, **kwargs)
        seen.append(len(connection.savepoint_ids))
        if after:
            after.pop()()
        return trial

    monkeypatch.setattr(jobs, "tried", spy)
    return seen, after


def confirmed(keeper, *rows):
    order = send(csv_of(*rows), keeper)
    actions.confirm(order, by=keeper)
    return order


def worked(order):
    jobs.work(order.pk)
    order.refresh_from_db()
    return order


def test_nobody_waits_while_rows_are_judged(keeper, ulos, judged, monkeypatch):
    seen, _after = judged
    order, write = confirmed(keeper, ROW), Enterprises.write
    outside = seen.pop()
    monkeypatch.setattr(
        Enterprises, "write",
        lambda self, rows, *, number: (seen.append(len(connection.savepoint_ids)), write(self, rows, number=number)),
    )  # fmt: skip

    assert worked(order).state == State.DONE
    assert (seen[0], seen[1] > outside, len(seen)) == (outside, True, 2)


def test_a_record_that_came_in_between_stops_all(keeper, region, ulos, judged):
    seen, after = judged
    order = confirmed(keeper, ROW)
    values = {"name": "UD Maju", "nib": "1111111111111", "region": region, "industry": ulos}
    after.append(lambda: enter(values, by=keeper))

    order = worked(order)

    assert (order.state, order.error_count, len(seen)) == (State.CHECKED, 1, 3)
    assert list(Enterprise.objects.values_list("nib", flat=True)) == ["1111111111111"]


def test_a_record_that_was_saved_in_between_keeps_what_was_saved(keeper, region, ulos, judged):
    _seen, after = judged
    smi = EnterpriseFactory(name="UD Maju", nib="8120012345678", region=region, industry=ulos, workers_female=1)
    order = confirmed(keeper, ROW)
    after.append(lambda: edit(smi, by=keeper, version=1, values={"workers_male": 9, "workers_female": 2}))

    assert worked(order).state == State.DONE

    smi.refresh_from_db()
    assert (smi.workers_female, smi.workers_male, smi.version) == (2, 3, 3)
