"""Running cases go to another version whole or not at all; what is published is frozen."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.workflows.test_actions import to_drafting
from workflows import actions, checks, lifecycle, queries
from workflows.flows import lwg_led, lwg_led_2
from workflows.migrating import CannotMigrate, migrate
from workflows.models import Case


@pytest.fixture
def old(scene, monkeypatch):
    """The scene, with its case on version 1 from the beginning."""
    scene.case.processes.update(flow_class=lwg_led.PlanningFlow)
    for task in scene.case.tasks.all():
        scene.case.tasks.filter(pk=task.pk).update(
            flow_task=getattr(lwg_led.PlanningFlow.instance, task.flow_task.name)
        )
    Case.objects.filter(pk=scene.case.pk).update(flow_version=1)
    scene.case.refresh_from_db()
    return scene


def state(case) -> tuple:
    """All that a migration could change."""
    tasks = case.tasks.order_by("pk").values_list("pk", "flow_task", "status", "token")
    flows = case.processes.order_by("pk").values_list("flow_class")
    return Case.objects.get(pk=case.pk).flow_version, list(tasks), list(flows), case.moves.count()


def run(*words) -> str:
    out = StringIO()
    call_command("migrate_cases", *words, stdout=out)
    return out.getvalue()


def test_published_graphs_are_as_they_were():
    assert checks.changed_graphs() == []


def test_a_changed_graph_is_found(monkeypatch):
    monkeypatch.setattr(lwg_led.ApprovalFlow.instance.head_decision, "due", 11)

    assert {error.id for error in checks.changed_graphs()} == {"workflows.E008"}


def test_new_cases_begin_with_the_newest_version(scene):
    assert scene.case.flow_version == 2
    assert scene.case.processes.get().flow_class is lwg_led_2.PlanningFlow


def test_dry_run_names_the_steps_and_changes_nothing(old):
    before = state(old.case)

    said = run("lwg_led", "1", "2")

    assert "1 cases would be moved" in said
    assert said.count("diagnose -> diagnose") == 3
    assert state(old.case) == before


def test_case_in_the_middle_of_parallel_tasks_is_moved_and_goes_on(old):
    to_drafting(old)
    for _ in range(2):
        old.finish("draft", by=old.members[0])
    assert old.case.processes.get().flow_class is lwg_led.PlanningFlow

    run("lwg_led", "1", "2", "--apply", "--reason", "Keputusan tertulis")

    old.case.refresh_from_db()
    last = old.case.moves.last()
    assert (old.case.flow_version, old.case.stage) == (2, "planning")
    assert (last.name, last.reason, last.by) == ("migrate", "1 → 2: Keputusan tertulis", None)
    assert old.open_steps() == ["draft"] * 4
    for _ in range(4):
        old.finish("draft", by=old.members[0])
    assert old.open_task("review").flow_task.flow_class is lwg_led_2.PlanningFlow


def test_picture_of_a_moved_case_shows_what_was_done_before(old):
    for member in old.members:
        old.finish("diagnose", by=member)
    run("lwg_led", "1", "2", "--apply", "--reason", "Baru")

    picture = queries.diagram(old.case.processes.get())

    assert re.search(r'id="diagnose"[^>]*class="done"', picture)
    assert re.search(r'id="review_diagnosis"[^>]*class="assigned"', picture)


def test_second_run_changes_nothing(old):
    run("lwg_led", "1", "2", "--apply", "--reason", "Baru")
    before = state(old.case)

    assert "0 cases moved" in run("lwg_led", "1", "2", "--apply", "--reason", "Baru")
    assert state(old.case) == before
    with pytest.raises(CannotMigrate):
        migrate(old.case, to=2, renamed={}, reason="Baru")


@pytest.mark.parametrize(
    ("renamed", "why"),
    [
        ("diagnose=none", "tidak ada tempatnya"),
        ("diagnose=review", "tidak paralel"),
        ("diagnose=submit", "tidak ada tempatnya"),
    ],
)
def test_case_that_cannot_be_mapped_is_refused_and_left_alone(old, renamed, why):
    before = state(old.case)

    with pytest.raises(CommandError, match="Nothing was changed"):
        run("lwg_led", "1", "2", "--map", renamed, "--apply", "--reason", "Baru")

    with pytest.raises(CannotMigrate, match=why):
        migrate(old.case, to=2, renamed=dict([renamed.split("=")]), reason="Baru")
    assert state(old.case) == before


def test_step_with_a_new_name_is_mapped(old):
    run("lwg_led", "1", "2", "--map", "diagnose=complete_diagnosis", "--apply", "--reason", "Baru")

    assert old.open_steps() == ["complete_diagnosis"] * 3


def test_failure_halfway_leaves_nothing(old, monkeypatch):
    before = state(old.case)

    def fail(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(lifecycle, "record", fail)

    with pytest.raises(OSError, match="disk full"):
        migrate(old.case, to=2, renamed={}, reason="Baru")
    assert state(old.case) == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["lwg_led", "1", "9"], "no version 9"),
        (["lwg_led", "1", "2", "--apply"], "--reason"),
        (["lwg_led", "1", "2", "--map", "x"], "OLD=NEW"),
    ],
)
def test_wrong_words_are_refused(db, words, why):
    with pytest.raises(CommandError, match=why):
        run(*words)


def test_suspended_case_is_moved_and_resumed(old):
    actions.suspend(old.case, by=old.coordinator, reason="Libur")

    run("lwg_led", "1", "2", "--apply", "--reason", "Baru")
    actions.resume(old.case, by=old.coordinator, reason="Selesai")

    old.case.refresh_from_db()
    assert (old.case.stage, old.case.flow_version) == ("planning", 2)
    assert old.open_steps() == ["diagnose"] * 3
