"""Two people at the same moment: one wins, the other hears of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from liap.audit.queries import broken_links
from liap.plans import actions
from liap.plans.models import Plan
from tests.factories import ActivityFactory
from tests.liap.conftest import make_scene

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def at_once(*works):
    """Runs the works at the same moment on connections of their own; returns results and exceptions."""
    barrier = Barrier(len(works))

    def run(work):
        try:
            barrier.wait(timeout=10)
            return work()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_one_of_two_edits_of_a_section_is_stale():
    scene = make_scene()
    for number in range(1, ROUNDS + 1):

        def save(text, by, seen=number):
            return actions.save_section(
                scene.plan,
                "objective",
                by=by,
                seen_version=seen,
                write=lambda plan: setattr(plan, "objective", text),
            )

        results = at_once(lambda: save("satu", scene.member), lambda: save("dua", scene.coordinator))

        assert sorted(type(result).__name__ for result in results) == ["Plan", "StaleEdit"]
        winner = next(result for result in results if isinstance(result, Plan))
        assert (Plan.objects.get().objective, Plan.objects.get().version) == (winner.objective, number + 1)
    assert list(broken_links()) == []


def test_two_sections_saved_at_once_are_both_kept():
    scene = make_scene()

    def save(section, field):
        return actions.save_section(
            scene.plan,
            section,
            by=scene.member,
            seen_version=1,
            write=lambda plan: setattr(plan, field, "ditulis"),
        )

    at_once(lambda: save("objective", "objective"), lambda: save("problems", "profile"))

    plan = Plan.objects.get()
    assert (plan.objective, plan.profile, plan.version) == ("ditulis", "ditulis", 3)


def test_two_freezes_make_one_version():
    scene = make_scene()

    results = at_once(*[lambda: actions.freeze(scene.plan, by=scene.member)] * 4)

    assert len(set(results)) == 1
    assert scene.plan.versions.count() == 1


def test_edit_and_freeze_make_a_version_of_either_text_but_no_mixture():
    scene = make_scene()

    def write(plan):
        plan.objective = "baru"
        ActivityFactory(plan=plan, number=1)

    def edit():
        return actions.save_section(scene.plan, "objective", by=scene.member, seen_version=1, write=write)

    version = at_once(edit, lambda: actions.freeze(scene.plan, by=scene.member))[1]

    assert ('"objective":"baru"' in version.content) == ('"number":1' in version.content)


def test_accepting_and_cancelling_at_once_has_one_winner():
    scene = make_scene()
    activity = ActivityFactory(plan=scene.plan, state="requested")

    results = at_once(
        lambda: actions.decline(activity, by=scene.member, reason="Tidak"),
        lambda: actions.accept(activity, by=scene.coordinator),
    )

    assert sorted(type(result).__name__ for result in results) == ["Activity", "ActivityMoved"]
