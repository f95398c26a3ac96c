"""What the database itself forbids about figures of SMIs, whoever writes."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from liap.models import ChannelShare, EntryLink, PerformanceRecord
from tests.factories import ChannelShareFactory, EnterpriseFactory, EntryLinkFactory, PerformanceRecordFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "columns",
    [
        {"months": 2},
        {"turnover_kind": "exact", "method": "books"},
        {"turnover": 5, "method": "books"},
        {"turnover_kind": "exact", "turnover": 5},
        {"turnover_kind": "exact", "turnover": 5, "turnover_low": 4, "method": "books"},
        {"turnover_kind": "exact", "turnover": -5, "method": "books"},
        {"turnover_kind": "range", "turnover_low": 5, "turnover_high": 5, "method": "owner"},
        {"turnover_kind": "range", "turnover_high": 5, "method": "owner"},
        {"turnover_kind": "guess", "turnover": 5, "method": "owner"},
        {"method": "books"},
        {"production": 5},
        {"production_unit": "kg"},
        {"workers": 3, "workers_female": 4},
        {"workers": 3, "workers_male": 4},
        {"workers": 3, "workers_female": 1, "workers_male": 1},
        {"workers": None, "workers_female": 1},
        {"workers": None},
        {"entered_by": None},
    ],
)
def test_figures_that_contradict_themselves_are_refused(columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        PerformanceRecordFactory(**columns)


def test_one_row_per_enterprise_and_period_is_in_force():
    row = PerformanceRecordFactory()
    PerformanceRecordFactory(enterprise=row.enterprise, months=12)
    PerformanceRecordFactory(enterprise=row.enterprise, superseded_at=timezone.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        PerformanceRecordFactory(enterprise=row.enterprise)


def test_rows_are_never_overwritten_or_deleted():
    row = PerformanceRecordFactory()
    for act in (
        lambda: PerformanceRecord.objects.filter(pk=row.pk).update(workers=9),
        lambda: PerformanceRecord.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()

    assert PerformanceRecord.objects.get().workers == 4


def test_row_is_replaced_once():
    row = PerformanceRecordFactory()
    PerformanceRecord.objects.filter(pk=row.pk).update(superseded_at=timezone.now())

    with pytest.raises(DatabaseError), transaction.atomic():
        PerformanceRecord.objects.filter(pk=row.pk).update(superseded_at=None)


def end_with(**columns) -> None:
    """A share as the last thing before a transaction ends."""
    ChannelShareFactory(**columns)
    connection.check_constraints()


def test_shares_never_pass_100_percent_and_stay_as_they_were():
    share = ChannelShareFactory(percent=100)
    with pytest.raises(DatabaseError), transaction.atomic():
        end_with(record=share.record, channel="online", percent=1)
    for act in (lambda: ChannelShare.objects.update(percent=90), lambda: ChannelShare.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        ChannelShareFactory(percent=0)


@pytest.mark.postgres
def test_shares_below_100_percent_do_not_get_past_the_end_of_a_transaction():
    with pytest.raises(IntegrityError, match="add_up_to_100"), transaction.atomic():
        end_with(percent=60)


def test_one_open_link_per_enterprise_and_period():
    link = EntryLinkFactory()
    EntryLinkFactory(enterprise=link.enterprise, first_on=date(2026, 4, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        EntryLinkFactory(enterprise=link.enterprise)
    EntryLink.objects.filter(pk=link.pk).update(revoked_at=timezone.now())
    EntryLinkFactory(enterprise=link.enterprise)


def test_used_link_names_what_it_left():
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryLinkFactory(used_at=timezone.now())
    smi = EnterpriseFactory()
    EntryLinkFactory(enterprise=smi, used_at=timezone.now(), record=PerformanceRecordFactory(enterprise=smi))
