"""Answers that most stories have in common, and ways to write those which name rows of the plan."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from config.demo.report import EX_POST
from config.demo.story import Answers
from liap.plans.models import Activity

Answer = Callable[[Any], Answers | None]

REPLAY = "Disusun ulang dari laporan evaluasi 2021; yang tidak tercatat dalam laporan itu adalah data contoh."
NO_BOOKS = "IKM belum memiliki laporan keuangan dan belum ada basis data omzet, sehingga tidak dapat diverifikasi."
LIMITS = (
    "Sebagian pejabat telah pindah tugas atau pensiun; evaluasi dilakukan dengan telepon dan surel karena bekerja "
    "dari rumah selama pandemi COVID-19; tidak ada kunjungan lapangan."
)
RECOMMENDATIONS = {
    "rows": [
        {
            "statement": "Menyiapkan mekanisme dan basis data untuk menelusuri kinerja IKM yang didampingi, termasuk "
            "kinerja keuangannya.",
            "addressee": "ministry",
        },
        {
            "statement": "Memasukkan model ini ke dalam kurikulum pelatihan untuk pelatih TPL-IKM.",
            "addressee": "ministry",
        },
    ]
}
LESSONS = (
    "Pada saat perencanaan, manfaatkan atau perbaiki sistem yang sudah ada; pembentukan Kelompok Kerja menyita banyak "
    "waktu, tenaga, dan usaha."
)


def usual(*meetings: date, place: str, comment: str = "") -> dict[str, Any]:
    """Everybody agrees, from the diagnosis to the approval. meetings: the days of the group's decisions, in order."""
    return {
        "diagnose": {},
        "review_diagnosis": {"decision": "agreed", "reason": REPLAY},
        "draft": {},
        "redraft": {},
        "review": {"decision": "agreed"},
        "decide": lambda task: {
            "held_on": meetings[task.process.round - 1],
            "place": place,
            "present": "all",
            "decision": "agreed",
        },
        "ministry_comment": {"reason": comment} if comment else None,
        "budget_check": {"decision": "approved"},
        "head_decision": {"decision": "approved"},
    }


def carried_out(*, until: date = EX_POST) -> dict[str, Any]:
    """Every institution accepts; activities that end by a day are reported as done on their last day."""
    return {"answer": {"decision": "accepted"}, "carry_out": lambda task: _report(task, until)}


def _report(task: Any, until: date) -> Answers | None:
    activity = Activity.objects.get(pk=task.data["activity"])
    if activity.ends_on > until:
        return None
    proof = f"Daftar hadir dan laporan kegiatan {activity.number} (contoh)"
    return {"decision": "done", "done_on": activity.ends_on, "evidence": proof}


def by_round(*answers: Any) -> Answer:
    """The first answer in the first round, the second in the second; after the last the task stays open."""

    def answer(task: Any) -> Answers | None:
        chosen = answers[task.process.round - 1] if task.process.round <= len(answers) else None
        return chosen(task) if callable(chosen) else chosen

    return answer


def measured(
    on: date, values: Mapping[int, int | str], goals: Mapping[str, int], promises: date | None = None
) -> Answer:
    """What the facilitator reports: a value per indicator, or the reason why there is none; SMIs per rung counted."""

    def answer(task: Any) -> Answers:
        plan = task.case.plan
        answers: Answers = {"measured": {"measured_on": on}}
        for indicator in plan.indicators.filter(number__in=values):
            value = values[indicator.number]
            answers[f"indicator-{indicator.pk}"] = {"note": value} if isinstance(value, str) else {"value": value}
        counted = {f"goal_{goal.pk}": goals.get(goal.rung) for goal in plan.goals.all()}
        open_promises = plan.enterprise_actions.filter(done_on=None)
        kept = {f"promise_{promise.pk}": promises for promise in open_promises}
        return {**answers, "goals": counted, **({"promises": kept} if promises and kept else {})}

    return answer


def spent(amounts: Mapping[int, int]) -> Answer:
    """Million rupiah spent by the number of the activity; a line that is not named stays unreported."""

    def answer(task: Any) -> Answers:
        lines = task.case.plan.budget_lines.filter(activity__number__in=amounts).select_related("activity")
        return {"money": {f"line_{line.pk}": amounts[line.activity.number] * 1_000_000 for line in lines}}

    return answer


def reviewed(on: date, place: str, issues: str = "", *decisions: tuple[str, str]) -> Answers:
    """The review meeting; decisions: (what is to be done, title of the seat)."""
    return {
        "decision": "corrective" if decisions else "on_track",
        "held_on": on,
        "place": place,
        "present": "all",
        "issues": issues,
        "rows": [{"title": title, "seat": seat} for title, seat in decisions],
    }


def judged(verdicts: Mapping[int, Answers]) -> Answer:
    """The evaluator's verdict on each indicator by its number."""

    def answer(task: Any) -> Answers:
        return {f"indicator-{row.pk}": verdicts[row.number] for row in task.case.plan.indicators.all()}

    return answer


def rated(
    ratings: Mapping[str, tuple[str, str]],
    *,
    measure: Answers | None = None,
    impacts: str,
    limits: str = LIMITS,
    aspects: Mapping[str, Answers] | None = None,
) -> Answers:
    """The evaluator's ratings with their reasons, and the conclusions of the report of 2021.

    `aspects`: by criterion what was found on each aspect; with them every drawing of the story is in the report.
    """
    answers = {
        f"rating-{criterion}": {"rating": rating, "reason": reason} for criterion, (rating, reason) in ratings.items()
    }
    return {
        **answers,
        **({"measure": measure} if measure else {}),
        "conclusions": {
            "constraints_text": limits,
            "impacts": impacts,
        },
        "recommendations": RECOMMENDATIONS,
        "lessons": {"lessons": LESSONS},
        **{f"aspects-{criterion}": found for criterion, found in (aspects or {}).items()},
        **({"photos": {"photos": "all"}} if aspects else {}),
    }


CLOSED: dict[str, Any] = {"comment": {}, "accept": {"decision": "accepted"}}
