from django.db import migrations, models

BESIDE = ("round", "visit", "formation", "funding", "contract", "gaps", "continuation", "attestation")


class Migration(migrations.Migration):
    dependencies = [("workflows", "0015_ask_three_years_after_closing")]

    operations = [
        migrations.RemoveConstraint(model_name="process", name="one_live_process_per_stage"),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.UniqueConstraint(
                fields=("case", "stage"),
                condition=models.Q(("finished__isnull", True), models.Q(("stage__in", BESIDE), _negated=True)),
                name="one_live_process_per_stage",
            ),
        ),
    ]
