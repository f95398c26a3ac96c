"""Names the windows in which money of a source is proposed, as a house assumption until somebody confirms them."""

from django.db import migrations

# source, where, opens, closes (month, day), days of preparation, remark
WINDOWS = (
    ("dak_physical", "KRISNA", (5, 1), (6, 14), 45, "kalender KRISNA-DAK 2019"),
    ("dak_nonphysical", "KRISNA", (5, 1), (6, 14), 45, "kalender KRISNA-DAK 2019"),
    ("apbd_regency", "SIPD", (2, 1), (3, 25), 30, "asumsi sendiri: musrenbang dan RKPD"),
    ("apbd_province", "SIPD", (2, 15), (4, 10), 30, "asumsi sendiri: musrenbang dan RKPD"),
)


def load(apps, schema_editor):
    windows = apps.get_model("liap", "ProposalWindow").objects
    for source, system, opens, closes, lead_days, remark in WINDOWS:
        values = {
            "system": system, "opens_month": opens[0], "opens_day": opens[1], "closes_month": closes[0],
            "closes_day": closes[1], "lead_days": lead_days, "remark": remark, "is_house_assumption": True,
        }  # fmt: skip
        windows.get_or_create(source=source, defaults=values)


def unload(apps, schema_editor):
    sources = [row[0] for row in WINDOWS]
    apps.get_model("liap", "ProposalWindow").objects.filter(source__in=sources, is_house_assumption=True).delete()


class Migration(migrations.Migration):
    dependencies = [("liap", "0028_publish_blocks_and_close_years")]
    operations = [migrations.RunPython(load, unload)]
