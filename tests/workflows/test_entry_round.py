"""The round of a quarter is also the entry of the SMIs' figures: it opens by the clock of the region, and shows who is
missing; no second task is made for it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liap.enterprises.performance.periods import Period
from liap.outcomes.entries.queries import entry_status
from tests.factories import EnterpriseFactory, PerformanceRecordFactory, TargetEnterpriseFactory
from tests.workflows.papers.rows import frozen
from workflows.models import Case, Process
from workflows.reminders import open_rounds, round_of

pytestmark = pytest.mark.django_db


def begin(scene, zone):
    scene.plan.region.time_zone = zone
    scene.plan.region.save()
    version = frozen(scene.plan)
    row = {"stage": "implementation", "submitted_version": version, "approved_version": version}
    Case.objects.filter(pk=scene.case.pk).update(**row)
    case = Case.objects.get(pk=scene.case.pk)
    began = datetime(2026, 2, 2, tzinfo=UTC)
    case.moves.create(number=99, name="approve", from_stage="approval", to_stage="implementation", at=began)
    return case


@pytest.mark.parametrize(
    ("moment", "zone", "opened"),
    [
        ("2026-03-31 14:59Z", "Asia/Jayapura", 0),
        ("2026-03-31 15:00Z", "Asia/Jayapura", 1),
        ("2026-03-31 15:00Z", "Asia/Jakarta", 0),
        ("2026-03-31 17:00Z", "Asia/Jakarta", 1),
    ],
)
def test_first_quarter_opens_on_the_first_of_april_of_the_region_and_once(scene, moment, zone, opened):
    begin(scene, zone)

    with time_machine.travel(moment, tick=False):
        counts = [open_rounds(), open_rounds()]

    assert counts == [opened, 0]
    assert [one.opened_for for one in Process.objects.filter(stage="round")] == [date(2026, 1, 1)] * opened


def test_task_of_the_round_shows_who_has_reported_and_leads_to_the_entry(scene):
    case = begin(scene, "Asia/Jakarta")
    smis = [EnterpriseFactory(region=scene.plan.region, name=f"UD {letter}") for letter in "ABC"]
    for one in smis:
        TargetEnterpriseFactory(plan=scene.plan, enterprise=one)
    PerformanceRecordFactory(enterprise=smis[0])
    with time_machine.travel("2026-04-02 03:00Z", tick=False):
        open_rounds()
        task = case.tasks.human().open().get(process__stage="round", role="facilitator")
        client = Client()
        client.force_login(scene.facilitator)
        text = client.get(reverse("workflows:task", args=[task.pk])).content.decode()
        client.force_login(scene.reviewer)
        told = client.get(reverse("workflows:task", args=[task.pk])).content.decode()

    assert "1 dari 3 IKM sudah melapor untuk triwulan 1 tahun 2026" in text
    assert "Per 2 April 2026" in text
    assert "UD B, UD C" in text
    assert "1 dari 3 IKM sudah melapor" in told
    assert "UD B" not in told
    assert f'href="{reverse("liap:entries", args=[scene.plan.pk])}?period=2026-01.3"' in text
    assert round_of(task.process) == Period(date(2026, 1, 1), 3)
    assert case.tasks.human().open().filter(process__stage="round").count() == 2


def test_status_counts_the_figures_of_the_period_that_hold_today(scene):
    target = TargetEnterpriseFactory(plan=scene.plan)
    PerformanceRecordFactory(enterprise=target.enterprise, superseded_at=timezone.now())
    PerformanceRecordFactory(enterprise=target.enterprise, first_on=date(2026, 4, 1))

    assert entry_status(scene.plan, Period(date(2026, 1, 1), 3)).reported == 0
    assert entry_status(scene.plan, Period(date(2026, 4, 1), 3)).reported == 1
