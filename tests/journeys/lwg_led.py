"""The steps of the journey of a plan led by a working group, each as a person would do it on her page."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from tests.factories import IndustryFactory
from tests.journeys.person import Person, form_with
from tests.workflows.conftest import Scene
from workflows.models import Case, Task
from workflows.reminders import open_rounds

SECTIONS = {
    "stakeholders": {"stakeholders-rows-0-name": "Koperasi Contoh", "stakeholders-rows-0-offer": "Bahan baku"},
    "supply_chain": {
        "supply_chain-rows-0-name": "Bahan baku",
        "supply_chain-rows-0-price": "25.000",
        "supply_chain-rows-1-name": "Pembeli",
        "supply_chain-rows-1-price": "150.000",
        "supply_chain-rows-1-bottleneck": "Mutu belum seragam",
    },
    "problems": {"problems-rows-0-text": "Mutu belum seragam"},
    "objective": {
        "objective-objective": "Pelaku IKM bertransaksi dengan pembeli modern",
        "objective-rows-0-rung": "capability",
        "objective-rows-0-target_count": "20",
    },
    "targets": {
        "targets-new-0-name": "IKM Contoh Satu",
        "targets-new-0-owner_sex": "female",
        "targets-new-0-baseline_turnover": "1.500.000",
        "targets-new-0-baseline_year": "2026",
    },
    "enterprise_actions": {"enterprise_actions-rows-0-text": "Mencatat penjualan harian"},
    "indicators": {
        "indicators-rows-0-text": "Jumlah IKM yang memenuhi standar",
        "indicators-rows-0-target": "20",
        "indicators-rows-0-means_of_verification": "Berita acara uji mutu",
    },
    "budget": {
        "budget-rows-0-source": "apbd_regency",
        "budget-rows-0-fiscal_year": "2026",
        "budget-rows-0-proposed": "250.000.000",
    },
}


def activity_answers(scene: Scene, plan) -> dict:
    """The section of activities: one training by the first member's institution, which answers the first problem."""
    today = timezone.localdate()
    return {
        "activities-rows-0-title": "Pelatihan mutu",
        "activities-rows-0-institution": str(scene.seats[1].institution_id),
        "activities-rows-0-problem": str(plan.problems.get(rank=1).pk),
        "activities-rows-0-starts_on": today.isoformat(),
        "activities-rows-0-ends_on": (today + timedelta(days=60)).isoformat(),
        "activities-rows-0-cost": "Rp 250.000.000",
        "activities-rows-0-funding_source": "apbd_regency",
    }


class Journey:
    """One plan on its way, with everybody logged in."""

    def __init__(self, scene: Scene, smis: Sequence[str] = ()):
        self.scene = scene
        self.more_smis = {f"targets-new-{n}-name": name for n, name in enumerate(smis[1:], 1)}
        self.coordinator = Person(scene.coordinator)
        self.members = [Person(user) for user in scene.members]
        self.head, self.budget_officer = Person(scene.head), Person(scene.budget_officer)
        self.facilitator, self.evaluator = Person(scene.facilitator), Person(scene.evaluator)
        self.reviewer = Person(scene.reviewer)

    def open(self, step: str) -> list[Task]:
        return list(self.case.tasks.open().filter(flow_task__endswith=f".{step}").order_by("id"))

    def only(self, step: str) -> Task:
        (task,) = self.open(step)
        return task

    @property
    def stage(self) -> str:
        self.case.refresh_from_db()
        return self.case.stage

    def start(self) -> None:
        industry = IndustryFactory()
        address = reverse("workflows:start")
        form = form_with(self.coordinator.get(address), "title")
        answer = self.coordinator.send(
            address,
            form,
            industry=str(industry.pk),
            title="LIAP Contoh",
            starts_on="2026-01-01",
            ends_on="2027-12-31",
        )
        assert answer.status_code == 302, answer.content.decode()[:2000]
        self.case = Case.objects.get(plan__title="LIAP Contoh")

    def diagnose(self) -> None:
        for person in self.members:
            task = self.case.tasks.open().get(owner=person.user)
            person.do(task, **SECTIONS[task.data["section"]])
        self.coordinator.do(self.only("review_diagnosis"), decision="agreed")

    def draft(self) -> None:
        for task in self.open("draft"):
            section = task.data["section"]
            plan = self.case.plan
            answers = activity_answers(self.scene, plan) if section == "activities" else SECTIONS[section]
            answers = answers | self.more_smis if section == "targets" else answers
            self.members[0].do(task, **answers, minutes="45")
        self.coordinator.do(self.only("review"), decision="agreed")

    def decide(self, held_on: date | None = None) -> None:
        task = self.only("decide")
        present = [str(m.pk) for user in self.scene.members for m in user.memberships.all()]
        day = (held_on or timezone.localdate()).isoformat()
        self.coordinator.do(task, decision="agreed", place="Balai Contoh", present=present, held_on=day)

    def approve(self) -> None:
        self.budget_officer.do(self.only("budget_check"), decision="approved")
        self.head.do(self.only("head_decision"), decision="approved")

    def carry_out(self) -> None:
        person = self.members[0]
        person.do(self.only("answer"), decision="accepted")
        person.do(
            self.only("carry_out"), decision="done", done_on=timezone.localdate().isoformat(), evidence="Daftar hadir"
        )

    def hold_round(self, today: date) -> None:
        open_rounds(today)
        indicator = self.case.plan.indicators.get()
        task = self.only("report_indicators")
        page = form_with(self.facilitator.get(reverse("workflows:task", args=[task.pk])), "complete")
        value = next(name for name in sorted(page.names) if name.endswith(f"{indicator.pk}-value"))
        self.facilitator.do(task, **{value: "5"})
        self.budget_officer.do(self.only("report_money"))
        self.coordinator.do(self.only("review_meeting"), decision="on_track", place="Daring")

    def evaluate(self) -> None:
        indicator = self.case.plan.indicators.get()
        prefix = f"indicator-{indicator.pk}"
        self.evaluator.do(
            self.only("verdicts"),
            **{
                f"{prefix}-value": "achieved",
                f"{prefix}-actual": "20",
                f"{prefix}-evidence": "Berita acara uji mutu",
                f"{prefix}-reason": "",
            },
        )
        ratings = {"relevance": "high", "effectiveness_impact": "fair", "efficiency": "fair", "sustainability": "fair"}
        answers = {f"rating-{criterion}-rating": rating for criterion, rating in ratings.items()}
        reasons = {f"rating-{criterion}-reason": "Menurut penilai" for criterion in ratings}
        self.evaluator.do(
            self.only("ratings"),
            **answers,
            **reasons,
            **{
                "measure-cost_planned": "351",
                "measure-cost_actual": "382",
                "measure-months_planned": "36",
                "measure-months_actual": "37",
                "lessons-lessons": "Manfaatkan sistem yang sudah ada",
                "recommendations-0-statement": "Catat omzet secara berkala",
            },
        )
