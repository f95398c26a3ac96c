"""Gives a code by chance to every paper that was issued before there were codes; none is printed on those papers."""

import secrets

from django.db import migrations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def fill(apps, schema_editor):
    Document = apps.get_model("documents", "Document")
    for pk in Document.objects.filter(code__isnull=True).values_list("pk", flat=True):
        Document.objects.filter(pk=pk).update(code="".join(secrets.choice(ALPHABET) for _ in range(26)))


class Migration(migrations.Migration):
    dependencies = [("documents", "0012_give_papers_codes")]
    # Backwards nothing is emptied: the column goes with the step before, and a printed code must never change.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
