"""Makes the database itself refuse to change or delete figures of SMIs, and shares above 100 percent.

The one change that is let through is the moment at which a correction replaced a row, once. PostgreSQL also refuses at
the end of a transaction shares that do not add up to 100; SQLite cannot wait that long and refuses what is above.
"""

from django.db import migrations

RECORD, SHARE = "liap_performancerecord", "liap_channelshare"


def refuse(apps, schema_editor):
    meta = apps.get_model("liap", "PerformanceRecord")._meta
    kept = ", ".join(field.column for field in meta.concrete_fields if field.name != "superseded_at")
    statements = sqlite(kept) if schema_editor.connection.vendor == "sqlite" else postgresql(kept)
    for statement in statements:
        schema_editor.execute(statement)


def sqlite(kept):
    stop = "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    too_much = f"(SELECT COALESCE(SUM(percent), 0) FROM {SHARE} WHERE record_id = NEW.record_id) + NEW.percent > 100"
    return [
        f"CREATE TRIGGER {RECORD}_no_update BEFORE UPDATE OF {kept} ON {RECORD} {stop.format(table=RECORD)}",
        f"CREATE TRIGGER {RECORD}_replaced_once BEFORE UPDATE ON {RECORD} WHEN OLD.superseded_at IS NOT NULL "
        f"{stop.format(table=RECORD)}",
        f"CREATE TRIGGER {RECORD}_no_delete BEFORE DELETE ON {RECORD} {stop.format(table=RECORD)}",
        f"CREATE TRIGGER {SHARE}_no_update BEFORE UPDATE ON {SHARE} {stop.format(table=SHARE)}",
        f"CREATE TRIGGER {SHARE}_no_delete BEFORE DELETE ON {SHARE} {stop.format(table=SHARE)}",
        f"CREATE TRIGGER {SHARE}_sum BEFORE INSERT ON {SHARE} WHEN {too_much} "
        "BEGIN SELECT RAISE(ABORT, 'channel_shares_add_up_to_100'); END",
    ]


def postgresql(kept):
    return [
        *(
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
            for table in (RECORD, SHARE)
        ),
        f"CREATE TRIGGER {RECORD}_no_update BEFORE UPDATE OF {kept} ON {RECORD} "
        f"FOR EACH ROW EXECUTE FUNCTION {RECORD}_refuse()",
        f"CREATE TRIGGER {RECORD}_replaced_once BEFORE UPDATE ON {RECORD} "
        f"FOR EACH ROW WHEN (OLD.superseded_at IS NOT NULL) EXECUTE FUNCTION {RECORD}_refuse()",
        f"CREATE TRIGGER {RECORD}_no_delete BEFORE DELETE ON {RECORD} FOR EACH ROW EXECUTE FUNCTION {RECORD}_refuse()",
        f"CREATE TRIGGER {SHARE}_append_only BEFORE UPDATE OR DELETE ON {SHARE} "
        f"FOR EACH ROW EXECUTE FUNCTION {SHARE}_refuse()",
        f"CREATE FUNCTION {SHARE}_add_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF (SELECT SUM(percent) FROM {SHARE} WHERE record_id = NEW.record_id) <> 100 THEN "
        "RAISE EXCEPTION 'channel_shares_add_up_to_100' USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NULL; END $$",
        f"CREATE CONSTRAINT TRIGGER {SHARE}_sum AFTER INSERT ON {SHARE} DEFERRABLE INITIALLY DEFERRED "
        f"FOR EACH ROW EXECUTE FUNCTION {SHARE}_add_up()",
    ]


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in (
            f"{RECORD}_no_update", f"{RECORD}_replaced_once", f"{RECORD}_no_delete",
            f"{SHARE}_no_update", f"{SHARE}_no_delete", f"{SHARE}_sum",
        ):  # fmt: skip
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        return
    for name in (f"{RECORD}_refuse", f"{SHARE}_refuse", f"{SHARE}_add_up"):
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("liap", "0013_record_performance")]
    operations = [migrations.RunPython(refuse, allow)]
