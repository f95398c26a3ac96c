"""Where LIAPs wait longest: medians over finished and open tasks, without the days of a suspension."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.workflows.conftest import make_scene
from workflows import actions, bottlenecks
from workflows.flows.lwg_led_2 import PlanningFlow
from workflows.models import Case, Task

NOW = timezone.now


def waits(case) -> dict:
    rows = bottlenecks.step_waits(Case.objects.filter(pk=case.pk), PlanningFlow, "planning")
    return {row.step: row for row in rows}


def aged(scene, *days):
    """The tasks of the diagnosis opened so many days ago."""
    tasks = list(scene.case.tasks.human().order_by("id"))
    for task, count in zip(tasks, days, strict=True):
        Task.objects.filter(pk=task.pk).update(created=NOW() - timedelta(days=count))


def test_open_and_finished_tasks_count(scene):
    aged(scene, 2, 4, 12)
    scene.finish("diagnose", by=scene.members[0])

    row = waits(scene.case)["diagnose"]

    assert (row.tasks, row.open, row.median_days, row.longest_days, row.band) == (3, 2, 4.0, 12.0, 3)
    assert waits(scene.case)["review"].median_days is None


def test_cancelled_tasks_do_not_count(scene):
    aged(scene, 2, 4, 12)
    actions.withdraw(scene.case, by=scene.coordinator, reason="Batal")

    assert waits(scene.case)["diagnose"].tasks == 0


def test_suspension_does_not_count(scene):
    actions.suspend(scene.case, by=scene.coordinator, reason="Banjir")
    with time_machine.travel(NOW() + timedelta(days=30)):
        assert waits(scene.case)["diagnose"].longest_days == 0
        actions.resume(scene.case, by=scene.coordinator, reason="Surut")
    with time_machine.travel(NOW() + timedelta(days=34)):
        assert waits(scene.case)["diagnose"].longest_days == 4


def test_table_of_the_ministry_says_what_the_picture_says(scene):
    aged(scene, 2, 4, 12)
    scene.finish("diagnose", by=scene.members[0])
    actions.suspend(scene.case, by=scene.coordinator, reason="Banjir")

    with time_machine.travel(NOW() + timedelta(days=30)):
        drawn = waits(scene.case)["diagnose"]
        told = next(row for row in bottlenecks.slowest(scene.reviewer) if row.title == drawn.title)

    assert (told.median_days, told.done + told.open, told.open) == (drawn.median_days, drawn.tasks, drawn.open)
    assert (told.median_days, told.longest_open) == (4.0, 12)


def test_slower_steps_are_darker(scene):
    aged(scene, 1, 1, 1)
    for member in scene.members:
        scene.finish("diagnose", by=member)
    Task.objects.filter(pk=scene.open_task("review_diagnosis").pk).update(created=NOW() - timedelta(days=9))

    found = waits(scene.case)

    assert (found["diagnose"].band, found["review_diagnosis"].band) == (1, 3)
    assert "9" in found["review_diagnosis"].label


@pytest.fixture
def client(scene):
    made = Client()
    made.force_login(scene.coordinator)
    return made


def test_pages_show_picture_and_table(scene, client):
    aged(scene, 2, 4, 12)

    for address in (
        reverse("workflows:waits", args=["lwg_led"]),
        reverse("workflows:case_waits", args=[scene.case.pk]),
    ):
        page = client.get(address)
        text = page.content.decode()
        assert 'class="wait-3"' in text
        assert " style=" not in text
        assert len(page.content) < 80_000
        assert page.context["rows"][0].step == "diagnose"
        assert client.get(address, {"stage": "approval"}).status_code == 200
        assert client.get(address, {"stage": "nothing"}).status_code == 200


def test_other_regions_are_not_counted(scene, client):
    other = make_scene()

    page = client.get(reverse("workflows:waits", args=["lwg_led"]))

    assert page.context["count"] == 1
    assert client.get(reverse("workflows:case_waits", args=[other.case.pk])).status_code == 404
    assert client.get(reverse("workflows:waits", args=["nothing"])).status_code == 404
