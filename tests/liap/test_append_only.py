"""The operation of migrations that makes a table append-only says what the migrations before it said one by one."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from liap.append_only import AppendOnly

VOTES = import_module("liap.migrations.0016_refuse_changes_of_votes")


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_operation_says_what_an_earlier_migration_said(vendor):
    said: list[str] = []
    editor = SimpleNamespace(connection=SimpleNamespace(vendor=vendor), execute=said.append)
    VOTES.refuse(None, editor)
    VOTES.allow(None, editor)
    before, said[:] = list(said), []

    operation = AppendOnly("liap_vote")
    operation.code(None, editor)
    operation.reverse_code(None, editor)

    assert said == before


@pytest.mark.django_db(transaction=True)
def test_database_refuses_until_it_is_undone():
    operation = AppendOnly("append_only_probe")
    with connection.schema_editor() as editor:
        editor.execute("CREATE TABLE append_only_probe (said integer)")
        operation.code(None, editor)
    try:
        run("INSERT INTO append_only_probe VALUES (1)")
        for act in ("UPDATE append_only_probe SET said = 2", "DELETE FROM append_only_probe"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                run(act)
        with connection.schema_editor() as editor:
            operation.reverse_code(None, editor)
        run("DELETE FROM append_only_probe")
    finally:
        run("DROP TABLE append_only_probe")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
