"""Loads the rules of rating, so that the first evaluation can be rated; the way back takes away what is unused."""

from django.db import migrations

SOURCE = "JICA, Overview of the ex-post evaluation system: rating criteria of internal ex-post evaluation"
THRESHOLDS = (
    ("effectiveness_impact", {"high": 80, "fair": 50, "less_is_better": False, "source": SOURCE}),
    ("efficiency", {"high": 100, "fair": 150, "less_is_better": True, "source": SOURCE}),
)


def load(apps, schema_editor):
    tables = apps.get_model("liap", "DecisionTable").objects
    tables.get_or_create(
        name="House rule",
        version=1,
        defaults={
            "weights": {"high": 0, "fair": 1, "low": 2},
            "limits": {"A": 1, "B": 2, "C": 4},
            "low_relevance": "D",
            "is_house_rule": True,
            "is_current": not tables.filter(is_current=True).exists(),
        },
    )
    thresholds = apps.get_model("liap", "RatingThreshold").objects
    for criterion, values in THRESHOLDS:
        thresholds.get_or_create(criterion=criterion, defaults=values)


def unload(apps, schema_editor):
    used = apps.get_model("liap", "Evaluation").objects.filter(decision_table__isnull=False)
    tables = apps.get_model("liap", "DecisionTable").objects.filter(name="House rule", version=1)
    tables.exclude(pk__in=used.values("decision_table")).delete()
    thresholds = apps.get_model("liap", "RatingThreshold").objects
    for criterion, values in THRESHOLDS:
        thresholds.filter(criterion=criterion, source=values["source"]).delete()


class Migration(migrations.Migration):
    dependencies = [("liap", "0002_refuse_changes_of_records")]
    operations = [migrations.RunPython(load, unload)]
