"""Makes the database itself refuse to change, add or delete amounts of a closed fiscal year, and to reopen one."""

from django.db import migrations

LINE, YEAR = "liap_budgetline", "liap_closedyear"
KEPT = ("plan_id", "fiscal_year", "source", "kind", "proposed", "allocated", "committed", "realised")
SAYS = "fiscal_year_is_closed"
SETS = f"UPDATE OF {', '.join(KEPT)}"


def closed(row):
    return (
        f"EXISTS (SELECT 1 FROM {YEAR} closed JOIN liap_plan plan ON plan.region_id = closed.region_id "
        f"WHERE plan.id = {row}.plan_id AND closed.year = {row}.fiscal_year)"
    )


def differs(comparison):
    return "(" + " OR ".join(f"OLD.{name} {comparison} NEW.{name}" for name in KEPT) + ")"


def refuse(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in sqlite() if is_sqlite else postgresql():
        schema_editor.execute(statement)


def sqlite():
    stop = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    changed = f"{differs('IS NOT')} AND ({closed('OLD')} OR {closed('NEW')})"
    return [
        f"CREATE TRIGGER {LINE}_not_added BEFORE INSERT ON {LINE} WHEN {closed('NEW')} {stop}",
        f"CREATE TRIGGER {LINE}_not_changed BEFORE {SETS} ON {LINE} WHEN {changed} {stop}",
        f"CREATE TRIGGER {LINE}_not_deleted BEFORE DELETE ON {LINE} WHEN {closed('OLD')} {stop}",
        *(f"CREATE TRIGGER {YEAR}_no_{act.lower()} BEFORE {act} ON {YEAR} {stop}" for act in ("UPDATE", "DELETE")),
    ]


def postgresql():
    fail = f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'check_violation'; END IF;"
    begin, end = "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN", "END $$"
    changed = f"{differs('IS DISTINCT FROM')} AND ({closed('OLD')} OR {closed('NEW')})"
    return [
        f"CREATE FUNCTION {LINE}_added() {begin} IF {closed('NEW')} THEN {fail} RETURN NEW; {end}",
        f"CREATE FUNCTION {LINE}_changed() {begin} IF {changed} THEN {fail} RETURN NEW; {end}",
        f"CREATE FUNCTION {LINE}_deleted() {begin} IF {closed('OLD')} THEN {fail} RETURN OLD; {end}",
        f"CREATE FUNCTION {YEAR}_refuse() {begin} RAISE EXCEPTION '{SAYS}'; {end}",
        f"CREATE TRIGGER {LINE}_not_added BEFORE INSERT ON {LINE} FOR EACH ROW EXECUTE FUNCTION {LINE}_added()",
        f"CREATE TRIGGER {LINE}_not_changed BEFORE {SETS} ON {LINE} FOR EACH ROW EXECUTE FUNCTION {LINE}_changed()",
        f"CREATE TRIGGER {LINE}_not_deleted BEFORE DELETE ON {LINE} FOR EACH ROW EXECUTE FUNCTION {LINE}_deleted()",
        f"CREATE TRIGGER {YEAR}_kept BEFORE UPDATE OR DELETE ON {YEAR} FOR EACH ROW EXECUTE FUNCTION {YEAR}_refuse()",
    ]


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("not_added", "not_changed", "not_deleted"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {LINE}_{name}")
        for name in ("no_update", "no_delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {YEAR}_{name}")
        return
    for name in (f"{LINE}_added", f"{LINE}_changed", f"{LINE}_deleted", f"{YEAR}_refuse"):
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("liap", "0039_say_the_guideline_in_english")]
    operations = [migrations.RunPython(refuse, allow)]
