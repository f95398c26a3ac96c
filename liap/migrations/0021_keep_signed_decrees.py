"""A working group keeps the scan of its signed decree."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("liap", "0020_draft_decrees"),
    ]

    operations = [
        migrations.AddField(
            model_name='workinggroup',
            name='decree_content_type',
            field=models.CharField(blank=True, editable=False, max_length=30),
        ),
        migrations.AddField(
            model_name='workinggroup',
            name='decree_file_name',
            field=models.CharField(blank=True, editable=False, max_length=150, verbose_name='signed decree'),
        ),
        migrations.AddField(
            model_name='workinggroup',
            name='decree_filed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='put on file at'),
        ),
        migrations.AddField(
            model_name='workinggroup',
            name='decree_sha256',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddConstraint(
            model_name='workinggroup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decree_filed_at__isnull', True), ('decree_sha256', '')), models.Q(models.Q(('decree_sha256', ''), _negated=True), ('decree_filed_at__isnull', False)), _connector='OR'), name='working_group_decree_on_file_is_dated'),
        ),
    ]
