"""What may be used of an SMI's data says one queryset method."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from liap.models import DataAccess, Enterprise, Purpose, Region, Role
from tests.factories import (
    AppointmentFactory,
    DataAccessFactory,
    EnterpriseFactory,
    ProcessingBasisFactory,
    SubjectRequestFactory,
    UserFactory,
)
from tests.liap.conftest import make_scene

pytestmark = pytest.mark.django_db


def usable(purpose: str) -> list[Enterprise]:
    return list(Enterprise.objects.usable_for(purpose))


@pytest.mark.parametrize("purpose", ["support", "figures"])
def test_the_duty_of_the_office_needs_no_word(purpose):
    enterprise = EnterpriseFactory()

    assert usable(purpose) == [enterprise]


@pytest.mark.parametrize("purpose", ["sharing", "publication"])
def test_what_nobody_is_obliged_to_needs_a_basis(purpose):
    EnterpriseFactory()
    asked = ProcessingBasisFactory(purpose=purpose).enterprise

    assert usable(purpose) == [asked]


@pytest.mark.parametrize("purpose", Purpose.values)
def test_nothing_is_used_after_a_withdrawal_until_a_new_word(purpose):
    basis = ProcessingBasisFactory(purpose=purpose, withdrawn_at=timezone.now())
    assert usable(purpose) == []

    ProcessingBasisFactory(enterprise=basis.enterprise, purpose=purpose)

    assert usable(purpose) == [basis.enterprise]


def test_a_withdrawal_of_one_purpose_leaves_the_others():
    enterprise = ProcessingBasisFactory(purpose="figures", withdrawn_at=timezone.now()).enterprise

    assert (usable("figures"), usable("support")) == ([], [enterprise])


@pytest.mark.parametrize("purpose", Purpose.values)
@pytest.mark.parametrize("mark", ["restricted_at", "erased_at", "merged_into"])
def test_restricted_erased_and_merged_records_are_never_used(purpose, mark):
    kept = ProcessingBasisFactory(purpose=purpose).enterprise
    gone = ProcessingBasisFactory(purpose=purpose).enterprise
    Enterprise.objects.filter(pk=gone.pk).update(**{mark: kept if mark == "merged_into" else timezone.now()})

    assert usable(purpose) == [kept]


def test_an_unknown_purpose_is_refused():
    with pytest.raises(ValueError, match="marketing"):
        Enterprise.objects.usable_for("marketing")


def test_one_basis_is_in_force_per_purpose():
    basis = ProcessingBasisFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ProcessingBasisFactory(enterprise=basis.enterprise)


def test_a_consent_names_the_text_that_was_read():
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcessingBasisFactory(notice=None)


def test_access_rows_are_never_changed_or_deleted():
    row = DataAccessFactory()

    for act in (DataAccess.objects.filter(pk=row.pk).delete, lambda: DataAccess.objects.update(reason="audit")):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert DataAccess.objects.get() == row


@pytest.mark.parametrize(
    "wrong",
    [
        {"enterprise": None},
        {"outcome": "done"},
        {"person": "somebody"},
        {"nib": "123"},
    ],
)
def test_half_rows_are_refused_by_the_database(wrong):
    if wrong.get("person"):
        wrong = {"person": UserFactory()}
    with pytest.raises(IntegrityError), transaction.atomic():
        EnterpriseFactory(**wrong) if "nib" in wrong else SubjectRequestFactory(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"owner_nik_masked": "1217051203800001", "owner_nik_hash": "a"},
        {"owner_nik_masked": "1217******0001", "owner_nik_hash": ""},
        {"owner_nik_hash": "a"},
        {"investment": -1},
    ],
)
def test_an_identity_number_is_kept_masked_and_hashed_only(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        EnterpriseFactory(**wrong)


def test_only_who_audits_says_that_he_looks_for_an_audit(client):
    scene = make_scene()
    smi = EnterpriseFactory(region=scene.group.region)
    auditor = AppointmentFactory(post__role=Role.AUDITOR).person
    address, offered = reverse("liap:enterprise_owner", args=[smi.pk]), {}

    for person in (scene.member, auditor):
        client.force_login(person)
        client.post(address, {"reason": "audit"})
        offered[person] = 'value="audit"' in client.get(address).text

    assert offered == {scene.member: False, auditor: True}
    assert [row.by for row in DataAccess.objects.all()] == [auditor]


def test_log_says_the_hour_of_the_region(client):
    scene = make_scene()
    Region.objects.filter(pk=scene.group.region_id).update(time_zone="Asia/Jayapura")
    smi = EnterpriseFactory(region=scene.group.region)
    client.force_login(scene.member)

    with time_machine.travel(datetime(2026, 3, 31, 15, 5, tzinfo=UTC)):
        page = client.post(reverse("liap:enterprise_owner", args=[smi.pk]), {"reason": "advice"}).text
        log = client.get(reverse("liap:data_accesses")).text

    assert "1 April 2026 00:05 WIT" in page
    assert "1 April 2026 00:05 WIT" in log
