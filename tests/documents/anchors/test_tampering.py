"""Ten and more ways to forge the audit record, each a hundred times: every one is found, thanks to noted heads.

Whoever forges here has lifted the triggers and, where it helps him, holds the key. What he cannot change is what was
printed and mailed.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from documents.anchors.actions import note_heads
from documents.anchors.heads import read
from documents.anchors.models import Anchor
from documents.anchors.queries import faults
from documents.models import Document, Filing, RegisterLine, Rendition
from liap.audit.actions import record
from liap.audit.models import Event
from liap.audit.queries import GENESIS, broken_links, digest
from tests.documents.conftest import issue
from tests.factories import OrganisationFactory, PlanFactory, UserFactory

SHORT, LONG = 8, 100
FIRST_DAY = date(2026, 11, 1)


@dataclass
class World:
    """Chains of several plans with papers, and the lists of heads that were mailed out of the house."""

    chance: random.Random
    people: list
    plans: list
    office: object
    mailed: list


def live(world: World, steps: int) -> None:
    """Lets people act by chance: most acts are lines, some are papers, and every so often the heads are noted."""
    for _ in range(steps):
        plan, person = world.chance.choice(world.plans), world.chance.choice(world.people)
        act = world.chance.random()
        if act < 0.12:
            issue(
                plan,
                kind="D4",
                round=1 + Document.objects.filter(plan=plan).count(),
                organisation=world.office,
                by=person,
            )
        elif act < 0.2:
            note(world)
        else:
            chain = f"plan:{plan.pk}" if act < 0.9 else "documents"
            record(f"act.{world.chance.randrange(5)}", by=person, chain=chain, subject=f"task:{_}", amount=_)


def note(world: World) -> None:
    anchor = note_heads(FIRST_DAY + timedelta(days=Anchor.objects.count()))
    world.mailed = read(anchor.heads)


@pytest.fixture
def world(db, rings):
    world = World(random.Random(7), [UserFactory() for _ in range(3)], [PlanFactory() for _ in range(3)],
                  OrganisationFactory(), [])  # fmt: skip
    for plan in world.plans:
        record("plan.started", by=world.people[0], chain=f"plan:{plan.pk}")
        issue(plan, organisation=world.office, by=world.people[0])
    live(world, 40)
    note(world)
    live(world, 6)
    note(world)
    return world


@pytest.fixture
def past_the_triggers(world):
    """Lifts what guards the tables, as somebody with the rights of the database's owner could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("liap_event", "documents_anchor"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    return world


# --- The forger ----------------------------------------------------------------------------------------------------
def rows(chain: str):
    return Event.objects.filter(chain=chain).order_by("number")


def any_chain(world: World) -> str:
    return f"plan:{world.chance.choice(world.plans).pk}"


def any_event(world: World, *, among=None) -> Event:
    return world.chance.choice(list(rows(any_chain(world)) if among is None else among))


def set_field(event: Event, **changed) -> None:
    Event.objects.filter(pk=event.pk).update(**changed)


def edit_act(world):
    set_field(any_event(world), verb="act.forged")


def edit_subject(world):
    set_field(any_event(world), subject="task:forged")


def edit_details(world):
    event = any_event(world)
    set_field(event, payload={**event.payload, "amount": -1})


def edit_time(world):
    event = any_event(world)
    set_field(event, at=event.at - timedelta(seconds=world.chance.randint(1, 10**6)))


def edit_person(world):
    event = any_event(world)
    set_field(event, by_id=next(person.pk for person in world.people if person.pk != event.by_id))


def edit_hash(world):
    set_field(any_event(world), hash=f"{world.chance.getrandbits(256):064x}")


def delete_in_the_middle(world):
    chain = any_chain(world)
    Event.objects.filter(pk=any_event(world, among=list(rows(chain))[:-1]).pk)._raw_delete("default")


def swap_two(world):
    found = list(rows(any_chain(world)))
    at = world.chance.randrange(len(found) - 1)
    first, second = found[at], found[at + 1]
    set_field(first, number=10_000)
    set_field(second, number=first.number)
    set_field(first, number=second.number)


def insert_one(world):
    """Puts an event at the end whose hash was made without the key."""
    last = list(rows(any_chain(world)))[-1]
    last.pk, last.number, last.previous_hash, last.hash = None, last.number + 1, last.hash, "e" * 64
    last.save(force_insert=True)


def cut_off_the_end(world):
    """Deletes some of the last events of a chain, those among them that somebody noted."""
    chain = any_chain(world)
    count = rows(chain).count()
    Event.objects.filter(chain=chain, number__gt=world.chance.randrange(1, count))._raw_delete("default")


def delete_a_whole_plan(world):
    """Deletes the chain and every paper of a plan, as if there had never been one."""
    chain = any_chain(world)
    papers = Document.objects.filter(plan=int(chain.removeprefix("plan:")))
    for model in (Rendition, Filing, RegisterLine):
        model.objects.filter(document__in=papers)._raw_delete("default")
    papers._raw_delete("default")
    rows(chain)._raw_delete("default")


def rewrite_with_the_key(world):
    """Changes one event that somebody's note covers and makes all hashes after it right again."""
    found = list(rows(any_chain(world)))
    at = world.chance.randrange(len(found))
    found[at].payload = {**found[at].payload, "forged": True}
    previous = found[at - 1].hash if at else GENESIS
    for event in found[at:]:
        event.previous_hash = previous
        event.hash = previous = digest(event)
        set_field(event, payload=event.payload, previous_hash=event.previous_hash, hash=event.hash)


def forge_a_paper(world):
    """Changes the facts of a paper together with their hash."""
    paper = world.chance.choice(list(Document.objects.all()))
    facts = paper.facts.replace('"counted":', '"counted":1')
    Document.objects.filter(pk=paper.pk).update(facts=facts, facts_sha256="a" * 64)


NOT_FOUND_BY_THE_CHAIN = [cut_off_the_end, delete_a_whole_plan, rewrite_with_the_key]
KINDS = [
    edit_act, edit_subject, edit_details, edit_time, edit_person, edit_hash, delete_in_the_middle, swap_two,
    insert_one, forge_a_paper, *NOT_FOUND_BY_THE_CHAIN,
]  # fmt: skip


def undetected(world: World, forge: Callable, times: int, *, look=faults) -> list[int]:
    """Forges so many times, each time from the same honest record; returns the runs in which nothing was found."""
    missed = []
    for seed in range(times):
        world.chance.seed(f"{forge.__name__}{seed}")
        with transaction.atomic():
            forge(world)
            if not list(look()):
                missed.append(seed)
            transaction.set_rollback(True)
    return missed


@pytest.mark.parametrize("forge", KINDS)
def test_each_kind_of_forgery_is_found(past_the_triggers, forge):
    assert list(faults()) == []
    assert undetected(past_the_triggers, forge, SHORT) == []


@pytest.mark.chaos
@pytest.mark.parametrize("forge", KINDS)
def test_each_kind_of_forgery_is_found_a_hundred_times(past_the_triggers, forge):
    missed = undetected(past_the_triggers, forge, LONG)

    print(f"\n{forge.__name__}: {LONG - len(missed)} of {LONG} found")
    assert missed == []


@pytest.mark.parametrize("forge", NOT_FOUND_BY_THE_CHAIN)
def test_the_chain_alone_does_not_find_these(past_the_triggers, forge):
    """Planted: without heads noted elsewhere nobody would see it."""
    assert undetected(past_the_triggers, forge, SHORT, look=broken_links) == list(range(SHORT))


@pytest.mark.parametrize("forge", NOT_FOUND_BY_THE_CHAIN)
def test_who_forges_the_stored_heads_too_meets_the_mailed_ones(past_the_triggers, forge):
    def forge_all(world):
        forge(world)
        Anchor.objects.all()._raw_delete("default")

    forge_all.__name__ = forge.__name__
    mailed = past_the_triggers.mailed

    assert undetected(past_the_triggers, forge_all, SHORT, look=lambda: faults(mailed)) == []


# --- No false alarm --------------------------------------------------------------------------------------------------
def false_alarms(world: World, times: int) -> list[str]:
    """Lets honest people go on and looks after each stretch."""
    found = []
    for seed in range(times):
        world.chance.seed(seed)
        live(world, 8)
        found += list(faults(world.mailed))
    return found


def test_honest_work_raises_no_alarm(world):
    assert false_alarms(world, 6) == []


@pytest.mark.chaos
def test_honest_work_raises_no_alarm_a_hundred_times(world):
    found = false_alarms(world, LONG)

    print(f"\nhonest work: {len(found)} false alarms in {LONG}")
    assert found == []
