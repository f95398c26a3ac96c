from django.core.validators import RegexValidator
from django.db import migrations, models

CODE = RegexValidator(
    "^[0-9A-Za-z][0-9A-Za-z ./_-]*$", "Write the code as it stands in the other system: letters, digits and . / -"
)
CODES = (
    ("sipd_code", "SIPD sub-activity code"),
    ("dak_menu_code", "DAK menu code"),
    ("krisna_id", "KRISNA id"),
)
KINDS = [
    ("enterprises", "SMIs"),
    ("performance", "figures of SMIs"),
    ("industries", "industries (KBLI)"),
    ("holidays", "holidays"),
    ("codes", "codes of activities"),
]


class Migration(migrations.Migration):
    dependencies = [("liap", "0044_find_by_aspect")]

    operations = [
        *(
            migrations.AddField(
                model_name="activity",
                name=name,
                field=models.CharField(blank=True, max_length=40, validators=[CODE], verbose_name=label),
            )
            for name, label in CODES
        ),
        migrations.AlterField(
            model_name="sheetimport",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=15, verbose_name="what"),
        ),
    ]
