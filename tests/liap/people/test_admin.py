"""The administration: superusers only, nobody is deleted, evidence is read and not written."""

import pytest
from django.contrib import admin

from liap.audit.models import Event
from liap.models import Appointment, Organisation, Plan, PlanVersion, Post, Region, Seat, User, WorkingGroup
from tests.factories import AppointmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    person = UserFactory(is_superuser=True)
    client.force_login(person)
    return person


def test_only_own_tables_are_administered():
    labels = {model._meta.app_label for model in admin.site._registry}

    assert labels <= {"liap", "documents", "workflows"}


@pytest.mark.parametrize("model", [User, Post, Appointment, Region, Organisation, WorkingGroup, Seat, Plan, Event])
def test_nothing_that_others_lean_on_can_be_deleted(rf, administrator, model):
    request = rf.get("/")
    request.user = administrator

    assert not admin.site._registry[model].has_delete_permission(request)


@pytest.mark.parametrize("model", [Event, PlanVersion, Plan])
def test_evidence_is_read_only(rf, administrator, model):
    request = rf.get("/")
    request.user = administrator
    page = admin.site._registry[model]

    assert (page.has_add_permission(request), page.has_change_permission(request)) == (False, False)
    assert page.has_view_permission(request)


def test_every_list_and_entry_form_opens(client, administrator):
    AppointmentFactory()
    for model, page in admin.site._registry.items():
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"

        assert client.get(path).status_code == 200, path
        if page.has_add_permission(client.get(path).wsgi_request):
            assert client.get(f"{path}add/").status_code == 200, path


def test_accounts_are_closed_and_the_act_is_recorded(client, administrator):
    person = UserFactory()
    data = {"action": "close_accounts", "_selected_action": [person.pk, administrator.pk]}

    client.post("/admin/liap/user/", data)

    assert list(User.objects.filter(is_active=False)) == [person]
    assert list(Event.objects.values_list("verb", "subject", "by")) == [
        ("person_deactivated", f"user:{person.pk}", administrator.pk)
    ]


def test_new_person_gets_an_account(client, administrator):
    words = "kopi-tanpa-gula-7"
    data = {"username": "siti", "full_name": "Siti", "email": "", "language": "id", "usable_password": "true"}

    response = client.post("/admin/liap/user/add/", {**data, "password1": words, "password2": words})

    assert response.status_code == 302
    assert User.objects.get(username="siti").check_password(words)


def test_open_person_shows_the_form(client, administrator):
    person = AppointmentFactory().person

    assert client.get(f"/admin/liap/user/{person.pk}/change/").status_code == 200
