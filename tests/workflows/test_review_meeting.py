"""The review meeting of a quarter is on record as a meeting, with attendance and the number of its minutes."""

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liap.groups.models import Meeting, Membership
from liap.groups.queries import members_on
from liap.outcomes.issues.models import Issue
from tests.factories import IssueFactory
from workflows import lifecycle
from workflows.acting import acting
from workflows.flows.lwg_led import QuarterlyRoundFlow
from workflows.forms.rounds import ReviewMeeting
from workflows.lock import locked
from workflows.models import Process, Task


def answered(scene, **more):
    process = Process(case=scene.case, stage="round", flow_class=QuarterlyRoundFlow)
    task = Task(process=process, case=scene.case, flow_task=QuarterlyRoundFlow.review_meeting)
    members = list(members_on(scene.plan.working_group))
    data = {
        "decision": "corrective",
        "held_on": timezone.localdate().isoformat(),
        "place": "Daring",
        "present": [row.pk for row in members[:3]],
        "conflicted": [members[0].pk],
        "decisions-TOTAL_FORMS": "1",
        "decisions-INITIAL_FORMS": "0",
        "decisions-0-title": "Perbaiki mutu",
        "decisions-0-seat": scene.seats[1].pk,
        **more,
    }
    form = ReviewMeeting(data, None, task=task, plan=scene.plan, user=scene.coordinator)
    assert form.is_valid(), form.errors
    return form


def test_review_is_recorded_with_attendance_and_number(scene):
    outcome = answered(scene).save(scene.coordinator)

    meeting = Meeting.objects.get(plan=scene.plan)
    assert (meeting.purpose, meeting.decision, meeting.counted) == ("review", "corrective", 2)
    assert meeting.number == f"001/NOTULA/POKJA-{scene.plan.working_group_id}/{timezone.localdate().year}"
    assert meeting.attendances.filter(is_present=True).count() == 3
    assert outcome["decisions"][0]["minutes"] == meeting.number


def test_two_reviews_of_one_day_are_two_minutes(scene):
    answered(scene).save(scene.coordinator)
    answered(scene).save(scene.coordinator)

    assert [row.number[:3] for row in Meeting.objects.order_by("pk")] == ["001", "002"]


def test_head_of_office_records_while_the_coordinator_is_vacant(scene):
    Membership.objects.filter(seat=scene.seats[0]).update(until=timezone.localdate() - timedelta(days=1))

    answered(scene, decision="on_track").save(scene.head)

    assert Meeting.objects.get().recorded_by == scene.head


def test_what_the_meeting_found_goes_on_the_register_once(scene):
    IssueFactory(plan=scene.plan, text="Sudah tercatat")
    answered(scene, issues="Bahan baku mahal\n\n Listrik padam ").save(scene.coordinator)

    meeting, coordinating = Meeting.objects.get(), scene.seats[0]
    found = [(row.text, row.kind, row.owner, row.minutes) for row in Issue.objects.order_by("pk")[1:]]
    assert found == [(text, "issue", coordinating, meeting.number) for text in ("Bahan baku mahal", "Listrik padam")]


def test_open_issues_are_read_before_the_meeting(scene):
    IssueFactory(plan=scene.plan, text="Sudah tercatat")
    IssueFactory(plan=scene.plan, closed_how="Selesai", closed_by=scene.head, closed_on=timezone.localdate())
    with locked(scene.case.pk) as case, acting(scene.coordinator):
        lifecycle.open_stage(case, "round", opened_for=date(2026, 1, 1))
    task = scene.open_task("report_indicators")
    client = Client()
    client.force_login(scene.coordinator)

    assert [row.text for row in client.get(reverse("workflows:task", args=[task.pk])).context["open_issues"]] == [
        "Sudah tercatat"
    ]
