"""Figures of SMIs by file: the rules of the form hold, and figures on record are never overwritten."""

from datetime import date
from decimal import Decimal

import pytest

from liap.models import Holiday, PerformanceRecord, SheetImport
from tests.factories import EnterpriseFactory
from tests.liap.exchange.conftest import csv_of, faults, send, take

pytestmark = pytest.mark.django_db
HEAD = [
    "nib", "name", "first_on", "months", "turnover_kind", "turnover", "method", "workers", "share_online",
    "share_export", "asked_on",
]  # fmt: skip
FULL = ["", "UD Maju", "1 Januari 2026", 3, "tepat", "Rp 12.500.000", "pembukuan", 7, "60%", 40, "15/04/2026"]


@pytest.fixture
def smi(region, ulos):
    return EnterpriseFactory(name="UD Maju", nib="8120012345678", region=region, industry=ulos)


def bring(keeper, *rows):
    return send(csv_of(*rows, head=HEAD), keeper, kind="performance")


def test_figures_come_in_with_their_source_and_twice_change_nothing(keeper, smi):
    for count in (1, 0):
        order = take(bring(keeper, FULL), keeper)
        assert (order.state, order.created_count) == (SheetImport.State.DONE, count)

    row = PerformanceRecord.objects.get()
    assert (row.enterprise, row.first_on, row.months, row.turnover) == (smi, date(2026, 1, 1), 3, Decimal(12_500_000))
    assert (row.medium, row.entered_by, row.workers, row.main_channel) == ("import", keeper, 7, "online")
    assert {share.channel: share.percent for share in row.shares.all()} == {"online": 60, "export": 40}


def test_other_figures_of_a_period_on_record_are_refused(keeper, smi):
    take(bring(keeper, FULL), keeper)

    order = bring(keeper, [*FULL[:5], "13.000.000", *FULL[6:]])

    assert (order.error_count, PerformanceRecord.objects.count()) == (1, 1)


def test_each_rule_of_the_form_is_a_rule_of_the_file(keeper, smi):
    EnterpriseFactory(name="UD Jauh", nib="9990012345678")
    rows = [
        [*FULL[:2], "2/1/2026", *FULL[3:]],
        [*FULL[:2], "32/1/2026", *FULL[3:]],
        [*FULL[:8], 60, 60, FULL[10]],
        [*FULL[:10], "15/04/2126"],
        ["9990012345678", "", *FULL[2:]],
        ["", "UD Jauh", *FULL[2:]],
        [*FULL[:2], "1/1/2026", 3, "", "", "", "", "", "", "15/04/2026"],
        FULL,
        FULL,
    ]

    order = bring(keeper, *rows)

    assert faults(order) == [(2, "C"), (3, "C"), (4, ""), (5, "K"), (6, "A"), (7, "B"), (8, ""), (10, "")]
    assert order.created_count == 1


def test_holidays_come_in_and_are_corrected(administrator):
    head = ["date", "name", "kind", "is_estimate"]
    rows = [["17/8/2026", "HUT RI", "libur nasional", "tidak"]]
    take(send(csv_of(*rows, head=head), administrator, kind="holidays"), administrator)
    better = csv_of(["2026-08-17", "Hari Kemerdekaan", "national", ""], head=head)
    order = take(send(better, administrator, kind="holidays"), administrator)

    assert (order.created_count, order.changed_count) == (0, 1)
    assert Holiday.objects.get().name == "Hari Kemerdekaan"
