"""South Sulawesi, gold and silver craft: suspended during the diagnosis, because of COVID-19."""

from datetime import date

from config.demo.report import INDUSTRIES
from config.demo.stories.usual import REPLAY
from config.demo.story import Story, smis, stakeholders

FACTS = INDUSTRIES["gold_silver"]

STORY = Story(
    key="gold_silver",
    place="sulsel",
    industry=FACTS["industry"],
    title="LIAP Kerajinan Emas dan Perak Sulawesi Selatan",
    starts_on=date(2020, 1, 1),
    ends_on=date(2021, 12, 31),
    smis=smis("Emas Perak", 5, women_own=1, turnover=75),
    content={
        "stakeholders": stakeholders(
            ("Perajin emas dan perak", "Pesanan perhiasan daerah", "high", "Keterampilan"),
            ("Dekranasda", "Promosi kerajinan", "medium", "Pameran"),
        )
    },
    answers={"diagnose": lambda task: {} if task.data["section"] == "stakeholders" else None},
    suspended_for=f"Persiapan dihentikan sementara karena pandemi COVID-19. {REPLAY}",
    began_on=date(2020, 2, 3),
    ends_in="suspended",
)
