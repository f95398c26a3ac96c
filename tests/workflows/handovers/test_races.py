"""A replacement and a completion at the same moment: the task is done by the one or belongs to the other."""

import pytest
from django.utils import timezone

from tests.factories import UserFactory
from tests.workflows.conftest import make_scene
from tests.workflows.races import at_once
from workflows.actions import complete
from workflows.handovers.actions import replace_holder
from workflows.models import Task


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(4))
def test_replacement_while_a_task_is_being_completed(attempt):
    scene = make_scene()
    member, after = scene.members[0], UserFactory()
    task = Task.objects.human().open().filter(owner=member).first()

    results = at_once(
        lambda: complete(task, by=member, work=lambda by: {"said": "x"}),
        lambda: replace_holder(scene.seats[1], to=after, since=timezone.localdate(), by=scene.coordinator),
    )

    task.refresh_from_db()
    assert results[1] == "won"
    if results[0] == "won":
        assert (task.status, task.owner) == ("DONE", member)
    else:
        assert (task.is_open, task.owner, task.data.get("said")) == (True, after, None)
    assert not Task.objects.human().open().filter(owner=member).exists()


@pytest.mark.django_db(transaction=True)
def test_two_replacements_at_once_leave_one_holder():
    scene = make_scene()
    heirs = [UserFactory(), UserFactory()]

    at_once(
        *[
            lambda heir=heir: replace_holder(scene.seats[1], to=heir, since=timezone.localdate(), by=scene.coordinator)
            for heir in heirs
        ]
    )

    open_rows = scene.seats[1].memberships.filter(until__isnull=True)
    assert open_rows.count() == 1
    owners = set(Task.objects.human().open().filter(seat=scene.seats[1]).values_list("owner", flat=True))
    assert owners == {open_rows.get().person_id}
