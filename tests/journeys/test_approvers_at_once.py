"""Many approvers press at the same moment over HTTP: one wins, the others are told so, nobody sees a 500."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.workflows.conftest import make_scene
from tests.workflows.test_actions import to_approval
from workflows import actions, queries
from workflows.forms.approvals import HeadDecision
from workflows.models import Approval, Task

pytestmark = pytest.mark.django_db(transaction=True)


def press(clients, addresses, data) -> Counter:
    """Posts the same decision from all clients together and counts the answers."""
    barrier = Barrier(len(clients))

    def one(client, address):
        client.raise_request_exception = False
        try:
            barrier.wait(30)
            return client.post(address, data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as pool:
        return Counter(pool.map(one, clients, addresses))


def race(count: int) -> None:
    scene = make_scene()
    to_approval(scene)
    task = scene.open_task("head_decision")
    data = {"decision": "approved", "seen_hash": scene.case.submitted_version.sha256, "complete": "1"}
    clients = [Client() for _ in range(count)]
    for client in clients:
        client.force_login(scene.head)

    answers = press(clients, [reverse("workflows:task", args=[task.pk])] * count, data)

    assert answers[302] == 1, answers
    assert set(answers) <= {302, 409}
    assert Approval.objects.filter(case=scene.case, kind="office_head").count() == 1
    assert scene.case.tasks.filter(pk=task.pk, status="DONE").count() == 1


def test_approvers_at_once_have_one_winner(transactional_db):
    race(6)


@pytest.mark.chaos
@pytest.mark.parametrize("_round", range(100))
def test_fifty_approvers_have_one_winner(transactional_db, _round):
    race(50)


def test_approvers_without_lock_are_found(transactional_db, monkeypatch):
    """Planted: everybody reads the task before anybody writes, and the form does not mind a second approval.

    Without its lock alone the unique approval of the database still lets only one through.
    """
    everybody_read = Barrier(4)

    @contextmanager
    def unlocked(task_id):
        task = Task.objects.select_related("case__plan__region", "process").get(pk=task_id)
        if task.flow_task.name == "head_decision":
            everybody_read.wait(30)
        with transaction.atomic():
            task.process.case = task.case
            yield task

    monkeypatch.setattr(actions, "locked_task", unlocked)
    monkeypatch.setattr(HeadDecision, "_write", lambda *_: None)

    with pytest.raises(AssertionError):
        race(4)


def test_forged_number_that_is_served_is_found(transactional_db, monkeypatch):
    """Planted: the page serves whatever number is in the address."""
    monkeypatch.setattr(queries, "task_for", lambda _user, pk: Task.objects.filter(pk=pk))

    with pytest.raises(AssertionError):
        test_forged_numbers_win_nothing(transactional_db)


def test_forged_numbers_win_nothing(transactional_db):
    own, other = make_scene(), make_scene()
    for scene in (own, other):
        to_approval(scene)
    foreign = other.open_task("head_decision")
    client = Client()
    client.force_login(own.head)
    forged = {"decision": "approved", "seen_hash": own.case.submitted_version.sha256, "complete": "1"}

    assert client.post(reverse("workflows:task", args=[foreign.pk]), forged).status_code == 404
    mine = own.open_task("head_decision")
    forged["seen_hash"] = other.case.submitted_version.sha256 + "0"
    assert client.post(reverse("workflows:task", args=[mine.pk]), forged).status_code in (409, 422)
    assert Approval.objects.count() == 0
