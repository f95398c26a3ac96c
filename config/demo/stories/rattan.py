"""Palu, rattan furniture: in implementation; five SMIs were capable, none had sold, twenty had in 2021."""

from datetime import date

from config.demo.days import ago, this_quarter
from config.demo.report import BEGINNING, COMPLETION, EX_POST, INDUSTRIES
from config.demo.stories.usual import NO_BOOKS, REPLAY, by_round, carried_out, measured, reviewed, spent, usual
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

FACTS = INDUSTRIES["rattan"]
CAPABLE, SOLD, SOLD_LATER = FACTS["capable"], FACTS["completion"], FACTS["ex_post"]
SMIS = smis("Mebel Rotan", SOLD_LATER, women_own=3, turnover=48)

CONTENT = {
    "stakeholders": stakeholders(
        ("Perajin rotan", "Pesanan tetap di luar pasar lokal", "high", "Keterampilan anyam"),
        ("Pengumpul rotan", "Penjualan rotan mentah", "medium", "Bahan baku terpilih"),
        ("Pembeli segmen modern", "Mutu yang seragam", "high", "Standar produk dan pesanan percobaan"),
        ("Asosiasi mebel", "Nama daerah di pameran", "medium", "Ruang pamer"),
    ),
    "supply_chain": chain(
        ("Rotan mentah", "Pengumpul di Sulawesi Tengah", 9_000, "Kadar air tinggi"),
        ("Pengolahan batang", "Rumah asap", 16_000, "Alat pengering kurang"),
        ("Rangka dan anyaman", "Perajin", 350_000, "Ukuran dan sambungan tidak seragam"),
        ("Hotel, kantor, toko", "Pembeli segmen modern", 620_000, "Belum ada pesanan"),
    ),
    "problems": problems(
        ("Produk belum memenuhi standar pembuatan yang disepakati Kelompok Kerja", 3),
        ("Belum ada pembeli segmen modern", 4),
        ("Kadar air bahan baku tidak terkendali", 2),
    ),
    "objective": {
        "background": f"{REPLAY} Rotan Sulawesi Tengah sebagian besar keluar daerah sebagai bahan mentah.",
        "profile": "Perajin rotan dengan alat tangan di Kota Palu dan sekitarnya (gambaran contoh).",
        "objective": "Perajin rotan mampu membuat menurut standar dan bertransaksi dengan pembeli segmen modern.",
        "risks": "Kemampuan tercapai tetapi transaksi tidak mengikuti.",
        "rows": [
            {"rung": "capability", "description": "Mampu membuat menurut standar Kelompok Kerja",
             "target_count": SOLD_LATER, "due_on": date(2015, 12, 31)},
            {"rung": FACTS["rung"], "description": "Transaksi dengan pembeli segmen modern",
             "target_count": SOLD_LATER, "due_on": EX_POST},
        ],
    },
    "targets": targets(SMIS, 2013),
    "activities": activities(
        ("Pelatihan standar pembuatan mebel rotan", "asosiasi", 1, date(2014, 6, 2), date(2015, 3, 31), 20, "orang",
         110, "apbn_deconcentration", ""),
        ("Oven pengering rotan", "dinas", 3, date(2014, 8, 4), date(2015, 6, 30), 1, "unit", 180, "dak_physical", ""),
        ("Pameran dan temu pembeli", "kantor", 2, date(2015, 4, 1), date(2016, 3, 31), 2, "kali", 70, "apbd_province",
         "1"),
        ("Sarana Sentra Industri Kecil rotan", "dinas", 1, date(2017, 1, 2), date(2020, 12, 18), 1, "sentra", 900,
         "dak_physical", "2"),
        ("Pendampingan pemasaran ke segmen modern", "asosiasi", 2, date(2019, 1, 7), ago(12), 20, "IKM", 60,
         "apbd_regency", "3"),
    ),
    "enterprise_actions": promises(("Menyerahkan contoh kursi menurut standar", date(2015, 9, 30))),
    "indicators": indicators(
        ("IKM yang mampu membuat menurut standar", "output", "effectiveness_impact", "IKM", 0, SOLD_LATER,
         "Hasil pemeriksaan contoh oleh Kelompok Kerja"),
        ("IKM yang bertransaksi dengan segmen modern", "purpose", "effectiveness_impact", "IKM", 0, SOLD_LATER,
         "Surat pesanan dan faktur"),
        ("Omzet dan saluran pemasaran IKM meningkat", "overall_goal", "effectiveness_impact", "IKM", None, None,
         "Laporan keuangan IKM"),
    ),
    "budget": budget(
        (1, "apbn_deconcentration", 2014, 110, 110),
        (2, "dak_physical", 2014, 180, 180),
        (3, "apbd_province", 2015, 70, 65),
        (4, "dak_physical", 2017, 900, 850),
        (5, "apbd_regency", 2019, 60, None),
    ),
}  # fmt: skip

STORY = Story(
    key="rattan",
    place="palu",
    industry=FACTS["industry"],
    title="LIAP Furnitur Rotan Kota Palu",
    starts_on=BEGINNING,
    ends_on=ago(-120),
    smis=SMIS,
    content=CONTENT,
    rounds=(date(2016, 1, 1), date(2021, 7, 1)),
    answers={
        **usual(date(2014, 4, 23), place="Kantor Dinas, Palu"),
        **carried_out(),
        "report_indicators": by_round(
            measured(
                COMPLETION, {1: CAPABLE, 2: SOLD, 3: NO_BOOKS}, {"capability": CAPABLE, FACTS["rung"]: SOLD},
                date(2015, 9, 30),
            ),
            measured(
                EX_POST, {1: "Tidak dihitung kembali pada evaluasi 2021.", 2: SOLD_LATER, 3: NO_BOOKS},
                {FACTS["rung"]: SOLD_LATER},
            ),
        ),
        "report_money": by_round(spent({1: 104, 2: 178, 3: 66})),
        "review_meeting": by_round(
            reviewed(
                date(2016, 4, 19), "Palu",
                "Lima IKM mampu menurut standar, tetapi belum ada transaksi dengan segmen modern.",
                ("Mengajukan sarana Sentra Industri Kecil rotan", "Koordinator"),
                ("Mengundang tiga pembeli segmen modern", "Anggota 4"),
            )
        ),
        "correct": lambda task: {"result": "Usulan sarana sentra disampaikan kepada provinsi."}
        if task.seat.title == "Koordinator"
        else {"result": "Tiga pembeli diundang; dua meminta contoh produk."},
    },
    # In implementation a round is due for every quarter, so the replay keeps within this one.
    began_on=ago(80),
    moments={"head_decision": this_quarter()},
    weighed=Weighed(
        scores={
            "Furnitur rotan": ("34542", "43543", "34533", "53432", "34542"),
            "Pengolahan kakao": ("55544", "45545", "54454", "44535", "55445"),
        },
        reason="Contoh: kakao sudah didampingi dengan LIAP tersendiri; rotan adalah bahan baku unggulan berikutnya.",
    ),
    ends_in="implementation",
)  # fmt: skip
