"""Lets the three answers of an SMI name the performance record that holds them."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "liap_enterprisecheck"


def lift(apps, schema_editor):
    """Takes the triggers off until the answers have moved."""
    if schema_editor.connection.vendor == "sqlite":
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_{act}")
    else:
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {TABLE}_refuse() CASCADE")


def refuse(apps, schema_editor):
    """Puts them back."""
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
            )
    else:
        schema_editor.execute(
            f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{TABLE} is append-only'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()"
        )


class Migration(migrations.Migration):
    dependencies = [("liap", "0022_propose_rows")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, refuse),
        migrations.RemoveConstraint(model_name="enterprisecheck", name="check_has_an_answer"),
        migrations.AddField(
            model_name="enterprisecheck",
            name="record",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="liap.performancerecord",
                verbose_name="performance record",
            ),
        ),
        migrations.RunPython(lift, migrations.RunPython.noop),
    ]
