"""Loads the rule of size of 2016 and makes the database refuse to change or delete rows about access."""

from datetime import date

from django.db import migrations

BASIS = "Permenperin 64/M-IND/PER/7/2016"
# The day is the first of the month in the number of the decree.
VALID_FROM = date(2016, 7, 1)
BILLION = 10**9
# size, workers from, to, rupiah from, to; both ends included
BANDS = (
    ("small", 0, 19, 0, BILLION - 1),
    ("medium", 0, 19, BILLION, None),
    ("medium", 20, None, 0, 15 * BILLION),
    ("large", 20, None, 15 * BILLION + 1, None),
)
TABLE = "liap_dataaccess"


def load(apps, schema_editor):
    rule, made = apps.get_model("liap", "SizeRule").objects.get_or_create(
        basis=BASIS, defaults={"valid_from": VALID_FROM}
    )
    if not made:
        return
    names = ("size", "workers_from", "workers_to", "investment_from", "investment_to")
    band = apps.get_model("liap", "SizeBand")
    band.objects.bulk_create(band(rule=rule, **dict(zip(names, row, strict=True))) for row in BANDS)


def unload(apps, schema_editor):
    apps.get_model("liap", "SizeBand").objects.filter(rule__basis=BASIS).delete()
    apps.get_model("liap", "SizeRule").objects.filter(basis=BASIS).delete()


def refuse(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
            )
        return
    schema_editor.execute(
        f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{TABLE} is append-only'; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()"
    )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_{act}")
    else:
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {TABLE}_refuse() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("liap", "0011_register_enterprises")]
    operations = [migrations.RunPython(load, unload), migrations.RunPython(refuse, allow)]
