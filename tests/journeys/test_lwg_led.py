"""The main story: a plan from its first page to the report that a ministry reviewer downloads."""

import subprocess
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from documents.jobs import draw
from documents.queries import papers_of
from liap.audit.models import Event
from liap.audit.queries import broken_links
from liap.outcomes.models import Evaluation, Overall
from tests.journeys.lwg_led import Journey
from tests.journeys.person import Person
from tests.workflows.conftest import make_scene
from workflows import actions


@pytest.fixture
def journey(db) -> Journey:
    return Journey(make_scene(is_started=False))


def test_plan_reaches_approval_through_the_pages(journey):
    journey.start()
    journey.diagnose()
    journey.draft()
    journey.decide()

    assert journey.stage == "approval"
    assert [task.flow_task.name for task in journey.case.tasks.human().open().order_by("id")] == [
        "head_decision",
        "budget_check",
        "ministry_comment",
    ]


def test_region_approves_while_the_ministry_is_silent(journey):
    journey.start()
    journey.diagnose()
    journey.draft()
    journey.decide()
    journey.approve()

    assert journey.stage == "implementation"
    assert journey.case.tasks.get(flow_task__endswith=".ministry_comment").status == "CANCELED"
    kinds = {document.kind for document in _documents(journey)}
    assert kinds == {"D2", "D3", "D4"}


def test_author_cannot_approve(journey):
    journey.start()
    journey.diagnose()
    journey.draft()
    journey.decide()
    task = journey.only("head_decision")
    author = journey.scene.members[0]
    journey.scene.head.appointments.update(person=author)
    actions.hand_over(task, to=author, by=journey.scene.coordinator, reason="Pejabat baru")

    answer = journey.members[0].try_to_do(task, decision="approved")

    assert answer.status_code == 422
    assert journey.stage == "approval"


def test_returned_section_comes_back_alone(journey):
    journey.start()
    journey.diagnose()
    journey.draft()
    journey.decide(held_on=timezone.localdate() - timedelta(days=7))
    first = journey.case.plan.versions.get()

    journey.budget_officer.do(
        journey.only("budget_check"), decision="returned", sections=["budget"], reason="Sumber dana belum pasti"
    )
    assert journey.stage == "planning"
    task = journey.only("redraft")
    page = journey.members[0].get(reverse("workflows:task", args=[task.pk]))
    assert "Sumber dana belum pasti" in page.content.decode()
    journey.members[0].do(task, **{"budget-rows-0-proposed": "200.000.000"})
    journey.coordinator.do(journey.only("review"), decision="agreed")
    journey.decide()

    assert journey.stage == "approval"
    assert journey.case.submitted_version.number == first.number + 1
    assert journey.case.submitted_version.sha256 != first.sha256


def test_decision_without_quorum_is_refused(journey):
    journey.start()
    journey.diagnose()
    journey.draft()
    one = str(journey.scene.members[0].memberships.get().pk)

    answer = journey.coordinator.try_to_do(journey.only("decide"), decision="agreed", place="Balai", present=[one])

    assert answer.status_code == 422
    assert journey.stage == "planning"
    assert journey.case.plan.meetings.count() == 0


def test_stranger_sees_nothing(journey, client):
    journey.start()
    client.force_login(journey.scene.stranger)
    task = journey.case.tasks.open().human().first()

    for address in (
        reverse("workflows:case", args=[journey.case.pk]),
        reverse("workflows:task", args=[task.pk]),
        reverse("workflows:diagram", args=[journey.case.pk]),
    ):
        assert client.get(address).status_code == 404


def test_whole_life_of_a_plan(journey):
    journey.start()
    journey.diagnose()
    journey.draft()
    journey.decide()
    journey.reviewer.do(journey.only("ministry_comment"), reason="Perhatikan pasar modern.")
    journey.approve()
    journey.carry_out()
    journey.hold_round(timezone.localdate() + timedelta(days=95))
    journey.coordinator.do(journey.only("finish"))
    assert journey.stage == "evaluation"
    journey.evaluate()
    for person in journey.members:
        task = journey.case.tasks.open().get(owner=person.user)
        person.do(task)
    journey.coordinator.do(journey.only("accept"), decision="accepted")

    assert journey.stage == "closed"
    evaluation = Evaluation.objects.get(plan=journey.case.plan)
    assert (evaluation.overall_computed, evaluation.get_overall_computed_display()) == ("C", str(Overall.C.label))
    assert journey.case.tasks.human().open().count() == 0
    assert sorted(document.kind for document in _documents(journey)) == ["D2", "D3", "D4", "D5", "D7"]
    assert list(broken_links()) == []
    _reviewer_reads_the_evaluation(journey)


def _reviewer_reads_the_evaluation(journey):
    """A worker draws the report; the reviewer finds it in the list, downloads it, and the download is on record."""
    report = papers_of(journey.case.plan).get(kind="D7")
    for rendition in report.renditions.all():
        draw(rendition.pk)
    listed = journey.reviewer.get(reverse("documents:list") + "?kind=D7").content.decode()
    address = reverse("documents:download", args=[report.pk, "id"])
    assert f'href="{address}"' in listed

    answer = journey.reviewer.get(address)
    content = b"".join(answer)

    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True).stdout
    assert "LAPORAN EVALUASI" in text.decode()
    assert "109%" in text.decode()
    assert "103%" in text.decode()
    assert report.number in text.decode()
    assert Event.objects.filter(subject=f"document:{report.pk}", by=journey.scene.reviewer).count() == 1
    stranger = Person(journey.scene.stranger)
    assert stranger.get(address).status_code == 404


def test_language_is_indonesian_until_the_person_chooses(client):
    page = client.get(reverse("liap:login"), headers={"accept-language": "en-GB,en"})

    assert '<html lang="id"' in page.content.decode()


def _documents(journey):
    return list(papers_of(journey.case.plan))
