"""Language, profile, and what every page tells the browser."""

import pytest
from django.conf import settings as site
from django.urls import reverse
from django.views.defaults import server_error

from tests.factories import AppointmentFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_language_switch_keeps_the_session_and_the_choice(client):
    person = UserFactory(language="id")
    client.force_login(person)

    response = client.post("/language/", {"language": "en", "next": "/profile/"})
    page = client.get("/profile/")

    person.refresh_from_db()
    assert (response.url, person.language) == ("/profile/", "en")
    assert '<html lang="en">' in page.content.decode()


def test_language_of_a_stranger_is_kept_in_the_cookie_alone(client):
    client.post("/language/", {"language": "en", "next": "/login/"})

    assert '<html lang="en">' in client.get("/login/").content.decode()


@pytest.mark.parametrize("wish", ["https://evil.example/", "//evil.example/"])
def test_language_switch_stays_on_this_site(client, wish):
    assert client.post("/language/", {"language": "en", "next": wish}).url == "/"


def test_unknown_language_changes_nothing(client):
    person = UserFactory(language="id")
    client.force_login(person)

    client.post("/language/", {"language": "xx", "next": "/"})

    person.refresh_from_db()
    assert person.language == "id"


def test_language_of_the_person_applies_from_the_log_in(client):
    person = UserFactory(language="en")

    client.post("/login/", {"username": person.username, "password": "rahasia"})

    assert client.cookies[site.LANGUAGE_COOKIE_NAME].value == "en"
    assert '<html lang="en">' in client.get("/profile/").content.decode()


def test_indonesian_is_the_first_language(client):
    assert '<html lang="id">' in client.get("/login/", headers={"accept-language": "de"}).content.decode()


def test_profile_shows_own_posts_and_seats_alone(client):
    person = UserFactory()
    own_post, own_seat = AppointmentFactory(person=person), MembershipFactory(person=person)
    AppointmentFactory(), MembershipFactory()
    client.force_login(person)

    response = client.get("/profile/")

    assert (list(response.context["posts"]), list(response.context["seats"])) == ([own_post], [own_seat])
    assert own_post.post.title in response.content.decode()


@pytest.mark.parametrize("path", ["/profile/", "/password/", "/tasks/"])
def test_pages_are_closed_to_other_sites_and_to_caches(client, path):
    client.force_login(UserFactory())

    headers = client.get(path).headers

    policy = {line.split()[0]: line.split()[1:] for line in headers["Content-Security-Policy"].split("; ")}
    assert policy == {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/login/", "/about/", "/robots.txt"])
def test_public_pages_open_without_log_in(client, path):
    assert client.get(path).status_code == 200


def test_pages_carry_no_inline_style_or_script(client):
    client.force_login(UserFactory())

    text = "".join(client.get(path).content.decode() for path in ["/profile/", "/password/", "/about/", "/tasks/"])

    assert [word for word in ("<script", "style=", "onclick", "javascript:") if word in text] == []


def test_every_page_leads_to_licence_and_source(client, settings):
    settings.SOURCE_URL = "https://git.example/liap"

    text = client.get("/login/").content.decode()

    assert 'href="https://git.example/liap"' in text
    assert f'href="{reverse("liap:about")}"' in text


def test_sample_banner_shows_with_demo_log_ins_only(client, settings):
    without = client.get("/login/").content.decode()
    settings.SHOW_DEMO_LOGINS = True
    banner = client.get("/login/").content.decode()

    assert ("sample-banner" in without, "sample-banner" in banner) == (False, True)


def test_missing_page_is_told_in_the_own_frame(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "site-header" in response.content.decode()


def test_failure_is_told_without_a_database(rf):
    response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert "site-header" in response.content.decode()
