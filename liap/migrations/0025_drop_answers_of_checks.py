"""Takes the answers out of the checks: from now on the performance record alone holds them."""

import importlib

import django.db.models.deletion
from django.db import migrations, models

before = importlib.import_module("liap.migrations.0023_tie_checks_to_records")


class Migration(migrations.Migration):
    dependencies = [("liap", "0024_move_answers_into_records")]

    operations = [
        migrations.RemoveField(model_name="enterprisecheck", name="turnover"),
        migrations.RemoveField(model_name="enterprisecheck", name="channel"),
        migrations.RemoveField(model_name="enterprisecheck", name="workers"),
        migrations.AlterField(
            model_name="enterprisecheck",
            name="record",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="liap.performancerecord",
                verbose_name="performance record",
            ),
        ),
        migrations.RunPython(before.refuse, before.lift),
    ]
