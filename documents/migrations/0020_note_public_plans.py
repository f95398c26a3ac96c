"""Plans say which of their versions everybody may read; papers that are public already are looked through once."""

import json

from django.db import migrations


def note(apps, schema_editor):
    versions = apps.get_model("documents", "PublicVersion").objects.filter(
        document__kind__in=("D3", "D3f"), withdrawn_at__isnull=True, document__revocation__isnull=True
    )
    for public in versions.select_related("document").order_by("document__issued_at", "pk"):
        sha256 = json.loads(public.facts).get("plan_sha256")
        frozen = apps.get_model("liap", "PlanVersion").objects.filter(plan=public.document.plan_id, sha256=sha256)
        if found := frozen.order_by("-number").first():
            apps.get_model("liap", "Plan").objects.filter(pk=found.plan_id).update(published_version=found)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0019_refuse_changes_of_copies_and_heads"),
        ("liap", "0030_decide_again_and_learn_elsewhere"),
    ]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
