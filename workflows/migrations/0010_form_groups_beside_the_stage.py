"""The formation of a working group runs beside the stage, several at once if need be."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflows', '0009_refuse_changes_of_rules'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='process',
            name='one_live_process_per_stage',
        ),
        migrations.AddConstraint(
            model_name='process',
            constraint=models.UniqueConstraint(condition=models.Q(('finished__isnull', True), models.Q(('stage__in', ('round', 'visit', 'formation')), _negated=True)), fields=('case', 'stage'), name='one_live_process_per_stage'),
        ),
    ]
