"""Cases are pinned to a version of the rules of their process."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflows', '0007_lead_by_facilitators'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Rulebook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('variant', models.CharField(choices=[('lwg_led', 'led by a working group'), ('facilitator_led', 'led by a facilitator')], max_length=20, verbose_name='variant')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('note', models.CharField(max_length=500, verbose_name='what changed and why')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made at')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'rules of the process',
                'verbose_name_plural': 'rules of the process',
                'ordering': ['variant', '-number'],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='rulebook',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflows.rulebook', verbose_name='rules'),
        ),
        migrations.CreateModel(
            name='StepRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(max_length=20, verbose_name='stage')),
                ('step', models.CharField(max_length=60, verbose_name='step')),
                ('who', models.CharField(blank=True, choices=[('coordinator', 'coordinator'), ('member', 'member'), ('facilitator', 'facilitator'), ('office_head', 'head of the regional office'), ('budget_officer', 'budget officer'), ('evaluator', 'evaluator'), ('ministry_reviewer', 'ministry reviewer'), ('auditor', 'auditor'), ('institution', 'institution in charge')], max_length=20, verbose_name='who')),
                ('due', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='working days')),
                ('is_asked', models.BooleanField(default=True, verbose_name='is asked')),
                ('checklist', models.JSONField(blank=True, default=list, verbose_name='to be confirmed before finishing')),
                ('rulebook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='workflows.rulebook')),
            ],
            options={
                'verbose_name': 'rule of a step',
                'verbose_name_plural': 'rules of steps',
                'ordering': ['rulebook', 'stage', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='rulebook',
            constraint=models.UniqueConstraint(fields=('variant', 'number'), name='rulebook_version_once_per_variant'),
        ),
        migrations.AddConstraint(
            model_name='rulebook',
            constraint=models.CheckConstraint(condition=models.Q(('variant__in', ['lwg_led', 'facilitator_led'])), name='rulebook_variant_is_known'),
        ),
        migrations.AddConstraint(
            model_name='rulebook',
            constraint=models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='rulebook_says_what_changed'),
        ),
        migrations.AddConstraint(
            model_name='steprule',
            constraint=models.UniqueConstraint(fields=('rulebook', 'stage', 'step'), name='step_rule_once_per_rulebook'),
        ),
        migrations.AddConstraint(
            model_name='steprule',
            constraint=models.CheckConstraint(condition=models.Q(('due__isnull', True), models.Q(('due__gte', 1), ('due__lte', 250)), _connector='OR'), name='step_rule_leaves_some_days'),
        ),
        migrations.AddConstraint(
            model_name='steprule',
            constraint=models.CheckConstraint(condition=models.Q(('is_asked', True), ('stage', 'approval'), _connector='OR'), name='step_rule_spares_advisers_only'),
        ),
    ]
