"""Two people merge at once: one wins, the other gets a sentence, and no circle arises."""

from functools import partial

import pytest

from liap.enterprises.merging.actions import merge, undo
from liap.models import Enterprise, EnterpriseMerge
from liap.refusals import Conflict
from tests.factories import EnterpriseFactory, ServiceReceivedFactory
from tests.liap.conftest import make_scene
from tests.workflows.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(transactional_db):
    scene = make_scene()
    rows = [EnterpriseFactory(region=scene.group.region) for _number in range(3)]
    for row in rows:
        ServiceReceivedFactory(enterprise=row)
    return scene.coordinator, *rows


@pytest.mark.parametrize("_round", range(3))
def test_each_into_the_other_makes_no_circle(three, _round):
    by, one, other, _third = three

    result = at_once(
        partial(merge, one, other, by=by, reason="Sama"), partial(merge, other, one, by=by, reason="Sama")
    )

    assert sorted(isinstance(said, Conflict) for said in result) == [False, True]
    assert Enterprise.objects.exclude(merged_into=None).count() == EnterpriseMerge.objects.count() == 1


@pytest.mark.parametrize("_round", range(3))
def test_one_record_is_merged_into_one_of_two(three, _round):
    by, one, other, third = three

    result = at_once(
        partial(merge, one, third, by=by, reason="Sama"), partial(merge, other, third, by=by, reason="Sama")
    )

    assert sorted(isinstance(said, Conflict) for said in result) == [False, True]
    third.refresh_from_db()
    assert (third.services.count(), third.merged_into.services.count()) == (0, 2)


@pytest.mark.parametrize("_round", range(3))
def test_a_merge_is_undone_once(three, _round):
    by, one, other, _third = three
    row = merge(one, other, by=by, reason="Sama")

    result = at_once(*[partial(undo, row, by=by)] * 3)

    assert result.count("won") == 1
    assert [enterprise.services.count() for enterprise in (one, other)] == [1, 1]
