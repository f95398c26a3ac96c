"""The drawings of the papers say what the figures say, and nothing when there is nothing to say."""

from dataclasses import replace
from decimal import Decimal

import pytest

from documents import series, supply
from documents.kinds.d2_diagnosis import ChainLine
from tests.documents.samples import DIAGNOSIS, EVALUATION, SAMPLES


def chain(*prices):
    return [
        ChainLine(number=n, name=f"Langkah {n}", price=price and Decimal(price)) for n, price in enumerate(prices, 1)
    ]


def test_what_the_steps_add_makes_the_last_price():
    added = supply.added(DIAGNOSIS.chain)

    assert added == [Decimal(21000), Decimal(11500), Decimal(57500), None, Decimal(95000)]
    assert sum(one for one in added if one) == DIAGNOSIS.chain[-1].price


def test_a_step_without_a_price_shares_the_piece_of_the_next():
    drawn = supply.chain(chain(10, None, 40))

    assert "2–3: 75%" in drawn
    assert "1: 25%" in drawn


@pytest.mark.parametrize("prices", [(10, 5, 20), (None, None), (10,)])
def test_a_chain_that_cannot_be_cut_has_no_bar(prices):
    assert "Share of each step" not in supply.chain(chain(*prices))


def test_six_steps_stand_in_two_rows_of_three():
    drawn = supply.chain(chain(*range(10, 16)))

    assert len({line.split('y="')[1].split('"')[0] for line in drawn.split("<rect")[1:7]}) == 2


def test_an_indicator_beyond_its_target_is_drawn_with_its_real_share():
    drawn = series.achieved(EVALUATION.achievements)

    assert "105%" in drawn
    assert "tidak tersedia" in drawn or "not available" in drawn


def test_nothing_known_draws_nothing():
    unknown = replace(EVALUATION.achievements[0], target=None)
    bare = replace(EVALUATION.efficiency, cost_ratio=None, period_ratio=None)

    assert [series.achieved([unknown]), series.against_plan(bare), series.trend([]), series.funnel([])] == [""] * 4
    assert supply.chain([]) == ""


def test_a_curve_leaves_out_the_quarter_that_nobody_reported():
    first = SAMPLES["D6"].indicators[0]

    drawn = series.trend([first])

    assert drawn.count("<circle") == 4
    assert series.trend([replace(first, values=(None,) * 4)]) == ""
