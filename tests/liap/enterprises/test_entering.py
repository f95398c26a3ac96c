"""Putting all that is known of an SMI on record, changing it, and finding the one it may be already."""

from decimal import Decimal

import pytest

from liap.audit.models import Event
from liap.audit.queries import broken_links
from liap.enterprises.actions import (
    AlreadyOnRecord,
    ForeignCluster,
    LikelyDuplicates,
    NotAnIdentityNumber,
    RecordIsClosed,
    StaleRecord,
    WrongFigures,
    edit,
    enter,
    register,
)
from liap.enterprises.identity import is_identity_number, keyed_hash, mask
from liap.enterprises.likeness import NamesOf, likely_duplicates
from liap.models import Enterprise
from liap.refusals import NotTheirs
from tests.factories import ClusterFactory, EnterpriseFactory, IndustryFactory, RegionFactory

NIK = "1217055203800001"

pytestmark = pytest.mark.django_db


def values(scene, **more) -> dict:
    return {"name": "UD Sianipar", "region": scene.group.region, "industry": IndustryFactory(), **more}


def test_all_that_is_known_is_kept_and_the_rest_stays_empty(scene):
    made = enter(values(scene, owner_name="Rotua Contoh", workers_female=3), by=scene.member, nik=NIK)

    made.refresh_from_db()
    assert (made.owner_name, made.workers_female, made.workers_male, made.nib) == ("Rotua Contoh", 3, None, None)
    assert (made.owner_nik_masked, made.owner_nik_hash) == ("************0001", keyed_hash(NIK))
    assert made.workers == 3


def test_the_identity_number_itself_is_kept_nowhere(scene):
    enter(values(scene), by=scene.member, nik=NIK)

    assert NIK not in str(list(Enterprise.objects.values())) + str(list(Event.objects.values()))


def test_another_key_makes_another_hash(settings):
    before = keyed_hash(NIK)
    settings.IDENTITY_KEY = "another"

    assert keyed_hash(NIK) != before


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        (NIK, True),
        ("1217051203800001", True),
        ("121705120380000", False),
        ("1217051213800001", False),
        ("1217053203800001", False),
        ("1217057203800001", False),
        ("1217050003800001", False),
        ("12170512038000ab", False),
    ],
)
def test_an_identity_number_has_a_day_of_birth(number, is_one):
    assert is_identity_number(number) == is_one
    assert mask(NIK).count("*") == 12


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"nik": "123"}, NotAnIdentityNumber),
        ({"workers_female": 1, "workers_male": 1, "workers_over_60": 3}, WrongFigures),
        ({"workers_female": 1, "workers_male": 1, "workers_with_disability": 3}, WrongFigures),
        (
            {"workers_female": 2, "workers_male": 0, "workers_up_to_30": 1, "workers_31_to_45": 0,
             "workers_46_to_60": 0, "workers_over_60": 0},
            WrongFigures,
        ),
        ({"cluster": "foreign"}, ForeignCluster),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused(scene, more, refusal):
    if "cluster" in more:
        more = {"cluster": ClusterFactory()}
    nik = more.pop("nik", "") if "nik" in more else ""
    with pytest.raises(refusal):
        enter(values(scene, **more), by=scene.member, nik=nik)
    assert not Enterprise.objects.exists()


def test_people_of_other_regions_enter_and_change_nothing_here(scene):
    mine = EnterpriseFactory(region=scene.group.region)

    with pytest.raises(NotTheirs):
        enter(values(scene), by=scene.stranger)
    with pytest.raises(NotTheirs):
        edit(mine, by=scene.stranger, version=1, values={"name": "X"})
    with pytest.raises(NotTheirs):
        edit(mine, by=scene.member, version=1, values={"region": RegionFactory()})
    assert list(Enterprise.objects.values_list("name", "version")) == [(mine.name, 1)]


@pytest.mark.parametrize(
    ("name", "is_found"),
    [
        ("UD Sianipar", True),
        ("CV SIANIPAR", True),
        ("Sianiper", True),
        ("Zianipar", True),
        ("Sianipar Ulos", True),
        ("UD Situmorang", False),
    ],
)
def test_a_name_alike_is_asked_about_before_anything_is_saved(scene, name, is_found):
    other = EnterpriseFactory(name="UD Sianipar", region=scene.group.region)
    EnterpriseFactory(name=name)  # of another region: nothing to do with it

    found = likely_duplicates(name, region=scene.group.region, by=scene.member)

    assert [one.enterprise for one in found] == ([other] if is_found else [])
    if is_found:
        with pytest.raises(LikelyDuplicates):
            enter(values(scene, name=name), by=scene.member)
        assert enter(values(scene, name=name), by=scene.member, is_another=True).name == name


def test_number_and_owner_find_the_same_smi_under_another_name(scene):
    first = enter(values(scene, nib="1234567890123"), by=scene.member, nik=NIK)
    asked = {"region": scene.group.region, "by": scene.member}

    by_nib = likely_duplicates("Toko Lain", nib="1234567890123", **asked)
    by_owner = likely_duplicates("Toko Lain", nik=NIK, **asked)

    assert [[one.enterprise for one in found] for found in (by_nib, by_owner)] == [[first], [first]]
    assert len({str(one.reasons[0]) for one in by_nib + by_owner}) == 2


def test_an_import_reads_the_region_once(scene, django_assert_num_queries):
    EnterpriseFactory(name="UD Sianipar", region=scene.group.region)
    names = NamesOf(scene.group.region)
    asked = {"region": scene.group.region, "by": scene.coordinator, "names": names}
    likely_duplicates("A", **asked)

    with django_assert_num_queries(2):  # whether the person audits, and the rows that were found
        assert len(likely_duplicates("Sianipar", **asked)) == 1
    names.add(987, "Rumah Gorga")
    assert names.alike("gorga rumah") == [987]


def test_a_number_on_record_is_not_taken_twice_even_in_another_region(scene):
    EnterpriseFactory(nib="1234567890123")

    with pytest.raises(AlreadyOnRecord):
        enter(values(scene, nib="1234567890123"), by=scene.member)
    assert likely_duplicates("X", region=scene.group.region, by=scene.member, nib="1234567890123") == []


def test_a_change_says_what_was_before_and_who_did_it(scene):
    made = enter(values(scene, product="Ulos"), by=scene.member, nik=NIK)

    changed = edit(made, by=scene.coordinator, version=1, values={"product": "Kain", "investment": Decimal(5)})

    change = made.changes.get()
    assert change.values == {"product": ["Ulos", "Kain"], "investment": [None, "5"]}
    assert (change.by, changed.version) == (scene.coordinator, 2)
    event = Event.objects.filter(verb="enterprise.changed").get()
    assert event.payload == {"fields": ["investment", "product"]}
    assert list(broken_links()) == []


def test_saving_the_same_again_is_no_change(scene):
    made = enter(values(scene), by=scene.member, nik=NIK)

    assert edit(made, by=scene.member, version=1, values={"name": "UD  Sianipar"}, nik=NIK).version == 1
    assert not made.changes.exists()


def test_another_owner_with_the_same_last_digits_is_a_change(scene):
    made = enter(values(scene), by=scene.member, nik=NIK)

    edit(made, by=scene.member, version=1, values={}, nik="1217051203800001")

    assert list(made.changes.get().values) == ["owner_nik_masked"]


def test_a_form_opened_before_another_save_is_refused(scene):
    made = enter(values(scene), by=scene.member)
    edit(made, by=scene.member, version=1, values={"product": "Ulos"})

    with pytest.raises(StaleRecord):
        edit(made, by=scene.coordinator, version=1, values={"product": "Kain"})
    made.refresh_from_db()
    assert made.product == "Ulos"


def test_merged_and_erased_records_are_closed(scene):
    made = enter(values(scene), by=scene.member)
    Enterprise.objects.filter(pk=made.pk).update(merged_into=EnterpriseFactory(region=made.region))

    with pytest.raises(RecordIsClosed):
        edit(made, by=scene.member, version=1, values={"product": "Ulos"})


def test_registering_a_merged_name_gives_the_record_that_stands_for_it(scene):
    made = enter(values(scene), by=scene.member)
    winner = EnterpriseFactory(region=made.region)
    Enterprise.objects.filter(pk=made.pk).update(merged_into=winner)

    assert register("UD Sianipar", region=made.region, industry_id=made.industry_id, by=scene.member) == winner
