"""The list of LIAPs, starting one, and the file of each: who is next, content, progress, history."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from documents.queries import papers_of
from liap.groups.assignments.models import Assignment
from liap.groups.assignments.queries import sendable_by
from liap.groups.queries import groups_coordinated_by, seats_on
from liap.outcomes.columns import EVIDENCE
from liap.outcomes.queries import evidence_of
from liap.people.access import may_see_rows
from liap.plans import columns as plan_columns
from liap.plans.forms import StartPlanForm
from liap.plans.models import Plan
from liap.plans.queries import gaps, grand_total, schedule, totals, warnings
from liap.plans.queries.schedule import ScheduleRow
from liap.plans.saving import tables_of
from liap.plans.selections.queries import selection_of
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import Column, Table
from workflows import actions, columns, figures, pictures, queries
from workflows.continuation import continuation_of, opens_on
from workflows.forms.filters import CaseFilter
from workflows.models import Case, Stage, Variant
from workflows.models.case import FINAL_STAGES, WORKING_STAGES
from workflows.selections import is_diagnosing
from workflows.variants import is_too_small, may_change, outgrown
from workflows.visits import may_log

PER_PAGE = 20
# While evidence can still be collected for the evaluation.
JUDGED_LATER = (Stage.IMPLEMENTATION, Stage.EVALUATION, Stage.SUSPENDED)


def cases(request: HttpRequest) -> HttpResponse:
    """Lists the LIAPs that the person may see, with filters."""
    visible = queries.cases(request.user)
    filters = CaseFilter(request.GET, cases=visible)
    found = filters.applied_to(visible).order_by("-started_at", "-pk")
    table = {"title": _("LIAPs"), "columns": columns.CASES, "rows": found, "chosen": filters.words()}
    if answer := saved(request, cases=lambda: Table(code="cases", **table)):
        return answer
    pages = Paginator(found, PER_PAGE)
    wanted = request.GET.copy()
    wanted.pop("page", None)
    context = {
        "filters": filters,
        "page": pages.get_page(request.GET.get("page")),
        "query": wanted.urlencode(),
        "is_filtered": any(wanted.values()),
        "stages": figures.stage_counts(Case.objects.visible_to(request.user)),
        "may_start": groups_coordinated_by(request.user).exists(),
        "may_send": bool(sendable_by(request.user)),
    }
    return render(request, "workflows/cases/list.html", context)


def start(request: HttpRequest) -> HttpResponse:
    """Starts a LIAP on one page."""
    form = StartPlanForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                case = actions.start(form.save(request.user), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The LIAP was started. The members of the working group have their tasks."))
            return redirect("workflows:case", case.pk)
    context = {"form": form, "may_start": groups_coordinated_by(request.user).exists()}
    return render(request, "workflows/cases/start.html", context)


def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows where the LIAP stands and who is next."""
    found = _case(request, pk)
    context = {
        "open": figures.cards(queries.open_tasks(found)),
        "papers": papers_of(found.plan),
        "recent": figures.landmarks(queries.timeline(found, limit=80))[:8],
        "seats": seats_on(found.plan.working_group),
        "letter": Assignment.objects.filter(working_group=found.plan.working_group).select_related("superior").first(),
        "may_log": may_log(request.user, found),
        "may_change": may_change(request.user, found),
        "outgrown": outgrown(found),
        "is_too_small": is_too_small(found),
        "continuation": continuation_of(found),
        "asked_on": opens_on(found),
        "tells_smis": may_see_rows(request.user, found.plan.region_id),
    }
    return show(request, found, "overview", context)


def of_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads from a plan, as packages below know it, to its file."""
    return redirect("workflows:case", get_object_or_404(queries.cases(request.user), plan=pk).pk)


def content(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the whole text of the plan."""
    found = _case(request, pk)
    if answer := saved(request, **tables_of(found.plan, by=request.user)):
        return answer
    return show(request, found, "content", {"gaps": gaps(found.plan), "warnings": warnings(found.plan)})


def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows schedule, money, goals and indicators against the plan."""
    found = _case(request, pk)
    rows = schedule(found.plan)
    if answer := saved(request, **_progress_tables(found.plan, rows)):
        return answer
    money, indicators = grand_total(found.plan), figures.measured(found.plan)
    context = {
        "rows": rows,
        "today": timezone.localdate(),
        "totals": totals(found.plan),
        "grand_total": money,
        "known_lines": money.lines - money.unreported,
        "known_indicators": sum(1 for one in indicators if one.last_value and one.last_value.value is not None),
        "schedule": pictures.of_schedule(found.plan, rows),
        "money": pictures.of_money(found.plan),
        "rungs": pictures.of_goals(found.plan),
        "indicators": indicators,
        "evidence": evidence_of(found.plan),
        "rounds": found.processes.filter(stage="round").order_by("-round"),
    }
    return show(request, found, "progress", context)


def _progress_tables(plan: Plan, rows: list[ScheduleRow]) -> dict[str, Callable[[], Table]]:
    def made(code: str, title: str, heads: tuple[Column, ...], lines: Iterable[object]) -> Table:
        return Table(code=code, title=title, columns=heads, rows=lines, chosen=plan.title)

    return {
        "schedule": lambda: made("schedule", _("Schedule"), plan_columns.SCHEDULE, rows),
        "money": lambda: made("money", _("Budget"), plan_columns.MONEY, totals(plan)),
        "indicators": lambda: made("indicators", _("Indicators"), columns.INDICATORS, figures.measured(plan)),
        "evidence": lambda: made("evidence", _("Evidence"), EVIDENCE, evidence_of(plan)),
    }


def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows everything that happened, newest first."""
    found = _case(request, pk)
    done = {"title": _("Finished tasks"), "columns": columns.ANSWERED, "chosen": found.plan.title}
    if answer := saved(request, done=lambda: Table(code="done_tasks", rows=queries.answered_tasks(found), **done)):
        return answer
    return show(request, found, "history", {"entries": queries.timeline(found)})


def diagram(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the process as a picture, with what is done and what is open."""
    found = _case(request, pk)
    drawn = [
        (process.flow_class.process_title, mark_safe(pictures.without_style(queries.diagram(process))))  # noqa: S308
        for process in queries.live_processes(found)
    ]
    return show(request, found, "diagram", {"diagrams": drawn})


def _case(request: HttpRequest, pk: int) -> Case:
    return get_object_or_404(queries.cases(request.user), pk=pk)


def show(request: HttpRequest, case: Case, part: str, context: dict) -> HttpResponse:
    """One part of the file of a LIAP, in its frame."""
    has_visits = case.variant == Variant.FACILITATOR or case.plan.visits.exists()
    has_selection = selection_of(case.plan) is not None or is_diagnosing(case)
    frame = {
        "case": case,
        "plan": case.plan,
        "part": part,
        "parts": [
            ("overview", "workflows:case", _("Overview")),
            ("content", "workflows:content", _("Plan")),
            *([("selection", "workflows:selection", _("Selection"))] if has_selection else []),
            ("progress", "workflows:progress", _("Progress")),
            ("issues", "workflows:issues", _("Issues")),
            *([("visits", "workflows:visits", _("Visits"))] if has_visits else []),
            *([("gaps", "workflows:gaps", _("Missing evidence"))] if case.stage in JUDGED_LATER else []),
            ("history", "workflows:history", _("History")),
            ("diagram", "workflows:diagram", _("Process")),
        ],
        "has_questionnaire": hasattr(case.plan, "evaluation"),
        "steps": _steps(case),
        "may_steer": queries.may_steer(request.user, case),
    }
    return render(request, f"workflows/cases/{part}.html", {**frame, **context})


def _steps(case: Case) -> list[dict]:
    """The stages on the way to the end, with what is past, now and to come."""
    stage = case.stage_before or case.stage
    way = [*WORKING_STAGES, Stage.CLOSED]
    if stage in FINAL_STAGES and stage != Stage.CLOSED:
        last = case.moves.order_by("-number").values_list("from_stage", flat=True).first()
        way = [*WORKING_STAGES[: way.index(last) + 1 if last in way else 1], Stage(stage)]
    now = way.index(stage)
    return [
        {
            "label": step.label,
            "is_past": place < now or stage == "closed",
            "is_now": place == now and stage != "closed",
        }
        for place, step in enumerate(way)
    ]
