"""Somebody leaves: an open handover that a newcomer may confirm, a substitute, and a kick-off training."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from config.demo.scene import PASSWORD, group_of
from liap.groups.formation.actions import record_training
from liap.groups.queries import members_on
from liap.people.models import User
from workflows.handovers import actions
from workflows.models import Handover

PLACE = "pasuruan"


@transaction.atomic
def load() -> None:
    """Puts them on record once; the coordinator of Pasuruan can confirm the handover."""
    if Handover.objects.exists():
        return
    group = group_of(PLACE)
    people = {
        name: User.objects.get(username=username)
        for name, username in (
            ("koordinator", f"koordinator-{PLACE}"),
            ("anggota", f"anggota-{PLACE}-3"),
            ("fasilitator", f"fasilitator-{PLACE}"),
        )
    }
    successor, _made = User.objects.get_or_create(
        username=f"penerus-{PLACE}",
        defaults={"full_name": "Penerus Contoh", "password": make_password(PASSWORD), "is_sample": True},
    )
    leaver, today = people["anggota"], timezone.localdate()
    handover = actions.begin(
        leaver.memberships.get().seat, to=successor, since=today, by=leaver, decree="SK-CONTOH/MUTASI/2026"
    )
    actions.note(
        handover,
        by=leaver,
        notes="Daftar hadir pelatihan ada di lemari arsip kantor.",
        promises="Balasan atas surat bank mengenai kredit mesin bubut.",
        risks="Satu bengkel belum menyerahkan data omzet.",
    )
    actions.sign(handover, by=leaver)
    actions.report_absence(
        by=people["fasilitator"],
        substitute=people["koordinator"],
        since=today + timedelta(days=14),
        until=today + timedelta(days=18),
        reason="Cuti tahunan",
    )
    record_training(
        group,
        course="Pelatihan awal kelompok kerja (contoh)",
        held_on=date(2026, 2, 10),
        hours=12,
        members=list(members_on(group).select_related("seat")[:4]),
        by=people["koordinator"],
    )
