"""Steps ask additional questions by the rules of the case, and the answers stay with the task."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from liap.append_only import AppendOnly


# Only the questions are read, which never change themselves: SQLite cannot remake a table that a trigger reads.
ANSWER = "workflows_taskanswer"
STRANGE = """NOT EXISTS (SELECT 1 FROM workflows_stepquestion q WHERE q.id = NEW.question_id AND (
    (q.kind IN ('text', 'choice') AND NEW.text <> '') OR (q.kind IN ('number', 'money') AND NEW.number IS NOT NULL)
    OR (q.kind = 'date' AND NEW.day IS NOT NULL) OR (q.kind = 'yes_no' AND NEW.is_yes IS NOT NULL)))"""
WORDS = "the answer is of another kind than the question"


def refuse(_apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER {ANSWER}_kind BEFORE INSERT ON {ANSWER} WHEN {STRANGE} "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )
        return
    schema_editor.execute(
        f"CREATE FUNCTION {ANSWER}_kind() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {STRANGE} THEN RAISE EXCEPTION '{WORDS}'; END IF; RETURN NEW; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {ANSWER}_kind BEFORE INSERT ON {ANSWER} FOR EACH ROW EXECUTE FUNCTION {ANSWER}_kind()"
    )


def allow(_apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {ANSWER}_kind")
    else:
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {ANSWER}_kind() CASCADE")


class Migration(migrations.Migration):

    dependencies = [
        ('workflows', '0021_owe_answers_to_data_requests'),
    ]

    operations = [
        migrations.CreateModel(
            name='StepQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='order')),
                ('code', models.CharField(help_text='Small letters, digits and _. The same code asks the same thing in every version.', max_length=40, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]*\\Z', 'Use small letters, digits and _, a letter first.')], verbose_name='code')),
                ('kind', models.CharField(choices=[('text', 'short text'), ('number', 'whole number'), ('money', 'money in rupiah'), ('date', 'date'), ('yes_no', 'yes or no'), ('choice', 'one of a list')], max_length=10, verbose_name='kind of answer')),
                ('text', models.CharField(max_length=200, verbose_name='question (Indonesian)')),
                ('text_en', models.CharField(max_length=200, verbose_name='question (English)')),
                ('is_needed', models.BooleanField(default=False, verbose_name='must be answered')),
                ('help', models.CharField(blank=True, max_length=300, verbose_name='help (Indonesian)')),
                ('help_en', models.CharField(blank=True, max_length=300, verbose_name='help (English)')),
                ('options', models.TextField(blank=True, max_length=2000, verbose_name='list (Indonesian), one entry a line')),
                ('options_en', models.TextField(blank=True, max_length=2000, verbose_name='list (English), one entry a line')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='workflows.steprule')),
            ],
            options={
                'verbose_name': 'additional question of a step',
                'verbose_name_plural': 'additional questions of steps',
                'ordering': ['rule', 'number'],
            },
        ),
        migrations.CreateModel(
            name='TaskAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(blank=True, max_length=300, verbose_name='text')),
                ('number', models.DecimalField(blank=True, decimal_places=0, max_digits=16, null=True, verbose_name='number')),
                ('day', models.DateField(blank=True, null=True, verbose_name='day')),
                ('is_yes', models.BooleanField(blank=True, null=True, verbose_name='yes')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflows.stepquestion')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='workflows.task')),
            ],
            options={
                'verbose_name': 'answer to an additional question',
                'verbose_name_plural': 'answers to additional questions',
                'ordering': ['task', 'question__rule', 'question__number'],
            },
        ),
        migrations.AddConstraint(
            model_name='stepquestion',
            constraint=models.UniqueConstraint(fields=('rule', 'number'), name='question_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='stepquestion',
            constraint=models.UniqueConstraint(fields=('rule', 'code'), name='question_once_per_step'),
        ),
        migrations.AddConstraint(
            model_name='stepquestion',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'number', 'money', 'date', 'yes_no', 'choice'])), name='question_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='stepquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), models.Q(('text', ''), _negated=True), models.Q(('text_en', ''), _negated=True)), name='question_is_worded_in_both_languages'),
        ),
        migrations.AddConstraint(
            model_name='stepquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'choice'), models.Q(('options', ''), _negated=True), models.Q(('options_en', ''), _negated=True)), models.Q(models.Q(('kind', 'choice'), _negated=True), ('options', ''), ('options_en', '')), _connector='OR'), name='question_lists_what_can_be_chosen'),
        ),
        migrations.AddConstraint(
            model_name='taskanswer',
            constraint=models.UniqueConstraint(fields=('task', 'question'), name='question_answered_once_per_task'),
        ),
        migrations.AddConstraint(
            model_name='taskanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('text', ''), _negated=True), ('day__isnull', True), ('is_yes__isnull', True), ('number__isnull', True)), models.Q(('day__isnull', True), ('is_yes__isnull', True), ('number__isnull', False), ('text', '')), models.Q(('day__isnull', False), ('is_yes__isnull', True), ('number__isnull', True), ('text', '')), models.Q(('day__isnull', True), ('is_yes__isnull', False), ('number__isnull', True), ('text', '')), _connector='OR'), name='answer_says_one_thing'),
        ),
        AppendOnly("workflows_stepquestion", "workflows_taskanswer"),
        migrations.RunPython(refuse, allow),
    ]
