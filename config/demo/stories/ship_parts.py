"""Tegal, ship parts: closed; four SMIs were certified and sold to shipyards."""

from datetime import date

from config.demo.report import BEGINNING, COMPLETION, INDUSTRIES, PLANNED_END
from config.demo.stories.usual import (
    CLOSED,
    NO_BOOKS,
    REPLAY,
    carried_out,
    judged,
    measured,
    rated,
    reviewed,
    spent,
    usual,
)
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

FACTS = INDUSTRIES["ship_parts"]
REACHED = FACTS["completion"]
SMIS = smis("Bengkel Logam", 10, women_own=1, turnover=180)

CONTENT = {
    "stakeholders": stakeholders(
        ("Bengkel logam Tegal", "Pesanan dari galangan kapal", "high", "Mesin bubut dan pengecoran"),
        ("Galangan kapal", "Komponen dalam negeri yang bersertifikat", "high", "Gambar teknik dan pesanan percobaan"),
        ("Biro Klasifikasi", "Keselamatan kapal", "high", "Pengujian dan sertifikat kelas"),
        ("Politeknik", "Tempat praktik mahasiswa", "medium", "Laboratorium uji bahan"),
    ),
    "supply_chain": chain(
        ("Bahan baku logam", "Pemasok besi dan kuningan", 40_000, "Komposisi bahan tidak terdokumentasi"),
        ("Pengecoran", "Bengkel cor", 95_000, "Cacat rongga pada hasil cor"),
        ("Permesinan", "Bengkel bubut", 160_000, "Toleransi tidak diukur"),
        ("Pengujian kelas", "Biro Klasifikasi", 190_000, "IKM belum mengenal syarat sertifikat"),
        ("Galangan", "Galangan kapal", 240_000, "Pesanan pertama memerlukan sertifikat"),
    ),
    "problems": problems(
        ("Produk belum memiliki sertifikat kelas", 4),
        ("Mutu pengecoran belum stabil", 2),
        ("IKM belum dikenal oleh galangan kapal", 5),
    ),
    "objective": {
        "background": f"{REPLAY} Industri logam Tegal diarahkan memasok komponen kapal dalam negeri.",
        "profile": "Bengkel logam kecil dengan mesin konvensional (gambaran contoh).",
        "objective": "IKM logam bersertifikat kelas dan bertransaksi dengan industri galangan kapal.",
        "risks": "Biaya pengujian tidak tertanggung oleh IKM.",
        "rows": [
            {"rung": FACTS["rung"], "description": "Sertifikat kelas dari Biro Klasifikasi Indonesia (BKI)",
             "target_count": REACHED, "due_on": date(2015, 12, 31)},
            {"rung": "first_transaction", "description": "Transaksi dengan galangan dan permintaan tahun berikutnya",
             "target_count": REACHED, "due_on": PLANNED_END},
        ],
    },
    "targets": targets(SMIS, 2013),
    "activities": activities(
        ("Pelatihan mutu pengecoran", "kampus", 2, date(2014, 3, 3), date(2014, 8, 29), 10, "IKM", 90,
         "apbn_deconcentration", ""),
        ("Bantuan mesin uji dan alat ukur", "dinas", 2, date(2014, 5, 5), date(2014, 12, 19), 1, "paket", 260,
         "apbd_regency", ""),
        ("Pendampingan dan uji sertifikat kelas", "bki", 1, date(2015, 1, 5), date(2015, 11, 27), 4, "IKM", 140,
         "apbn_central", "1, 2"),
        ("Temu usaha dengan galangan kapal", "asosiasi", 3, date(2015, 6, 1), date(2016, 2, 26), 3, "kali", 35,
         "private", "3"),
    ),
    "enterprise_actions": promises(
        ("Menyediakan contoh produk dan tenaga untuk pengujian", date(2015, 6, 30)),
        ("Membuat catatan mutu setiap pesanan", date(2015, 12, 31)),
    ),
    "indicators": indicators(
        ("IKM bersertifikat kelas BKI", "purpose", "effectiveness_impact", "IKM", 0, REACHED,
         "Nomor dan tanggal sertifikat"),
        ("IKM yang bertransaksi dengan galangan kapal", "purpose", "effectiveness_impact", "IKM", 0, REACHED,
         "Surat pesanan dan faktur"),
        ("Omzet dan saluran pemasaran IKM meningkat", "overall_goal", "effectiveness_impact", "IKM", None, None,
         "Laporan keuangan IKM"),
    ),
    "budget": budget(
        (1, "apbn_deconcentration", 2014, 90, 90),
        (2, "apbd_regency", 2014, 260, 250),
        (3, "apbn_central", 2015, 140, 140),
        (4, "private", 2015, 35, None),
    ),
}  # fmt: skip

STORY = Story(
    key="ship_parts",
    place="tegal",
    industry=FACTS["industry"],
    title="LIAP Komponen Kapal Kabupaten Tegal",
    starts_on=BEGINNING,
    began_on=date(2013, 10, 7),
    ends_on=PLANNED_END,
    smis=SMIS,
    content=CONTENT,
    rounds=(date(2016, 1, 1),),
    answers={
        **usual(date(2014, 2, 12), place="Ruang rapat Bappeda, Slawi"),
        **carried_out(),
        "report_indicators": measured(
            COMPLETION, {1: REACHED, 2: REACHED, 3: NO_BOOKS}, {FACTS["rung"]: REACHED, "first_transaction": REACHED},
            promises=date(2015, 12, 31),
        ),
        "report_money": spent({1: 88, 2: 249, 3: 151, 4: 33}),
        "review_meeting": reviewed(date(2016, 4, 21), "Slawi"),
        "finish": {"remark": REPLAY},
        "verdicts": judged(
            {
                1: {"value": "achieved", "actual": REACHED, "evidence": "Salinan empat sertifikat kelas (contoh)"},
                2: {"value": "achieved", "actual": REACHED, "evidence": "Surat pesanan galangan (contoh)",
                    "reason": "Ada permintaan untuk tahun-tahun berikutnya."},
                3: {"value": "unverified", "reason": NO_BOOKS},
            }
        ),
        "ratings": rated(
            {
                "relevance": ("high", "Sesuai dengan kebijakan komponen dalam negeri."),
                "effectiveness_impact": ("fair", "Sertifikat dan transaksi tercapai; omzet tidak dapat diverifikasi."),
                "efficiency": ("high", "Biaya dan waktu tidak melebihi rencana."),
                "sustainability": ("fair", "Biaya sertifikat ulang belum dianggarkan."),
            },
            impacts="Politeknik memakai alat uji untuk praktik mahasiswa (contoh).",
        ),
        **CLOSED,
    },
    moments={"finish": date(2021, 6, 14)},
    ends_in="closed",
)  # fmt: skip
