"""The audit chain: what was recorded cannot be altered unseen, even by somebody who got past the triggers."""

import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from liap.audit.actions import AuditOutsideTransaction, record
from liap.audit.models import Event
from liap.audit.queries import broken_links, head_of
from tests.factories import UserFactory

FIELDS = ["verb", "subject", "payload", "at", "by_id", "hash", "previous_hash"]


@pytest.fixture
def chain(db) -> list[Event]:
    person = UserFactory()
    return [record(f"act.{n}", by=person, chain="plan:1", subject=f"task:{n}", amount=n) for n in range(12)]


@pytest.fixture
def past_the_triggers(chain):
    """Lifts what guards the table, as somebody with the rights of the database's owner could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER liap_event_no_update")
            cursor.execute("DROP TRIGGER liap_event_no_delete")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE liap_event DISABLE TRIGGER USER")
    return chain


def test_untouched_chain_is_unbroken(chain):
    assert list(broken_links()) == []
    assert head_of("plan:1") == (12, chain[-1].hash)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_database_refuses_to_change_events(chain, act):
    rows = Event.objects.filter(chain="plan:1")

    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        rows.update(verb="forged") if act == "update" else rows._raw_delete("default")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("seed", range(5))
def test_edited_field_is_found(past_the_triggers, field, seed):
    victim = random.Random(f"{field}{seed}").choice(past_the_triggers)
    forged = {
        "payload": {"amount": 999},
        "at": past_the_triggers[0].at.replace(year=2000),
        "by_id": UserFactory().pk,
        "hash": "f" * 64,
        "previous_hash": "f" * 64,
    }.get(field, "forged")

    Event.objects.filter(pk=victim.pk).update(**{field: forged})

    assert [(name, number) for name, number, _reason in broken_links()][0] == ("plan:1", victim.number)


@pytest.mark.parametrize("number", range(1, 12))
def test_deleted_event_is_found(past_the_triggers, number):
    Event.objects.filter(number=number)._raw_delete("default")

    assert len(list(broken_links())) > 0


def test_swapped_events_are_found(past_the_triggers):
    first, second = past_the_triggers[3], past_the_triggers[4]
    Event.objects.filter(pk=first.pk).update(number=100)
    Event.objects.filter(pk=second.pk).update(number=first.number)
    Event.objects.filter(pk=first.pk).update(number=second.number)

    assert len(list(broken_links())) > 0


def test_command_names_the_broken_event(past_the_triggers):
    call_command("verify_audit", stdout=StringIO())
    Event.objects.filter(number=7).update(verb="forged")

    with pytest.raises(CommandError, match="plan:1/7: content was changed"):
        call_command("verify_audit")


@pytest.mark.django_db(transaction=True)
def test_event_outside_a_transaction_is_refused():
    with pytest.raises(AuditOutsideTransaction):
        record("act", by=None, chain="plan:1")
