"""Issuing a paper of a case inside the transaction of the step: facts are frozen now, pages are drawn later."""

from collections.abc import Callable
from typing import Any

from documents import actions as documents
from documents.models import Document
from documents.queries import issued, papers_of
from documents.subjects import Subject
from liap.people.models import User
from workflows.models import Case, Process
from workflows.papers.d1f_letter import letter_facts
from workflows.papers.d2_diagnosis import diagnosis_facts
from workflows.papers.d2f_quick import quick_facts
from workflows.papers.d3_liap import plan_facts
from workflows.papers.d3f_short import short_plan_facts
from workflows.papers.d4_minutes import minutes_facts
from workflows.papers.d4f_decision import decision_facts
from workflows.papers.d5_quarterly import quarter_facts
from workflows.papers.d5f_monthly import month_facts
from workflows.papers.d7_evaluation import evaluation_facts
from workflows.papers.d7f_short import short_evaluation_facts
from workflows.papers.dossier import Dossier, last_doer, open_dossier

KINDS: dict[str, Callable[[Dossier], Any]] = {
    "D1f": letter_facts,
    "D2": diagnosis_facts,
    "D2f": quick_facts,
    "D3": plan_facts,
    "D3f": short_plan_facts,
    "D4": minutes_facts,
    "D4f": decision_facts,
    "D5": quarter_facts,
    "D5f": month_facts,
    "D7": evaluation_facts,
    "D7f": short_evaluation_facts,
}


def facts_for(kind: str, *, case: Case, process: Process) -> Any:
    """The facts as they would be frozen now, for issuing and for a draft (KONSEP)."""
    return KINDS[kind](open_dossier(case, process, kind))


def issue(kind: str, *, case: Case, process: Process, by: User | None) -> Document:
    """Issues the paper of a step; the caller holds the case lock.

    Rule: a quarter or month has one report. Any other paper is issued anew after a revision, and the new one
    supersedes the last. by: None when the system acts; the paper goes out in the name of the last who worked on it.
    """
    dossier = open_dossier(case, process, kind)
    if kind in ("D5", "D5f"):
        number, last = process.round, None
        if before := issued(dossier.plan, kind, number):
            return before
    else:
        last = papers_of(dossier.plan).filter(kind=kind).order_by("round", "edition").last()
        number = last.round + 1 if last else 1
    return documents.issue(
        kind,
        about=Subject.of_plan(dossier.plan),
        facts=KINDS[kind](dossier),
        organisation=dossier.plan.working_group.secretariat,
        by=by or last_doer(process),
        round=number,
        supersedes=last,
    )
