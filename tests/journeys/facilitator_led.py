"""The steps of the journey of a plan led by a facilitator, each as one of three people would do it on a page."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from liap.outcomes.defaults import load_rules
from liap.people.models import Role
from tests.factories import IndustryFactory, OrganisationFactory, RegionFactory
from tests.journeys.lwg_led import SECTIONS
from tests.journeys.person import Person, form_with
from tests.workflows.conftest import appoint
from workflows.models import Case, Task
from workflows.reminders import open_rounds

SMIS = [f"IKM Contoh {number}" for number in ("Satu", "Dua", "Tiga")]


class LightJourney:
    """One plan on its way, with facilitator, head of the office and somebody of the ministry logged in."""

    def __init__(self, smis: int = 3):
        load_rules()
        self.smis = SMIS[:smis]
        self.region = RegionFactory()
        self.office = OrganisationFactory(region=self.region, kind="industry_office")
        ministry = OrganisationFactory(region=None, kind="ministry")
        self.facilitator = Person(appoint(self.office, Role.FACILITATOR))
        self.head = Person(appoint(self.office, Role.OFFICE_HEAD))
        self.reviewer = Person(appoint(ministry, Role.MINISTRY_REVIEWER))

    @property
    def people(self) -> list[Person]:
        return [self.facilitator, self.head, self.reviewer]

    def log_in_again(self) -> None:
        """Everybody logs in anew, as after weeks without a session."""
        for person in self.people:
            person.log_in()

    def only(self, step: str) -> Task:
        (task,) = self.case.tasks.open().filter(flow_task__endswith=f".{step}").order_by("id")
        return task

    def steps(self) -> list[str]:
        return [task.flow_task.name for task in self.case.tasks.human().open().order_by("id")]

    @property
    def stage(self) -> str:
        self.case.refresh_from_db()
        return self.case.stage

    def letter(self, **changed) -> dict:
        today = timezone.localdate()
        return {
            "number": "800.1.11/0042/2026",
            "valid_from": (today - timedelta(days=3)).isoformat(),
            "valid_to": (today + timedelta(days=400)).isoformat(),
            "place": "Kecamatan Contoh",
            **changed,
        }

    def send_start(self, person: Person, **changed):
        industry = IndustryFactory()
        address = reverse("workflows:start_light")
        form = form_with(person.get(address), "number")
        return person.send(address, form, industry=str(industry.pk), title="LIAP Ringan", **self.letter(**changed))

    def start(self) -> None:
        answer = self.send_start(self.facilitator)
        assert answer.status_code == 302, answer.content.decode()[:4000]
        self.case = Case.objects.get(plan__title="LIAP Ringan")
        self.head.do(self.only("assign"), decision="confirmed")

    def visit(self, **steps) -> None:
        address = reverse("workflows:log_visit", args=[self.case.pk])
        form = form_with(self.facilitator.get(address), "visit-found")
        answer = self.facilitator.send(
            address,
            form,
            **{
                "visit-place": "Sentra Contoh",
                "visit-topic": "product",
                "visit-found": "Kemasan belum seragam",
                **steps,
            },
        )
        assert answer.status_code == 302, answer.content.decode()

    def diagnose(self) -> None:
        self.diagnose_without_reading()
        self.head.do(self.only("read_diagnosis"), decision="agreed")

    def diagnose_without_reading(self) -> None:
        targets = {f"targets-new-{n}-name": name for n, name in enumerate(self.smis)}
        answers = {**SECTIONS["supply_chain"], **SECTIONS["problems"], **targets}
        self.facilitator.do(self.only("diagnose"), **answers)
        self.ask("baseline", turnover="up_to_5", channel="neighbourhood", workers="3")

    def ask(self, step: str, **answers) -> None:
        smis = self.case.plan.target_enterprises.values_list("enterprise", flat=True)
        given = {f"smi-{smi}-{name}": value for smi in smis for name, value in answers.items()}
        self.facilitator.do(self.only(step), **given)

    def draft(self, **more) -> None:
        self.facilitator.do(self.only("draft"), **self.drafted(), **more)

    def send_draft(self):
        """Tries to finish the draft; the answer of the page."""
        address = reverse("workflows:task", args=[self.only("draft").pk])
        form = form_with(self.facilitator.get(address), "complete")
        return self.facilitator.send(address, form, "complete", **self.drafted())

    def drafted(self) -> dict:
        plan, today = self.case.plan, timezone.localdate()
        activity = {
            "activities-rows-0-title": "Pelatihan mutu",
            "activities-rows-0-institution": str(self.office.pk),
            "activities-rows-0-problem": str(plan.problems.get(rank=1).pk),
            "activities-rows-0-starts_on": today.isoformat(),
            "activities-rows-0-ends_on": (today + timedelta(days=60)).isoformat(),
            "activities-rows-0-cost": "Rp 250.000.000",
            "activities-rows-0-funding_source": "apbd_regency",
        }
        sections = {**SECTIONS["objective"], **SECTIONS["enterprise_actions"], **SECTIONS["indicators"]}
        return {**sections, **activity, **self.meeting()}

    def meeting(self) -> dict:
        present = [str(pk) for pk in self.case.plan.target_enterprises.values_list("enterprise", flat=True)]
        return {"meeting-place": "Balai Desa Contoh", "meeting-present": present}

    def approve(self) -> None:
        self.head.do(self.only("head_decision"), decision="approved")

    def report_month(self, today: date, *, done: bool = False) -> None:
        self.log_in_again()
        open_rounds(today)
        if "check" in self.steps():
            self.ask("check", turnover="up_to_25", channel="modern", workers="4")
        answers = {}
        if done:
            activity = self.case.plan.activities.get()
            prefix = f"activity-{activity.pk}"
            answers = {
                f"{prefix}-state": "done",
                f"{prefix}-done_on": timezone.localdate().isoformat(),
                f"{prefix}-evidence": "Daftar hadir",
            }
        indicator = self.case.plan.indicators.get()
        report = self.case.tasks.open().filter(flow_task__endswith=".report").order_by("id").first()
        self.facilitator.do(report, **answers, **{f"indicator-{indicator.pk}-value": "12"})

    def evaluate(self) -> None:
        self.ask("check", turnover="up_to_25", channel="modern", workers="4", product="better", place="same")
        indicator = self.case.plan.indicators.get()
        prefix = f"indicator-{indicator.pk}"
        ratings = {"relevance": "high", "effectiveness_impact": "fair", "efficiency": "fair", "sustainability": "fair"}
        self.reviewer.do(
            self.only("judge"),
            **{
                f"{prefix}-value": "achieved",
                f"{prefix}-actual": "20",
                f"{prefix}-evidence": "Berita acara uji mutu",
                **{f"rating-{criterion}-rating": rating for criterion, rating in ratings.items()},
                **{f"rating-{criterion}-reason": "Menurut penilai" for criterion in ratings},
                "measure-cost_planned": "351",
                "measure-cost_actual": "382",
                "measure-months_planned": "36",
                "measure-months_actual": "37",
                "lessons-lessons": "Label bersama lebih murah",
                "recommendations-0-statement": "Lanjutkan tiga pertanyaan",
            },
        )
