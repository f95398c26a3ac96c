"""Moves the three answers of SMIs into performance records of the quarter before they were asked, and back."""

from datetime import date

from django.db import migrations

MILLION = 1_000_000
BANDS = {"up_to_5": (0, 5), "up_to_25": (5, 25), "up_to_100": (25, 100), "more": (100, None)}
MONTHS = 3


def move(apps, schema_editor):
    Check = apps.get_model("liap", "EnterpriseCheck")
    Record = apps.get_model("liap", "PerformanceRecord")
    for check in Check.objects.filter(record=None).select_related("enterprise").order_by("checked_on", "pk"):
        columns = {
            "enterprise_id": check.enterprise_id,
            "first_on": quarter_before(check.checked_on),
            "months": MONTHS,
            **turnover(check.turnover),
            "main_channel": check.channel,
            "workers": check.workers,
        }
        record = Record.objects.filter(**columns, superseded_at=None).first() or write(Record, check, columns)
        Check.objects.filter(pk=check.pk).update(record=record)


def write(Record, check, columns):
    """A new record; an earlier one of the same quarter becomes its history."""
    about = {name: columns[name] for name in ("enterprise_id", "first_on", "months")}
    before = Record.objects.filter(**about, superseded_at=None).first()
    if before is not None:
        Record.objects.filter(pk=before.pk).update(superseded_at=before.entered_at)
    return Record.objects.create(
        **columns,
        medium="visit",
        asked_on=check.checked_on,
        entered_by_id=check.recorded_by_id,
        replaces=before,
        correction_reason=f"asked again on {check.checked_on}" if before else "",
        is_sample=check.enterprise.is_sample,
    )


def quarter_before(day):
    count = day.year * 4 + (day.month - 1) // 3 - 1
    return date(count // 4, count % 4 * 3 + 1, 1)


def turnover(band):
    if not band:
        return {"turnover_kind": "", "turnover_low": None, "turnover_high": None, "method": ""}
    low, high = BANDS[band]
    return {
        "turnover_kind": "range",
        "turnover_low": low * MILLION * MONTHS,
        "turnover_high": None if high is None else high * MILLION * MONTHS,
        "method": "owner",
    }


def copy_back(apps, schema_editor):
    """The records stay; their answers are written into the checks again."""
    Check = apps.get_model("liap", "EnterpriseCheck")
    for check in Check.objects.exclude(record=None).select_related("record"):
        record, channel = check.record, check.record.main_channel
        ranges = {(low, high): band for band, (low, high) in BANDS.items()}
        low, high = ((amount and amount / MILLION / MONTHS) for amount in (record.turnover_low, record.turnover_high))
        Check.objects.filter(pk=check.pk).update(
            turnover=ranges.get((low, high), "") if record.turnover_kind == "range" else "",
            channel=channel if channel not in ("industry", "other") else "",
            workers=record.workers,
        )


class Migration(migrations.Migration):
    dependencies = [("liap", "0023_tie_checks_to_records")]
    operations = [migrations.RunPython(move, copy_back)]
