"""What the register of SMIs says in the demonstration: a cluster, owners, services, consents and a withdrawal.

The report counts SMIs and names none, so everything here is invented, marked as sample, and said to be so.
"""

from datetime import date
from decimal import Decimal

from django.db import transaction

from config.demo.scene import group_of
from liap.enterprises.models import Cluster, Enterprise, Purpose
from liap.enterprises.protection.actions import receive, record_basis
from liap.enterprises.protection.models import NoticeText
from liap.enterprises.received.actions import record_service
from liap.people.models import User

NOTICE_VERSION = "contoh-1"
TEXT_ID = (
    "Data usaha dan pemilik dicatat oleh dinas untuk pembinaan IKM dan dihitung dalam laporan tanpa nama. Data hanya "
    "diteruskan atau namanya dipublikasikan bila Anda setuju. Persetujuan dapat ditarik kapan saja dengan cara apa "
    "pun; penggunaan berhenti saat itu juga. Anda dapat meminta salinan, perbaikan, dan penghapusan data."
)
TEXT_EN = (
    "The office records data on the business and its owner to support SMIs and counts them in reports without names. "
    "They are passed on, or the name published, only if you agree. You may withdraw your word at any time and in any "
    "way; the use stops at once. You may ask for a copy, a correction and the deletion of your data."
)
PLACE = "samosir"
CLUSTER = "Sentra Tenun Ulos (contoh)"
SERVICES = (
    ("training", "Dinas Perindustrian (contoh)", date(2026, 3, 9), "Selesai, 12 peserta"),
    ("halal", "Lembaga Pemeriksa Halal (contoh)", date(2026, 5, 4), ""),
    ("machine", "Dinas Perindustrian (contoh)", date(2026, 6, 15), "Satu alat tenun"),
    ("credit", "Bank Daerah (contoh)", date(2026, 7, 20), "Rp10 juta, 24 bulan"),
)
YES_TO = (Purpose.SUPPORT, Purpose.FIGURES, Purpose.SHARING)


@transaction.atomic
def load(place: str = PLACE) -> None:
    """Fills in the first sample SMIs of a place; a second run changes nothing."""
    member = User.objects.get(username=f"anggota-{place}")
    region = group_of(place).region
    notice, _made = NoticeText.objects.get_or_create(
        version=NOTICE_VERSION,
        defaults={"valid_from": date(2026, 1, 1), "text_id": TEXT_ID, "text_en": TEXT_EN},
    )
    rows = list(Enterprise.objects.filter(region=region, is_sample=True).order_by("pk")[:4])
    if not rows or Cluster.objects.filter(region=region, name=CLUSTER).exists():
        return
    cluster = Cluster.objects.create(region=region, name=CLUSTER, industry=rows[0].industry, is_sample=True)
    for number, row in enumerate(rows, 1):
        _fill(row, cluster, number)
        kind, provider, received_on, result = SERVICES[number - 1]
        record_service(row, by=member, kind=kind, provider=provider, received_on=received_on, result=result)
    told = {"basis": "consent", "notice": notice, "given_on": date(2026, 3, 2), "medium": "paper"}
    for row in rows[:2]:
        record_basis(row, by=member, purposes=YES_TO, evidence="Map contoh, formulir 1", **told)
    receive(
        enterprise=rows[1], by=member, kind="withdrawal", medium="message", purposes=[Purpose.SHARING],
        text="Contoh: mohon data saya tidak diteruskan lagi.",
    )  # fmt: skip


def _fill(row: Enterprise, cluster: Cluster, number: int) -> None:
    """Figures that make a small and a medium SMI; what the story said already stays."""
    row.cluster, row.legal_form, row.figures_on = cluster, Enterprise.LegalForm.SOLE, date(2026, 3, 2)
    row.owner_name, row.owner_phone, row.product = f"Pemilik Contoh {number}", "0800-000-000", "Kain tenun"
    row.owner_age_band = Enterprise.AgeBand.values[number - 1]
    women, men = row.workers_female, row.workers_male
    row.workers_female, row.workers_male = 3 * number if women is None else women, 1 if men is None else men
    row.investment = Decimal(25_000_000 * number) if number < 4 else Decimal(1_200_000_000)
    row.save()
