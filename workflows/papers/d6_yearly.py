"""D6: the year of a plan, drawn together from its quarterly reports once the last of them is there.

The quarters are read as they were frozen, so that the year says what they said; activities, money and effort are read
at the end of the year.
"""

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from documents import actions as documents
from documents import canonical
from documents.facts import both
from documents.kinds.d5_quarterly import QuarterFacts
from documents.kinds.d6_yearly import EffortLine, QuarterLine, TrendLine, YearFacts
from documents.kinds.d7_evaluation import Efficiency
from documents.models import Document
from documents.subjects import Subject
from liap.outcomes.disclosure.blocks import nested_told
from liap.outcomes.disclosure.queries import rule
from liap.outcomes.queries import actual_cost, months_worked, planned_cost
from liap.outcomes.rules import months_inclusive, ratio_percent
from liap.plans.models import Plan
from liap.plans.queries import schedule
from workflows.models import Case, Process, Stage, Task
from workflows.papers.d5_quarterly import money_of, progress_line, rungs_reached
from workflows.papers.dossier import Dossier, open_dossier
from workflows.papers.head import coordinator, head

# A round that is still open in March keeps the report of the year back no longer.
LATEST = (3, 1)


def issue_due(today: date | None = None) -> int:
    """Issues the report of every year that is over, for each plan that reported in it, once."""
    day = today or timezone.localdate()
    told = Document.objects.filter(kind="D5", filing__period_on__year__lt=day.year).order_by()
    years = set(told.values_list("plan", "filing__period_on__year"))
    done = set(Document.objects.filter(kind="D6").values_list("plan", "round"))
    return sum(_issue(plan, year, day) for plan, year in sorted(years - done) if not _waits(plan, year, day))


def _waits(plan: int, year: int, day: date) -> bool:
    """Whether a quarter of that year is still being reported."""
    if day >= date(year + 1, *LATEST):
        return False
    rounds = Process.objects.filter(case__plan=plan, stage="round", opened_for__year=year, finished__isnull=True)
    return rounds.exists()


@transaction.atomic
def _issue(plan: int, year: int, day: date) -> int:
    """Issues one report; the locked case lets one of two clocks through."""
    case = Case.objects.select_for_update(of=("self",)).filter(plan=plan).first()
    process = case.processes.order_by("-created").first() if case else None
    is_out = Document.objects.filter(kind="D6", plan=plan, round=year).exists()
    if case is None or process is None or is_out:
        return 0
    dossier = open_dossier(case, process, "D6")
    papers = quarters_of(plan, year)
    documents.issue(
        "D6",
        about=Subject.of_plan(dossier.plan),
        facts=year_facts(dossier, year, papers),
        organisation=dossier.plan.working_group.secretariat,
        by=papers[-1].issued_by,
        round=year,
    )
    return 1


def quarters_of(plan: int, year: int) -> list[Document]:
    """The quarterly reports of a year; of a report that was revoked and replaced, the one in its place."""
    told = Document.objects.filter(kind="D5", plan=plan, filing__period_on__year=year, superseded_by__isnull=True)
    return list(told.select_related("issued_by").order_by("filing__period_on", "edition"))


def year_facts(dossier: Dossier, year: int, papers: list[Document]) -> YearFacts:
    """The year by its quarterly reports, and how the plan stood when the last of them was there."""
    told = {facts.quarter: (paper, facts) for paper in papers for facts in [_read(paper)]}
    last = told[max(told)][1]
    rows = [progress_line(row) for row in schedule(dossier.plan, day=min(dossier.day, date(year, 12, 31)))]
    late = sum(row.is_late for row in rows)
    return YearFacts(
        head=head(dossier, coordinator(dossier)),
        year=year,
        light=last.light,
        summary=both(format_lazy(_("{late} of {count} activities are late."), late=late, count=len(rows))),
        quarters=tuple(_quarter(number, *told.get(number, (None, None))) for number in (1, 2, 3, 4)),
        activities=tuple(rows),
        indicators=_trend({number: facts for number, (_paper, facts) in told.items()}),
        channels=last.channels,
        rungs=rungs_reached(dossier.plan),
        money=tuple(line for line in money_of(dossier.plan) if line.year <= year),
        efficiency=_efficiency(dossier.plan, year),
        effort=_effort(dossier, year),
        issues=last.issues,
        corrections=tuple(line for _paper, facts in told.values() for line in facts.corrections),
        lessons=tuple(facts.review_remark for _paper, facts in told.values() if facts.review_remark),
    )


def _read(paper: Document) -> QuarterFacts:
    return canonical.from_json(QuarterFacts, paper.facts)


def _quarter(number: int, paper: Document | None, facts: QuarterFacts | None) -> QuarterLine:
    if paper is None or facts is None:
        return QuarterLine(quarter=number)
    # Reports of the time before the rule told every count.
    expected, reporting = nested_told((facts.enterprises_expected, facts.enterprises_reporting), rule().fewest)
    return QuarterLine(
        quarter=number,
        number=paper.number,
        light=facts.light,
        reporting=reporting,
        expected=expected,
        late=sum(one.is_late for one in facts.activities),
        decision=facts.review_decision,
        remark=facts.review_remark,
    )


def _trend(told: dict[int, QuarterFacts]) -> tuple[TrendLine, ...]:
    """Every indicator of the last report, with what each quarter said of it."""
    values = {(quarter, one.number): one.value for quarter, facts in told.items() for one in facts.indicators}
    return tuple(
        TrendLine(
            number=one.number,
            statement=one.statement,
            unit=one.unit,
            baseline=one.baseline,
            values=tuple(values.get((quarter, one.number)) for quarter in (1, 2, 3, 4)),
            target=one.target,
        )
        for one in told[max(told)].indicators
    )


def _efficiency(plan: Plan, year: int) -> Efficiency:
    """Money and months of the whole plan so far; months run until its end or the end of the year."""
    cost, spent = planned_cost(plan), actual_cost(plan)
    planned = months_inclusive(plan.starts_on, plan.ends_on)
    worked = months_worked(plan)
    return Efficiency(
        cost_planned=cost,
        cost_actual=spent,
        cost_ratio=_percent(ratio_percent(spent, cost)),
        months_planned=planned,
        months_actual=worked,
        period_ratio=_percent(ratio_percent(worked, planned)),
    )


def _percent(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _effort(dossier: Dossier, year: int) -> tuple[EffortLine, ...]:
    """The tasks that people finished in the year, by stage."""
    found: dict[str, list[Task]] = defaultdict(list)
    tasks = Task.objects.human().filter(case=dossier.case, status="DONE", finished__year=year)
    for task in tasks.select_related("process"):
        found[task.process.stage].append(task)
    return tuple(
        EffortLine(
            stage=both(LABELS.get(stage, stage)),
            tasks=len(rows),
            people=len({task.owner_id for task in rows}),
            late=sum(_is_after_due(dossier, task.due_on, task.finished) for task in rows),
        )
        for stage, rows in sorted(found.items())
    )


def _is_after_due(dossier: Dossier, due_on: date | None, finished: datetime | None) -> bool:
    return bool(due_on and finished and dossier.local_day(finished) > due_on)


LABELS = {
    **{stage.value: stage.label for stage in Stage},
    "round": _("quarterly round"),
    "visit": _("visits"),
}
