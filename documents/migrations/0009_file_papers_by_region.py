from django.db import migrations
from django.db.models import OuterRef, Subquery


def file_by_region(apps, schema_editor):
    """Files every paper that was issued before under the region of its plan."""
    Document, Plan = apps.get_model("documents", "Document"), apps.get_model("liap", "Plan")
    region = Subquery(Plan.objects.filter(pk=OuterRef("plan")).values("region")[:1])
    Document.objects.filter(region__isnull=True, plan__isnull=False).update(region=region)


class Migration(migrations.Migration):
    dependencies = [("documents", "0008_say_what_papers_are_about")]

    operations = [migrations.RunPython(file_by_region, migrations.RunPython.noop)]
