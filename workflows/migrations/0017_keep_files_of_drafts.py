import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("workflows", "0016_ask_each_year_whether_the_model_is_in_use"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftUpload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=150)),
                ("name", models.CharField(max_length=150, verbose_name="file")),
                ("content_type", models.CharField(max_length=30)),
                ("sha256", models.CharField(max_length=64)),
                ("kept_at", models.DateTimeField(auto_now=True)),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="person")),
                ("task", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="uploads", to="workflows.task")),
            ],
            options={
                "verbose_name": "file of a draft",
                "verbose_name_plural": "files of drafts",
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("task", "person", "field"), name="draft_upload_once_per_field")],
            },
        ),
    ]
