"""Lets the check at the evaluation compare product and place of production with the start."""

import importlib

from django.db import migrations, models

before = importlib.import_module("liap.migrations.0023_tie_checks_to_records")


class Migration(migrations.Migration):

    dependencies = [
        ('liap', '0046_know_women_and_men'),
    ]

    # SQLite makes the table anew and would lose the triggers.
    operations = [
        migrations.RunPython(before.lift, before.refuse),
        migrations.AddField(
            model_name='enterprisecheck',
            name='place_change',
            field=models.CharField(blank=True, choices=[('better', 'better'), ('same', 'as before'), ('worse', 'worse')], max_length=6, verbose_name='place of production since the start'),
        ),
        migrations.AddField(
            model_name='enterprisecheck',
            name='product_change',
            field=models.CharField(blank=True, choices=[('better', 'better'), ('same', 'as before'), ('worse', 'worse')], max_length=6, verbose_name='product since the start'),
        ),
        migrations.AddConstraint(
            model_name='enterprisecheck',
            constraint=models.CheckConstraint(condition=models.Q(('occasion', 'evaluation'), models.Q(('place_change', ''), ('product_change', '')), _connector='OR'), name='check_compares_at_the_end'),
        ),
        migrations.AddConstraint(
            model_name='enterprisecheck',
            constraint=models.CheckConstraint(condition=models.Q(('product_change__in', ['', 'better', 'same', 'worse']), ('place_change__in', ['', 'better', 'same', 'worse'])), name='check_knows_the_change'),
        ),
        migrations.RunPython(before.refuse, before.lift),
    ]
