import json
from datetime import date

import django.db.models.deletion
from django.db import migrations, models


def file_papers(apps, schema_editor):
    """Files the papers that were issued before: a quarterly report under its quarter, others under their date."""
    Document, Filing = apps.get_model("documents", "Document"), apps.get_model("documents", "Filing")
    for pk, kind, dated_on, facts in Document.objects.values_list("pk", "kind", "dated_on", "facts").iterator():
        told = json.loads(facts) if kind == "D5" else {}
        year, quarter = told.get("year", dated_on.year), told.get("quarter", (dated_on.month + 2) // 3)
        Filing.objects.get_or_create(document_id=pk, defaults={"period_on": date(year, 3 * quarter - 2, 1)})


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_create_documents")]

    operations = [
        migrations.CreateModel(
            name="Filing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period_on", models.DateField(db_index=True, verbose_name="first day of the period")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filing",
                        to="documents.document",
                        verbose_name="document",
                    ),
                ),
            ],
            options={"verbose_name": "filing", "verbose_name_plural": "filings"},
        ),
        migrations.RunPython(file_papers, migrations.RunPython.noop),
    ]
