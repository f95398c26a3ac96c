"""The stationery of an office: data that an administrator changes, neutral where he entered nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from documents.models import Stationery
from documents.stationery.queries import forms_of
from tests.factories import CopyLineFactory, OrganisationFactory, StationeryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OrganisationFactory(
        name="Dinas Contoh", letterhead="Pemerintah Contoh", address="Jalan 1", seat_town="Kota"
    )


def test_without_stationery_an_office_has_neutral_forms(office):
    forms = forms_of(office)

    assert forms.letterhead.lines == ("PEMERINTAH CONTOH", "DINAS CONTOH")
    assert (forms.letterhead.address, forms.letterhead.contact, forms.place) == ("Jalan 1", None, "Kota")
    assert (forms.on_behalf_of, forms.mandate, forms.closing, forms.copies_to) == (None, None, None, None)


def test_own_lines_and_copies_are_used(office):
    own = StationeryFactory(
        organisation=office, upper_lines="Pemerintah Provinsi\n\nSekretariat Daerah\n", contact="(000) 000",
        on_behalf_of="Bupati Contoh", mandate="800/1", closing="Dokumen ini sah.",
    )  # fmt: skip
    CopyLineFactory(stationery=own, recipient="Bupati", position=2)
    CopyLineFactory(stationery=own, recipient="Inspektur", position=1)
    CopyLineFactory(stationery=own, recipient="Bappeda", kind="D3", position=3)

    forms = forms_of(office, kind="D3")

    assert forms.letterhead.lines == ("PEMERINTAH PROVINSI", "SEKRETARIAT DAERAH", "DINAS CONTOH")
    assert forms.letterhead.contact == "(000) 000"
    assert (forms.on_behalf_of, forms.mandate, forms.closing) == ("Bupati Contoh", "800/1", "Dokumen ini sah.")
    assert forms.copies_to == ("Inspektur", "Bupati", "Bappeda")
    assert forms_of(office, kind="D5").copies_to == ("Inspektur", "Bupati")


def test_an_office_may_want_no_copies(office):
    StationeryFactory(organisation=office)

    assert forms_of(office).copies_to == ()


@pytest.mark.parametrize("lines", ["a\nb\nc\nd", "x" * 121])
def test_more_than_the_head_has_room_for_is_refused(office, lines):
    with pytest.raises(ValidationError):
        Stationery(organisation=office, upper_lines=lines).full_clean()


def test_a_mandate_without_somebody_is_refused(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        StationeryFactory(organisation=office, mandate="800/1")


def test_an_administrator_changes_it(client, office):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    page = client.get(reverse("admin:documents_stationery_add"))
    answer = client.post(
        reverse("admin:documents_stationery_add"),
        {
            "organisation": office.pk, "upper_lines": "Pemerintah Kabupaten", "contact": "surel@example.org",
            "on_behalf_of": "", "mandate": "", "closing": "",
            "copies-TOTAL_FORMS": 1, "copies-INITIAL_FORMS": 0, "copies-MIN_NUM_FORMS": 0, "copies-MAX_NUM_FORMS": 9,
            "copies-0-kind": "D3", "copies-0-position": 1, "copies-0-recipient": "Bupati",
        },
    )  # fmt: skip

    assert (page.status_code, answer.status_code) == (200, 302)
    assert forms_of(office, kind="D3").copies_to == ("Bupati",)
    assert forms_of(office, kind="D5").copies_to == ()
