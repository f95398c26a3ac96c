"""What a reviewer of the ministry is told about SMIs, and that he cannot work out more than that."""

import random
from datetime import date
from itertools import product

import pytest

from liap.models import BlockFigure, BlockMember, Enterprise, Publication, PublishedBlock
from liap.outcomes.disclosure import actions, members, queries, sums
from liap.outcomes.disclosure.queries import View
from tests.factories import (
    ChannelShareFactory,
    DisclosureRuleFactory,
    EnterpriseFactory,
    IndustryFactory,
    OrganisationFactory,
    PerformanceRecordFactory,
    PlanFactory,
    ProvinceFactory,
    RegionFactory,
    SuccessCaseFactory,
    UserFactory,
)
from tests.liap.outcomes.disclosure.attack import determined

pytestmark = pytest.mark.django_db
TODAY = date(2021, 8, 31)
RUNGS = ("capability", "first_transaction")


def confirm(enterprise, rung, year, plan):
    confirmer = UserFactory()
    return SuccessCaseFactory(
        plan=plan, enterprise=enterprise, rung=rung, certificate_number="", reached_on=date(year, 3, 1),
        confirmed_by=confirmer, confirmed_on=date(year, 6, 1),
    )  # fmt: skip


def populate(seed, count=36):
    """SMIs scattered over two provinces of two regions, four industries of two directorates, and some successes."""
    chance = random.Random(seed)
    regions = [RegionFactory(parent=province) for province in (ProvinceFactory(), ProvinceFactory()) for _ in "ab"]
    offices = [OrganisationFactory(kind="ministry", region=None) for _ in "ab"]
    industries = [IndustryFactory(directorate=office) for office in offices for _ in "ab"]
    plan = PlanFactory()
    for _number in range(count):
        enterprise = EnterpriseFactory(
            region=chance.choices(regions, [8, 4, 2, 1])[0],
            industry=chance.choices(industries, [6, 3, 2, 1])[0],
            owner_sex=chance.choice(["female", "male", "male", ""]),
        )
        for rung in RUNGS:
            if chance.random() < 0.4:
                confirm(enterprise, rung, chance.choice([2016, 2018, 2021]), plan)
    return plan


def everything(publication):
    """Every view that the filters allow; one of a region in another province is empty and left out."""
    places = {(None, None)}
    for region, province in Enterprise.objects.values_list("region", "region__parent"):
        places |= {(province, None), (None, region), (province, region)}
    trades = {(None, None)}
    for industry, directorate in Enterprise.objects.values_list("industry", "industry__directorate"):
        trades |= {(directorate, None), (None, industry), (directorate, industry)}
    assert PublishedBlock.objects.filter(publication=publication).exists()
    return [View(*place, *trade, sex) for place, trade, sex in product(places, trades, (None, "female", "male", ""))]


def told_sets(publication, views, blocks_of=queries.blocks):
    """Each figure that a view tells, as the SMIs it is about; the number itself is checked on the way."""
    members = {}
    for block, enterprise in BlockMember.objects.values_list("block", "enterprise"):
        members.setdefault(block, set()).add(enterprise)
    standing = {}
    for figure in BlockFigure.objects.filter(count__gt=0, measure__startswith="standing:"):
        standing.setdefault(figure.block_id, []).append((figure.measure, figure.period))
        assert (figure.count, figure.hidden) == (len(members[figure.block_id]), 0)
    told = set()
    for view in views:
        shown = list(blocks_of(publication, view).values_list("pk", flat=True))
        told.add(frozenset().union(*(members[pk] for pk in shown)))
        by_figure = {}
        for pk in shown:
            for key in standing.get(pk, ()):
                by_figure.setdefault(key, set()).update(members[pk])
        told |= {frozenset(group) for group in by_figure.values()}
    return told


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_difference_of_views_reveals_fewer_than_three(seed):
    populate(seed)
    publication = actions.publish(TODAY)

    told = told_sets(publication, everything(publication))

    assert len(told) > 10
    assert determined(told) == set()


def test_a_view_without_suppression_is_found():
    populate(1)
    publication = actions.publish(TODAY)
    views = everything(publication)
    bare = {
        frozenset(Enterprise.objects.filter(region=region).values_list("pk", flat=True))
        for region in Enterprise.objects.values_list("region", flat=True)
    }

    assert determined(told_sets(publication, views) | bare) != set()


def test_suppression_that_is_off_in_one_region_is_found(monkeypatch):
    populate(1)
    right = members.partition

    def careless(units, fewest):
        units = list(units)
        bare = min({unit.traits[1] for unit in units})
        inside = [unit for unit in units if unit.traits[1] == bare]
        outside = [unit for unit in units if unit.traits[1] != bare]
        return [*right(outside, fewest), *right(inside, 2)]

    monkeypatch.setattr(members, "partition", careless)
    publication = actions.publish(TODAY)

    assert determined(told_sets(publication, everything(publication))) != set()


def test_told_numbers_are_the_sizes_of_what_they_are_about():
    populate(2)
    publication = actions.publish(TODAY)

    for view in everything(publication)[::5]:
        members = BlockMember.objects.filter(block__in=queries.blocks(publication, view)).count()
        assert queries.size(publication, view) == members
        assert members == 0 or members >= 3


def test_lines_and_what_is_kept_back_make_the_total():
    populate(3)
    publication = actions.publish(TODAY)

    for trait in ("province", "region", "industry", "directorate", "sex"):
        table = queries.by(publication, View(), trait)

        assert table.total == Enterprise.objects.count() == queries.size(publication, View())
        assert table.kept_back == 0 or table.kept_back >= 3


def test_success_is_told_when_all_of_a_block_succeeded_and_kept_back_when_some_did():
    plan = PlanFactory()
    industry, region = IndustryFactory(), RegionFactory()
    winners = [EnterpriseFactory(region=region, industry=industry, owner_sex="female") for _ in range(4)]
    for enterprise in winners:
        confirm(enterprise, "first_transaction", 2016, plan)
    for _ in range(5):
        EnterpriseFactory(region=region, industry=industry, owner_sex="female")
    other = [EnterpriseFactory(region=region, industry=IndustryFactory(), owner_sex="male") for _ in range(4)]
    confirm(other[0], "first_transaction", 2018, plan)

    publication = actions.publish(TODAY)

    def at(year, **filters):
        day = date(year, 12, 31) if year < TODAY.year else TODAY
        name = "standing:first_transaction"
        found = queries.figures(publication, View(**filters), [name], day).get((name, day))
        return found.count if found else 0, queries.kept_back(publication, View(**filters), name, day)

    assert at(2015, industry=industry.pk) == (0, 0)
    assert at(2016, industry=industry.pk) == (4, 0)
    assert at(2018) == (4, 4)
    assert queries.size(publication, View(sex="male")) == 4


def test_turnover_is_told_of_three_and_not_where_one_has_nearly_all():
    industry, region = IndustryFactory(), RegionFactory()
    even = [EnterpriseFactory(region=region, industry=industry) for _ in range(4)]
    lopsided = [EnterpriseFactory(region=region, industry=IndustryFactory()) for _ in range(3)]
    two = [EnterpriseFactory(region=RegionFactory(), industry=IndustryFactory()) for _ in range(3)]
    for enterprise in even:
        record(enterprise, 10_000_000)
    for enterprise, amount in zip(lopsided, (1, 1, 98), strict=True):
        record(enterprise, amount * 1_000_000)
    for enterprise in two[:2]:
        record(enterprise, 5_000_000)

    publication = actions.publish(TODAY)

    told = queries.figures(publication, View(), ["turnover:12:exact"])
    assert [(one.count, one.total) for one in told.values()] == [(3, 40_000_000)]


def record(enterprise, amount, **more):
    given = {"turnover_kind": "exact", "method": "books", "months": 12, "first_on": date(2020, 1, 1), **more}
    return PerformanceRecordFactory(enterprise=enterprise, turnover=amount, **given)


def test_channel_shares_do_not_give_away_how_many_did_not_answer():
    industry, region = IndustryFactory(), RegionFactory()
    for number in range(4):
        enterprise = EnterpriseFactory(region=region, industry=industry)
        if number:
            row = record(enterprise, 10_000_000)
            ChannelShareFactory(record=row, channel="modern", percent=40)
            ChannelShareFactory(record=row, channel="traditional", percent=60)

    publication = actions.publish(TODAY)

    told = queries.figures(publication, View(), ["channel:12:modern", "channel:12:traditional"])
    assert {one.count for one in told.values()} == {3}
    assert sorted(one.total for one in told.values()) == [120, 180]


def test_turnover_is_compared_where_the_same_smis_told_both_years_in_the_same_way():
    industry, region = IndustryFactory(), RegionFactory()
    apart = IndustryFactory()
    for number in range(3):
        steady = EnterpriseFactory(region=region, industry=industry)
        record(steady, 10_000_000)
        record(steady, 15_000_000, first_on=date(2021, 1, 1), method="daily_notes")
        changed = EnterpriseFactory(region=region, industry=apart)
        record(changed, 10_000_000)
        record(changed, 90_000_000, first_on=date(2021, 1, 1), method="owner" if number else "books")
    publication = actions.publish(TODAY)

    told = queries.figures(publication, View(), ["compared:12:exact", "before:12:exact"])

    assert {key: one.total for key, one in told.items()} == {
        ("before:12:exact", date(2021, 1, 1)): 30_000_000,
        ("compared:12:exact", date(2021, 1, 1)): 45_000_000,
    }


def test_estimates_are_not_added_to_exact_figures():
    industry, region = IndustryFactory(), RegionFactory()
    for kind in ("exact", "estimate"):
        for _ in range(3):
            record(EnterpriseFactory(region=region, industry=industry), 1_000_000, turnover_kind=kind)
    publication = actions.publish(TODAY)

    told = queries.figures(publication, View(), ["turnover:12:exact", "turnover:12:estimate"])
    assert {key[0]: one.total for key, one in told.items()} == {
        "turnover:12:estimate": 3_000_000,
        "turnover:12:exact": 3_000_000,
    }


def test_smis_whose_data_may_not_be_used_are_in_no_figure():
    industry, region = IndustryFactory(), RegionFactory()
    for _ in range(3):
        EnterpriseFactory(region=region, industry=industry)
    restricted = EnterpriseFactory(region=region, industry=industry)
    Enterprise.objects.filter(pk=restricted.pk).update(restricted_at="2021-01-01T00:00:00Z")

    publication = actions.publish(TODAY)

    assert queries.size(publication, View()) == 3
    assert not BlockMember.objects.filter(enterprise=restricted).exists()


def test_fewer_than_three_in_all_are_not_told():
    EnterpriseFactory(), EnterpriseFactory()

    publication = actions.publish(TODAY)

    assert queries.size(publication, View()) == 0


def test_publication_follows_the_rule_and_its_days():
    DisclosureRuleFactory(every_days=28)
    for _ in range(4):
        EnterpriseFactory(region=RegionFactory())

    assert actions.publish_when_due(date(2026, 1, 1))
    assert not actions.publish_when_due(date(2026, 1, 28))
    assert actions.publish_when_due(date(2026, 1, 29))
    DisclosureRuleFactory._meta.model.objects.update(fewest=4)
    assert actions.publish_when_due(date(2026, 1, 30))
    assert list(Publication.objects.values_list("as_of", "fewest")) == [(date(2026, 1, 30), 4)]
    assert list(PublishedBlock.objects.values_list("size", flat=True)) == [4]


def test_publishing_halfway_leaves_what_was_there(monkeypatch):
    for _ in range(3):
        EnterpriseFactory()
    before = actions.publish(date(2026, 1, 1))
    monkeypatch.setattr(sums, "tell_workers", lambda publication: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.publish(date(2026, 2, 1))

    assert queries.newest() == before
    assert queries.size(before, View()) == 3
