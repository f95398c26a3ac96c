"""A region with its people and a case in each stage of its life, and the answers that they give in each step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from config.demo.filling import filled
from liap.outcomes.defaults import load_rules
from liap.people.models import Role, User
from liap.plans.actions import start_plan
from liap.plans.models import Activity, Criterion, Plan, Section
from tests.factories import IndustryFactory, OrganisationFactory, UserFactory
from tests.workflows.conftest import Scene, appoint, make_scene
from workflows import actions, reminders
from workflows.assignment import candidates
from workflows.effects import DIAGNOSIS
from workflows.models import Case, Task

BEGINNINGS = ("started", "drafted", "submitted", "approved", "running", "evaluated")
Pick = Callable[[Sequence], Any]


def first(options: Sequence) -> Any:
    """The choice of somebody who never hesitates: everything goes well."""
    return options[0]


@dataclass
class World:
    """Everybody who takes part, and one case per beginning."""

    scene: Scene
    outsider: User  # of an institution elsewhere, which carries out activities
    administrator: User
    cases: dict[str, Case] = field(default_factory=dict)

    @property
    def people(self) -> list[User]:
        scene = self.scene
        named = [scene.coordinator, *scene.members, scene.facilitator, scene.head, scene.budget_officer]
        return [*named, scene.evaluator, scene.reviewer, self.outsider, self.administrator, scene.stranger]

    @transaction.atomic
    def start(self, title: str) -> Case:
        """A new plan of the working group, whose case begins; wholly or, when it is refused, not at all."""
        today = timezone.localdate()
        plan = start_plan(
            self.plan_group(),
            title=title,
            industry=IndustryFactory(),
            starts_on=today,
            ends_on=today + timedelta(days=720),
            by=self.scene.coordinator,
        )
        return actions.start(plan, by=self.scene.coordinator)

    def plan_group(self):
        return self.scene.seats[0].working_group


def make_world() -> World:
    """The cases are brought to their beginnings by the same forms and actions as all that follows."""
    load_rules()
    scene = make_scene(is_started=False)
    institute = OrganisationFactory(region=None, kind="other", name="Balai Contoh")
    world = World(
        scene=scene,
        outsider=appoint(institute, ""),
        administrator=UserFactory(is_superuser=True, is_staff=True),
    )
    for beginning in BEGINNINGS:
        case = world.cases[beginning] = world.start(f"LIAP {beginning}")
        while not _has_begun(case, beginning):
            finish(open_tasks(case)[0], first)
            if beginning == "running" and steps(case)[:1] == ["carry_out"]:
                reminders.open_rounds(timezone.localdate() + timedelta(days=100))
            case = Case.objects.get(pk=case.pk)
    return world


def _has_begun(case: Case, beginning: str) -> bool:
    return {
        "started": True,
        "drafted": steps(case) == ["decide"],
        "submitted": case.stage == "approval",
        "approved": case.stage == "implementation",
        "running": case.processes.filter(stage="round").exists(),
        "evaluated": case.stage == "evaluation",
    }[beginning]


def open_tasks(case: Case) -> list[Task]:
    """The open tasks of people, the ministry's advice first because nobody waits for it."""
    tasks = case.tasks.human().open().select_related("case__plan", "process", "owner")
    return sorted(tasks, key=lambda task: (task.role != Role.MINISTRY_REVIEWER, task.pk))


def steps(case: Case) -> list[str]:
    return [task.flow_task.name for task in open_tasks(case)]


def doer_of(task: Task, pick: Pick) -> User:
    """Somebody who may do the task now, its holder if he still may."""
    meant = list(candidates(task).order_by("pk"))
    return next((user for user in meant if user.pk == task.owner_id), None) or pick(meant)


def finish(task: Task, pick: Pick, *, by: User | None = None) -> Task:
    """Completes a task through its own form with valid answers."""
    by = by or doer_of(task, pick)
    form = form_of(task, by, answers_to(task, pick))
    assert form.is_valid(), f"{task.flow_task.name}: {form.non_field_errors()} {[part.errors for part in form.parts]}"
    return actions.complete(task, by=by, work=form.save)


def form_of(task: Task, user: User, answers: dict, **changed: str):
    """The form of the task as the person sends it back from her page; `changed` overwrites hidden fields."""
    build = import_string(task.flow_task.work)
    plan = Plan.objects.get(pk=task.case.plan_id)
    data = filled(build(None, None, task=task, plan=plan, user=user), answers)
    for name, value in changed.items():
        (field_name,) = [key for key in data if key == name or key.endswith(f"-{name}")]
        data[field_name] = value
    return build(data, None, task=task, plan=plan, user=user)


def answers_to(task: Task, pick: Pick) -> dict:
    """Valid answers to the form of a task; of several the first is the one with which all goes well."""
    if section := task.data.get("section"):
        return section_answers(task, section, pick)
    return ANSWERS[task.flow_task.name](task, pick)


# --- Sections ------------------------------------------------------------------------------------------------------
def section_answers(task: Task, section: str, pick: Pick) -> dict:
    rows = SECTION_ROWS[section](task, pick)
    return {"objective": "Pelaku IKM bertransaksi", "rows": rows} if section == "objective" else {"rows": rows}


def _activities(task: Task, pick: Pick) -> list[dict]:
    plan, today = task.case.plan, timezone.localdate()
    firm = plan.working_group.seats.filter(role=Role.MEMBER).order_by("pk")[0].institution
    return [
        {
            "number": number,
            "title": f"Pelatihan {number}",
            "institution": pick([firm.name, "Balai Contoh"]),
            "problem": 1 if plan.problems.filter(rank=1).exists() else None,
            "starts_on": today.isoformat(),
            "ends_on": (today + timedelta(days=pick([60, 5]))).isoformat(),
            "cost": "250.000.000",
            "funding_source": "apbd_regency",
        }
        for number in range(1, 3)
    ]


SECTION_ROWS: dict[str, Callable[[Task, Pick], list[dict]]] = {
    "stakeholders": lambda task, pick: [{"name": "Koperasi Contoh", "offer": pick(["Bahan baku", "Modal"])}],
    "supply_chain": lambda task, pick: [{"number": 1, "name": "Bahan baku", "price": pick(["25.000", "30.000"])}],
    "problems": lambda task, pick: [{"rank": 1, "text": pick(["Mutu belum seragam", "Bahan baku mahal"])}],
    "objective": lambda task, pick: [{"rung": "capability", "target_count": pick(["20", "5"])}],
    "targets": lambda task, pick: [{"name": f"IKM Contoh {pick([1, 2, 3])}"}],
    "activities": _activities,
    "enterprise_actions": lambda task, pick: [{"text": pick(["Mencatat penjualan", "Membuka rekening"])}],
    "indicators": lambda task, pick: [
        {
            "number": 1,
            "text": "IKM bersertifikat",
            "target": pick(["20", "7"]),
            "means_of_verification": "Berita acara",
        }
    ],
    "budget": lambda task, pick: [
        {
            "source": "apbd_regency",
            "fiscal_year": str(timezone.localdate().year),
            "proposed": pick(["250.000.000", "175.000.000"]),
        }
    ],
}


# --- Decisions -----------------------------------------------------------------------------------------------------
def _returned(sections: Sequence[str], pick: Pick) -> dict:
    chosen = {pick(sections), pick(sections)}
    return {"decision": "returned", "sections": sorted(chosen), "reason": "Belum lengkap"}


def _review(sections: Sequence[str], agreed: str = "agreed") -> Callable[[Task, Pick], dict]:
    def answer(task: Task, pick: Pick) -> dict:
        return _returned(sections, pick) if pick([False, False, True]) else {"decision": agreed}

    return answer


def _decide(task: Task, pick: Pick) -> dict:
    day = {"held_on": timezone.localdate().isoformat(), "place": "Balai", "present": "all"}
    return {**day, **_review(Section.values)(task, pick)}


def _head(task: Task, pick: Pick) -> dict:
    if pick([False, False, False, True]):
        return {"decision": "rejected", "reason": "Tidak sejalan dengan RPJMD"}
    return _review(Section.values, "approved")(task, pick)


def _answer(task: Task, pick: Pick) -> dict:
    return pick([{"decision": "accepted"}, {"decision": "accepted"}, {"decision": "declined", "reason": "Penuh"}])


def _settle(task: Task, pick: Pick) -> dict:
    return pick(
        [
            {"decision": "ask_again", "institution": "Balai Contoh"},
            {"decision": "cancelled", "reason": "Tidak ada pelaksana"},
        ]
    )


def _carry_out(task: Task, pick: Pick) -> dict:
    done = {"decision": "done", "done_on": timezone.localdate().isoformat(), "evidence": "Daftar hadir"}
    return pick([done, done, {"decision": "cancelled", "reason": "Dana tidak cair"}])


def _indicators(task: Task, pick: Pick) -> dict:
    answer = pick([{"value": "5"}, {"value": "", "note": "Belum diukur"}])
    return {f"indicator-{row.pk}": answer for row in task.case.plan.indicators.all()}


def _meeting(task: Task, pick: Pick) -> dict:
    title = task.case.plan.working_group.seats.filter(role=Role.MEMBER).order_by("pk")[0].title
    corrective = {"decision": "corrective", "rows": [{"title": "Cari pemasok lain", "seat": title}]}
    return {"place": "Daring", **pick([{"decision": "on_track"}, corrective, {"decision": "revise"}])}


def _verdicts(task: Task, pick: Pick) -> dict:
    achieved = {"value": "achieved", "actual": "20", "evidence": "Berita acara", "reason": ""}
    answer = pick([achieved, {"value": "not_achieved"}, {"value": "unverified", "reason": "Tidak ada data"}])
    return {f"indicator-{row.pk}": answer for row in task.case.plan.indicators.all()}


def _ratings(task: Task, pick: Pick) -> dict:
    return {
        f"rating-{criterion}": {"rating": pick(["high", "fair", "low"]), "reason": "Menurut penilai"}
        for criterion in Criterion.values
    }


def _accept(task: Task, pick: Pick) -> dict:
    return pick([{"decision": "accepted"}, {"decision": "returned", "reason": "Periksa bukti"}])


ANSWERS: dict[str, Callable[[Task, Pick], dict]] = {
    "review_diagnosis": _review([section.value for section in DIAGNOSIS]),
    "review": _review(Section.values),
    "decide": _decide,
    "head_decision": _head,
    "budget_check": _review(["budget", "activities"], "approved"),
    "ministry_comment": lambda task, pick: {"reason": "Perhatikan pasar modern"},
    "answer": _answer,
    "settle": _settle,
    "carry_out": _carry_out,
    "finish": lambda task, pick: {},
    "report_indicators": _indicators,
    "report_money": lambda task, pick: {},
    "review_meeting": _meeting,
    "correct": lambda task, pick: {"result": "Pemasok kedua ditemukan"},
    "verdicts": _verdicts,
    "ratings": _ratings,
    "comment": lambda task, pick: pick([{}, {"comment": "Setuju"}]),
    "accept": _accept,
}


def running_activities(case: Case) -> int:
    return Activity.objects.filter(plan=case.plan_id, state="running").count()
