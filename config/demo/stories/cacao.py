"""Palu, cacao processing: under evaluation; 16 producers at completion, 26 at the evaluation of 2021."""

from datetime import date

from config.demo.days import ago
from config.demo.report import BEGINNING, COMPLETION, EX_POST, INDUSTRIES, PLANNED_END
from config.demo.stories.usual import (
    NO_BOOKS,
    REPLAY,
    by_round,
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

FACTS = INDUSTRIES["cacao"]
AT_COMPLETION, AT_EX_POST = FACTS["completion"], FACTS["ex_post"]
SMIS = smis("Olahan Cokelat", AT_EX_POST, women_own=22, turnover=30)

CONTENT = {
    "stakeholders": stakeholders(
        ("Pengolah cokelat rumahan", "Nilai tambah dari biji kakao", "high", "Produk olahan dan resep"),
        ("Petani kakao", "Harga biji fermentasi yang layak", "medium", "Biji kering fermentasi"),
        ("Toko modern dan oleh-oleh", "Produk berlabel dan berizin", "high", "Rak penjualan"),
        ("Perguruan tinggi", "Penelitian pangan", "medium", "Uji gizi dan pelatihan pengolahan"),
    ),
    "supply_chain": chain(
        ("Biji kakao", "Petani Sulawesi Tengah", 32_000, "Sebagian besar tidak difermentasi"),
        ("Pasta dan lemak kakao", "Rumah produksi", 78_000, "Mesin pengolah terbatas"),
        ("Cokelat batang dan minuman", "IKM", 140_000, "Rasa dan tekstur belum tetap"),
        ("Toko modern", "Pengecer", 190_000, "Izin edar, label gizi, dan kemasan belum lengkap"),
    ),
    "problems": problems(
        ("Produk belum memenuhi syarat pasar modern (izin, label, kemasan)", 4),
        ("Mutu pengolahan belum tetap", 3),
        ("Mesin pengolah bersama belum ada", 2),
        ("Biji fermentasi sulit didapat", 1),
    ),
    "objective": {
        "background": f"{REPLAY} Sulawesi Tengah menghasilkan kakao, tetapi hampir semuanya dijual sebagai biji.",
        "profile": "Pengolah cokelat skala rumah tangga; sebagian besar pelakunya perempuan.",
        "objective": "Pengolah kakao masuk dan bertahan dalam transaksi dengan pembeli segmen modern.",
        "risks": "Harga biji naik dan mesin bersama tidak terawat.",
        "rows": [
            {"rung": FACTS["rung"], "description": "Transaksi yang masuk dan berlanjut dengan saluran segmen modern",
             "target_count": AT_COMPLETION, "due_on": PLANNED_END}
        ],
    },
    "targets": targets(SMIS, 2013),
    "activities": activities(
        ("Pelatihan pengolahan cokelat", "kampus", 2, date(2014, 2, 3), date(2014, 7, 31), 26, "orang", 75,
         "apbn_deconcentration", ""),
        ("Izin edar, halal, dan uji gizi", "kantor", 1, date(2014, 6, 2), date(2015, 6, 30), 16, "IKM", 64,
         "apbd_province", ""),
        ("Rumah produksi bersama", "dinas", 3, date(2014, 9, 1), date(2015, 12, 18), 1, "unit", 450,
         "dak_physical", ""),
        ("Kemasan dan kurasi toko modern", "koperasi", 1, date(2015, 3, 2), date(2016, 3, 31), 16, "IKM", 55,
         "apbd_regency", "2"),
    ),
    "enterprise_actions": promises(("Memakai biji fermentasi dan mencatat pembelian", date(2015, 12, 31))),
    "indicators": indicators(
        ("IKM yang bertransaksi dengan segmen modern", "purpose", "effectiveness_impact", "IKM", 0, AT_COMPLETION,
         "Faktur dan kontrak pasokan"),
        ("Omzet dan saluran pemasaran IKM meningkat", "overall_goal", "effectiveness_impact", "IKM", None, None,
         "Laporan keuangan IKM"),
    ),
    "budget": budget(
        (1, "apbn_deconcentration", 2014, 75, 75),
        (2, "apbd_province", 2014, 64, 60),
        (3, "dak_physical", 2015, 450, 450),
        (4, "apbd_regency", 2015, 55, None),
    ),
}  # fmt: skip

STORY = Story(
    key="cacao",
    place="palu",
    industry=FACTS["industry"],
    title="LIAP Pengolahan Kakao Kota Palu",
    starts_on=BEGINNING,
    began_on=date(2013, 9, 16),
    ends_on=PLANNED_END,
    smis=SMIS,
    content=CONTENT,
    rounds=(date(2016, 1, 1), date(2021, 7, 1)),
    answers={
        **usual(
            date(2014, 1, 22),
            place="Kantor Dinas, Palu",
            comment="Catat pelaku perempuan sejak awal; sebagian besar pengolah cokelat adalah perempuan.",
        ),
        **carried_out(),
        "report_indicators": by_round(
            measured(COMPLETION, {1: AT_COMPLETION, 2: NO_BOOKS}, {FACTS["rung"]: AT_COMPLETION}, date(2015, 12, 31)),
            measured(EX_POST, {1: AT_EX_POST, 2: NO_BOOKS}, {FACTS["rung"]: AT_EX_POST}),
        ),
        "report_money": by_round(spent({1: 75, 2: 58, 3: 470}), spent({1: 75, 2: 58, 3: 470, 4: 61})),
        "review_meeting": by_round(
            reviewed(date(2016, 4, 19), "Palu"),
            reviewed(date(2021, 8, 31), "Telepon dan surel", "Pembukuan IKM tetap belum tersedia."),
        ),
        "finish": {"remark": REPLAY},
        "verdicts": judged(
            {
                1: {"value": "achieved", "actual": AT_EX_POST, "evidence": "Daftar kasus berhasil tahun 2021 (contoh)",
                    "reason": f"{AT_COMPLETION} IKM saat proyek selesai, {AT_EX_POST} IKM pada evaluasi."},
                2: {"value": "unverified", "reason": NO_BOOKS},
            }
        ),
        "ratings": rated(
            {
                "relevance": ("high", "Sesuai dengan pengembangan kakao Sulawesi Tengah."),
                "effectiveness_impact": ("fair", "Transaksi bertambah; omzet tidak dapat diverifikasi."),
                "efficiency": ("fair", "Biaya melebihi rencana."),
                "sustainability": ("fair", "UPT cokelat sudah ada, anggaran pendampingan belum tetap."),
            },
            aspects={
                "relevance": {"needs": "Pengolah meminta jalan ke toko modern (contoh)."},
                "sustainability": {
                    "organisation": "Provinsi membentuk unit pelaksana teknis (UPT) untuk cokelat.",
                    "finance": "Anggaran pendampingan belum tetap (contoh).",
                },
            },
            impacts="Sebagian besar pelaku usaha kakao adalah perempuan, walaupun tidak direncanakan. "
            "Provinsi membentuk unit pelaksana teknis (UPT) untuk cokelat.",
        ),
        "comment": lambda task: {"comment": "Setuju; tambahkan data pembeli pada tindak lanjut."}
        if task.seat.title in ("Anggota 2", "Anggota 3", "Anggota 6")
        else None,
    },
    moments={"finish": ago(24)},
    is_questioned=True,
    weighed=Weighed(
        scores={
            "Pengolahan kakao": ("55544", "45545", "54454", "44535", "55445"),
            "Furnitur rotan": ("34532", "43442", "34533", "5343-", "33542"),
            "Kerajinan emas dan perak": ("22233", "32223", "-----", "23122", "2222-"),
        }
    ),
    ends_in="evaluation",
)  # fmt: skip
