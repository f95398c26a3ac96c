"""What can be worked out from many publications in a row, while SMIs come, go, move and correct figures."""

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from liap.enterprises.models import Enterprise
from liap.models import (
    BlockFigure,
    BlockMember,
    PerformanceRecord,
    PublishedBlock,
    SuccessCase,
)
from liap.outcomes.disclosure import actions, changes, members, queries, standing, sums
from liap.outcomes.disclosure.queries import View
from tests.factories import (
    ChannelShareFactory,
    DisclosureRuleFactory,
    EnterpriseFactory,
    IndustryFactory,
    PerformanceRecordFactory,
    PlanFactory,
    ProvinceFactory,
    RegionFactory,
)
from tests.liap.outcomes.disclosure.attack import revealed
from tests.liap.outcomes.disclosure.test_publishing import confirm

pytestmark = pytest.mark.django_db
FIRST = date(2022, 1, 10)
YEARS = [date(year, 1, 1) for year in (2019, 2020, 2021)]


def moment(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


class Country:
    """SMIs of two regions and two industries in which something happens every month; and what was told of them."""

    def __init__(self, seed: int, size: int = 24):
        self.chance = random.Random(seed)
        self.regions = [RegionFactory(parent=province) for province in (ProvinceFactory(), ProvinceFactory())]
        self.industries = [IndustryFactory(), IndustryFactory()]
        self.plan = PlanFactory()
        self.day = FIRST
        self.told = defaultdict(set)
        with time_machine.travel(moment(FIRST) - timedelta(hours=1), tick=False):
            for _number in range(size):
                self.come()

    def come(self):
        smi = EnterpriseFactory(
            region=self.chance.choices(self.regions, [2, 1])[0],
            industry=self.chance.choices(self.industries, [2, 1])[0],
            owner_sex=self.chance.choice(["female", "male"]), workers_female=self.amount() % 9, workers_male=2,
        )  # fmt: skip
        for year in YEARS:
            if self.chance.random() < 0.8:
                self.tell(smi, year)
        return smi

    def amount(self):
        return self.chance.randrange(40_000_000, 60_000_000)

    def tell(self, smi, year, **more):
        row = PerformanceRecordFactory(
            enterprise=smi,
            first_on=year,
            months=12,
            turnover_kind="exact",
            method="books",
            turnover=self.amount(),
            **more,
        )
        percent = self.chance.choice([20, 40, 60])
        ChannelShareFactory(record=row, channel="modern", percent=percent)
        ChannelShareFactory(record=row, channel="traditional", percent=100 - percent)

    def anybody(self):
        return self.chance.choice(list(Enterprise.objects.filter(restricted_at=None).order_by("pk")))

    def correct(self):
        rows = PerformanceRecord.objects.filter(superseded_at=None).order_by("pk")
        row = self.chance.choice(list(rows))
        PerformanceRecord.objects.filter(pk=row.pk).update(superseded_at=self.now)
        self.tell(row.enterprise, row.first_on, replaces=row, correction_reason="Salah ketik")

    def report(self):
        smi = self.anybody()
        year = date(self.day.year, 1, 1)
        if not smi.performance_records.filter(first_on=year).exists():
            self.tell(smi, year)

    def leave(self):
        Enterprise.objects.filter(pk=self.anybody().pk).update(restricted_at=self.now)

    def move(self):
        Enterprise.objects.filter(pk=self.anybody().pk).update(region=self.chance.choice(self.regions))

    def hire(self):
        Enterprise.objects.filter(pk=self.anybody().pk).update(workers_female=self.chance.randrange(20))

    def succeed(self):
        smi = self.anybody()
        if not SuccessCase.objects.filter(enterprise=smi).exists():
            confirm(smi, "first_transaction", self.day.year - self.chance.randrange(2), self.plan)

    @property
    def now(self):
        return moment(self.day)

    def month(self, acts: int = 4):
        """One month of life, then a publication; keeps what it told as sets of pairs of an SMI and a value of it."""
        self.day += timedelta(days=28)
        happenings = [self.come, self.correct, self.report, self.leave, self.move, self.hire, self.succeed]
        with time_machine.travel(moment(self.day) - timedelta(hours=1), tick=False):
            for _number in range(acts):
                self.chance.choice(happenings)()
        self.publish()

    def publish(self):
        with time_machine.travel(moment(self.day), tick=False):
            made = actions.publish(self.day)
        self.listen(made)

    def listen(self, made):
        there, counted = defaultdict(set), defaultdict(lambda: defaultdict(set))
        for one in BlockMember.objects.filter(block__publication=made):
            if one.left_at is None:
                there[one.block_id].add(one.enterprise_id)
            if one.cell_id:
                counted[one.block_id][one.cell_id].add(one.enterprise_id)
        histories = standing.histories(self.day)
        for figure in BlockFigure.objects.filter(block__publication=made):
            name, _, rest = figure.measure.partition(":")
            if name == "standing":
                self.hear_standing(figure, rest, counted[figure.block_id], histories)
            elif figure.told_at == made.drawn_at and name in ("turnover", "channel", "workers"):
                self.hear_sum(figure, name, rest, there[figure.block_id])
        for block in PublishedBlock.objects.filter(publication=made, tells_after=None, size__gt=0):
            members = frozenset().union(*counted[block.pk].values())
            assert block.size == len(members) >= 3
            self.told["size"].add(frozenset((one, "") for one in members))

    def hear_standing(self, figure, rung, cells, histories):
        full = [
            cell for cell in cells.values()
            if all(rung in standing.held_on(histories.get(one, ()), figure.period) for one in cell)
        ]  # fmt: skip
        members = frozenset().union(*full)
        assert figure.count == len(members)
        self.told["standing", rung, figure.period.year].add(frozenset((one, "") for one in members))

    def hear_sum(self, figure, name, rest, members):
        if name == "workers":
            known = Enterprise.objects.filter(pk__in=members).values_list("pk", "workers_female", "workers_male")
            tokens = {(pk, (women, men)) for pk, women, men in known}
            assert figure.total == sum(pair[rest == "male"] for _pk, pair in tokens)
        else:
            rows = PerformanceRecord.objects.filter(
                enterprise__in=members, superseded_at=None, first_on=figure.period, turnover__isnull=False
            )
            if name == "channel":
                rows = rows.filter(shares__channel="modern")
            tokens = set(rows.values_list("enterprise", "shares__percent" if name == "channel" else "turnover"))
            if name == "turnover":
                assert figure.total == sum(turnover for _pk, turnover in tokens)
        assert len({pk for pk, _value in tokens}) >= 3
        self.told[name, figure.period if name != "workers" else ""].add(frozenset(tokens))

    def revealed(self):
        return {name: groups for name, told in self.told.items() if (groups := revealed(told))}


def lived(seed, months=10, **chosen):
    country = Country(seed)
    country.publish()
    for _number in range(months):
        country.month(**chosen)
    return country


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_combination_of_publications_reveals_fewer_than_three(seed):
    country = lived(seed)

    assert sum(len(told) for told in country.told.values()) > 30
    assert country.revealed() == {}


@pytest.mark.chaos
@pytest.mark.parametrize("seed", range(100, 140))
def test_no_combination_of_many_publications_reveals_fewer_than_three(seed):
    assert lived(seed, months=30).revealed() == {}


def test_blocks_that_are_drawn_anew_are_found(monkeypatch):
    """As it would be without memory: what is proved above is not due to a blind attack."""

    def forget():
        PublishedBlock.objects.all().delete()
        actions.Publication.objects.all().delete()

    country = Country(1)
    for _number in range(4):
        country.month()
        forget()

    assert country.revealed()


def test_figures_that_follow_each_correction_are_found(monkeypatch):
    monkeypatch.setattr(changes, "_changed", lambda parts, told_at: 99)

    assert lived(1).revealed()


def test_members_who_are_let_go_one_by_one_are_found(monkeypatch):
    right = members._counted

    def hasty(publication, units):
        found = right(publication, units)
        for counted in found.values():
            BlockMember.objects.filter(pk__in=counted.gone).update(cell=None)
        return found

    monkeypatch.setattr(members, "_counted", hasty)

    assert "size" in lived(1).revealed()


def test_workers_who_are_told_after_each_change_are_found(monkeypatch):
    right = sums._workers

    def forgetful(rows):
        then, now = right(rows)
        return dict.fromkeys(now, (-1, -1)), now

    monkeypatch.setattr(sums, "_workers", forgetful)

    assert ("workers", "") in lived(1).revealed()


# --- One thing at a time ---------------------------------------------------------------------------------------------
YEAR = date(2020, 1, 1)


def told(measure, period=YEAR):
    found = queries.figures(queries.newest(), View(), [measure], period).get((measure, period))
    return found and (found.count, found.total)


@pytest.fixture
def three_told():
    """Five SMIs of one cell, of which four told the turnover of a year; published."""
    place = {"region": RegionFactory(), "industry": IndustryFactory(), "owner_sex": "female"}
    smis = [EnterpriseFactory(**place, workers_female=2, workers_male=1) for _number in range(5)]
    rows = [turnover(smi, 10_000_000) for smi in smis[:4]]
    actions.publish(FIRST)
    return place, smis, rows


def turnover(smi, amount, **more):
    return PerformanceRecordFactory(
        enterprise=smi, turnover_kind="exact", method="books", turnover=amount,
        **{"first_on": YEAR, "months": 12, **more},
    )  # fmt: skip


def corrected(row, amount):
    PerformanceRecord.objects.filter(pk=row.pk).update(superseded_at=timezone.now())
    return turnover(row.enterprise, amount, replaces=row, correction_reason="Salah ketik")


def test_a_figure_is_told_anew_when_three_have_changed_and_not_before(three_told):
    _place, smis, rows = three_told
    assert told("turnover:12:exact") == (3, 40_000_000)

    first = corrected(rows[0], 11_000_000)
    turnover(smis[4], 10_000_000)
    actions.publish(FIRST + timedelta(days=28))
    assert told("turnover:12:exact") == (3, 40_000_000)

    corrected(first, 12_000_000)
    actions.publish(FIRST + timedelta(days=56))
    assert told("turnover:12:exact") == (3, 40_000_000)

    corrected(rows[1], 11_000_000)
    actions.publish(FIRST + timedelta(days=84))
    assert told("turnover:12:exact") == (3, 53_000_000)


def test_a_correction_to_the_same_amount_counts_as_none(three_told):
    _place, smis, rows = three_told
    for row in rows[:3]:
        corrected(row, 10_000_000)
    turnover(smis[4], 5_000_000)

    actions.publish(FIRST + timedelta(days=28))

    assert told("turnover:12:exact") == (3, 40_000_000)


def test_who_comes_waits_for_others_of_the_region_and_not_for_ever(three_told):
    place, _smis, _rows = three_told
    here, elsewhere = EnterpriseFactory(**place), EnterpriseFactory(region=RegionFactory())
    another = EnterpriseFactory(region=RegionFactory())
    Enterprise.objects.update(registered_at=moment(FIRST))

    with time_machine.travel(moment(FIRST + timedelta(days=28)), tick=False):
        actions.publish(FIRST + timedelta(days=28))
    assert queries.size(queries.newest(), View()) == 5

    with time_machine.travel(moment(FIRST + timedelta(days=91)), tick=False):
        actions.publish(FIRST + timedelta(days=91))
    assert queries.size(queries.newest(), View()) == 8
    joined = BlockMember.objects.filter(enterprise__in=[here, elsewhere, another])
    assert {one.block.region for one in joined} == {None}


def test_newcomers_of_one_region_stand_in_a_block_of_their_own(three_told):
    place, smis, _rows = three_told
    new = [EnterpriseFactory(**place) for _number in range(3)]
    for smi in new:
        turnover(smi, 1_000_000)

    actions.publish(FIRST + timedelta(days=28))

    assert told("turnover:12:exact") == (6, 43_000_000)
    blocks = {one.enterprise_id: one.block_id for one in BlockMember.objects.all()}
    assert len({blocks[smi.pk] for smi in smis}) == len({blocks[smi.pk] for smi in new}) == 1
    assert queries.size(queries.newest(), View(region=place["region"].pk)) == 8


def test_who_leaves_is_counted_until_three_have_left(three_told):
    _place, smis, _rows = three_told
    new = [EnterpriseFactory(**_place) for _number in range(3)]
    actions.publish(FIRST + timedelta(days=28))
    sizes = []
    for days, smi in enumerate([*smis[:3]], 2):
        Enterprise.objects.filter(pk=smi.pk).update(restricted_at=timezone.now())
        actions.publish(FIRST + timedelta(days=28 * days))
        sizes.append(queries.size(queries.newest(), View()))

    # Of five, two may leave unseen; with the third the other two are too few to stay.
    assert sizes == [8, 8, 3]
    assert told("turnover:12:exact") == (3, 40_000_000)
    assert {one.enterprise_id for one in BlockMember.objects.filter(left_at=None)} == {smi.pk for smi in new}


def test_who_stood_in_another_block_tells_only_what_nobody_was_told_about(three_told):
    place, smis, _rows = three_told
    elsewhere = RegionFactory()
    Enterprise.objects.filter(pk__in=[smi.pk for smi in smis]).update(region=elsewhere)
    later = date(FIRST.year, 4, 1)
    for smi in smis:
        turnover(smi, 1_000_000, first_on=later, months=3)

    actions.publish(FIRST + timedelta(days=28))

    assert told("turnover:12:exact") == (3, 40_000_000)
    assert told("turnover:3:exact", later) == (3, 5_000_000)
    view = View(region=elsewhere.pk)
    found = queries.figures(queries.newest(), view, ["turnover:12:exact", "turnover:3:exact", "workers:female"])
    assert set(found) == {("turnover:3:exact", later)}
    assert queries.size(queries.newest(), view) == 5


def test_a_cell_is_divided_when_enough_of_its_members_succeed():
    place = {"region": RegionFactory(), "industry": IndustryFactory(), "owner_sex": "female"}
    smis, plan = [EnterpriseFactory(**place) for _number in range(7)], PlanFactory()
    actions.publish(FIRST)
    rung = "standing:first_transaction"
    day = FIRST + timedelta(days=28)
    seen = []
    for smi in smis[:4]:
        confirm(smi, "first_transaction", FIRST.year - 1, plan)
        actions.publish(day)
        count = queries.figures(queries.newest(), View(), [rung], day).get((rung, day))
        seen.append((count and count.count, queries.kept_back(queries.newest(), View(), rung, day)))

    assert seen == [(0, 7), (0, 7), (3, 0), (3, 4)]


def test_a_year_is_compared_with_what_was_told_and_with_nothing_else(three_told):
    _place, smis, rows = three_told
    later = date(2021, 1, 1)
    for smi in smis[:4]:
        turnover(smi, 20_000_000, first_on=later)
    actions.publish(FIRST + timedelta(days=28))
    assert (told("before:12:exact", later), told("compared:12:exact", later)) == ((3, 40_000_000), (3, 80_000_000))

    corrected(rows[0], 15_000_000)
    actions.publish(FIRST + timedelta(days=56))
    assert (told("before:12:exact", later), told("compared:12:exact", later)) == ((3, 40_000_000), (3, 80_000_000))

    for row in rows[1:]:
        corrected(row, 15_000_000)
    actions.publish(FIRST + timedelta(days=84))
    assert (told("before:12:exact", later), told("compared:12:exact", later)) == ((3, 60_000_000), (3, 80_000_000))


def test_workers_are_told_anew_when_three_have_changed(three_told):
    _place, smis, _rows = three_told
    seen = []
    for number, smi in enumerate(smis[:3], 1):
        Enterprise.objects.filter(pk=smi.pk).update(workers_female=7)
        day = FIRST + timedelta(days=28 * number)
        actions.publish(day)
        seen.append(told("workers:female", day))

    assert seen == [(3, 10), (3, 10), (3, 25)]


def test_a_stricter_rule_hides_what_a_laxer_one_told_and_a_laxer_one_shows_it_again():
    smis = [EnterpriseFactory(region=RegionFactory(), owner_sex="female") for _number in range(3)]
    for smi in smis:
        turnover(smi, 10_000_000)
    DisclosureRuleFactory()
    seen = []
    for number, fewest in enumerate((3, 4, 3)):
        actions.DisclosureRule.objects.update(fewest=fewest)
        actions.publish(FIRST + timedelta(days=number))
        seen.append(told("turnover:12:exact"))

    assert seen == [(3, 30_000_000), None, (3, 30_000_000)]


def test_a_region_that_comes_to_another_province_takes_its_block_along(three_told):
    place, _smis, _rows = three_told
    province = ProvinceFactory()
    type(province).objects.filter(pk=place["region"].pk).update(parent=province)

    actions.publish(FIRST + timedelta(days=28))

    assert queries.size(queries.newest(), View(province=province.pk)) == 5
    assert told("turnover:12:exact") == (3, 40_000_000)
