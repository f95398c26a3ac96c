"""Pontianak, aloe processing: under evaluation, started late, so that it is too early to judge."""

from datetime import date

from config.demo.days import ago
from config.demo.report import COMPLETION, INDUSTRIES
from config.demo.stories.usual import NO_BOOKS, REPLAY, carried_out, judged, measured, reviewed, spent, usual
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

FACTS = INDUSTRIES["aloe"]
SMIS = smis("Lidah Buaya", 8, women_own=7, turnover=36)
LATE = "LIAP dimulai pada tahap akhir proyek dan masih berjalan; terlalu dini untuk dinilai."

CONTENT = {
    "stakeholders": stakeholders(
        ("Pengolah lidah buaya", "Produk yang tahan lama", "high", "Produk minuman dan makanan"),
        ("Petani lidah buaya", "Pembelian yang tetap", "medium", "Pelepah segar"),
        ("Toko oleh-oleh", "Produk khas Pontianak", "medium", "Rak penjualan"),
    ),
    "supply_chain": chain(
        ("Pelepah", "Petani", 3_000, "Panen tidak menentu"),
        ("Gel bersih", "IKM", 12_000, "Cepat rusak"),
        ("Minuman dan dodol", "IKM", 25_000, "Masa simpan pendek"),
        ("Oleh-oleh", "Toko", 35_000, "Kemasan seragam belum ada"),
    ),
    "problems": problems(
        ("Masa simpan produk pendek", 3),
        ("Kemasan dan label belum menarik", 4),
        ("Pasokan pelepah tidak tetap", 1),
    ),
    "objective": {
        "background": f"{REPLAY} Lidah buaya adalah komoditas khas Kota Pontianak.",
        "profile": "Pengolah rumah tangga, sebagian besar dijalankan perempuan (gambaran contoh).",
        "objective": "Pengolah lidah buaya bertransaksi dengan toko di luar pasar tradisional.",
        "risks": "Tenaga Dinas terbatas dan sering berganti.",
        "rows": [
            {"rung": FACTS["rung"], "description": "Transaksi pertama dengan toko modern", "target_count": 8,
             "due_on": date(2016, 12, 31)}
        ],
    },
    "targets": targets(SMIS, 2015),
    "activities": activities(
        ("Pelatihan pengawetan dan higiene", "kampus", 1, date(2016, 1, 11), date(2016, 3, 18), 8, "IKM", 40,
         "apbd_regency", ""),
        ("Desain kemasan bersama", "asosiasi", 2, date(2016, 2, 1), date(2016, 4, 22), 1, "paket", 30,
         "apbd_province", ""),
        ("Kesepakatan pasokan dengan petani", "kantor", 3, date(2016, 2, 1), date(2016, 4, 15), 1, "kesepakatan", 0,
         "", ""),
    ),
    "enterprise_actions": promises(("Mengikuti uji masa simpan", date(2016, 4, 30))),
    "indicators": indicators(
        ("IKM yang mencapai tujuan LIAP", "purpose", "effectiveness_impact", "IKM", 0, 8, "Nota penjualan ke toko"),
        ("Omzet dan saluran pemasaran IKM meningkat", "overall_goal", "effectiveness_impact", "IKM", None, None,
         "Laporan keuangan IKM"),
    ),
    "budget": budget((1, "apbd_regency", 2016, 40, 40), (2, "apbd_province", 2016, 30, None)),
}  # fmt: skip

STORY = Story(
    key="aloe",
    place="pontianak",
    industry=FACTS["industry"],
    title="LIAP Pengolahan Lidah Buaya Kota Pontianak",
    starts_on=date(2015, 4, 1),
    ends_on=date(2016, 12, 31),
    smis=SMIS,
    content=CONTENT,
    rounds=(date(2016, 1, 1),),
    answers={
        **usual(date(2015, 11, 25), place="Kantor Dinas, Pontianak"),
        **carried_out(),
        "report_indicators": measured(COMPLETION, {1: LATE, 2: NO_BOOKS}, {}),
        "report_money": spent({1: 39}),
        "review_meeting": reviewed(date(2016, 4, 26), "Pontianak", LATE),
        "finish": {"remark": LATE},
        "verdicts": judged(
            {1: {"value": "too_early", "reason": LATE}, 2: {"value": "too_early", "reason": LATE}},
        ),
    },
    began_on=ago(330),
    moments={"finish": ago(16)},
    ends_in="evaluation",
)
