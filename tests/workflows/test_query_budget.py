"""How often the database is asked: little for a step, and no more for longer lists."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.benchmarks import flows
from tests.benchmarks.measure_tasks import Ours, statements
from tests.factories import PlanFactory
from tests.workflows.conftest import make_scene
from workflows import actions

PLAIN_STEP = 11


@pytest.mark.django_db(transaction=True)
def test_plain_step_is_cheap(settings, monkeypatch):
    """Claim and complete, each its own transaction, the audit's rows included."""
    flows.install(monkeypatch)
    settings.ROOT_URLCONF = "tests.benchmarks.flows"
    scene = make_scene()
    Ours(scene, 1).prepare("left")  # what is read once per process is read
    ours = Ours(scene, 2)
    ours.prepare("left")

    assert statements(ours.claim) + statements(ours.complete) <= PLAIN_STEP


@pytest.mark.parametrize("name", ["inbox", "cases", "pulse", "home"])
def test_longer_lists_ask_no_more(scene, name):
    client = Client()
    client.force_login(scene.coordinator)
    address = reverse(name if name == "home" else f"workflows:{name}")
    start_plans(scene, 2)
    few = queries(client, address)

    start_plans(scene, 8)

    assert queries(client, address) <= few


def start_plans(scene, number):
    group = scene.plan.working_group
    for _ in range(number):
        actions.start(PlanFactory(working_group=group, author=scene.coordinator), by=scene.coordinator)


def queries(client, address) -> int:
    client.get(address, follow=True)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return len(captured)
