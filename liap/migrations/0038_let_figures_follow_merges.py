"""Lets figures of SMIs move along a merge of two records, and moves those of records that were merged before.

The database still refuses every other change: to the columns, of the SMI to one that it was not merged with, and of
the moment at which a correction replaced a row.
"""

from django.db import migrations

TABLE, LABEL = "liap_performancerecord", "liap.PerformanceRecord"
MERGED = (
    "SELECT 1 FROM liap_enterprise one WHERE (one.id = OLD.enterprise_id AND one.merged_into_id = NEW.enterprise_id) "
    "OR (one.id = NEW.enterprise_id AND one.merged_into_id = OLD.enterprise_id)"
)
STOP = f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
REFUSE = f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()"


def loosen(apps, schema_editor):
    kept = columns(apps, but=("superseded_at", "enterprise"))
    again = "OLD.superseded_at IS NOT NULL"
    if schema_editor.connection.vendor == "sqlite":
        drop(schema_editor, "no_update", "replaced_once", ending="")
        statements = [
            f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE OF {kept} ON {TABLE} {STOP}",
            f"CREATE TRIGGER {TABLE}_replaced_once BEFORE UPDATE OF superseded_at ON {TABLE} WHEN {again} {STOP}",
            f"CREATE TRIGGER {TABLE}_moves_with_merge BEFORE UPDATE OF enterprise_id ON {TABLE} "
            f"WHEN NOT EXISTS ({MERGED}) {STOP}",
        ]
    else:
        drop(schema_editor, "no_update", "replaced_once", ending=f" ON {TABLE}")
        statements = [
            f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE OF {kept} ON {TABLE} {REFUSE}",
            f"CREATE TRIGGER {TABLE}_replaced_once BEFORE UPDATE OF superseded_at ON {TABLE} "
            f"FOR EACH ROW WHEN ({again}) EXECUTE FUNCTION {TABLE}_refuse()",
            f"CREATE FUNCTION {TABLE}_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NOT EXISTS ({MERGED}) THEN RAISE EXCEPTION '{TABLE} is append-only'; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {TABLE}_moves_with_merge BEFORE UPDATE OF enterprise_id ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_move()",
        ]
    for statement in statements:
        schema_editor.execute(statement)


def tighten(apps, schema_editor):
    kept = columns(apps, but=("superseded_at",))
    again = "OLD.superseded_at IS NOT NULL"
    if schema_editor.connection.vendor == "sqlite":
        drop(schema_editor, "no_update", "replaced_once", "moves_with_merge", ending="")
        statements = [
            f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE OF {kept} ON {TABLE} {STOP}",
            f"CREATE TRIGGER {TABLE}_replaced_once BEFORE UPDATE ON {TABLE} WHEN {again} {STOP}",
        ]
    else:
        drop(schema_editor, "no_update", "replaced_once", "moves_with_merge", ending=f" ON {TABLE}")
        statements = [
            f"DROP FUNCTION IF EXISTS {TABLE}_move() CASCADE",
            f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE OF {kept} ON {TABLE} {REFUSE}",
            f"CREATE TRIGGER {TABLE}_replaced_once BEFORE UPDATE ON {TABLE} "
            f"FOR EACH ROW WHEN ({again}) EXECUTE FUNCTION {TABLE}_refuse()",
        ]
    for statement in statements:
        schema_editor.execute(statement)


def columns(apps, but):
    meta = apps.get_model("liap", "PerformanceRecord")._meta
    return ", ".join(field.column for field in meta.concrete_fields if field.name not in but)


def drop(schema_editor, *names, ending):
    for name in names:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{name}{ending}")


def move(apps, schema_editor):
    """Figures of periods that the record kept knows nothing of become its own; merged records point to the last."""
    Merge, Record = apps.get_model("liap", "EnterpriseMerge"), apps.get_model("liap", "PerformanceRecord")
    Enterprise = apps.get_model("liap", "Enterprise")
    for merge in Merge.objects.filter(undone_at=None).order_by("pk"):
        held = set(Record.objects.filter(enterprise=merge.winner_id).values_list("first_on", "months"))
        rows = Record.objects.filter(enterprise=merge.loser_id).order_by("pk").values_list("pk", "first_on", "months")
        moved = [[LABEL, "enterprise", pk] for pk, *period in rows if tuple(period) not in held]
        Record.objects.filter(pk__in=[pk for *_what, pk in moved]).update(enterprise=merge.winner_id)
        before = list(Enterprise.objects.filter(merged_into=merge.loser_id).values_list("pk", flat=True))
        Enterprise.objects.filter(pk__in=before).update(merged_into=merge.winner_id)
        merge.moved += moved + [["liap.Enterprise", "merged_into", pk] for pk in before]
        merge.save()


def move_back(apps, schema_editor):
    Merge = apps.get_model("liap", "EnterpriseMerge")
    for merge in Merge.objects.filter(undone_at=None).order_by("-pk"):
        for label, field, pk in merge.moved:
            if label in (LABEL, "liap.Enterprise"):
                rows = apps.get_model(label).objects.filter(**{"pk": pk, field: merge.winner_id})
                rows.update(**{field: merge.loser_id})
        merge.moved = [one for one in merge.moved if one[0] not in (LABEL, "liap.Enterprise")]
        merge.save()
    if schema_editor.connection.vendor == "postgresql":  # else the triggers could not be changed before the end
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("liap", "0037_ask_what_became_of_closed_plans")]
    operations = [migrations.RunPython(loosen, tighten), migrations.RunPython(move, move_back)]
