"""B2: the same inputs give the same ranking, and a missing score is not zero."""

import random
import statistics
from decimal import Decimal

import pytest

from liap.plans.selections.ranking import Standing, ranked

ULOS, ROTAN, KAKAO = 1, 2, 3
MARKET, MATERIAL = 11, 12
WEIGHTS = {MARKET: 30, MATERIAL: 10}
SCORERS = range(101, 106)


def scored(**by_scorer: tuple[tuple[int, int | None, int | None], ...]) -> dict[tuple[int, int, int], int]:
    """Scores of people as (industry, market, material); None where they gave none."""
    return {
        (industry, criterion, number): value
        for number, lines in enumerate(by_scorer.values(), 101)
        for industry, *values in lines
        for criterion, value in zip(WEIGHTS, values, strict=True)
        if value is not None
    }


def test_weights_decide_and_the_spread_is_told():
    scores = scored(ani=((ULOS, 5, 1), (ROTAN, 2, 5)), budi=((ULOS, 3, 3), (ROTAN, 2, 5)))

    first, second = ranked([ROTAN, ULOS], WEIGHTS, scores)

    assert first == Standing(
        candidate=ULOS, rank=1, score=Decimal("3.50"), lowest=Decimal("3.00"), highest=Decimal("4.00"),
        deviation=Decimal("0.50"), scorers=2,
    )  # fmt: skip
    assert (second.candidate, second.rank, second.score, second.deviation) == (ROTAN, 2, Decimal("2.75"), Decimal(0))


def test_missing_score_is_not_zero():
    scores = scored(ani=((ULOS, 2, 2), (ROTAN, 4, None)), budi=((ULOS, 2, None), (ROTAN, 1, 1), (KAKAO, None, 5)))

    places = ranked([ULOS, ROTAN, KAKAO], WEIGHTS, scores)

    assert [(one.candidate, one.rank, one.score, one.scorers) for one in places] == [
        (ULOS, 1, Decimal("2.00"), 1),
        (ROTAN, 2, Decimal("1.00"), 1),
        (KAKAO, None, None, 0),
    ]
    assert [one.deviation for one in places] == [None, None, None]


def test_equal_scores_share_a_rank_and_keep_their_order():
    scores = scored(ani=((KAKAO, 3, 3), (ULOS, 3, 3), (ROTAN, 1, 1)))

    places = ranked([KAKAO, ULOS, ROTAN], WEIGHTS, scores)

    assert [(one.candidate, one.rank) for one in places] == [(KAKAO, 1), (ULOS, 1), (ROTAN, 3)]


def test_thirds_are_compared_exactly():
    weights = {MARKET: 1, MATERIAL: 1, 13: 1}
    scores = {(one, criterion, 101): 3 for one in (ULOS, ROTAN) for criterion in weights}
    scores |= {(ULOS, MARKET, 101): 4, (ROTAN, 13, 101): 4}

    assert [one.rank for one in ranked([ULOS, ROTAN], weights, scores)] == [1, 1]


@pytest.mark.parametrize("seed", range(40))
def test_ranking_follows_from_the_scores_alone(seed):
    chance = random.Random(seed)
    cells = [(one, criterion, scorer) for one in (ULOS, ROTAN, KAKAO) for criterion in WEIGHTS for scorer in SCORERS]
    scores = {cell: chance.randint(1, 5) for cell in cells if chance.random() < 0.8}
    shuffled = list(scores.items())
    chance.shuffle(shuffled)

    places = ranked([ULOS, ROTAN, KAKAO], WEIGHTS, scores)

    assert places == ranked([ULOS, ROTAN, KAKAO], WEIGHTS, dict(shuffled))
    for one in places:
        totals = [
            (30 * scores[one.candidate, MARKET, scorer] + 10 * scores[one.candidate, MATERIAL, scorer]) / 40
            for scorer in SCORERS
            if {(one.candidate, MARKET, scorer), (one.candidate, MATERIAL, scorer)} <= scores.keys()
        ]
        assert one.scorers == len(totals)
        if totals:
            assert float(one.score) == pytest.approx(statistics.mean(totals), abs=0.0051)
            assert one.lowest <= one.score <= one.highest
        if len(totals) > 1:
            assert float(one.deviation) == pytest.approx(statistics.pstdev(totals), abs=0.0051)
