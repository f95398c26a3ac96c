"""Which reports a case owes at each point of its life, and the page on which the ministry sees them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documents.dues.queries import missing
from documents.listings.choice import Choice
from documents.models import Rendition
from liap.plans.models import Plan
from tests.workflows.conftest import make_scene
from tests.workflows.test_actions import to_approval, to_drafting
from workflows import actions, lifecycle
from workflows.lock import locked
from workflows.models import Process, Task
from workflows.reports import outstanding


def owed(scene):
    return sorted((due.kind, due.reason.value) for due in outstanding(Plan.objects.filter(pk=scene.plan.pk)))


def open_round(scene, quarter=date(2026, 7, 1)):
    with locked(scene.case.pk) as case:
        lifecycle.open_stage(case, "round", opened_for=quarter)


def test_a_stage_owes_the_papers_of_its_flow_until_they_are_issued(scene):
    assert owed(scene) == [("D2", "under_way")]
    to_drafting(scene)
    assert owed(scene) == []


def test_approval_owes_the_plan_and_its_minutes(scene):
    to_approval(scene)

    assert owed(scene) == [("D3", "under_way"), ("D4", "under_way")]


def test_a_plan_that_is_amended_owes_no_second_diagnosis(scene):
    to_approval(scene)
    actions.amend(scene.case, by=scene.coordinator, sections=["budget"], reason="Harga naik")

    assert owed(scene) == []


def test_a_report_is_late_when_a_step_before_it_is(scene):
    Task.objects.filter(case=scene.case).update(due_on=timezone.localdate() - timedelta(days=3))

    (due,) = outstanding(Plan.objects.all())

    assert (due.kind, due.reason, due.step) == ("D2", "late", str(Task.objects.human().open().first().title))
    assert due.due_on == timezone.localdate() - timedelta(days=3)


def test_a_quarter_owes_its_report_for_the_quarter_it_was_opened_for(scene):
    to_drafting(scene)
    open_round(scene)

    (due,) = outstanding(Plan.objects.all())

    assert (due.kind, due.period_on, due.reason) == ("D5", date(2026, 7, 1), "under_way")


def test_a_skipped_quarter_stays_on_the_list_as_skipped(scene):
    to_drafting(scene)
    open_round(scene)
    actions.skip_round(Process.objects.get(stage="round"), by=scene.coordinator, reason="Banjir")

    assert owed(scene) == [("D5", "skipped")]


def test_a_suspended_case_owes_nothing_and_a_withdrawn_one_neither(scene):
    actions.suspend(scene.case, by=scene.coordinator, reason="Pandemi")
    assert owed(scene) == []
    actions.resume(scene.case, by=scene.coordinator, reason="Selesai")
    assert owed(scene) == [("D2", "under_way")]
    actions.withdraw(scene.case, by=scene.coordinator, reason="Menyerah")
    assert owed(scene) == []


def test_a_paper_that_failed_to_be_drawn_is_missing_until_it_is_there(scene):
    to_drafting(scene)
    Rendition.objects.filter(language="id").update(state="failed", reason="out of ink", attempts=3)

    found = missing(scene.reviewer, Choice())

    assert [(due.kind, due.reason, due.number != "") for due in found] == [("D2", "failed", True)]


def test_other_regions_are_neither_shown_nor_counted(client, scene):
    other = make_scene()
    client.force_login(scene.head)

    page = client.get(reverse("documents:missing"))
    table = b"".join(client.get(reverse("documents:missing_table"))).decode()

    for text in (page.content.decode(), table):
        assert scene.plan.title in text
        assert other.plan.title not in text
        assert other.plan.region.name not in text


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 3),
        ({"kind": "D5"}, 1),
        ({"stage": "planning"}, 2),
        ({"year": "2026", "quarter": "3", "kind": "D5"}, 1),
        ({"year": "1999"}, 0),
        ({"kind": "no such"}, 0),
        ({"text": "no such"}, 0),
    ],
)
def test_the_missing_are_narrowed_like_the_list(client, scene, asked, count):
    make_scene()
    open_round(scene)
    client.force_login(scene.reviewer)

    page = client.get(reverse("documents:missing"), asked).context["page"]

    assert page.paginator.count == count


def test_the_missing_are_counted_by_region_and_by_year(client, scene):
    open_round(scene)
    client.force_login(scene.reviewer)

    by_region = client.get(reverse("documents:missing")).context["groups"]
    by_year = client.get(reverse("documents:missing"), {"by": "year"}).context["groups"]

    assert [(group.name, group.total) for group in by_region] == [(scene.plan.region.name, 2)]
    assert {group.name for group in by_year} == {"2026", str(timezone.localdate().year)}
    assert sum(group.total for group in by_year) == 2


def test_the_missing_of_many_cases_cost_no_more_queries(client, scene):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("documents:missing"))
        return len(captured)

    client.force_login(scene.reviewer)
    few = queries()
    for _ in range(4):
        open_round(make_scene())

    assert queries() == few <= 16
