"""Blocks hold at least three SMIs and are never taken apart, whatever the population."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from liap.outcomes.disclosure.blocks import Unit, divided, dominates, floored, nested_told, partition, split_told
from tests.liap.outcomes.disclosure.attack import determined

few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
POPULATIONS = some.lists(some.tuples(some.integers(0, 2), some.integers(0, 3), some.sampled_from("fm")), max_size=40)


def units(traits):
    return [Unit(number, one) for number, one in enumerate(traits)]


@few
@given(POPULATIONS, some.integers(2, 6))
def test_every_unit_stands_in_exactly_one_block_of_enough(traits, fewest):
    blocks = partition(units(traits), fewest)

    members = [member for block in blocks for member in block.members]
    assert sorted(members) == (list(range(len(traits))) if len(traits) >= fewest else [])
    assert all(len(block.members) >= fewest for block in blocks)


@few
@given(POPULATIONS)
def test_a_block_tells_only_what_all_of_its_members_share(traits):
    for block in partition(units(traits)):
        for place in range(3):
            held = {traits[member][place] for member in block.members}

            assert block.traits[place] == held
            assert block.told(place) == (held.pop() if len(held) == 1 else None)


@few
@given(POPULATIONS.filter(len), some.integers(2, 6))
def test_division_keeps_enough_together_and_takes_nobody_along(traits, fewest):
    population = units(traits)
    parts = divided(population, fewest) if len(population) >= fewest else []

    assert sorted(unit.number for part in parts for unit in part) == (list(range(len(traits))) if parts else [])
    assert all(len(part) >= fewest for part in parts)
    for first in parts:
        for other in parts:
            alike = {unit.traits for unit in first} & {unit.traits for unit in other}
            assert first is other or not alike


def test_who_stands_out_alone_divides_nothing():
    one, two, three = (units([("winner",)] * count + [("none",)] * 4) for count in (1, 2, 3))

    assert [len(divided(population)) for population in (one, two, three)] == [1, 1, 2]


def test_the_finest_trait_is_given_up_first():
    blocks = partition(units([("A", "f")] * 5 + [("A", "m")] * 2 + [("B", "f")] * 3))

    assert sorted((block.told(0), len(block.members)) for block in blocks) == [("A", 3), ("A", 4), ("B", 3)]
    assert sorted(str(block.told(1)) for block in blocks) == ["None", "f", "f"]


def test_the_same_population_gives_the_same_blocks_in_any_order():
    population = units([(place % 3, place % 5, "fm"[place % 2]) for place in range(30)])
    shuffled = random.Random(1).sample(population, len(population))

    assert {block.members for block in partition(population)} == {block.members for block in partition(shuffled)}


@pytest.mark.parametrize(("count", "told"), [(3, 3), (4, 3), (5, 3), (6, 6), (2, 0)])
def test_how_many_answered_is_told_as_at_least(count, told):
    assert floored(count) == told


@few
@given(some.integers(2, 6), some.lists(some.integers(0, 12), min_size=3, max_size=3))
def test_counts_of_answers_do_not_say_how_many_gave_none(fewest, parts):
    *answered, silent = parts
    told = [floored(count, fewest) for count in answered]

    possible = {
        sum(parts) - first - second
        for first in range(told[0], told[0] + fewest)
        for second in range(told[1], told[1] + fewest)
        if first + second <= sum(parts)
    }
    assert silent in possible
    assert silent == 0 or len(possible) > 1


def test_one_smi_with_nearly_all_of_a_sum_dominates_it():
    assert dominates(86, 100, 85)
    assert not dominates(85, 100, 85)


def test_a_hidden_count_does_not_follow_from_the_sum():
    assert split_told({"a": 7, "b": 2, "c": 4}) == {"a": 7, "b": None, "c": None}
    assert split_told({"a": 7, "b": 1, "c": 1, "d": 3}) == {"a": 7, "b": None, "c": None, "d": None}
    assert split_told({"a": 7, "b": 0, "c": 4}) == {"a": 7, "b": 0, "c": 4}
    assert split_told({"a": 1, "b": 1}) == {"a": None, "b": None}


@few
@given(some.dictionaries(some.sampled_from("abcdef"), some.integers(0, 9), min_size=1))
def test_no_list_of_answers_determines_a_small_group(counts):
    people = {}
    for name, count in counts.items():
        people[name] = frozenset((name, number) for number in range(count))
    shown = split_told(counts)
    told = [people[name] for name, count in shown.items() if count is not None]
    if sum(counts.values()) >= 3:
        told.append(frozenset().union(*people.values()))

    assert determined(told) == set()


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((20, 17), [20, 17]),
        ((20, 18), [20, None]),
        ((20, 20), [20, 20]),
        ((20, 0), [20, 0]),
        ((20, 2), [20, None]),
        ((2, 1), [None, None]),
        ((2, 0), [None, 0]),
        ((20, 18, 17, 16), [20, None, 17, None]),
        ((None, 4), [None, 4]),
        ((20, None, 19), [20, None, None]),
    ],
)
def test_a_part_of_a_whole_does_not_tell_of_one_or_two(counts, told):
    assert nested_told(counts) == told


@few
@given(some.lists(some.integers(0, 12), min_size=1, max_size=5))
def test_no_row_of_parts_determines_a_small_group(counts):
    counts = sorted(counts, reverse=True)
    told = [frozenset(range(count)) for count in nested_told(counts) if count is not None]

    assert determined(told) == set()


def test_the_attack_finds_what_two_views_reveal():
    everybody, all_but_one = frozenset(range(5)), frozenset(range(4))

    assert determined([everybody, all_but_one]) == {frozenset({4})}
    assert determined([everybody, frozenset({0, 1, 2})]) == {frozenset({3, 4})}
    assert determined([everybody, frozenset({0, 1}), frozenset({1, 2})]) >= {frozenset({0, 1}), frozenset({1, 2})}
    assert determined([everybody]) == set()
