"""Samosir, ulos fashion: closed; the evaluation carries the figures of the report itself."""

from datetime import date

from config.demo.report import BEGINNING, COMPLETION, EX_POST, INDUSTRIES, PLANNED_END, PROJECT
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
    Weighed,
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

FACTS = INDUSTRIES["ulos"]
LEGAL_WORD = "Keterangan Bagian Hukum dan Kerja Sama (contoh)"
REACHED = FACTS["completion"]
SMIS = smis("Tenun Ulos", REACHED, women_own=18, turnover=24)

CONTENT = {
    "stakeholders": stakeholders(
        ("Penenun ulos (partonun)", "Pendapatan yang tetap dari tenun", "high", "Keterampilan, motif, waktu"),
        ("Dekranasda Kabupaten Samosir", "Citra kerajinan daerah", "medium", "Ruang pamer dan pameran"),
        ("Pedagang pengumpul", "Pasokan kain yang seragam", "high", "Jaringan pembeli di Tomok dan Medan"),
        ("Dinas Pariwisata", "Cendera mata bagi wisatawan Danau Toba", "medium", "Titik penjualan di kawasan wisata"),
    ),
    "supply_chain": chain(
        ("Benang", "Pemasok di Medan dan Balige", 60_000, "Mutu dan warna tidak tetap"),
        ("Tenun gedogan", "Partonun di rumah", 250_000, "Satu lembar memerlukan dua minggu"),
        ("Busana dan aksesori", "Penjahit", 450_000, "Desain untuk pembeli muda masih sedikit"),
        ("Penjualan", "Toko cendera mata dan pasar lokal", 600_000, "Kemasan dan label belum ada"),
    ),
    "problems": problems(
        ("Desain dan pilihan produk belum sesuai dengan pasar wisata", 3),
        ("Mutu pewarnaan benang tidak seragam", 1),
        ("Penenun menjual sendiri-sendiri tanpa label dan kemasan", 4),
        ("Pencatatan usaha belum ada", 2),
    ),
    "objective": {
        "background": f"{REPLAY} LIAP ini mendukung industri kreatif di sekitar Danau Toba.",
        "profile": "Busana ulos dibuat oleh penenun rumah tangga, hampir semuanya perempuan (gambaran contoh).",
        "objective": "Penenun ulos masuk dan bertahan dalam transaksi dengan pembeli di pasar wisata dan pasar lokal.",
        "risks": "Penenun kembali ke pesanan adat saja bila pesanan pasar wisata tidak berulang.",
        "rows": [
            {
                "rung": FACTS["rung"],
                "description": "Transaksi yang masuk dan berlanjut dengan pembeli pasar wisata atau lokal",
                "target_count": REACHED,
                "due_on": PLANNED_END,
            }
        ],
    },
    "targets": targets(SMIS, 2013),
    "activities": activities(
        ("Pelatihan desain busana ulos", "asosiasi", 1, date(2014, 2, 3), date(2014, 5, 30), 20, "orang", 85,
         "apbd_regency", ""),
        ("Pelatihan pewarnaan benang", "kampus", 2, date(2014, 3, 3), date(2014, 6, 27), 20, "orang", 60,
         "apbn_deconcentration", ""),
        ("Kemasan, label, dan katalog bersama", "koperasi", 3, date(2014, 7, 1), date(2014, 12, 19), 1, "paket", 45,
         "apbd_province", "1"),
        ("Gerai ulos di kawasan wisata Tomok", "kantor", 3, date(2015, 1, 5), date(2015, 9, 30), 1, "gerai", 120,
         "apbd_regency", "3"),
        ("Pendampingan pembukuan sederhana", "bank", 4, date(2015, 2, 2), date(2016, 3, 31), 20, "IKM", 15,
         "private", ""),
    ),
    "enterprise_actions": promises(
        ("Menyerahkan dua contoh desain baru setiap bulan", date(2014, 12, 31)),
        ("Mencatat penjualan harian", date(2015, 6, 30)),
    ),
    "indicators": indicators(
        ("IKM yang mencapai tujuan LIAP", "purpose", "effectiveness_impact", "IKM", 0, REACHED,
         "Daftar pesanan dan nota penjualan IKM"),
        ("Daerah yang tetap memakai model dan pedoman teknis", "purpose", "effectiveness_impact", "daerah", 0, 5,
         "Keterangan Dinas kepada evaluator"),
        ("Omzet dan saluran pemasaran IKM meningkat", "overall_goal", "effectiveness_impact", "IKM", None, None,
         "Laporan keuangan IKM"),
        ("Anggaran dan organisasi Kementerian untuk perluasan model", "purpose", "sustainability", "", None, None,
         "Dokumen anggaran dan struktur organisasi"),
    ),
    "budget": budget(
        (1, "apbd_regency", 2014, 85, 85),
        (2, "apbn_deconcentration", 2014, 60, 60),
        (3, "apbd_province", 2014, 45, 45),
        (4, "apbd_regency", 2015, 120, 110),
        (5, "private", 2015, 15, None),
    ),
}  # fmt: skip

STORY = Story(
    key="ulos",
    place="samosir",
    industry=FACTS["industry"],
    title="LIAP Busana Ulos Kabupaten Samosir",
    starts_on=BEGINNING,
    began_on=date(2013, 9, 2),
    ends_on=PLANNED_END,
    smis=SMIS,
    content=CONTENT,
    rounds=(date(2016, 1, 1),),
    answers={
        **usual(
            date(2014, 1, 15),
            place="Kantor Dinas, Pangururan",
            comment="Cantumkan sejak awal cara memeriksa omzet IKM.",
        ),
        **carried_out(),
        "report_indicators": measured(
            COMPLETION, {1: REACHED, 2: 5, 3: NO_BOOKS, 4: "Dinilai pada evaluasi."}, {FACTS["rung"]: REACHED},
            promises=date(2015, 12, 31),
        ),
        "report_money": spent({1: 82, 2: 60, 3: 47, 4: 131}),
        "review_meeting": reviewed(
            date(2016, 4, 20), "Pangururan", "Pembukuan IKM belum berjalan.",
            ("Membuat lembar catatan penjualan yang mudah diisi", "Anggota 2"),
        ),
        "correct": {"result": "Lembar catatan satu halaman dibagikan kepada kelompok penenun."},
        "finish": {"remark": REPLAY},
        "verdicts": judged(
            {
                1: {"value": "achieved", "actual": REACHED, "evidence": "Daftar transaksi 20 penenun (contoh)",
                    "reason": "Masuk dan berlanjut bertransaksi; pada evaluasi 2021 dinyatakan berlanjut."},
                2: {"value": "partially", "actual": 4, "evidence": "Kuesioner telepon kepada lima Dinas (contoh)",
                    "reason": "Empat dari lima daerah masih memakai model; satu daerah berhenti."},
                3: {"value": "unverified", "reason": NO_BOOKS},
                4: {"value": "partially", "evidence": LEGAL_WORD,
                    "reason": "Indikator ini dinilai pada kriteria keberlanjutan."},
            }
        ),
        "ratings": rated(
            {
                "relevance": (PROJECT["ratings"]["relevance"], "Sesuai dengan kebijakan dan kebutuhan pembangunan."),
                "effectiveness_impact": (
                    PROJECT["ratings"]["effectiveness_impact"],
                    "Tujuan tercapai saat selesai, berlanjut sebagian; tujuan jangka panjang belum terbukti.",
                ),
                "efficiency": (PROJECT["ratings"]["efficiency"], "Biaya dan waktu melebihi rencana."),
                "sustainability": (
                    PROJECT["ratings"]["sustainability"],
                    "Ada kendala pada kelembagaan dan anggaran, dengan peluang perbaikan.",
                ),
            },
            measure={
                "cost_unit": PROJECT["cost_unit"],
                "cost_planned": PROJECT["cost_planned"],
                "cost_actual": PROJECT["cost_actual"],
                "months_planned": PROJECT["months_planned"],
                "months_actual": PROJECT["months_actual"],
            },
            aspects={
                "relevance": {
                    "development_policy": "Mendukung industri kreatif di sekitar Danau Toba (contoh).",
                    "needs": "Penenun menjual sendiri-sendiri, tanpa desain dan kemasan bagi pasar wisata (contoh).",
                    "funder": "Sesuai dengan tema peningkatan layanan bagi IKM (contoh).",
                },
                "sustainability": {
                    "policy": "Pembinaan IKM tetap menjadi bagian rencana pembangunan daerah (contoh).",
                    "organisation": "Direktorat wilayah menjadi direktorat komoditas pada tahun 2018; tidak ada "
                    "unit yang khusus menangani model ini.",
                    "organisation_evidence": LEGAL_WORD,
                    "technique": "Desain dan pewarnaan dikuasai; pencatatan usaha masih lemah (contoh).",
                    "finance": "Anggaran Kementerian naik turun; bagian untuk model ini tidak tersedia.",
                },
            },
            impacts=f"Biaya, waktu, dan peringkat adalah angka seluruh proyek menurut laporan {EX_POST.year}.",
        ),
        **CLOSED,
    },
    moments={"finish": date(2021, 6, 21)},
    is_questioned=True,
    weighed=Weighed(
        scores={
            "Busana ulos": ("54445", "55455", "44445", "54545"),
            "Pengolahan kakao": ("23432", "22322", "3243-", "23332"),
            "Furnitur rotan": ("22322", "12312", "22222", "23323"),
        }
    ),
    ends_in="closed",
)  # fmt: skip
