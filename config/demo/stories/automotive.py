"""Pasuruan, automotive parts: adopted the model on its own request; in the middle of the diagnosis."""

from datetime import date

from config.demo.days import ago
from config.demo.report import INDUSTRIES
from config.demo.story import Answers, Story, Weighed, chain, smis, stakeholders

FACTS = INDUSTRIES["automotive"]

CONTENT = {
    "stakeholders": stakeholders(
        ("Bengkel logam", "Pesanan komponen dari pabrik", "high", "Mesin dan tenaga"),
        ("Pabrik perakit", "Komponen yang tepat ukuran", "high", "Gambar teknik"),
        ("Koperasi logam", "Pembelian bahan bersama", "medium", "Gudang bahan"),
    ),
    "supply_chain": chain(
        ("Pelat dan besi cor", "Pemasok", 18_000, "Pembelian eceran"),
        ("Pencetakan", "Bengkel", 45_000, "Cetakan aus"),
        ("Penyelesaian", "Bengkel", 62_000, ""),
    ),
}


def _first_shares(task) -> Answers | None:
    """The stakeholders are written and one member wrote on the chain; the others are still at it."""
    if task.data["section"] == "stakeholders":
        return {}
    siblings = task.process.task_set.filter(flow_task=task.flow_task, status="DONE", data__section="supply_chain")
    return {} if task.data["section"] == "supply_chain" and not siblings.exists() else None


STORY = Story(
    key="automotive",
    place="pasuruan",
    industry=FACTS["industry"],
    title="LIAP Komponen Otomotif dan Logam Kota Pasuruan",
    starts_on=date(2027, 1, 1),
    ends_on=date(2028, 12, 31),
    smis=smis("Logam Pasuruan", 6, women_own=0, turnover=120),
    content=CONTENT,
    answers={"diagnose": _first_shares},
    rules={
        "note": "Contoh: pemeriksaan anggaran dipercepat setelah musim anggaran 2026.",
        "days": {("approval", "budget_check"): 7},
    },
    began_on=ago(16),
    weighed=Weighed(
        scores={"Komponen otomotif": ("45443", "554--"), "Logam": ("44433", "44---"), "Alas kaki": ("32323", "-----")},
        is_open=True,
    ),
    ends_in="planning",
)
