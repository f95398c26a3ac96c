from datetime import UTC, date, datetime, timedelta

import time_machine
from django.utils import timezone

from config.demo.days import StoryClock, standing_at, this_quarter
from config.demo.story import Story


def story(**more) -> Story:
    named = {
        "key": "x",
        "place": "x",
        "industry": "x",
        "title": "x",
        "content": {},
        "answers": {},
        "ends_in": "closed",
    }
    return Story(**{"starts_on": date(2014, 1, 6), "ends_on": date(2015, 1, 6), **named, **more})


def test_clock_stands_and_goes_on():
    before = timezone.now()

    with standing_at(datetime(2014, 1, 6, 2, tzinfo=UTC)):
        assert timezone.now() == datetime(2014, 1, 6, 2, tzinfo=UTC)

    assert timezone.now() >= before


def test_act_follows_the_last_one_and_what_it_tells_of():
    clock = StoryClock(story())

    assert clock.act("decide", {"held_on": date(2014, 3, 3), "rows": [], "due_on": date(2019, 1, 1)}).date() == date(
        2014, 3, 3
    )
    assert clock.act("diagnose", {}).date() == date(2014, 3, 5)


def test_step_waits_for_its_moment():
    clock = StoryClock(story(moments={"finish": date(2021, 6, 1)}))

    assert clock.act("finish").date() == date(2021, 6, 1)


@time_machine.travel("2014-01-08T00:00:00Z", tick=False)
def test_clock_never_passes_now():
    clock = StoryClock(story())

    moments = [clock.act("draft") for _ in range(4)]

    assert moments == sorted(moments)
    assert moments[-1] == timezone.now()


def test_story_that_begins_ahead_is_told_now():
    clock = StoryClock(story(starts_on=timezone.localdate() + timedelta(days=40)))

    assert timezone.now() - clock.act() < timedelta(minutes=1)


@time_machine.travel("2026-11-25T12:00:00Z")
def test_quarter_begins_on_its_first_day():
    assert this_quarter() == date(2026, 10, 1)
