from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_file_papers_by_region")]

    operations = [
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('adoption', 'kind', 'round'), name='document_once_per_request'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('working_group', 'kind', 'round'), name='document_once_per_group'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(('adoption__isnull', True), ('plan__isnull', True), ('working_group__isnull', True), ('region__isnull', False)), fields=('region', 'kind', 'round'), name='document_once_per_region'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(('adoption__isnull', True), ('plan__isnull', True), ('working_group__isnull', True), ('region__isnull', True)), fields=('kind', 'round'), name='document_once_for_the_nation'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adoption__isnull', True), ('plan__isnull', True), ('working_group__isnull', True), ('region__isnull', False), ('kind__in', ('D9',))), models.Q(('adoption__isnull', True), ('plan__isnull', True), ('working_group__isnull', True), ('region__isnull', True), ('kind__in', ('D11',))), models.Q(models.Q(('kind__in', ('D0', 'D1', 'D9', 'D11')), _negated=True), ('adoption__isnull', True), ('plan__isnull', False), ('region__isnull', False), ('working_group__isnull', True)), models.Q(('kind__in', ('D0',)), ('adoption__isnull', False), ('plan__isnull', True), ('region__isnull', False), ('working_group__isnull', True)), models.Q(('kind__in', ('D1',)), ('adoption__isnull', True), ('plan__isnull', True), ('region__isnull', False), ('working_group__isnull', False)), _connector='OR'), name='document_has_the_subject_of_its_kind'),
        ),
    ]
