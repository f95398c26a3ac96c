"""The head of the office takes a paper back and issues it anew on the pages: letter, month, handover and minutes."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from documents import canonical
from documents.kinds import KINDS
from documents.models import Document
from tests.factories import MeetingAttendanceFactory, MeetingFactory, UserFactory
from tests.journeys.facilitator_led import LightJourney
from tests.workflows.conftest import make_scene
from tests.workflows.papers.rows import done
from workflows.flows.lwg_led import QuarterlyRoundFlow
from workflows.handovers import actions as handovers
from workflows.papers import moments


@pytest.fixture
def letter(db):
    """The letter of a facilitator, and the head of his office."""
    journey = LightJourney()
    journey.start()
    return Document.objects.get(kind="D1f"), journey.head.user


@pytest.fixture
def month(db):
    """The report of November of a plan at work."""
    with time_machine.travel("2026-11-10 03:00Z"):
        journey = LightJourney()
        journey.start()
        journey.diagnose()
        journey.draft()
        journey.approve()
        journey.visit()
    with time_machine.travel("2026-12-01 03:00Z"):
        journey.report_month(timezone.localdate())
    return Document.objects.get(kind="D5f"), journey.head.user


@pytest.fixture
def handover(db):
    """The minutes of a seat that changed hands; another one did so in the same second."""
    scene = make_scene()
    for seat, outgoing, notes in zip(scene.seats[1:3], scene.members, ("Kunci di laci", "Lain"), strict=False):
        row = handovers.begin(seat, to=UserFactory(), since=timezone.localdate(), by=outgoing)
        handovers.note(row, by=outgoing, notes=notes, promises="", risks="")
        for person in (outgoing, row.incoming):
            handovers.sign(row, by=person)
        handovers.confirm(row, by=scene.coordinator)
    return Document.objects.filter(kind="D8").order_by("round").first(), scene.head


@pytest.fixture
def minutes(quarter):
    """The minutes of the second of two review meetings."""
    for conditions in ("Gudang", "Listrik"):
        meeting = MeetingFactory(
            plan=quarter.plan, working_group=quarter.plan.working_group, purpose="review", decision="corrective",
            conditions=conditions, held_on=date(2026, 10, 8), recorded_by=quarter.coordinator,
        )  # fmt: skip
        MeetingAttendanceFactory(meeting=meeting, membership=quarter.members[1], is_present=True)
        done(quarter.process, QuarterlyRoundFlow.review_meeting, quarter.coordinator, meeting=meeting.pk, decisions=[])
    moments.issue_due()
    return Document.objects.get(kind="NT", round=2), quarter.head


def address(name, paper):
    return reverse(f"documents:{name}", args=[paper.pk])


def read(paper):
    return canonical.from_json(KINDS[paper.kind].shape, paper.facts)


@pytest.fixture(params=["letter", "month", "handover", "minutes"])
def issued(request):
    return request.getfixturevalue(request.param)


def test_a_paper_is_revoked_and_issued_anew_on_the_pages(client, issued):
    paper, head = issued
    client.force_login(head)
    reason = {"reason": "Nama keliru", "is_sure": "on"}
    assert client.post(address("revoke", paper), reason).status_code == 302
    assert address("replace", paper) in client.get(address("detail", paper)).content.decode()

    page = client.post(address("replace", paper), follow=True)

    paper.refresh_from_db()
    newer = paper.superseded_by
    assert page.redirect_chain == [(address("detail", newer), 302)]
    assert (newer.kind, newer.round, newer.edition, newer.plan) == (paper.kind, paper.round, 2, paper.plan)
    assert newer.number != paper.number
    assert newer.number in page.content.decode()
    assert newer.filing.period_on == paper.filing.period_on
    assert read(newer).head.replaces == paper.number


def test_what_the_paper_says_is_what_was_on_record(client, issued):
    paper, head = issued
    client.force_login(head)
    client.post(address("revoke", paper), {"reason": "Nama keliru", "is_sure": "on"})
    client.post(address("replace", paper))

    paper.refresh_from_db()
    told, again = read(paper), read(paper.superseded_by)
    names = {"D1f": "facilitator", "D5f": "visits", "D8": "notes", "NT": "issues"}
    assert getattr(again, names[paper.kind]) == getattr(told, names[paper.kind])
    assert getattr(told, names[paper.kind])
    if paper.kind == "D8":
        assert (again.confirmed_at, again.tasks, again.incoming) == (told.confirmed_at, told.tasks, told.incoming)


def test_the_old_page_leads_to_the_new_paper_and_offers_no_second_one(client, issued):
    paper, head = issued
    client.force_login(head)
    client.post(address("revoke", paper), {"reason": "Nama keliru", "is_sure": "on"})
    client.post(address("replace", paper))
    newer = Document.objects.get(kind=paper.kind, edition=2)

    old = client.get(address("detail", paper)).content.decode()
    again = client.post(address("replace", paper), follow=True).content.decode()
    public = client.get(reverse("documents:verify", args=[paper.code])).content.decode()

    assert f'<a href="{address("detail", newer)}">{newer.number}</a>' in old
    assert address("replace", paper) not in old
    assert "Dokumen lain sudah menggantikan dokumen ini." in again
    assert (newer.number in public, newer.code in public) == (True, False)
    assert Document.objects.filter(kind=paper.kind, round=paper.round).count() == 2


def test_a_paper_that_is_not_revoked_is_not_issued_anew(client, issued):
    paper, head = issued
    client.force_login(head)

    page = client.post(address("replace", paper), follow=True).content.decode()

    assert "Dokumen ini tidak dicabut; tidak ada yang perlu diganti." in page
    assert Document.objects.filter(kind=paper.kind, round=paper.round).count() == 1


def test_the_clock_makes_no_third_edition(client, minutes):
    paper, head = minutes
    client.force_login(head)
    client.post(address("revoke", paper), {"reason": "Nama keliru", "is_sure": "on"})
    client.post(address("replace", paper))

    assert moments.issue_due()["NT"] == 0
    assert Document.objects.filter(kind="NT").count() == 3
