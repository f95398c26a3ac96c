"""Being told of new papers: what, to whom, how often, and how it stops."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents import jobs as drawings
from documents.listings.choice import Choice
from documents.subscriptions import actions, jobs
from documents.subscriptions.models import Announcement, Digest, Subscription
from liap.audit.models import Event
from liap.models import Appointment
from tests.documents.conftest import issue, reader
from tests.documents.samples import QUARTER
from tests.factories import PlanFactory, UserFactory

# 09:00 in Jakarta.
MORNING = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def plan(db, rings, quick_drawing, settings):
    settings.PUBLIC_URL = "https://liap.example/"
    return PlanFactory()


@pytest.fixture
def person(plan):
    return reader(plan.region)


def draw(paper):
    drawings.sweep(draw_here=True)
    return paper


def at_once(person, **filters):
    return actions.subscribe(Choice.of(filters), by=person, pace="at_once")


def test_a_new_paper_is_told_of_once(plan, person):
    at_once(person)
    paper = draw(issue(plan))

    for _ in range(3):
        jobs.tick()

    (message,) = mail.outbox
    assert message.to == [person.email]
    assert f"https://liap.example/documents/{paper.pk}/" in message.body
    assert (paper.number in message.body, plan.title in message.body) == (True, True)
    assert message.subject == "1 dokumen baru: semua dokumen"
    assert Announcement.objects.get().document == paper


def test_what_was_issued_before_is_not_told_of(plan, person):
    draw(issue(plan))
    at_once(person)

    jobs.tick()

    assert mail.outbox == []


def test_a_paper_without_a_file_is_told_of_when_it_has_one(plan, person):
    at_once(person)
    issue(plan)
    jobs.tick()
    assert mail.outbox == []

    drawings.sweep(draw_here=True)
    jobs.tick()

    assert len(mail.outbox) == 1


def test_only_what_passes_the_filters_is_told_of(plan, person):
    at_once(person, kind="D5")
    draw(issue(plan))
    quarter = draw(issue(plan, kind="D5", facts=QUARTER))

    jobs.tick()

    assert [one.document for one in Announcement.objects.all()] == [quarter]


def test_nobody_is_told_of_another_region(plan, person):
    at_once(person)
    draw(issue(PlanFactory()))

    jobs.tick()

    assert mail.outbox == []


def test_who_lost_access_between_finding_and_sending_gets_nothing(plan, person):
    at_once(person)
    draw(issue(plan))
    jobs.gather()
    Appointment.objects.filter(person=person).update(until=timezone.localdate() - timedelta(days=1))

    jobs.send_due()

    assert mail.outbox == []
    assert Digest.objects.get().state == "not_sent"


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_who_left_or_has_no_address_gets_nothing(plan, person, change):
    at_once(person)
    draw(issue(plan))
    jobs.gather()
    for name, value in change.items():
        setattr(person, name, value)
    person.save()

    jobs.tick()

    assert mail.outbox == []


def test_a_stopped_subscription_tells_nothing_even_of_what_was_found(plan, person):
    subscription = at_once(person)
    draw(issue(plan))
    jobs.gather()
    actions.stop(subscription, by=person)

    jobs.tick()

    assert mail.outbox == []


def test_a_daily_digest_comes_once_a_day_in_the_morning_with_all_that_is_new(plan, person):
    with time_machine.travel(MORNING - timedelta(hours=5), tick=False):  # 04:00 in Jakarta
        actions.subscribe(Choice(), by=person)
        draw(issue(plan))
        draw(issue(plan, kind="D5", facts=QUARTER))
        jobs.tick()
        assert mail.outbox == []
    with time_machine.travel(MORNING, tick=False):
        jobs.tick()
        assert mail.outbox[0].subject == "2 dokumen baru: semua dokumen"
        later = draw(issue(PlanFactory(working_group=plan.working_group)))
        jobs.tick()
        assert len(mail.outbox) == 1
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        jobs.tick()
        jobs.tick()

    assert len(mail.outbox) == 2
    assert later.plan.title in mail.outbox[1].body


def test_the_morning_is_that_of_the_readers_region(plan, person):
    plan.region.time_zone = "Asia/Jayapura"
    plan.region.save()
    six_in_jakarta = MORNING - timedelta(hours=3)  # and eight in Jayapura
    with time_machine.travel(six_in_jakarta, tick=False):
        actions.subscribe(Choice(), by=person)
        actions.subscribe(Choice(), by=UserFactory(is_superuser=True))
        draw(issue(plan))
        jobs.tick()
        jobs.tick()

    assert [message.to for message in mail.outbox] == [[person.email]]


def test_the_mail_speaks_the_readers_language_and_shows_the_way_out(plan, person):
    person.language = "en"
    person.save()
    subscription = at_once(person, kind="D4")
    draw(issue(plan))

    jobs.tick()

    message = mail.outbox[0]
    stop = (
        f"https://liap.example/documents/subscriptions/stop/?t={actions.stop_token(subscription).replace(':', '%3A')}"
    )
    assert message.subject == "1 new document: D4 Minutes of approval"
    assert "Stop this one without logging in: " + stop in message.body
    assert "https://liap.example/documents/subscriptions/" in message.body
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["Message-ID"] == f"<documents-{Digest.objects.get().pk}@liap>"


def test_a_title_cannot_write_a_header(plan, person):
    plan.region.name = "Kota\r\nBcc: all@example.org"
    plan.region.save()
    at_once(person, region=plan.region.code)
    draw(issue(plan))

    jobs.tick()

    assert mail.outbox[0].subject == "1 dokumen baru: Kota Bcc: all@example.org"
    assert "Bcc" not in mail.outbox[0].message()


def test_the_link_of_the_mail_stops_without_a_log_in_and_only_when_confirmed(plan, person):
    subscription = at_once(person)
    link = reverse("documents:unsubscribe") + "?t=" + actions.stop_token(subscription)
    client = Client(enforce_csrf_checks=True)

    asked = client.get(link)
    subscription.refresh_from_db()
    assert (asked.status_code, subscription.stopped_at) == (200, None)
    assert person.full_name not in asked.content.decode()

    done = client.post(link, {"List-Unsubscribe": "One-Click"})

    subscription.refresh_from_db()
    assert done.status_code == 200
    assert subscription.stopped_at is not None
    assert client.post(link).status_code == 200
    assert list(Event.objects.filter(verb="unsubscribe").values_list("by", flat=True)) == [None]


def test_a_link_that_was_not_signed_here_does_not_exist(plan, person):
    subscription = at_once(person)
    token = actions.stop_token(subscription)

    for forged in ("", str(subscription.pk), token[:-1] + ("A" if token[-1] != "A" else "B"), f"{subscription.pk}:x"):
        for method in ("get", "post"):
            answer = getattr(Client(), method)(reverse("documents:unsubscribe") + f"?t={forged}")
            assert answer.status_code == 404
    subscription.refresh_from_db()
    assert subscription.stopped_at is None


def test_a_person_subscribes_from_the_list_and_sees_what_was_asked(client, plan, person):
    draw(issue(plan))
    client.force_login(person)

    client.post(reverse("documents:subscribe") + "?kind=D4&text=kakao&sort=kind&view=pictures&state=current")
    page = client.get(reverse("documents:subscriptions"))

    subscription = Subscription.objects.get()
    assert (subscription.query, subscription.pace) == ("text=kakao&kind=D4", "daily")
    assert "D4 Berita acara persetujuan, “kakao”" in page.content.decode()


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_filter_is_said_in_words_on_the_page_and_in_the_mail(client, plan, person, language):
    person.language = language
    person.save()
    filters = {
        "text": plan.title,
        "province": plan.region.parent.code,
        "region": plan.region.code,
        "industry": str(plan.industry.pk),
        "stage": "approval",
        "kind": "D4",
        "year": "2026",
        "quarter": "3",
    }
    at_once(person, **filters)
    draw(issue(plan))

    jobs.tick()
    client.force_login(person)
    ((_subscription, words),) = client.get(reverse("documents:subscriptions")).context["rows"]

    assert len(words.split(", ")) == len(filters)
    said = [plan.region.parent.name, plan.region.name, plan.industry.name, "2026", f"“{plan.title}”"]
    said += ["Approval", "D4 Minutes of approval", "Q3"] if language == "en" else ["Triwulan III"]
    assert set(mail.outbox[0].subject.partition(": ")[2].split(", ")) >= set(said)


def test_the_same_wish_twice_is_one_subscription(plan, person):
    first = at_once(person, kind="D4")
    second = actions.subscribe(Choice.of({"kind": "D4"}), by=person, pace="daily")

    assert (first.pk, Subscription.objects.get().pace) == (second.pk, "daily")


def test_a_subscription_is_changed_stopped_and_begun_anew_by_its_owner(client, plan, person):
    subscription = at_once(person)
    client.force_login(person)
    address = reverse("documents:subscription", args=[subscription.pk])

    client.post(address, {"pace": "daily"})
    subscription.refresh_from_db()
    assert subscription.pace == "daily"
    client.post(address, {"act": "stop", "pace": "daily"})
    draw(issue(plan))
    client.post(address, {"pace": "at_once"})
    jobs.tick()

    subscription.refresh_from_db()
    assert subscription.stopped_at is None
    assert mail.outbox == []


def test_the_subscription_of_another_does_not_exist(client, plan, person):
    subscription = at_once(person)
    client.force_login(UserFactory(is_superuser=True))

    assert client.post(reverse("documents:subscription", args=[subscription.pk]), {"act": "stop"}).status_code == 404
    assert client.get(reverse("documents:subscriptions")).context["rows"] == []


def test_too_many_subscriptions_and_none_without_an_address_are_refused(client, plan, person, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 2)
    for kind in ("D2", "D3"):
        at_once(person, kind=kind)
    with pytest.raises(actions.TooMany):
        at_once(person, kind="D4")
    person.email = ""
    person.save()
    with pytest.raises(actions.NoAddress):
        at_once(person, kind="D5")
    client.force_login(person)
    assert "alamat surel" in client.get(reverse("documents:subscriptions")).content.decode()

    answer = client.post(reverse("documents:subscribe"), follow=True)

    assert "berlangganan" in answer.content.decode()
    assert Subscription.objects.count() == 2


def test_an_idle_clock_looks_into_no_list(plan, person, django_assert_max_num_queries):
    at_once(person)
    draw(issue(plan))
    jobs.tick()
    Subscription.objects.update(looked_at=timezone.now() + timedelta(hours=1))

    with django_assert_max_num_queries(5):
        jobs.tick()
