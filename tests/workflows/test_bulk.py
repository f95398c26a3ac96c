"""Several tasks in one act: each is checked alone, and the result of each is named."""

import pytest
from django.test import Client
from django.urls import reverse

from liap.audit.models import Event
from tests.factories import MembershipFactory
from tests.workflows.conftest import LONG_AGO
from tests.workflows.test_actions import to_drafting
from workflows import actions, bulk
from workflows.models import Task
from workflows.rules import Terms

ADDRESS = reverse("workflows:several")


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def send(person, tasks, act, **given):
    return browser(person).post(ADDRESS, {"tasks": [task.pk for task in tasks], "act": act, **given})


def refusals(answer) -> list[str]:
    return [result.refusal for _card, result in answer.context["results"]]


@pytest.fixture
def drafts(scene) -> list[Task]:
    to_drafting(scene)
    return list(scene.case.tasks.open().human().order_by("pk"))


def test_tasks_of_the_group_are_taken_and_the_one_taken_before_is_named(scene, drafts):
    second, member = scene.members[1], scene.members[0]
    page = browser(member).get(ADDRESS)
    actions.claim(drafts[0], by=second)
    results = bulk.claim(drafts[:3], by=member)

    assert page.status_code == 200
    assert str(second) in results[0].refusal
    assert [result.refusal for result in results[1:]] == ["", ""]
    assert scene.case.tasks.open().filter(owner=member).count() == 2


def test_page_takes_several(scene, drafts):
    answer = send(scene.members[0], drafts, "claim")

    assert refusals(answer) == [""] * 6
    assert Event.objects.filter(verb="task.claim", by=scene.members[0]).count() == 6


def test_task_of_somebody_else_cannot_be_chosen(scene, drafts):
    actions.claim(drafts[0], by=scene.members[1])

    answer = send(scene.members[0], drafts[:2], "claim")

    assert "tasks" in answer.context["form"].errors
    assert not scene.case.tasks.filter(owner=scene.members[0]).open().exists()


def test_several_are_handed_over_with_one_reason(scene, drafts):
    for task in drafts[:2]:
        actions.claim(task, by=scene.members[0])
    own = list(scene.case.tasks.open().filter(owner=scene.members[0]))

    nameless = send(scene.members[0], own, "hand_over")
    answer = send(scene.members[0], own, "hand_over", to=scene.members[1].pk, reason="Cuti")

    assert {"to", "reason"} <= set(nameless.context["form"].errors)
    assert refusals(answer) == ["", ""]
    assert scene.case.tasks.open().filter(owner=scene.members[1]).count() == 2


def test_who_may_not_do_a_task_does_not_get_it(scene, drafts):
    actions.claim(drafts[0], by=scene.members[0])

    result = bulk.hand_over([drafts[0]], to=scene.evaluator, by=scene.members[0], reason="Cuti")

    assert str(scene.evaluator) in result[0].refusal
    drafts[0].refresh_from_db()
    assert drafts[0].owner == scene.members[0]


def test_task_with_content_is_not_finished_by_the_way(scene, drafts):
    answer = send(scene.members[0], drafts[:2], "finish")

    assert all(refusals(answer))
    assert scene.open_steps() == ["draft"] * 6


@pytest.fixture
def comments(scene, monkeypatch) -> list[Task]:
    """Two members' seats of one person, each with a comment to be given: its step stands in for the drafting."""
    for task in scene.case.tasks.open().human():
        monkeypatch.setattr(task.flow_task, "work", "workflows.forms.evaluation.Comment")
    seat = scene.seats[2]
    seat.memberships.update(until=LONG_AGO)
    MembershipFactory(seat=seat, person=scene.members[0], since=LONG_AGO.replace(year=2021))
    Task.objects.filter(seat=seat).update(owner=scene.members[0])
    return list(scene.case.tasks.open().filter(owner=scene.members[0]))


def test_what_is_only_to_be_noted_is_finished_together(scene, comments):
    answer = send(scene.members[0], comments, "finish")

    assert (len(comments), refusals(answer)) == (2, ["", ""])
    assert scene.case.tasks.human().filter(status="DONE", owner=scene.members[0]).count() == 2


def test_what_the_rules_want_confirmed_is_finished_on_its_page(scene, comments, monkeypatch):
    monkeypatch.setattr(bulk, "terms", lambda *_args: Terms("member", 5, checklist=("Dibaca",)))

    assert all(result.refusal for result in bulk.finish(comments, by=scene.members[0]))
