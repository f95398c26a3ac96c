import django.core.validators
from django.db import migrations, models

BARE = models.Q(plan__isnull=True, adoption__isnull=True, working_group__isnull=True)
UNIQUE = {
    "document_once_per_round": (["plan", "kind", "round"], None),
    "document_once_per_request": (["adoption", "kind", "round"], None),
    "document_once_per_group": (["working_group", "kind", "round"], None),
    "document_once_per_region": (["region", "kind", "round"], BARE & models.Q(region__isnull=False)),
    "document_once_for_the_nation": (["kind", "round"], BARE & models.Q(region__isnull=True)),
}


def with_edition(name):
    fields, condition = UNIQUE[name]
    return models.UniqueConstraint(fields=[*fields, "edition"], condition=condition, name=name)


class Migration(migrations.Migration):
    dependencies = [("documents", "0020_note_public_plans")]

    operations = [
        migrations.AddField(
            "document",
            "edition",
            models.PositiveSmallIntegerField(
                default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="edition"
            ),
        ),
        *(migrations.RemoveConstraint("document", name) for name in UNIQUE),
        *(migrations.AddConstraint("document", with_edition(name)) for name in UNIQUE),
        migrations.AddConstraint(
            "document",
            models.CheckConstraint(condition=models.Q(edition__gte=1), name="document_edition_is_positive"),
        ),
    ]
