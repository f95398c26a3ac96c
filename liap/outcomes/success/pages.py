"""Success cases: the table of the plans, the list, reporting, confirming and the yearly word."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liap.outcomes.disclosure.queries import rule
from liap.outcomes.success import actions, columns, queries
from liap.outcomes.success.forms import AnswerForm, SuccessForm
from liap.outcomes.success.models import Reconfirmation, SuccessCase
from liap.people.access import regions_to_the_row
from liap.plans.models import Goal, Plan
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import Table

FIRST_YEAR = 2013


def successes(request: HttpRequest) -> HttpResponse:
    """The table of the plans at the end of a year, the open questions and the list."""
    this_year = timezone.localdate().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and FIRST_YEAR <= int(asked[:5]) <= this_year else this_year
    day = min(date(year, 12, 31), timezone.localdate())
    if answer := saved(request, plans=lambda: _by_plan(request, day), cases=lambda: _cases(request)):
        return answer
    context = {
        "sees_rows": regions_to_the_row(request.user).exists(),
        "fewest": rule().fewest,
        "day": day,
        "table": queries.success_table(request.user, on=day),
        "rungs": Goal.Rung.choices,
        "year": year,
        "years": range(this_year, FIRST_YEAR - 1, -1),
        "questions": queries.open_questions(request.user)[:20],
        "question_count": queries.open_questions(request.user).count(),
        "plans": queries.plans_to_report_on(request.user),
        "page": Paginator(queries.success_cases(request.user), 30).get_page(request.GET.get("page")),
    }
    return render(request, "liap/success/list.html", context)


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Reports a success of one plan."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    form = SuccessForm(request.POST or None, request.FILES or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            case = actions.report_success(plan, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Reported. It counts when somebody else confirms it."))
            return redirect("liap:success", case.pk)
    return render(request, "liap/success/report.html", {"plan": plan, "form": form})


def success(request: HttpRequest, pk: int) -> HttpResponse:
    """One success with its proof, its confirmation and the words of later years."""
    case = _found(request, pk)
    words = case.reconfirmations.select_related("answered_by").order_by("-year")
    if answer := saved(request, words=lambda: _words(case, words)):
        return answer
    context = {
        "case": case,
        "words": words,
        "may_confirm": not case.confirmed_by_id and queries.may_confirm(request.user, case),
        "may_answer": queries.may_answer_for(request.user, case),
        "form": AnswerForm(),
    }
    return render(request, "liap/success/detail.html", context)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirms a success that somebody else reported."""
    case = _found(request, pk)
    try:
        actions.confirm_success(case, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Recorded."))
    return redirect("liap:success", pk)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers the oldest open question about a success."""
    case, form = _found(request, pk), AnswerForm(request.POST)
    question = case.reconfirmations.filter(answer="").order_by("year").first()
    if question is None or not form.is_valid():
        messages.error(request, _("Choose an answer to an open question."))
        return redirect("liap:success", pk)
    try:
        actions.answer_reconfirmation(question, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Recorded."))
    return redirect("liap:success", pk)


def _found(request: HttpRequest, pk: int) -> SuccessCase:
    return get_object_or_404(queries.success_cases(request.user), pk=pk)


def _by_plan(request: HttpRequest, day: date) -> Table:
    rows, chosen = queries.success_table(request.user, on=day), _("known on %(day)s") % {"day": day.isoformat()}
    return Table(code="successes", title=_("Success cases"), columns=columns.by_plan(), rows=rows, chosen=chosen)


def _words(case: SuccessCase, rows: QuerySet[Reconfirmation]) -> Table:
    title, chosen = _("History of a success case"), f"{case.enterprise}, {case.get_rung_display()}, {case.plan.title}"
    return Table(code="success_words", title=title, columns=columns.WORDS, rows=rows, chosen=chosen)


def _cases(request: HttpRequest) -> Table:
    rows = queries.success_cases(request.user)
    return Table(code="success_cases", title=_("Success cases"), columns=columns.CASES, rows=rows)
