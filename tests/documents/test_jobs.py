from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from documents import actions, drawing, jobs, queries, storage
from documents.models import Rendition
from documents.rendering import Undrawable
from liap.audit.models import Event
from tests.documents.conftest import PDF, issue
from tests.factories import PlanFactory, UserFactory

State = Rendition.State


@pytest.fixture
def rendition(document):
    return document.renditions.get(language="id")


@pytest.fixture
def failing(monkeypatch):
    def fail(order):
        raise Undrawable("the drawing process was ended by signal 9")

    monkeypatch.setattr(drawing, "draw", fail)


def expire(rendition):
    Rendition.objects.filter(pk=rendition.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_drawing_ends_with_a_file_of_its_hash(rendition):
    jobs.draw(rendition.pk)

    rendition.refresh_from_db()
    content = storage.read(rendition.stored_name, rendition.sha256)
    assert (rendition.state, rendition.attempts, rendition.pages, rendition.size) == ("done", 1, 2, len(content))
    assert content.startswith(b"%PDF-")
    assert Event.objects.get(verb="draw document").payload == {"language": "id", "sha256": rendition.sha256}


def test_a_drawing_rung_twice_is_drawn_once(rendition, quick_drawing):
    jobs.draw(rendition.pk)
    jobs.draw(rendition.pk)

    assert len(quick_drawing) == 1


def test_a_number_that_does_not_exist_is_no_failure(db, quick_drawing):
    jobs.draw(4711)

    assert quick_drawing == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_draw_once(rings, monkeypatch):
    rendition = issue(PlanFactory()).renditions.get(language="id")
    start, drawn = Barrier(4), []

    def draw(order):
        drawn.append(order)
        return drawing.Drawn(PDF, 1, "0" * 64)

    monkeypatch.setattr(drawing, "draw", draw)

    def worker(_):
        try:
            start.wait(10)
            jobs.draw(rendition.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(worker, range(4)))

    rendition.refresh_from_db()
    assert len(drawn) == 1
    assert (rendition.state, rendition.attempts) == ("done", 1)


def test_a_running_lease_is_respected_and_an_expired_one_taken_over(rendition, quick_drawing):
    first = jobs._claim(rendition.pk)
    jobs.draw(rendition.pk)
    while_held = list(quick_drawing)
    expire(rendition)

    jobs.draw(rendition.pk)

    rendition.refresh_from_db()
    assert first is not None
    assert while_held == []
    assert (rendition.state, rendition.attempts) == ("done", 2)


def test_a_worker_that_lost_its_lease_writes_nothing(rendition, quick_drawing):
    old = jobs._claim(rendition.pk)
    late = Rendition.objects.get(pk=rendition.pk)
    expire(rendition)
    jobs.draw(rendition.pk)
    done = Rendition.objects.values().get(pk=rendition.pk)

    written = jobs._write_down(late, old, drawing.Drawn(b"%PDF-late", 9, "1" * 64), storage.put(b"%PDF-late"))
    jobs._give_back(late, old, "too late")

    assert not written
    assert Rendition.objects.values().get(pk=rendition.pk) == done


def test_a_killed_child_is_tried_again_and_then_an_incident(rendition, failing, rings):
    states = []
    for _ in range(4):
        jobs.draw(rendition.pk)
        rendition.refresh_from_db()
        states.append((rendition.state, rendition.attempts))
        expire(rendition) if rendition.state == State.PENDING else None

    assert states == [("pending", 1), ("pending", 2), ("failed", 3), ("failed", 3)]
    assert rendition.reason == "the drawing process was ended by signal 9"
    assert queries.health().incidents == 1


def test_a_failed_attempt_waits_before_the_next(rendition, failing):
    jobs.draw(rendition.pk)
    jobs.draw(rendition.pk)

    rendition.refresh_from_db()
    assert (rendition.state, rendition.attempts) == ("pending", 1)


def test_a_paper_that_kills_its_worker_becomes_an_incident(rendition, quick_drawing):
    for _ in range(jobs.MAX_ATTEMPTS):
        jobs._claim(rendition.pk)
        expire(rendition)

    jobs.sweep()

    rendition.refresh_from_db()
    assert (rendition.state, rendition.reason) == ("failed", "the worker ended while drawing")
    assert quick_drawing == []


def test_an_incident_is_tried_again_by_hand(rendition, quick_drawing):
    person = UserFactory()
    Rendition.objects.filter(pk=rendition.pk).update(state=State.FAILED, attempts=3, reason="out of ink")

    actions.retry(rendition, by=person)
    jobs.draw(rendition.pk)

    rendition.refresh_from_db()
    assert (rendition.state, rendition.attempts, rendition.reason) == ("done", 1, "")
    assert Event.objects.filter(verb="retry drawing", by=person).count() == 1


@pytest.mark.parametrize("state", [State.PENDING, State.DONE])
def test_only_an_incident_is_tried_again(rendition, quick_drawing, state):
    if state == State.DONE:
        jobs.draw(rendition.pk)

    with pytest.raises(actions.NotFailed):
        actions.retry(rendition, by=UserFactory())


def test_a_forgotten_drawing_is_rung_once_more(document, rings):
    Rendition.objects.update(rung_at=timezone.now() - timedelta(minutes=5))
    rings.clear()

    found, again = jobs.sweep(), jobs.sweep()

    assert sorted(found) == sorted(document.renditions.values_list("pk", flat=True))
    assert again == []
    assert len(rings) == 2


def test_the_sweep_can_draw_by_itself(document, quick_drawing, rings):
    call_command("documents_sweep", "--draw")

    assert set(Rendition.objects.values_list("state", flat=True)) == {State.DONE}
    assert queries.health() == queries.Health(waiting=0, incidents=0, oldest_due_age=None)


def test_health_tells_the_age_of_the_oldest_due_drawing(document):
    Rendition.objects.filter(language="en").update(due_at=timezone.now() - timedelta(hours=2))

    health = queries.health()

    assert health.waiting == 2
    assert timedelta(hours=2) <= health.oldest_due_age < timedelta(hours=2, minutes=1)


def test_a_drawing_is_done_exactly_when_it_has_a_file(rendition):
    for change in ({"state": State.DONE}, {"sha256": "0" * 64}, {"state": State.RUNNING}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rendition.objects.filter(pk=rendition.pk).update(**change)


def test_stored_bytes_are_never_overwritten_and_their_change_is_seen(settings):
    stored = storage.put(PDF)
    path = settings.DOCUMENTS_ROOT / stored.name
    before = path.stat()

    again = storage.put(PDF)

    assert again == stored
    assert path.stat().st_ino == before.st_ino
    path.chmod(0o640)
    path.write_bytes(PDF + b"!")
    with pytest.raises(storage.CorruptFile):
        storage.read(stored.name, stored.sha256)


@pytest.mark.parametrize("name", ["../../etc/passwd", "aa/bb/gone.pdf"])
def test_names_outside_of_the_store_are_refused(name):
    with pytest.raises(storage.CorruptFile):
        storage.read(name, "0" * 64)


def test_stray_files_go_and_referenced_ones_stay(rendition, quick_drawing, monkeypatch):
    jobs.draw(rendition.pk)
    stray = storage.put(b"%PDF-stray")
    monkeypatch.setattr(storage, "STRAY_AFTER", -1)

    gone = jobs.tidy()

    rendition.refresh_from_db()
    assert gone == 1
    assert list(storage.stored_names()) == [rendition.stored_name]
    assert stray.name not in storage.stored_names()


def test_verification_finds_changed_files_and_changed_facts(document, quick_drawing, settings):
    jobs.sweep(draw_here=True)
    call_command("documents_verify")
    path = settings.DOCUMENTS_ROOT / document.renditions.first().stored_name
    path.chmod(0o640)
    path.write_bytes(b"%PDF-forged")
    type(document).objects.update(facts=document.facts.replace("500", "501"), facts_sha256="0" * 64)

    with pytest.raises(CommandError, match="2 faults"):
        call_command("documents_verify")
