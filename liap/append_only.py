"""The operation by which a migration makes the database itself refuse to change or delete the rows of a table.

Migrations before 2026-11-28 say the same in words of their own and stay as they were applied.
"""

from django.db import migrations


class AppendOnly(migrations.RunPython):
    """`AppendOnly("liap_vote")` in the operations of a migration; undone, the rows can be changed again."""

    def __init__(self, *tables: str):
        self.tables = tables
        super().__init__(self._refuse, self._allow)

    def deconstruct(self):
        return type(self).__name__, list(self.tables), {}

    def _refuse(self, _apps, schema_editor) -> None:
        for table in self.tables:
            for statement in refusing(table, schema_editor.connection.vendor):
                schema_editor.execute(statement)

    def _allow(self, _apps, schema_editor) -> None:
        for table in self.tables:
            for statement in allowing(table, schema_editor.connection.vendor):
                schema_editor.execute(statement)


def refusing(table: str, vendor: str) -> list[str]:
    """What makes the database refuse changes and deletions of rows."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for act in ("UPDATE", "DELETE")
        ]
    return [
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
    ]


def allowing(table: str, vendor: str) -> list[str]:
    """What takes that back."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for act in ("update", "delete")]
    return [f"DROP FUNCTION IF EXISTS {table}_refuse() CASCADE"]
