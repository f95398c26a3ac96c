"""Rows of earlier plans are proposed; what was decided on them is kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("liap", "0021_keep_signed_decrees"),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(choices=[('stakeholders', 'stakeholders'), ('supply_chain', 'supply chain'), ('problems', 'problems'), ('objective', 'objective and goal'), ('targets', 'target SMIs'), ('activities', 'support activities'), ('enterprise_actions', 'actions by the SMIs'), ('indicators', 'indicators'), ('budget', 'budget')], max_length=30, verbose_name='section')),
                ('text', models.CharField(max_length=300, verbose_name='row')),
                ('is_accepted', models.BooleanField(verbose_name='accepted')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('origin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='liap.plan', verbose_name='taken from')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='liap.plan')),
            ],
            options={
                'verbose_name': 'proposed row',
                'verbose_name_plural': 'proposed rows',
                'ordering': ['section', 'id'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'section', 'text'), name='proposal_decided_once'), models.CheckConstraint(condition=models.Q(('origin__isnull', True), models.Q(('origin', models.F('plan')), _negated=True), _connector='OR'), name='proposal_comes_from_elsewhere')],
            },
        ),
    ]
