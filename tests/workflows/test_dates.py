"""Moving one date shows everybody it touches before it is saved; superiors act on what was escalated to them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from liap.audit.models import Event
from liap.refusals import NotTheirs, Refusal
from tests.factories import ActivityFactory
from tests.journeys.person import Person, form_with
from workflows import actions, dates
from workflows.models import Notice, Task


@pytest.fixture
def chained(scene):
    """Two tasks of activities of which the second waits for the first, and a third activity without a task."""
    first, second, third = (ActivityFactory(plan=scene.plan) for _ in range(3))
    second.depends_on.add(first)
    third.depends_on.add(second)
    tasks = list(Task.objects.human().open().filter(case=scene.case).order_by("pk"))[:3]
    day = timezone.localdate() + timedelta(days=10)
    for task, activity in zip(tasks, (first, second), strict=False):
        task.data, task.due_on = {"activity": activity.pk}, day
        task.save()
    return tasks[0], tasks[1], third


def test_delay_passes_on_to_what_depends_on_it(scene, chained):
    task, waiting, third = chained
    to = task.due_on + timedelta(days=5)

    moved = dates.shifts(task, to)

    assert [(one.task.pk, one.after - one.before) for one in moved] == [
        (task.pk, timedelta(days=5)),
        (waiting.pk, timedelta(days=5)),
    ]
    assert [one.people for one in moved] == [[task.owner], [waiting.owner]]
    assert dates.unstarted(task) == [third]
    assert len(dates.shifts(task, task.due_on - timedelta(days=1))) == 1


def test_date_is_saved_as_it_was_shown_and_everybody_is_told(scene, chained):
    task, waiting, _third = chained
    to = task.due_on + timedelta(days=5)
    seen = dates.seal(dates.shifts(task, to))

    dates.move_date(task, to=to, by=scene.coordinator, reason="Hujan", seen=seen)

    assert set(Task.objects.filter(pk__in=[task.pk, waiting.pk]).values_list("due_on", flat=True)) == {to}
    told = set(Notice.objects.filter(kind="moved").values_list("person", flat=True))
    assert told == {task.owner_id, waiting.owner_id}
    assert Event.objects.filter(verb="task.due_moved").count() == 2


def test_what_changed_since_it_was_shown_is_not_saved(scene, chained):
    task, waiting, _third = chained
    to = task.due_on + timedelta(days=5)
    seen = dates.seal(dates.shifts(task, to))
    Task.objects.filter(pk=waiting.pk).update(due_on=waiting.due_on + timedelta(days=1))

    with pytest.raises(dates.OthersAreAffected):
        dates.move_date(task, to=to, by=scene.coordinator, reason="Hujan", seen=seen)

    task.refresh_from_db()
    assert task.due_on == to - timedelta(days=5)


def test_member_moves_no_date_and_nobody_into_the_past(scene, chained):
    task = chained[0]
    past = timezone.localdate() - timedelta(days=2)

    with pytest.raises(NotTheirs):
        dates.move_date(task, to=task.due_on, by=scene.members[0], reason="x", seen="")
    with pytest.raises(dates.DayHasPassed):
        dates.move_date(task, to=past, by=scene.head, reason="x", seen=dates.seal(dates.shifts(task, past)))
    with pytest.raises(Refusal):
        dates.move_date(task, to=task.due_on, by=scene.head, reason=" ", seen="")


def test_superior_gives_an_escalated_task_to_another(scene):
    task = scene.case.tasks.human().open().filter(owner=scene.members[0]).first()
    Task.objects.filter(pk=task.pk).update(seat=None)

    actions.hand_over(task, to=scene.members[1], by=scene.head, reason="Terlambat")

    task.refresh_from_db()
    assert task.owner == scene.members[1]
    with pytest.raises(Refusal):
        actions.hand_over(task, to=scene.members[0], by=scene.facilitator, reason="x")


def test_page_shows_first_and_saves_second(scene, chained):
    task, waiting, _third = chained
    head, address = Person(scene.head), reverse("workflows:due_date", args=[task.pk])
    to = task.due_on + timedelta(days=3)

    shown = head.send(address, form_with(head.get(address), "to"), "look", to=to.isoformat(), reason="Hujan")
    assert str(waiting.owner) in shown.content.decode()
    assert Task.objects.get(pk=task.pk).due_on == to - timedelta(days=3)
    answer = head.send(address, form_with(shown, "save"), "save")

    assert answer.status_code == 302
    assert Task.objects.get(pk=waiting.pk).due_on == to
    assert Person(scene.members[0]).get(address).status_code == 404
