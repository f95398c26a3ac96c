"""The working group may decide in writing: ballots and the votes of members."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('liap', '0014_refuse_changes_of_performance'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='is_written',
            field=models.BooleanField(default=False, verbose_name='decided in writing'),
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_on', models.DateField(verbose_name='opened on')),
                ('closes_on', models.DateField(verbose_name='last day to answer')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                ('meeting', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ballot', to='liap.meeting', verbose_name='minutes')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='liap.plan', verbose_name='plan')),
                ('working_group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='liap.workinggroup')),
            ],
            options={
                'verbose_name': 'written decision',
                'verbose_name_plural': 'written decisions',
                'ordering': ['-opened_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('agree', 'I agree to the plan'), ('disagree', 'I do not agree'), ('conflict', 'I have a conflict of interest')], max_length=10, verbose_name='answer')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='liap.ballot')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='liap.membership')),
            ],
            options={
                'verbose_name': 'vote',
                'verbose_name_plural': 'votes',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('plan',), name='plan_has_one_open_ballot'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gt', models.F('opened_on'))), name='ballot_leaves_time_to_answer'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.UniqueConstraint(fields=('ballot', 'membership'), name='vote_once_per_ballot'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(('answer__in', ['agree', 'disagree', 'conflict'])), name='vote_known'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'disagree'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='vote_against_has_a_reason'),
        ),
    ]
