"""A link lets one SMI enter one period once; what is over, taken back, used or unknown is refused in plain words."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from liap.enterprises.performance import doors, links
from liap.enterprises.performance.actions import record_performance
from liap.enterprises.performance.figures import Figures
from liap.enterprises.performance.periods import last_ended
from liap.models import EntryLink, Event, FailedEntry, PerformanceRecord
from liap.refusals import NotTheirs
from tests.factories import EnterpriseFactory
from tests.liap.conftest import make_scene

QUARTER = last_ended(timezone.localdate())


@pytest.fixture
def smi(scene):
    return EnterpriseFactory(region=scene.group.region, name="UD Maju Jaya")


@pytest.fixture
def link(scene, smi):
    return links.make_link(smi, by=scene.member, period=QUARTER)


def page(client, token, **answers):
    address = reverse("liap:enter_by_link", args=[token])
    return client.post(address, answers) if answers else client.get(address)


def test_smi_enters_its_figures_without_an_account(client, smi, link):
    shown = page(client, link[1])
    sent = page(client, link[1], **{"three-band": "up_to_25", "three-main_channel": "online", "three-workers": "3"})

    record = PerformanceRecord.objects.get()
    assert (shown.status_code, sent.status_code) == (200, 200)
    assert (record.enterprise, record.period, record.medium, record.entered_by) == (smi, QUARTER, "link", None)
    assert (record.main_channel, record.workers, record.asked_on) == ("online", 3, timezone.localdate())
    link[0].refresh_from_db()
    assert (link[0].record, link[0].used_at is not None) == (record, True)


def test_page_of_a_link_tells_no_more_than_name_and_period(client, scene, smi, link):
    record_performance(
        smi, by=scene.member, period=QUARTER.previous, figures=Figures(workers=7777, buyers=8888), medium="visit",
        asked_on=timezone.localdate(),
    )  # fmt: skip

    answer = page(client, link[1])

    text = answer.content.decode()
    assert "UD Maju Jaya" in text
    assert [word for word in ("7777", "8888", scene.member.full_name) if word in text] == []
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "sudah habis"),
        ({"revoked_at": timezone.now()}, "sudah ditarik"),
    ],
)
def test_link_that_is_over_is_refused_with_a_clear_page(client, link, change, words):
    EntryLink.objects.filter(pk=link[0].pk).update(**change)

    for answer in (page(client, link[1]), page(client, link[1], **{"three-workers": "3"})):
        assert answer.status_code == 410
        assert words in answer.content.decode()
    assert not PerformanceRecord.objects.exists()


def test_link_serves_once(client, link):
    page(client, link[1], **{"three-workers": "3"})

    again = page(client, link[1], **{"three-workers": "4"})

    assert again.status_code == 410
    assert PerformanceRecord.objects.get().workers == 3


def test_unknown_link_is_refused_and_many_tries_have_to_wait(client, link):
    answers = [page(client, f"falsch{number}").status_code for number in range(doors.TRIES_AN_HOUR)]
    assert set(answers) == {404}
    assert page(client, "falsch").status_code == 429

    FailedEntry.objects.update(at=timezone.now() - timedelta(hours=2))
    assert page(client, "falsch").status_code == 404
    assert FailedEntry.objects.count() == 1


def test_neighbours_behind_the_same_address_are_let_in_by_their_own_link(client, link):
    for number in range(doors.TRIES_AN_HOUR + 1):
        page(client, f"falsch{number}")

    assert page(client, "falsch").status_code == 429
    assert page(client, link[1], **{"three-workers": "3"}).status_code == 200


@pytest.mark.parametrize(("has_proxy", "status"), [(True, 404), (False, 429)])
def test_behind_our_proxy_each_is_counted_by_his_own_address(client, db, settings, has_proxy, status):
    settings.HTTPS = has_proxy
    for number in range(doors.TRIES_AN_HOUR):
        client.get(reverse("liap:enter_by_link", args=[f"falsch{number}"]), HTTP_X_FORWARDED_FOR="192.0.2.1")

    answer = client.get(reverse("liap:enter_by_link", args=["falsch"]), HTTP_X_FORWARDED_FOR="10.0.0.1, 192.0.2.2")

    assert answer.status_code == status


def test_answers_that_cannot_be_are_shown_again_and_the_link_stays(client, link):
    answer = page(client, link[1], **{"share-modern": "60", "share-online": "30"})

    assert answer.status_code == 422
    assert "90 persen" in answer.content.decode()
    assert page(client, link[1], **{"three-workers": "3"}).status_code == 200


def test_nothing_said_is_refused_and_the_link_stays(client, link):
    assert page(client, link[1], **{"three-workers": ""}).status_code == 422
    assert page(client, link[1]).status_code == 200


def test_secret_is_long_and_not_kept(link):
    made, token = link

    assert len(token) >= 43
    assert token not in str(EntryLink.objects.values().get())
    assert made.token_hash == doors.digest(token)
    assert token not in str([event.payload for event in Event.objects.all()])


def test_new_link_ends_the_old_one(scene, smi, link):
    _made, token = links.make_link(smi, by=scene.coordinator, period=QUARTER)

    with pytest.raises(doors.LinkIsOver):
        links.open_link(link[1], address="192.0.2.1")
    assert links.open_link(token, address="192.0.2.1").enterprise == smi


def test_link_is_taken_back_by_its_people_alone(scene, link):
    with pytest.raises(NotTheirs):
        links.take_back(link[0], by=scene.stranger)
    links.take_back(link[0], by=scene.coordinator)
    links.take_back(link[0], by=scene.coordinator)

    assert Event.objects.filter(verb="performance.link_taken_back").count() == 1


def test_link_is_made_for_what_is_over_and_missing(scene, smi):
    with pytest.raises(NotTheirs):
        links.make_link(smi, by=scene.stranger, period=QUARTER)
    with pytest.raises(links.NothingToAsk):
        links.make_link(smi, by=scene.member, period=QUARTER.following)
    record_performance(
        smi, by=scene.member, period=QUARTER, figures=Figures(workers=1), medium="visit", asked_on=timezone.localdate()
    )
    with pytest.raises(links.NothingToAsk):
        links.make_link(smi, by=scene.member, period=QUARTER)


def test_figures_that_came_in_otherwise_are_not_overwritten_by_link(client, scene, smi, link):
    record_performance(
        smi, by=scene.member, period=QUARTER, figures=Figures(workers=1), medium="paper", asked_on=timezone.localdate()
    )

    answer = page(client, link[1], **{"three-workers": "9"})

    assert answer.status_code == 410
    assert PerformanceRecord.objects.get().workers == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_send_the_same_link_leave_one_record():
    scene = make_scene()
    smi = EnterpriseFactory(region=scene.group.region)
    _made, token = links.make_link(smi, by=scene.member, period=QUARTER)
    results, begin = [], threading.Barrier(2)

    def send(workers):
        try:
            begin.wait()
            links.enter_by_link(token, figures=Figures(workers=workers), address="192.0.2.1")
            results.append("kept")
        except doors.LinkIsOver:
            results.append("over")
        except Exception as error:
            results.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(count,)) for count in (3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["kept", "over"], connection.vendor
    assert PerformanceRecord.objects.count() == 1
