"""Says of a visit what it was about; visits that were written down before have no topic."""

from django.db import migrations, models

from liap.append_only import allowing, refusing

TABLE = "liap_visit"
TOPICS = [
    ("permit", "permits and NIB"),
    ("certificate", "halal and other certificates, tests"),
    ("product", "product, quality and packaging"),
    ("production", "production, place and machines"),
    ("market", "marketing and buyers"),
    ("money", "credit and bookkeeping"),
    ("data", "data and the three questions"),
    ("other", "other"),
]


def refuse(_apps, schema_editor):
    for statement in refusing(TABLE, schema_editor.connection.vendor):
        schema_editor.execute(statement)


def lift(_apps, schema_editor):
    for statement in allowing(TABLE, schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("liap", "0049_refuse_changes_of_closed_selections")]

    # SQLite makes the table anew and would lose the triggers.
    operations = [
        migrations.RunPython(lift, refuse),
        migrations.AddField(
            model_name="visit",
            name="topic",
            field=models.CharField(blank=True, choices=TOPICS, max_length=12, verbose_name="topic"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("topic__in", ["", *(value for value, _label in TOPICS)])),
                name="visit_topic_is_known",
            ),
        ),
        migrations.RunPython(refuse, lift),
    ]
