"""Sending under trouble: senders at the same moment, deaths between mail and mark, and mail servers that refuse."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from documents import jobs as drawings
from documents.listings.choice import Choice
from documents.subscriptions import actions, gathering, jobs
from documents.subscriptions.models import Announcement, Digest, Subscription
from tests.documents.conftest import issue, reader
from tests.factories import PlanFactory

SENDERS = 4


class Died(BaseException):
    """Takes the process, as a signal would: nothing catches it."""


@pytest.fixture
def waiting(rings, quick_drawing):
    """A subscription with three drawn papers that were not told of."""
    plan = PlanFactory()
    subscription = actions.subscribe(Choice(), by=reader(plan.region), pace="at_once")
    for _ in range(3):
        issue(PlanFactory(working_group=plan.working_group), organisation=plan.working_group.secretariat)
    drawings.sweep(draw_here=True)
    return subscription


@pytest.fixture
def slow_mail(monkeypatch):
    """Gives the others time to see a digest that is being sent."""
    send = mail.EmailMessage.send

    def send_slowly(self, *args, **kwargs):
        time.sleep(0.3)
        return send(self, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMessage, "send", send_slowly)


def all_at_once(act):
    start = Barrier(SENDERS)

    def run(_):
        try:
            start.wait(10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(SENDERS) as pool:
        return list(pool.map(run, range(SENDERS)))


@pytest.mark.django_db(transaction=True)
def test_those_who_gather_at_once_tell_of_each_paper_once(waiting):
    made = all_at_once(gathering.gather)

    assert sum(made) == Digest.objects.count() == 1
    assert Announcement.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_daily_digests_gathered_at_once_are_one(waiting, monkeypatch):
    monkeypatch.setattr(gathering, "FIRST_HOUR", 0)
    Subscription.objects.update(pace="daily")

    all_at_once(gathering.gather)

    assert Digest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_senders_at_once_send_one_mail(waiting, slow_mail):
    gathering.gather()
    digest = Digest.objects.get()

    sent = all_at_once(lambda: jobs.send(digest.pk))

    assert (sum(sent), len(mail.outbox)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_whole_beats_at_once_send_one_mail(waiting, slow_mail):
    all_at_once(jobs.tick)
    jobs.tick()

    assert len(mail.outbox) == 1
    assert Digest.objects.get().state == "sent"


def test_a_death_between_mail_and_mark_repeats_the_mail_under_the_same_name(db, waiting, monkeypatch):
    send = mail.EmailMessage.send

    def send_and_die(self, *args, **kwargs):
        send(self, *args, **kwargs)
        raise Died

    gathering.gather()
    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", send_and_die)
        with pytest.raises(Died):
            jobs.send_due()
    jobs.send_due()
    assert len(mail.outbox) == 1, "another sends while the lease runs"
    Digest.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    jobs.tick()
    jobs.tick()

    names = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert len(names) == 2
    assert len(set(names)) == 1
    assert Digest.objects.get().state == "sent"


def test_a_death_while_gathering_leaves_nothing_and_loses_nothing(db, waiting, monkeypatch):
    def die(*_args, **_kwargs):
        raise Died

    with monkeypatch.context() as patch:
        patch.setattr(Announcement.objects, "bulk_create", die)
        with pytest.raises(Died):
            gathering.gather()

    assert Digest.objects.count() == 0
    jobs.tick()
    assert len(mail.outbox) == 1


def test_a_mail_server_that_refuses_is_asked_again_and_stops_no_other(db, waiting, monkeypatch):
    other = actions.subscribe(Choice.of({"kind": "D4"}), by=waiting.person, pace="at_once")
    Subscription.objects.filter(pk=other.pk).update(since=waiting.since)
    send, refused = mail.EmailMessage.send, []

    def refuse_first(self, *args, **kwargs):
        if not refused:
            refused.append(self)
            raise OSError("451 try again")
        return send(self, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMessage, "send", refuse_first)
    jobs.tick()
    assert len(mail.outbox) == 1
    held = Digest.objects.get(state="pending")
    assert (held.reason, held.attempts) == ("451 try again", 1)
    jobs.tick()
    assert len(mail.outbox) == 1, "asked again too soon"
    Digest.objects.update(lease_until=None)
    jobs.tick()

    assert len(mail.outbox) == 2
    assert not Digest.objects.exclude(state="sent").exists()


def test_a_mail_that_is_never_taken_is_given_up_with_a_reason(db, waiting, monkeypatch):
    monkeypatch.setattr(jobs, "MAX_ATTEMPTS", 2)
    monkeypatch.setattr(mail.EmailMessage, "send", lambda self: (_ for _ in ()).throw(OSError("550 no")))
    for _ in range(4):
        jobs.tick()
        Digest.objects.filter(state="pending").update(lease_until=None)

    digest = Digest.objects.get()
    assert (digest.state, digest.attempts) == ("not_sent", 2)
    assert digest.reason


def test_a_sender_that_lost_its_lease_marks_nothing(db, waiting, monkeypatch):
    gathering.gather()
    monkeypatch.setattr(
        mail.EmailMessage,
        "send",
        lambda self: Digest.objects.update(token="00000000-0000-0000-0000-000000000000"),
    )

    jobs.send_due()

    assert Digest.objects.get().state == "sending"


def test_the_database_knows_a_paper_is_told_of_once(db, waiting):
    gathering.gather()
    row = Announcement.objects.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        Announcement.objects.create(subscription=row.subscription, document=row.document, digest=row.digest)
