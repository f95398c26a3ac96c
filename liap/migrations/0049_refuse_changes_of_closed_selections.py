"""Makes the database itself refuse to change a closed selection, and a score that joins parts of two selections."""

from django.db import migrations

# Where a row of each table says which selection it belongs to; ROW stands for the row that is written or removed.
SELECTION_OF = {
    "liap_selection": "ROW.id",
    "liap_selectioncriterion": "ROW.selection_id",
    "liap_candidate": "ROW.selection_id",
    "liap_score": "(SELECT selection_id FROM liap_candidate WHERE id = ROW.candidate_id)",
}
ACTS = (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD"))
STRANGE = (
    "(SELECT selection_id FROM liap_candidate WHERE id = NEW.candidate_id) <> "
    "(SELECT selection_id FROM liap_selectioncriterion WHERE id = NEW.criterion_id)"
)


def rules():
    """Name, table, act, condition and words of each refusal."""
    for table, place in SELECTION_OF.items():
        for act, row in ACTS:
            closed = f"EXISTS (SELECT 1 FROM liap_selection WHERE id = {place.replace('ROW', row)} "
            yield f"{table}_closed_{act}", table, act, f"{closed}AND closed_at IS NOT NULL)", "this selection is closed"
    for act in ("insert", "update"):
        yield f"liap_score_strange_{act}", "liap_score", act, STRANGE, "candidate and criterion of two selections"


def refuse(apps, schema_editor):
    for name, table, act, condition, words in rules():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act.upper()} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
            continue
        going_on = "OLD" if act == "delete" else "NEW"
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{words}'; END IF; RETURN {going_on}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {act.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def allow(apps, schema_editor):
    for name, _table, _act, _condition, _words in rules():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("liap", "0048_weigh_industries")]
    operations = [migrations.RunPython(refuse, allow)]
