"""Heads on papers, in the daily list and in the mail; and the command that compares them."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import StringIO

import pikepdf
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from documents.anchors import jobs
from documents.anchors.actions import note_heads
from documents.anchors.heads import Head, Unreadable, as_text, read
from documents.anchors.models import Anchor, AnchorMail
from documents.anchors.queries import current_heads, faults, printed_heads
from documents.models import Document
from liap.audit.actions import record
from liap.audit.models import Event
from liap.audit.queries import GENESIS, head_of
from liap.models import Role
from tests.documents.conftest import drawn, issue, words_of
from tests.documents.samples import MINUTES
from tests.factories import AppointmentFactory, OrganisationFactory, PlanFactory, PostFactory, UserFactory

HASH = "0a" * 32


def national(role, **user):
    office = OrganisationFactory(region=None, kind="ministry")
    return AppointmentFactory(post=PostFactory(organisation=office, role=role), person=UserFactory(**user)).person


@pytest.fixture
def auditor(db):
    return national(Role.AUDITOR)


# --- On papers -------------------------------------------------------------------------------------------------------
def test_a_paper_prints_the_head_before_its_own_issue(db, rings):
    plan = PlanFactory()
    for n in range(3):
        last = record(f"act.{n}", by=None, chain=f"plan:{plan.pk}")

    document = issue(plan)

    proof = json.loads(document.facts)["head"]["proof"]
    assert (proof["chain"], proof["event"], proof["hash"]) == (f"plan:{plan.pk}", 3, last.hash)
    told = Event.objects.get(verb="issue document")
    assert (told.number, told.previous_hash) == (4, last.hash)
    assert list(printed_heads()) == [(Head(f"plan:{plan.pk}", 3, last.hash), f"document {document.number}")]


def test_the_first_act_of_a_case_stands_on_the_empty_chain(db, rings):
    document = issue(PlanFactory())

    assert next(iter(printed_heads()))[0] == Head(f"plan:{document.plan_id}", 0, GENESIS)
    assert list(faults()) == []


def test_a_paper_from_before_prints_none_and_raises_no_alarm(db, rings):
    document = issue(PlanFactory())
    facts = json.loads(document.facts)
    del facts["head"]["proof"]
    assert Document.objects.filter(pk=document.pk).update(facts=json.dumps(facts)) == 1

    assert list(printed_heads()) == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_head_the_address_and_the_code_stand_on_paper(language):
    proof = MINUTES.head.proof
    pdf = drawn(MINUTES, "D4", language=language)

    said = words_of(pdf).replace(" ", "")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
    assert f"{proof.chain}/{proof.event}{proof.hash}" in said
    assert proof.address in said
    assert said.count(proof.code_in_groups) == pages + 1


# --- As text ---------------------------------------------------------------------------------------------------------
def test_heads_survive_being_mailed_and_typed():
    heads = [Head("plan:2", 7, HASH), Head("documents", 0, GENESIS), Head("plan:1", 12, HASH)]

    assert read(as_text(heads)) == sorted(heads)
    assert read(f"# typed from paper\n\n  plan:1/12 {HASH[:32].upper()} {HASH[32:]}  \n") == [Head("plan:1", 12, HASH)]


@pytest.mark.parametrize(
    "line", ["plan:1", f"plan:1 {HASH}", f"plan:1/x {HASH}", "plan:1/2 abc", f"/2 {HASH}", f"plan:1/² {HASH}"]
)
def test_what_is_no_head_is_refused(line):
    with pytest.raises(Unreadable):
        read(line)


# --- Once a day ------------------------------------------------------------------------------------------------------
def test_the_heads_of_a_day_are_noted_once_and_mailed_to_each_reader(auditor, mailoutbox):
    reviewer = national(Role.MINISTRY_REVIEWER, language="en")
    national(Role.AUDITOR, email="")
    AppointmentFactory(post=PostFactory(role=Role.OFFICE_HEAD))
    record("act", by=None, chain="plan:1")
    record("act", by=None, chain="documents")

    first, second = jobs.tick(), jobs.tick()

    assert (first, second) == ({"noted": 1, "sent": 2}, {"noted": 0, "sent": 0})
    anchor = Anchor.objects.get()
    assert read(anchor.heads) == [Head("documents", *head_of("documents")), Head("plan:1", *head_of("plan:1"))]
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([auditor.email, reviewer.email])
    assert {mail.attachments[0][1] for mail in mailoutbox} == {anchor.heads}
    assert all(anchor.sha256 in mail.body for mail in mailoutbox)
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 2


def test_the_next_day_has_heads_of_its_own(auditor, mailoutbox):
    with time_machine.travel("2026-11-25 16:59:00Z", tick=False):
        jobs.tick()
        jobs.tick()
    with time_machine.travel("2026-11-25 17:01:00Z", tick=False):
        jobs.tick()

    assert list(Anchor.objects.order_by("day").values_list("day", flat=True)) == [
        date(2026, 11, 25),
        date(2026, 11, 26),
    ]
    assert len(mailoutbox) == 2


def test_a_mail_that_fails_is_tried_again_and_stops_no_other(auditor, mailoutbox, monkeypatch):
    national(Role.AUDITOR)
    compose = jobs.message

    def fail_for_one(mail):
        if mail.person == auditor:
            raise ConnectionError("no mail server")
        return compose(mail)

    with monkeypatch.context() as broken:
        broken.setattr(jobs, "message", fail_for_one)
        assert jobs.tick()["sent"] == 1
    AnchorMail.objects.filter(person=auditor).update(lease_until=timezone.now() - timedelta(minutes=1))

    assert jobs.tick()["sent"] == 1
    assert AnchorMail.objects.filter(state="sent").count() == 2


def test_a_mail_that_fails_for_ever_is_given_up(auditor):
    note_heads()
    AnchorMail.objects.update(attempts=jobs.MAX_ATTEMPTS)

    assert jobs.send_due() == 0
    assert AnchorMail.objects.get().state == "not_sent"


def test_who_lost_the_office_meanwhile_is_sent_nothing(auditor, mailoutbox):
    note_heads()
    auditor.appointments.update(until=timezone.localdate() - timedelta(days=1))

    assert jobs.send_due() == 0
    assert (mailoutbox, AnchorMail.objects.get().reason) == ([], "no longer a reader")


@pytest.mark.django_db(transaction=True)
def test_of_two_clocks_one_notes_and_each_mail_goes_out_once(mailoutbox):
    national(Role.AUDITOR)

    def one(_n):
        try:
            return jobs.tick()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        beats = list(pool.map(one, range(4)))

    assert (sum(beat["noted"] for beat in beats), Anchor.objects.count()) == (1, 1)
    assert (sum(beat["sent"] for beat in beats), len(mailoutbox)) == (1, 1)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_what_was_noted(auditor, act):
    anchor = note_heads()
    AnchorMail.objects.all().delete()

    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Anchor.objects.update(heads="") if act == "update" else Anchor.objects.filter(pk=anchor.pk)._raw_delete(
            "default"
        )


# --- The command -----------------------------------------------------------------------------------------------------
def test_the_command_compares_a_mailed_list(db, tmp_path):
    record("act", by=None, chain="plan:1")
    path = tmp_path / "heads.txt"
    path.write_text(as_text(current_heads()))
    record("act", by=None, chain="plan:1")
    said = StringIO()

    call_command("verify_audit", heads=[path], stdout=said)

    assert "all 1 heads" in said.getvalue()
    path.write_text(f"plan:1/1 {HASH}\nplan:9/4 {HASH}\n")
    with pytest.raises(CommandError) as refused:
        call_command("verify_audit", heads=[path])
    assert str(refused.value).splitlines() == [
        "plan:1/1: written anew, the list given names another", "plan:9/4: missing, but the list given names it",
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"nonsense", b"\xff\xfe\x00", None])
def test_a_list_that_cannot_be_read_is_refused(db, tmp_path, content):
    path = tmp_path / "heads.txt"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_audit", heads=[path])
