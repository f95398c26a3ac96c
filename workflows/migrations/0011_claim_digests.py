"""A digest is claimed before it is sent, and noted afterwards."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflows', '0010_form_groups_beside_the_stage'),
    ]

    operations = [
        migrations.AddField(
            model_name='mailsetting',
            name='digest_claimed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
