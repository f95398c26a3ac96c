"""Due dates end at local midnight; mail is one digest a day, urgent at once; the calendar has a secret address."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from liap.places.models import Region
from tests.journeys.person import Person, form_with
from workflows import calendars, mails, queries, reminders
from workflows.figures import card
from workflows.models import CalendarLink, MailSetting, Notice, Task

DUE = date(2026, 7, 15)


def utc(hour, minute, day=15):
    return datetime(2026, 7, day, hour, minute, tzinfo=UTC)


def due(scene, day=DUE):
    task = scene.case.tasks.human().open().filter(owner=scene.members[0]).first()
    scene.case.tasks.exclude(pk=task.pk).update(due_on=date(2099, 1, 1))
    Task.objects.filter(pk=task.pk).update(due_on=day, reminded_on=None, escalated_on=None)
    task.refresh_from_db()
    return task


def in_zone(scene, zone):
    Region.objects.filter(pk=scene.plan.region_id).update(time_zone=zone)
    scene.case.plan.region.time_zone = zone


ZONES = [("Asia/Jakarta", 16), ("Asia/Makassar", 15), ("Asia/Jayapura", 14)]


@pytest.mark.parametrize(("zone", "hour"), ZONES)
@pytest.mark.parametrize(("minute", "is_late"), [(59, False), (60, True), (61, True)])
def test_day_ends_at_midnight_of_the_region(scene, time_machine, zone, hour, minute, is_late):
    task = due(scene)
    in_zone(scene, zone)
    time_machine.move_to(utc(hour, 0) + timedelta(minutes=minute), tick=False)

    written = reminders.escalate()

    assert bool(written) is is_late
    assert queries.overdue(scene.head).filter(pk=task.pk).exists() is is_late
    assert queries.cases(scene.head).get().late_count == is_late
    assert card(Task.objects.select_related("case__plan__region").get(pk=task.pk)).is_late is is_late


def notice(task, person, kind="reminder", due_on=DUE):
    return Notice.objects.create(task=task, person=person, kind=kind, due_on=due_on)


def test_one_digest_a_day_at_the_hour_of_the_reader(scene, settings):
    settings.PUBLIC_URL = "https://liap.example"
    task, reader = due(scene), scene.members[0]
    in_zone(scene, "Asia/Jayapura")
    MailSetting.objects.create(person=reader, digest_hour=7)
    notice(task, reader, due_on=DUE + timedelta(days=2))
    notice(task, reader, due_on=DUE + timedelta(days=3))

    assert mails.send_notices(utc(21, 59, day=14)) == 0
    assert mails.send_notices(utc(22, 0, day=14)) == 1

    assert len(mail.outbox) == 1
    body = mail.outbox[0].body
    assert body.count(f"https://liap.example/tasks/{task.pk}/") == 2
    assert "https://liap.example/settings/mail/" in body
    notice(task, reader, due_on=DUE + timedelta(days=4))
    assert mails.send_notices(utc(23, 0, day=14)) == 0
    assert mails.send_notices(utc(22, 0)) == 1


def test_urgent_goes_out_at_once_unless_the_reader_waits(scene):
    task, reader, other = due(scene), scene.members[0], scene.members[1]
    MailSetting.objects.create(person=other, sends_urgent_at_once=False)
    for person in (reader, other):
        notice(task, person, kind="escalation")

    assert mails.send_notices(utc(18, 0)) == 1

    assert [message.to for message in mail.outbox] == [[reader.email]]
    assert mails.send_notices(utc(3, 0, day=16)) == 1
    assert Notice.objects.filter(sent_at=None).count() == 0


def test_mail_is_written_in_the_language_of_the_reader(scene):
    task = due(scene)
    for person, language in ((scene.members[0], "id"), (scene.members[1], "en")):
        type(person).objects.filter(pk=person.pk).update(language=language)
        notice(task, person, kind="escalation")

    mails.send_notices(utc(18, 0))

    subjects = {message.to[0]: message.subject.split(":")[0] for message in mail.outbox}
    assert subjects == {scene.members[0].email: "Terlambat", scene.members[1].email: "Late"}


def test_failing_mail_server_keeps_the_notice(scene, monkeypatch):
    notice(due(scene), scene.members[0], kind="escalation")
    monkeypatch.setattr(mails.EmailMessage, "send", lambda self: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        mails.send_notices(utc(18, 0))

    assert Notice.objects.filter(sent_at=None).count() == 1


def test_closed_account_gets_no_mail(scene):
    scene.members[0].is_active = False
    scene.members[0].save()
    notice(due(scene), scene.members[0], kind="escalation")

    assert mails.send_notices(utc(18, 0)) == 0
    assert mail.outbox == []


# --- Calendar ------------------------------------------------------------------------------------------------------
def entries(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_calendar_shows_the_own_due_dates_to_whoever_has_the_secret(scene, settings):
    settings.PUBLIC_URL = "https://liap.example"
    task, member = due(scene), scene.members[0]
    address = reverse("workflows:calendar", args=[calendars.make_link(by=member)])

    answer = Client().get(address)

    own = {row.pk: row for row in Task.objects.human().open().filter(owner=member)}
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert {str(one["uid"]) for one in entries(answer)} == {f"task-{pk}@liap" for pk in own}
    entry = next(one for one in entries(answer) if one["uid"] == f"task-{task.pk}@liap")
    assert entry["dtstart"].dt == DUE
    assert entry["url"] == f"https://liap.example/tasks/{task.pk}/"


def test_secret_is_kept_as_hash_and_can_be_taken_back(scene):
    member = scene.members[0]
    first = calendars.make_link(by=member)
    second = calendars.make_link(by=member)
    assert CalendarLink.objects.filter(token_sha256__contains=second).count() == 0

    codes = [Client().get(reverse("workflows:calendar", args=[token])).status_code for token in (first, second)]
    calendars.revoke_link(by=member)
    after = Client().get(reverse("workflows:calendar", args=[second])).status_code

    assert (codes, after) == ([404, 200], 404)


def test_calendar_of_a_closed_account_is_gone(scene):
    member = scene.members[0]
    address = reverse("workflows:calendar", args=[calendars.make_link(by=member)])
    member.is_active = False
    member.save()

    assert Client().get(address).status_code == 404


def test_settings_page_keeps_the_hour_and_makes_an_address(scene):
    member, address = Person(scene.members[0]), reverse("workflows:mail_settings")

    member.send(address, form_with(member.get(address), "digest_hour"), digest_hour="9")
    page = member.send(address, form_with(member.get(address), "make"), "make").content.decode()

    assert MailSetting.objects.get(person=member.user).digest_hour == 9
    assert "/calendar/" in page
    member.send(address, form_with(member.get(address), "revoke"), "revoke")
    assert not CalendarLink.objects.filter(person=member.user).exists()


def test_digest_that_died_between_claim_and_mail_is_sent_the_same_day(scene, monkeypatch):
    task, reader = due(scene), scene.members[0]
    MailSetting.objects.create(person=reader, digest_hour=7)
    notice(task, reader, due_on=DUE + timedelta(days=2))

    def die(*_args):
        raise SystemExit

    with monkeypatch.context() as crash:
        crash.setattr(mails, "_mail_digest", die)
        with pytest.raises(SystemExit):
            mails.send_notices(utc(1, 0))

    assert mails.send_notices(utc(1, 5)) == 0
    assert mails.send_notices(utc(1, 11)) == 1
    assert mails.send_notices(utc(2, 0)) == 0
    assert len(mail.outbox) == 1


def test_mail_server_that_refuses_one_person_keeps_nobody_else_waiting(scene, monkeypatch):
    task, others = due(scene), scene.members[:2]
    for person in others:
        notice(task, person, due_on=DUE + timedelta(days=2))
    send = mails._mail_digest

    def refuse_first(person, *args):
        if person == others[0]:
            raise SMTPRecipientsRefused({})
        send(person, *args)

    with monkeypatch.context() as broken:
        broken.setattr(mails, "_mail_digest", refuse_first)
        assert mails.send_notices(utc(1, 0)) == 1
    assert mails.send_notices(utc(1, 30)) == 1
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(person.email for person in others)
