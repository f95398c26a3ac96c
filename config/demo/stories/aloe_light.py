"""Pontianak, aloe once more: the region without staff for a working group tries it with one facilitator.

All of it is sample. Its days follow the day on which the demonstration is loaded, so that there is work to do.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from config.demo.report import INDUSTRIES
from config.demo.story import Answers, Story, chain, smis

TODAY = timezone.localdate()
LAST_MONTH = (TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)
BEGINNING = LAST_MONTH - timedelta(days=10)
END = BEGINNING + timedelta(days=364)
SMIS = smis("Dodol Lidah Buaya", 6, women_own=5, turnover=42)


def _in(days: int) -> date:
    return TODAY + timedelta(days=days)


def _asked(turnover: str, channel: str) -> Any:
    """The three answers of every SMI; the last one could not be reached and stays empty."""

    def answer(task: Any) -> Answers:
        targets = list(task.case.plan.target_enterprises.order_by("enterprise__name"))
        return {
            f"smi-{row.enterprise_id}": {"turnover": turnover, "channel": channel, "workers": 2 + number % 3}
            for number, row in enumerate(targets[:-1])
        }

    return answer


def _step(task: Any) -> Answers | None:
    done = task.data["title"].startswith("Meminta contoh")
    return {"result": "Tiga contoh kemasan diterima dari dua pemasok."} if done else None


def _month(task: Any) -> Answers:
    indicator = task.case.plan.indicators.get(number=1)
    return {
        "remark": {"remark": "Dua IKM menunggu hasil uji masa simpan."},
        f"indicator-{indicator.pk}": {"value": 1},
    }


DIAGNOSIS = {
    "supply_chain-rows": chain(
        ("Pelepah", "Petani", 3_000, ""),
        ("Dodol", "IKM", 28_000, "Masa simpan pendek"),
        ("Oleh-oleh", "Toko", 40_000, "Label belum lengkap"),
    ),
    "problems-rows": {
        "rows": [
            {"rank": 1, "text": "Masa simpan dodol kurang dari dua minggu"},
            {"rank": 2, "text": "Label belum memenuhi syarat toko modern"},
        ]
    },
    "targets-rows": {"rows": [{"enterprise": row["name"]} for row in SMIS]},
}
PLAN = {
    "objective": "Pengolah dodol lidah buaya bertransaksi dengan satu toko modern.",
    "risks": "Hasil uji masa simpan terlambat.",
    "objective-rows": {"rows": [{"rung": "first_transaction", "description": "Pesanan pertama", "target_count": 4}]},
    "activities-rows": {
        "rows": [
            {"number": 1, "title": "Uji masa simpan dan kemasan", "institution": "Politeknik Contoh Pontianak",
             "problem": 1, "starts_on": BEGINNING, "ends_on": _in(40), "cost": 12_000_000,
             "funding_source": "apbd_regency"},
            {"number": 2, "title": "Label bersama dan izin edar", "institution": "Dekranasda Kota Pontianak",
             "problem": 2, "starts_on": BEGINNING, "ends_on": _in(90), "cost": 8_000_000, "funding_source": "private"},
        ]
    },
    "enterprise_actions-rows": {"rows": [{"text": "Mencatat penjualan harian", "due_on": _in(120)}]},
    "indicators-rows": {
        "rows": [
            {"number": 1, "text": "IKM dengan pesanan dari toko modern", "unit": "IKM", "baseline": 0, "target": 4,
             "means_of_verification": "Salinan pesanan"}
        ]
    },
    "meeting": {"held_on": BEGINNING, "place": "Balai Kelurahan Contoh", "present": "all"},
}  # fmt: skip

STORY = Story(
    key="aloe_light",
    place="pontianak",
    industry=INDUSTRIES["aloe"]["industry"],
    title="LIAP Ringan Dodol Lidah Buaya Kota Pontianak",
    starts_on=BEGINNING,
    ends_on=END,
    smis=SMIS,
    content={},
    letter={
        "number": "800.1.11/CONTOH/2026",
        "dated_on": BEGINNING,
        "valid_from": BEGINNING,
        "valid_to": END,
        "place": "Kecamatan Pontianak Utara (contoh)",
        "contact": "Ketua Kelompok Dodol Contoh",
    },
    rounds=(LAST_MONTH,),
    visits=(
        {"visited_on": LAST_MONTH + timedelta(days=5), "place": "Sentra dodol", "topic": "product", "smis": 3,
         "found": "Dodol berjamur setelah sepuluh hari; kemasan tidak kedap.", "advice": "Coba kemasan kedap udara.",
         "steps": [("Meminta contoh kemasan dari pemasok", LAST_MONTH + timedelta(days=12), "facilitator")]},
        {"visited_on": LAST_MONTH + timedelta(days=16), "place": "Rumah produksi", "topic": "permit", "smis": 2,
         "found": "Label belum memuat tanggal kedaluwarsa.", "advice": "Gunakan satu rancangan label bersama.",
         "steps": [("Membawa rancangan label ke pertemuan IKM", _in(6), "facilitator"),
                   ("Surat kepada balai uji", _in(9), "office_head")]},
    ),
    answers={
        "assign": {"decision": "confirmed"},
        "diagnose": DIAGNOSIS,
        "baseline": _asked("up_to_5", "traditional"),
        "read_diagnosis": {"decision": "agreed"},
        "draft": PLAN,
        "head_decision": {"decision": "approved"},
        "next_step": _step,
        "check": _asked("up_to_25", "modern"),
        "report": _month,
    },
    moments={"head_decision": LAST_MONTH},
    ends_in="implementation",
)  # fmt: skip
