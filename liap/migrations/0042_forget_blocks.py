"""Forgets what was published, which was drawn anew each time: the clock publishes again, and keeps it from then on."""

from django.db import migrations


def forget(apps, schema_editor):
    for name in ("BlockFigure", "BlockMember", "PublishedBlock", "Publication"):
        apps.get_model("liap", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("liap", "0041_correct_replies")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
