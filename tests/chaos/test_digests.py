"""A process is killed before each line of the code that tells people of new papers."""

import re
import signal
from functools import partial

import pytest
from django.utils import timezone

from documents import jobs as drawings
from documents.listings.choice import Choice
from documents.subscriptions import actions, jobs
from documents.subscriptions.models import Announcement, Digest
from tests.chaos.dying import at_line, end_of, lines_of
from tests.chaos.test_crash_points import first_of_each, some
from tests.documents.conftest import issue, reader
from tests.factories import PlanFactory

TELLING = (
    "documents/subscriptions/gathering.py",
    "documents/subscriptions/jobs.py",
    "documents/subscriptions/mail.py",
)


@pytest.fixture
def mailbox(settings, tmp_path):
    """A folder in which each mail is a file, whichever process sends it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mailbox"
    return settings.EMAIL_FILE_PATH


def names_of_mails(mailbox) -> list[str]:
    return [name for file in mailbox.glob("*") for name in re.findall(r"^Message-ID: (.*)$", file.read_text(), re.M)]


def kill_the_teller(take_snapshot, mailbox, positions=first_of_each) -> tuple[int, int, list[str]]:
    """Kills a beat before each of its lines and lets the next one go on; returns deaths, lines and faults."""
    plan = PlanFactory()
    actions.subscribe(Choice(), by=reader(plan.region), pace="at_once")
    for _ in range(2):
        issue(PlanFactory(working_group=plan.working_group), organisation=plan.working_group.secretariat)
    drawings.sweep(draw_here=True)
    before = take_snapshot()
    lines = lines_of(jobs.tick, TELLING)
    found, chosen = [], positions(lines)
    for nth in chosen:
        before.restore()
        for file in mailbox.glob("*"):
            file.unlink()
        assert end_of(at_line(nth, jobs.tick, TELLING)) == -signal.SIGKILL
        Digest.objects.filter(state="sending").update(lease_until=timezone.now() - jobs.LEASE)
        jobs.tick()
        jobs.tick()
        names = names_of_mails(mailbox)
        told = (Digest.objects.filter(state="sent").count(), Digest.objects.count(), Announcement.objects.count())
        if told != (1, 1, 2) or not 1 <= len(names) <= 2 or len(set(names)) != 1:
            found.append(f"{lines[nth]}: {told} {names}")
    return len(chosen), len(set(lines)), found


def test_crash_at_every_fourth_line_of_telling(quick_press, snapshot, mailbox):
    deaths, _lines, found = kill_the_teller(snapshot, mailbox, partial(some, every=4))

    assert found == []
    assert deaths > 10


@pytest.mark.chaos
def test_crash_at_every_line_of_telling(quick_press, snapshot, mailbox):
    deaths, lines, found = kill_the_teller(snapshot, mailbox)

    print(f"\ntelling: {deaths} deaths, {len(found)} violations")
    assert found == []
    assert deaths == lines > 40


def test_a_mark_before_the_mail_is_found(quick_press, snapshot, mailbox, monkeypatch):
    """Planted: a digest counts as sent before the mail server has it."""
    compose = jobs.message

    def mark_first(digest, papers):
        Digest.objects.filter(pk=digest.pk).update(state="sent", sent_at=timezone.now())
        return compose(digest, papers)

    monkeypatch.setattr(jobs, "message", mark_first)

    _deaths, _lines, found = kill_the_teller(snapshot, mailbox, partial(some, every=6))

    assert any("mail.py" in fault for fault in found)
