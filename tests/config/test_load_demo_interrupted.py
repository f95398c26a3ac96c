from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.demo import scene
from config.demo.stories import STORIES
from config.demo.walk import Walk, is_told, tell
from liap.audit.queries import broken_links
from liap.plans.models import Plan
from tests.factories import UserFactory
from workflows import actions


class Killed(Exception):
    pass


@pytest.fixture
def scenery(db):
    call_command("load_reference", stdout=StringIO())
    scene.build()


def test_real_people_are_left_alone(db):
    UserFactory(is_sample=False)

    with pytest.raises(CommandError, match="--force"):
        call_command("load_demo", stdout=StringIO())

    assert not Plan.objects.exists()


@pytest.mark.parametrize("finished", [0, 3, 17])
def test_interrupted_story_goes_on_where_it_stood(scenery, monkeypatch, finished):
    story = STORIES[0]
    complete, count = actions.complete, iter(range(finished))

    def complete_until_killed(*args, **kwargs):
        if next(count, None) is None:
            raise Killed
        return complete(*args, **kwargs)

    monkeypatch.setattr(actions, "complete", complete_until_killed)
    with pytest.raises(Killed):
        tell([story])
    monkeypatch.undo()

    tell([story])

    case = Walk(story).case
    assert is_told(story)
    assert case.stage == "closed"
    assert [move.name for move in case.moves.all()] == ["start", "submit", "approve", "begin_evaluation", "close"]
    assert Plan.objects.count() == 1
    assert list(broken_links()) == []


def test_story_that_was_begun_but_not_started_is_found(scenery):
    story = STORIES[6]
    Walk(story).step()

    tell([story])

    assert Plan.objects.count() == 1
