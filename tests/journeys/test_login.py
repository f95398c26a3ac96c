"""Everybody comes in through one door, and guessing is slowed down."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from liap.audit.models import Event
from liap.models import Role
from tests.factories import AppointmentFactory, MembershipFactory, PostFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/login/"


@pytest.fixture(autouse=True)
def real_log_in(settings):
    settings.AXES_ENABLED = True


def give_role(person, role):
    if role in (Role.COORDINATOR, Role.MEMBER, Role.FACILITATOR):
        MembershipFactory(person=person, seat=SeatFactory(role=role))
    else:
        AppointmentFactory(person=person, post=PostFactory(role=role))


def try_password(client, username, password, **extra):
    return client.post(LOGIN, {"username": username, "password": password}, **extra)


@pytest.mark.parametrize("role", [*Role, ""])
def test_each_kind_of_person_logs_in_and_reaches_his_tasks(client, role):
    person = UserFactory()
    if role:
        give_role(person, role)

    response = client.post(LOGIN, {"username": person.username, "password": "rahasia"}, follow=True)

    assert response.redirect_chain[-1][0] == reverse("workflows:inbox")
    assert response.status_code == 200
    assert response.context["user"] == person


def test_administrator_reaches_the_administration(client):
    person = UserFactory(is_superuser=True)

    try_password(client, person.username, "rahasia")

    assert client.get("/admin/").status_code == 200


def test_person_without_rights_does_not_reach_the_administration(client):
    person = UserFactory(is_staff=True)
    client.force_login(person)

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403


def test_administration_asks_at_the_same_door(client):
    response = client.get("/admin/login/?next=/admin/liap/user/")

    assert response.url == "/login/?next=/admin/liap/user/"


def test_pages_ask_for_the_log_in_first(client):
    response = client.get("/profile/")

    assert response.url == "/login/?next=/profile/"


@pytest.mark.parametrize(
    "make", [lambda: "nobody", lambda: UserFactory().username, lambda: UserFactory(is_active=False).username]
)
def test_wrong_log_in_says_the_same_whoever_it_was(client, make):
    name = make()

    response = try_password(client, name, "wrong")

    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == [response.context["form"].error_messages["invalid_login"]]


def test_five_wrong_tries_pause_the_name_at_this_address(client):
    person, other = UserFactory(), UserFactory()
    for _ in range(5):
        try_password(client, person.username, "wrong")

    paused = try_password(client, person.username, "rahasia")
    elsewhere = try_password(client, person.username, "rahasia", REMOTE_ADDR="10.1.2.3")
    client.logout()
    neighbour = try_password(client, other.username, "rahasia")

    assert (paused.status_code, elsewhere.status_code, neighbour.status_code) == (429, 302, 302)
    assert "15" in paused.content.decode()


def test_unknown_name_is_paused_like_a_known_one(client):
    for _ in range(5):
        response = try_password(client, "nobody", "wrong")

    assert response.status_code == 429


@pytest.mark.parametrize(
    ("wish", "goes_to"),
    [
        ("/profile/", "/profile/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_the_log_in_one_stays_on_this_site(client, wish, goes_to):
    person = UserFactory()

    response = client.post(LOGIN, {"username": person.username, "password": "rahasia", "next": wish})

    assert response.url == goes_to


def test_log_out_ends_the_session(client):
    client.force_login(UserFactory())

    client.post("/logout/")

    assert client.get("/profile/").status_code == 302


def test_log_out_by_a_link_is_refused(client):
    client.force_login(UserFactory())

    assert client.get("/logout/").status_code == 405


def test_closed_account_loses_its_session_at_once(client):
    person = UserFactory()
    client.force_login(person)

    type(person).objects.filter(pk=person.pk).update(is_active=False)

    assert client.get("/profile/").status_code == 302


def test_new_password_is_recorded_and_keeps_this_session_only(client, django_user_model):
    person = UserFactory()
    client.force_login(person)
    other = type(client)()
    other.force_login(person)
    words = "kopi-tanpa-gula-7"

    response = client.post("/password/", {"old_password": "rahasia", "new_password1": words, "new_password2": words})

    assert response.url == "/profile/"
    assert [str(m) for m in get_messages(response.wsgi_request)] != []
    assert (client.get("/profile/").status_code, other.get("/profile/").status_code) == (200, 302)
    assert list(Event.objects.values_list("verb", "by")) == [("password_changed", person.pk)]


def test_weak_password_is_refused_beside_the_field(client):
    client.force_login(UserFactory())

    response = client.post(
        "/password/", {"old_password": "rahasia", "new_password1": "12345", "new_password2": "12345"}
    )

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["new_password2"]
