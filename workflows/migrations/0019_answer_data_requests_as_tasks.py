import django.db.models.deletion
from django.db import migrations, models

BESIDE = (
    "round", "visit", "formation", "funding", "contract", "gaps", "continuation", "attestation", "data_request"
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("liap", "0041_correct_replies"), ("workflows", "0018_owe_without_a_plan")]

    operations = [
        migrations.AddField(
            model_name="process",
            name="data_request",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="liap.subjectrequest",
                verbose_name="data request",
            ),
        ),
        migrations.RemoveConstraint(model_name="process", name="one_live_process_per_stage"),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.UniqueConstraint(
                fields=("case", "stage"),
                condition=models.Q(("finished__isnull", True), models.Q(("stage__in", BESIDE), _negated=True)),
                name="one_live_process_per_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.CheckConstraint(
                condition=models.Q(("data_request__isnull", False), ("stage", "data_request"))
                | models.Q(models.Q(("stage", "data_request"), _negated=True), ("data_request__isnull", True)),
                name="process_of_a_request_names_it",
            ),
        ),
    ]
