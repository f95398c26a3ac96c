"""Lets blocks live from one publication to the next, with cells, members who left, and figures as they were told."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('liap', '0042_forget_blocks'),
    ]

    operations = [
        migrations.CreateModel(
            name='BlockCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'cell of a block',
                'verbose_name_plural': 'cells of blocks',
                'ordering': ['id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='blockfigure',
            name='block_total_has_a_count',
        ),
        migrations.RemoveConstraint(
            model_name='blockfigure',
            name='block_figure_never_of_one',
        ),
        migrations.RemoveConstraint(
            model_name='publishedblock',
            name='block_never_of_one',
        ),
        migrations.AddField(
            model_name='blockfigure',
            name='hidden',
            field=models.PositiveIntegerField(default=0, verbose_name='SMIs kept back'),
        ),
        migrations.AddField(
            model_name='blockfigure',
            name='told_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='told at'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='blockmember',
            name='left_at',
            field=models.DateTimeField(null=True, verbose_name='left at'),
        ),
        migrations.AddField(
            model_name='blockmember',
            name='men',
            field=models.PositiveIntegerField(null=True, verbose_name='men working'),
        ),
        migrations.AddField(
            model_name='blockmember',
            name='women',
            field=models.PositiveIntegerField(null=True, verbose_name='women working'),
        ),
        migrations.AddField(
            model_name='publishedblock',
            name='tells_after',
            field=models.DateField(null=True, verbose_name='tells only periods after'),
        ),
        migrations.AlterField(
            model_name='blockfigure',
            name='count',
            field=models.PositiveIntegerField(verbose_name='SMIs'),
        ),
        migrations.AddConstraint(
            model_name='blockfigure',
            constraint=models.CheckConstraint(condition=models.Q(('count__gt', 0), ('total__isnull', True), _connector='OR'), name='block_total_has_a_count'),
        ),
        migrations.AddConstraint(
            model_name='blockfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('count', 1), _negated=True), models.Q(('hidden', 1), _negated=True)), name='block_figure_never_of_one'),
        ),
        migrations.AddConstraint(
            model_name='publishedblock',
            constraint=models.CheckConstraint(condition=models.Q(('size', 1), _negated=True), name='block_never_of_one'),
        ),
        migrations.AddField(
            model_name='blockcell',
            name='block',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='liap.publishedblock'),
        ),
        migrations.AddField(
            model_name='blockmember',
            name='cell',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='members', to='liap.blockcell'),
        ),
        migrations.AddConstraint(
            model_name='blockmember',
            constraint=models.UniqueConstraint(condition=models.Q(('left_at__isnull', True)), fields=('enterprise',), name='block_member_of_one_block'),
        ),
    ]
