"""The work that both variants ask for: the same plan, a quarter of implementation, and the evaluation."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from tests.journeys.facilitator_led import SMIS, LightJourney
from tests.journeys.lwg_led import Journey
from tests.workflows.conftest import make_scene

BEGIN, QUARTER_IS_OVER = "2026-07-02 03:00Z", "2026-10-01 03:00Z"
README = Path(__file__).resolve().parents[2] / "README.md"


@dataclass
class Burden:
    people: int
    tasks: int
    clicks: int
    answers: int


def burden_of(case, people) -> Burden:
    worked = [person for person in people if person.clicks]
    return Burden(
        people=len(worked),
        tasks=case.tasks.human().filter(status="DONE").count(),
        clicks=sum(person.clicks for person in people),
        answers=sum(person.answers for person in people),
    )


def of_the_working_group() -> Burden:
    with time_machine.travel(BEGIN):
        journey = Journey(make_scene(is_started=False), smis=SMIS)
        journey.start()
        journey.diagnose()
        journey.draft()
        journey.decide()
        journey.approve()
        journey.carry_out()
    people = [
        journey.coordinator, *journey.members, journey.head, journey.budget_officer, journey.facilitator,
        journey.evaluator,
    ]  # fmt: skip
    with time_machine.travel(QUARTER_IS_OVER):
        for person in people:
            person.log_in()
        journey.hold_round(timezone.localdate())
        journey.coordinator.do(journey.only("finish"))
        journey.evaluate()
        for person in journey.members:
            person.do(journey.case.tasks.open().get(owner=person.user))
        journey.coordinator.do(journey.only("accept"), decision="accepted")
    assert journey.stage == "closed"
    return burden_of(journey.case, people)


def of_the_facilitator() -> Burden:
    with time_machine.travel(BEGIN):
        journey = LightJourney()
        journey.start()
        journey.diagnose()
        journey.draft()
        journey.approve()
    for day in ("2026-07-15 03:00Z", "2026-08-14 03:00Z", "2026-09-15 03:00Z"):
        with time_machine.travel(day):
            journey.log_in_again()
            journey.visit()
    with time_machine.travel(QUARTER_IS_OVER):
        for is_last in (False, False, True):
            journey.report_month(timezone.localdate(), done=is_last)
        journey.facilitator.do(journey.only("finish"))
        journey.evaluate()
        journey.head.do(journey.only("accept"), decision="accepted")
    assert journey.stage == "closed"
    assert journey.case.processes.filter(stage="round", status="DONE").count() == 3
    return burden_of(journey.case, journey.people)


@pytest.fixture(scope="module")
def both(django_db_setup, django_db_blocker):

    with django_db_blocker.unblock(), transaction.atomic():
        yield of_the_working_group(), of_the_facilitator()
        transaction.set_rollback(True)


def test_facilitator_needs_fewer_people_tasks_and_clicks(both, db):
    """Not fewer fields: visits and three questions are asked on top, so that its figures can be judged."""
    group, light = both

    assert light.people == 3
    assert light.tasks < group.tasks
    assert light.clicks < group.clicks


def test_readme_states_what_was_counted(both, db):
    group, light = both
    table = {
        "people": (group.people, light.people),
        "tasks": (group.tasks, light.tasks),
        "pages asked for and forms sent": (group.clicks, light.clicks),
        "fields filled in": (group.answers, light.answers),
    }

    said = README.read_text(encoding="utf-8")

    for what, (most, least) in table.items():
        assert f"| {what} | {most} | {least} |" in said, (what, most, least)
