"""Drops the texts whose lines are rows since the step before."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("liap", "0017_follow_recommendations"),
    ]

    operations = [
        migrations.RemoveField("evaluation", "lessons_text"),
        migrations.RemoveField("evaluation", "recommendations_text"),
    ]
