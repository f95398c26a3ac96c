"""Mojokerto, footwear: waits for approval for the second time, after the budget was returned once."""

from datetime import date, timedelta

from django.utils import timezone

from config.demo.days import ago
from config.demo.report import INDUSTRIES
from config.demo.stories.usual import REPLAY, usual
from config.demo.story import (
    Story,
    activities,
    budget,
    chain,
    indicators,
    problems,
    promises,
    smis,
    stakeholders,
    targets,
)

FACTS = INDUSTRIES["footwear"]
SMIS = smis("Sepatu", 12, women_own=4, turnover=90)

CONTENT = {
    "stakeholders": stakeholders(
        ("Perajin alas kaki", "Pesanan bermerek sendiri", "high", "Keterampilan dan bengkel"),
        ("Pemasok kulit dan sol", "Pembelian bersama", "medium", "Bahan baku"),
        ("Toko daring", "Produk berukuran baku", "high", "Saluran penjualan"),
        ("Balai alas kaki", "Penerapan standar", "medium", "Pelatihan dan pengujian"),
    ),
    "supply_chain": chain(
        ("Bahan kulit dan sol", "Pemasok", 70_000, "Harga eceran"),
        ("Pola dan jahit", "Perajin", 120_000, "Ukuran tidak baku"),
        ("Perakitan", "Perajin", 165_000, "Daya rekat belum diuji"),
        ("Penjualan", "Toko dan daring", 230_000, "Merek pembeli, bukan merek sendiri"),
    ),
    "problems": problems(
        ("Ukuran dan pola belum baku", 2),
        ("Mutu perakitan belum diuji", 3),
        ("Belum ada merek bersama", 4),
    ),
    "objective": {
        "background": "Kelanjutan: pada akhir proyek (2016) LIAP alas kaki dimulai pada tahap akhir dan tujuannya "
        f"belum tercapai. {REPLAY}",
        "profile": "Bengkel alas kaki rumahan di Kota Mojokerto (gambaran contoh).",
        "objective": "Perajin alas kaki bertransaksi dengan merek bersama di pasar daring.",
        "risks": "Anggaran daerah tidak cukup.",
        "rows": [
            {"rung": FACTS["rung"], "description": "Transaksi pertama dengan merek bersama", "target_count": 12,
             "due_on": date(2028, 6, 30)}
        ],
    },
    "targets": targets(SMIS, 2025),
    "activities": activities(
        ("Pelatihan pola dan ukuran baku", "kampus", 1, date(2027, 2, 1), date(2027, 5, 28), 12, "IKM", 95,
         "apbd_regency", ""),
        ("Uji mutu perakitan", "kampus", 2, date(2027, 4, 5), date(2027, 8, 31), 12, "IKM", 60, "apbn_assistance",
         "1"),
        ("Merek bersama dan toko daring", "asosiasi", 3, date(2027, 7, 1), date(2028, 3, 31), 1, "paket", 80,
         "apbd_province", "1"),
    ),
    "enterprise_actions": promises(("Memakai tabel ukuran yang disepakati", date(2027, 6, 30))),
    "indicators": indicators(
        ("IKM yang mencapai tujuan LIAP", "purpose", "effectiveness_impact", "IKM", 0, 12, "Catatan toko daring"),
        ("Omzet IKM meningkat", "overall_goal", "effectiveness_impact", "persen", 0, 20,
         "Catatan penjualan harian yang dirangkum fasilitator"),
    ),
    "budget": budget((1, "apbd_regency", 2027, 95, None), (2, "apbn_assistance", 2027, 60, None)),
}  # fmt: skip

STORY = Story(
    key="footwear",
    place="mojokerto",
    industry=FACTS["industry"],
    title="LIAP Alas Kaki Kota Mojokerto",
    starts_on=date(2027, 1, 1),
    ends_on=date(2028, 12, 31),
    smis=SMIS,
    content=CONTENT,
    revisions={
        "budget": budget(
            (1, "apbd_regency", 2027, 85, None),
            (2, "apbn_assistance", 2027, 60, None),
            (3, "apbd_province", 2027, 80, None),
        )
    },
    answers={
        **usual(
            ago(60),
            ago(9),
            place="Kantor Dinas, Mojokerto",
            comment="Rencana baik; pastikan omzet dicatat sejak awal.",
        ),
        "budget_check": lambda task: {
            "decision": "returned",
            "sections": ["budget"],
            "reason": "Kegiatan 3 belum memiliki baris anggaran, dan kegiatan 1 melebihi pagu.",
        }
        if task.process.round == 1
        else {"decision": "approved"},
        "review": lambda task: {"decision": "agreed"}
        if task.process.round == 1
        else {"decision": "in_writing", "closes_on": timezone.localdate(task.created) + timedelta(days=30)},
        "vote": {"answer": "agree"},
        "head_decision": None,
    },
    rules={
        "note": "Contoh: anggota mendapat waktu lebih lama untuk menyusun bagian.",
        "days": {("planning", "draft"): 25},
    },
    began_on=ago(130),
    ends_in="approval",
)  # fmt: skip
