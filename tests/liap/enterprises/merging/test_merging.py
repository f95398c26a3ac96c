"""Two records of one SMI become one and two again; nothing is lost on the way."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from liap.audit.queries import broken_links
from liap.enterprises.merging import actions
from liap.enterprises.merging.actions import merge, undo
from liap.enterprises.merging.queries import references
from liap.models import Enterprise, EnterpriseMerge
from liap.refusals import NotTheirs
from tests.factories import (
    DataAccessFactory,
    EnterpriseCheckFactory,
    EnterpriseFactory,
    EnterpriseMergeFactory,
    MembershipFactory,
    ProcessingBasisFactory,
    ServiceReceivedFactory,
    SuccessCaseFactory,
    TargetEnterpriseFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(scene):
    where = {"region": scene.group.region, "industry": scene.plan.industry}
    return EnterpriseFactory(**where), EnterpriseFactory(nib="1234567890123", owner_phone="0812", **where)


def test_references_of_every_area_move_and_both_records_stay(scene, pair):
    winner, loser = pair
    target = TargetEnterpriseFactory(plan=scene.plan, enterprise=loser)
    rows = [ServiceReceivedFactory(enterprise=loser), SuccessCaseFactory(plan=scene.plan, enterprise=loser), target]

    row = merge(winner, loser, by=scene.coordinator, reason="Dicatat dua kali")

    for moved in rows:
        moved.refresh_from_db()
        assert moved.enterprise == winner
    winner.refresh_from_db()
    loser.refresh_from_db()
    assert (loser.merged_into, loser.nib, winner.nib, winner.owner_phone) == (winner, None, "1234567890123", "0812")
    assert (len(row.moved), row.filled) == (3, {"nib": "1234567890123", "owner_phone": "0812"})
    assert list(broken_links()) == []


def test_undoing_puts_everything_back(scene, pair):
    winner, loser = pair
    before = [Enterprise.objects.filter(pk=one.pk).values().get() for one in pair]
    service, own = ServiceReceivedFactory(enterprise=loser), ServiceReceivedFactory(enterprise=winner)
    row = merge(winner, loser, by=scene.coordinator, reason="Keliru")

    undo(row, by=scene.coordinator)

    after = [Enterprise.objects.filter(pk=one.pk).values().get() for one in pair]
    assert [{**one, "version": 1} for one in after] == before
    service.refresh_from_db()
    own.refresh_from_db()
    assert (service.enterprise, own.enterprise) == (loser, winner)
    with pytest.raises(actions.AlreadyUndone):
        undo(row, by=scene.coordinator)


def test_what_was_changed_after_the_merge_stays_changed(scene, pair):
    winner, loser = pair
    row = merge(winner, loser, by=scene.coordinator, reason="Keliru")
    Enterprise.objects.filter(pk=winner.pk).update(owner_phone="0899")

    undo(row, by=scene.coordinator)

    winner.refresh_from_db()
    assert winner.owner_phone == "0899"


def test_what_the_database_keeps_or_the_winner_has_stays_with_the_loser(scene, pair):
    winner, loser = pair
    check = EnterpriseCheckFactory(plan=scene.plan, enterprise=loser)
    TargetEnterpriseFactory(plan=scene.plan, enterprise=winner)
    target = TargetEnterpriseFactory(plan=scene.plan, enterprise=loser)
    basis = ProcessingBasisFactory(enterprise=loser)
    ProcessingBasisFactory(enterprise=winner)
    access = DataAccessFactory(enterprise=loser)

    row = merge(winner, loser, by=scene.coordinator, reason="Dicatat dua kali")

    for kept in (check, target, basis, access):
        kept.refresh_from_db()
        assert kept.enterprise == loser
    assert row.moved == []


def test_every_model_about_an_smi_is_looked_at():
    found = {f"{model._meta.model_name}.{field}" for model, field in references()}

    assert {"targetenterprise.enterprise", "successcase.enterprise", "visit_enterprises.enterprise"} <= found
    assert not {name for name in found if name.startswith(("enterprisemerge", "dataaccess", "blockmember"))}


def test_only_who_leads_both_regions_merges_and_undoes(scene, pair):
    winner, loser = pair
    abroad = EnterpriseFactory()
    for by, other in ((scene.member, loser), (scene.stranger, loser), (scene.coordinator, abroad)):
        with pytest.raises(NotTheirs):
            merge(winner, other, by=by, reason="Sama")
    row = merge(winner, loser, by=scene.coordinator, reason="Sama")
    with pytest.raises(NotTheirs):
        undo(row, by=scene.member)
    assert EnterpriseMerge.objects.filter(undone_at=None).count() == 1


def test_a_record_is_merged_once_and_never_with_itself(scene, pair):
    winner, loser = pair
    with pytest.raises(actions.SameRecord):
        merge(winner, winner, by=scene.coordinator, reason="Sama")
    merge(winner, loser, by=scene.coordinator, reason="Sama")
    for one, other in ((winner, loser), (loser, winner)):
        with pytest.raises(actions.AlreadyMerged):
            merge(one, other, by=scene.coordinator, reason="Sama")
    with pytest.raises(IntegrityError), transaction.atomic():
        EnterpriseMergeFactory(loser=loser)


def test_a_later_merge_is_undone_first(scene, pair):
    winner, loser = pair
    third = EnterpriseFactory(region=winner.region)
    first = merge(winner, loser, by=scene.coordinator, reason="Sama")
    second = merge(third, winner, by=scene.coordinator, reason="Sama")

    with pytest.raises(actions.MergedSince):
        undo(first, by=scene.coordinator)
    undo(second, by=scene.coordinator)
    undo(first, by=scene.coordinator)

    assert not Enterprise.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("mark", ["restricted_at", "erased_at"])
def test_whose_use_is_stopped_is_not_merged(scene, pair, mark):
    Enterprise.objects.filter(pk=pair[1].pk).update(**{mark: timezone.now()})

    with pytest.raises(actions.StillRestricted):
        merge(*pair, by=scene.coordinator, reason="Sama")


def test_a_failure_halfway_leaves_nothing(scene, pair, monkeypatch):
    winner, loser = pair
    service = ServiceReceivedFactory(enterprise=loser)
    monkeypatch.setattr(actions, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        merge(winner, loser, by=scene.coordinator, reason="Sama")

    service.refresh_from_db()
    loser.refresh_from_db()
    assert (service.enterprise, loser.merged_into, EnterpriseMerge.objects.count()) == (loser, None, 0)


def test_a_facilitator_of_the_region_does_not_merge(scene, pair):
    facilitator = MembershipFactory(seat__working_group=scene.group, seat__role="facilitator").person

    with pytest.raises(NotTheirs):
        merge(*pair, by=facilitator, reason="Sama")
