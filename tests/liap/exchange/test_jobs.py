"""The row is the job: a lost bell, a dead worker, two workers and a failure halfway leave nothing half done."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from liap.exchange import actions, jobs
from liap.exchange.importers.enterprises import Enterprises
from liap.models import Enterprise, EnterpriseChange, Event, ImportFile, SheetImport
from tests.factories import ImportFileFactory, ImportLineFactory, SheetImportFactory
from tests.liap.exchange.conftest import csv_of, send, take

State = SheetImport.State
ROW = ["UD Maju", "", "", "13122", 1, 2, ""]


def waiting(keeper, content=None, **changes):
    order = SheetImportFactory(by=keeper, **changes)
    ImportFileFactory(sheet_import=order, content=content or csv_of(ROW))
    return order


@pytest.mark.django_db
def test_the_sweep_rings_again_and_does_the_work(keeper, ulos, deaf_queue):
    order = waiting(keeper)

    assert jobs.sweep() == [order.pk]
    assert jobs.sweep() == []
    assert deaf_queue == [order.pk]
    assert jobs.sweep(work_here=True) == [order.pk]
    order.refresh_from_db()
    assert (order.state, order.created_count, order.percent) == (State.CHECKED, 1, 100)


@pytest.mark.django_db
def test_a_held_import_is_left_alone_until_its_lease_ends(keeper, ulos):
    order = waiting(keeper)
    token = jobs._claim(order.pk)

    jobs.work(order.pk)

    order.refresh_from_db()
    assert (order.state, order.token) == (State.CHECKING, token)
    SheetImport.objects.filter(pk=order.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    jobs.work(order.pk)
    order.refresh_from_db()
    assert order.state == State.CHECKED


@pytest.mark.django_db
def test_who_lost_the_lease_while_writing_leaves_nothing(keeper, ulos, monkeypatch):
    order = send(csv_of(ROW), keeper)
    actions.confirm(order, by=keeper)
    write = Enterprises.write

    def slow(self, rows, *, number):
        write(self, rows, number=number)
        SheetImport.objects.filter(pk=number).update(token="00000000-0000-0000-0000-000000000001")

    monkeypatch.setattr(Enterprises, "write", slow)
    jobs.work(order.pk)

    assert Enterprise.objects.count() == 0
    assert not Event.objects.filter(verb__in=["import.taken_over", "enterprises.imported"]).exists()


@pytest.mark.django_db
def test_a_failure_halfway_leaves_nothing_and_ends_as_an_incident(keeper, ulos, monkeypatch):
    order = send(csv_of(ROW), keeper)
    actions.confirm(order, by=keeper)
    write = Enterprises.write

    def fail(self, rows, *, number):
        write(self, rows, number=number)
        raise RuntimeError("out of paper")

    monkeypatch.setattr(Enterprises, "write", fail)
    for _attempt in range(jobs.MAX_ATTEMPTS):
        SheetImport.objects.filter(pk=order.pk, token__isnull=False).update(
            lease_until=timezone.now() - timedelta(seconds=1)
        )
        jobs.work(order.pk)

    order.refresh_from_db()
    assert (order.state, "out of paper" in order.reason) == (State.FAILED, True)
    assert (Enterprise.objects.count(), EnterpriseChange.objects.count()) == (0, 0)
    monkeypatch.setattr(Enterprises, "write", write)
    actions.retry(order, by=keeper)
    jobs.work(order.pk)
    order.refresh_from_db()
    assert take(order, keeper).state == State.DONE


@pytest.mark.django_db
def test_a_worker_that_dies_each_time_ends_as_an_incident(keeper, ulos):
    order = waiting(keeper, attempts=jobs.MAX_ATTEMPTS)

    jobs.sweep()

    order.refresh_from_db()
    assert (order.state, order.reason != "") == (State.FAILED, True)


@pytest.mark.django_db
def test_old_files_are_forgotten_and_their_counts_stay(keeper, ulos):
    done = take(send(csv_of(ROW), keeper), keeper)
    never = send(csv_of(ROW), keeper)
    SheetImport.objects.filter(pk=done.pk).update(ended_at=timezone.now() - timedelta(days=31))
    SheetImport.objects.filter(pk=never.pk).update(uploaded_at=timezone.now() - timedelta(days=8))

    assert jobs.tidy() == 2

    done.refresh_from_db()
    never.refresh_from_db()
    assert (done.created_count, done.state, never.state) == (1, State.DONE, State.CANCELLED)
    assert (ImportFile.objects.count(), done.lines.count()) == (0, 0)


@pytest.mark.django_db
def test_the_database_keeps_states_whole(keeper):
    order = SheetImportFactory(by=keeper)
    assert str(ImportLineFactory(sheet_import=order)).startswith("2")

    for change in (
        {"state": State.WRITING, "error_count": 1},
        {"state": State.REFUSED, "reason": ""},
        {"lease_until": timezone.now()},
        {"state": State.DONE, "lease_until": timezone.now(), "token": "00000000-0000-0000-0000-000000000001"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SheetImport.objects.filter(pk=order.pk).update(**change)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_of_the_same_row_make_one_smi(keeper, region, ulos):
    orders = [send(csv_of(ROW), keeper) for _time in range(2)]
    for order in orders:
        actions.confirm(order, by=keeper)

    def run(number):
        try:
            jobs.work(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[order.pk]) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    counts = sorted(SheetImport.objects.values_list("state", "created_count", "same_count"))
    assert counts == [(State.DONE, 0, 1), (State.DONE, 1, 0)]
    assert Enterprise.objects.count() == 1
