"""Makes rows of what evaluations recommend and teach; each line of the old texts becomes one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


SERIES = (("Recommendation", "recommendations_text", 500), ("Lesson", "lessons_text", 1000))


def divide(apps, schema_editor):
    for evaluation in apps.get_model("liap", "Evaluation").objects.all():
        for name, text, longest in SERIES:
            lines = [line.strip().lstrip("-•").strip() for line in getattr(evaluation, text).splitlines()]
            pieces = [line[at : at + longest] for line in lines for at in range(0, len(line), longest)]
            model = apps.get_model("liap", name)
            model.objects.bulk_create(
                model(evaluation=evaluation, number=number, statement=piece) for number, piece in enumerate(pieces, 1)
            )


def join(apps, schema_editor):
    for evaluation in apps.get_model("liap", "Evaluation").objects.all():
        for name, text, _longest in SERIES:
            rows = apps.get_model("liap", name).objects.filter(evaluation=evaluation).order_by("number")
            setattr(evaluation, text, "\n".join(rows.values_list("statement", flat=True)))
        evaluation.save(update_fields=[text for _name, text, _longest in SERIES])


class Migration(migrations.Migration):

    dependencies = [
        ("liap", "0016_refuse_changes_of_votes"),
    ]

    operations = [
        migrations.RenameField("evaluation", "lessons", "lessons_text"),
        migrations.RenameField("evaluation", "recommendations", "recommendations_text"),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='no.')),
                ('statement', models.CharField(max_length=1000, verbose_name='lesson')),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lessons', to='liap.evaluation', verbose_name='evaluation')),
            ],
            options={
                'verbose_name': 'lesson',
                'verbose_name_plural': 'lessons',
                'ordering': ['evaluation', 'number'],
                'constraints': [models.UniqueConstraint(fields=('evaluation', 'number'), name='lesson_number_once'), models.CheckConstraint(condition=models.Q(('statement', ''), _negated=True), name='lesson_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='no.')),
                ('statement', models.CharField(max_length=500, verbose_name='recommendation')),
                ('addressee', models.CharField(choices=[('group', 'working group'), ('office', 'regional office'), ('planning_agency', 'planning agency (Bappeda)'), ('ministry', 'ministry')], default='office', max_length=20, verbose_name='to')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('state', models.CharField(choices=[('open', 'not answered'), ('accepted', 'taken up'), ('done', 'carried out'), ('declined', 'declined')], default='open', max_length=10, verbose_name='state')),
                ('response', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                ('responded_as', models.CharField(blank=True, max_length=300, verbose_name='held post')),
                ('responded_on', models.DateField(blank=True, null=True, verbose_name='answered on')),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='liap.evaluation', verbose_name='evaluation')),
                ('responded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
            ],
            options={
                'verbose_name': 'recommendation',
                'verbose_name_plural': 'recommendations',
                'ordering': ['evaluation', 'number'],
                'constraints': [models.UniqueConstraint(fields=('evaluation', 'number'), name='recommendation_number_once'), models.CheckConstraint(condition=models.Q(('statement', ''), _negated=True), name='recommendation_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('responded_by__isnull', True), ('responded_on__isnull', True), ('response', ''), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), models.Q(('response', ''), _negated=True), ('responded_by__isnull', False), ('responded_on__isnull', False)), _connector='OR'), name='recommendation_answer_is_complete')],
            },
        ),
        migrations.RunPython(divide, join),
    ]
