"""Records that were merged before figures followed a merge: their figures and pointers move to the record kept."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests.factories import EnterpriseFactory, UserFactory

BEFORE = [("liap", "0037_ask_what_became_of_closed_plans")]
AFTER = [("liap", "0038_let_figures_follow_merges")]
QUARTERS = {1: date(2025, 1, 1), 2: date(2025, 4, 1), 3: date(2025, 7, 1)}


def told(apps, enterprise, quarter, turnover, by):
    """Figures of a quarter, as a bare row of that time."""
    return apps.get_model("liap.PerformanceRecord").objects.create(
        enterprise_id=enterprise.pk, first_on=QUARTERS[quarter], months=3, turnover_kind="exact", turnover=turnover,
        method="books", confidence="high", medium="visit", asked_on=date(2025, 10, 2), entered_by_id=by.pk,
    )  # fmt: skip


def merged(apps, winner, loser, by, **ended):
    """A merge as it was recorded then: the pointer, and no word about figures."""
    if not ended:
        apps.get_model("liap.Enterprise").objects.filter(pk=loser.pk).update(merged_into=winner.pk)
    return apps.get_model("liap.EnterpriseMerge").objects.create(
        winner_id=winner.pk, loser_id=loser.pk, reason="Sama", by_id=by.pk, moved=[], **ended
    )


def figures(apps):
    rows = apps.get_model("liap.PerformanceRecord").objects.order_by("turnover")
    return dict(rows.values_list("turnover", "enterprise"))


def pointers(apps):
    return dict(apps.get_model("liap.Enterprise").objects.order_by("pk").values_list("pk", "merged_into"))


@pytest.mark.django_db(transaction=True)
def test_figures_and_pointers_of_old_merges_move_to_the_record_kept_and_back():
    by = UserFactory()
    first, second, third, apart, parted = EnterpriseFactory.create_batch(5)
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = MigrationExecutor(connection).migrate(BEFORE).apps
        for enterprise, quarter, turnover in (
            (first, 1, 11), (first, 2, 12), (second, 2, 22), (second, 3, 23), (third, 3, 33), (parted, 1, 51),
        ):  # fmt: skip
            told(old, enterprise, quarter, turnover, by)
        early, late = merged(old, second, first, by), merged(old, third, second, by)
        undone = merged(old, apart, parted, by, undone_at=timezone.now(), undone_by_id=by.pk)
        figures_then, pointers_then = figures(old), pointers(old)

        new = MigrationExecutor(connection).migrate(AFTER).apps

        # What the record kept knew itself stays with it; the other figure of the quarter stays where it was.
        assert figures(new) == {
            11: third.pk, 12: first.pk, 22: third.pk, 23: second.pk, 33: third.pk, 51: parted.pk
        }  # fmt: skip
        assert pointers(new) == {**pointers_then, first.pk: third.pk, second.pk: third.pk}
        moved = dict(new.get_model("liap.EnterpriseMerge").objects.values_list("pk", "moved"))
        assert [len(moved[one.pk]) for one in (early, late, undone)] == [1, 3, 0]

        back = MigrationExecutor(connection).migrate(BEFORE).apps
        assert (figures(back), pointers(back)) == (figures_then, pointers_then)
        assert set(map(str, back.get_model("liap.EnterpriseMerge").objects.values_list("moved", flat=True))) == {"[]"}
        again = MigrationExecutor(connection).migrate(AFTER).apps
        assert figures(again)[11] == third.pk
    finally:
        MigrationExecutor(connection).migrate(newest)
