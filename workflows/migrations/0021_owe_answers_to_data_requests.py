import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def drop_duties_about_data(apps, schema_editor):
    """On the way back such requests stand in the inbox itself again."""
    apps.get_model("workflows", "Duty").objects.filter(kind="data_request").delete()
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ('liap', '0046_know_women_and_men'),
        ('workflows', '0020_owe_invitations_and_decrees'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='duty',
            name='duty_is_about_its_thing',
        ),
        migrations.AddField(
            model_name='duty',
            name='data_request',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='liap.subjectrequest', verbose_name='data request'),
        ),
        migrations.AlterField(
            model_name='duty',
            name='kind',
            field=models.CharField(choices=[('seat', 'Settle a vacant seat'), ('invite', 'Invite an institution to a vacant seat'), ('decree', 'Put the signed decree on file'), ('word', 'Say whether the model is still in use'), ('readiness', 'Assess the readiness'), ('offer', 'Make the region an offer'), ('answer', 'Answer the offer of the ministry'), ('data_request', 'Answer a request about personal data')], max_length=12, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='duty',
            name='region',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='liap.region', verbose_name='region'),
        ),
        migrations.AlterField(
            model_name='duty',
            name='role',
            field=models.CharField(blank=True, choices=[('coordinator', 'coordinator'), ('member', 'member'), ('facilitator', 'facilitator'), ('office_head', 'head of the regional office'), ('budget_officer', 'budget officer'), ('evaluator', 'evaluator'), ('ministry_reviewer', 'ministry reviewer'), ('auditor', 'auditor')], max_length=20, verbose_name='who'),
        ),
        migrations.AlterField(
            model_name='duty',
            name='subject',
            field=models.CharField(blank=True, max_length=300, verbose_name='about'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adoption__isnull', True), ('data_request__isnull', True), ('kind__in', ('seat',)), ('seat__isnull', True), ('vacant_since__isnull', True), ('working_group__isnull', False), ('year__isnull', True)), models.Q(('adoption__isnull', True), ('data_request__isnull', True), ('invitation__isnull', True), ('kind__in', ('invite',)), ('seat__isnull', False), ('vacant_since__isnull', False), ('working_group__isnull', False), ('year__isnull', True)), models.Q(('adoption__isnull', True), ('data_request__isnull', True), ('invitation__isnull', True), ('kind__in', ('decree',)), ('seat__isnull', True), ('vacant_since__isnull', True), ('working_group__isnull', False), ('year__isnull', True)), models.Q(('adoption__isnull', True), ('data_request__isnull', True), ('invitation__isnull', True), ('kind__in', ('word',)), ('seat__isnull', True), ('vacant_since__isnull', True), ('year__isnull', False)), models.Q(('adoption__isnull', False), ('data_request__isnull', True), ('invitation__isnull', True), ('kind__in', ('readiness', 'offer', 'answer')), ('seat__isnull', True), ('vacant_since__isnull', True), ('year__isnull', True)), models.Q(('adoption__isnull', True), ('data_request__isnull', False), ('invitation__isnull', True), ('kind__in', ('data_request',)), ('seat__isnull', True), ('vacant_since__isnull', True), ('year__isnull', True), ('working_group__isnull', True)), _connector='OR'), name='duty_is_about_its_thing'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('region__isnull', False), ('role__gt', '')), models.Q(('kind', 'data_request'), ('region__isnull', True), ('role', '')), _connector='OR'), name='duty_has_its_place'),
        ),
        migrations.RunPython(migrations.RunPython.noop, drop_duties_about_data),
    ]
