"""The questionnaire of an evaluation: counts, questions and respondents; the page of one of them; the paper form."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liap.answering import answered, seen
from liap.outcomes.questionnaires import queries, summary
from liap.outcomes.questionnaires.actions import ask, correct_reply, note_attempt, record_reply
from liap.outcomes.questionnaires.forms import AttemptForm, CorrectionForm, InterviewForm, RespondentsForm, WordingForm
from liap.outcomes.questionnaires.models import Question, ReplyCorrection, Respondent
from liap.outcomes.questionnaires.saving import answered_versions, log_access, tables_of
from liap.outcomes.questionnaires.wording import begin_version, reword
from liap.people.models import User
from liap.plans.models import Plan
from liap.plans.queries import visible_plans
from liap.refusals import Refusal
from liap.tables.answers import saved


def questionnaire(request: HttpRequest, pk: int) -> HttpResponse:
    """What came back by medium and by question; for the people of the plan also who was asked."""
    plan = _plan(request, pk)
    return saved(request, **tables_of(plan, request.user)) or _show(request, plan)


@require_POST
def ask_respondents(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts respondents on the list."""
    plan = _plan(request, pk)
    form = RespondentsForm(request.POST, plan=plan)
    if not form.is_valid():
        return _show(request, plan, form=form, status=422)
    try:
        found = ask(plan, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, plan, form=form, status=422)
    messages.success(request, _("On the list: %(count)d.") % {"count": len(found)})
    return redirect("liap:questionnaire", plan.pk)


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a version of the questions."""
    plan = _plan(request, pk)
    try:
        begin_version(plan, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("liap:questionnaire", plan.pk)
    return redirect("liap:write_questions", plan.pk)


def write_questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The evaluator rewords the questions until the first answer."""
    plan = _plan(request, pk)
    row = queries.current(plan)
    if row is None or not queries.may_word(request.user, plan):
        raise Http404
    form, refusal = WordingForm(request.POST or None, questionnaire=row), None
    is_growing = "more" in request.POST
    if is_growing:
        form = form.with_more_rows()
    elif request.method == "POST" and form.is_valid():
        lines, to = form.lines, reverse("liap:questionnaire", args=[plan.pk])
        kept = partial(reword, row, by=request.user, lines=lines)
        refusal = answered(request, kept, said=_("The questions are kept."), to=to)
        if isinstance(refusal, HttpResponse):
            return refusal
    context = {"plan": plan, "questionnaire": row, "form": form, "refusal": refusal, "is_unjudged": is_growing}
    status = 422 if request.method == "POST" and not is_growing else 200
    return render(request, "liap/questionnaires/write.html", context, status=status)


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty form for printing, to be filled in by hand."""
    plan = _plan(request, pk)
    row = queries.current(plan)
    if row is None:
        raise Http404
    return render(request, "liap/questionnaires/paper.html", {"plan": plan, "questionnaire": row})


def respondent(request: HttpRequest, pk: int) -> HttpResponse:
    """What a respondent answered; before that the form in which an interview is written down."""
    row = _respondent(request, pk)
    if hasattr(row, "reply"):
        log_access([row], request.user)
        return render(request, "liap/questionnaires/reply.html", _told(row, request.user))
    asked = queries.current(row.plan)
    form = InterviewForm(request.POST or None, questionnaire=asked) if asked else None
    if form and request.method == "POST" and form.is_valid():
        told = partial(record_reply, row, by=request.user, **form.reply())
        answer = answered(request, told, said=_("The answers are on record."), **_back(row))
        if isinstance(answer, HttpResponse):
            return answer
        return _interview(request, row, form, refusal=answer, status=422)
    return _interview(request, row, form, status=422 if request.method == "POST" else 200)


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects the answers of a respondent with a reason."""
    row = _respondent(request, pk)
    reply = getattr(row, "reply", None)
    if reply is None or not queries.is_asking(row.plan) or not queries.may_correct(request.user, reply):
        raise Http404
    form, refusal = CorrectionForm(request.POST or None, reply=reply), None
    if request.method == "POST" and form.is_valid():
        corrected = partial(correct_reply, reply, by=request.user, seen=seen(request), **form.correction())
        said, to = _("The answers are corrected; the earlier ones stay on record."), _back(row)["instead"]
        refusal = answered(request, corrected, said=said, to=to)
        if isinstance(refusal, HttpResponse):
            return refusal
    log_access([row], request.user)
    number = request.POST.get("seen") or reply.corrections.count()
    context = {"row": row, "plan": row.plan, "form": form, "refusal": refusal, "seen": number}
    status = 422 if request.method == "POST" else 200
    return render(request, "liap/questionnaires/correct.html", context, status=status)


@require_POST
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts on record that a respondent refused or was not reached."""
    row = _respondent(request, pk)
    form = AttemptForm(request.POST, prefix="attempt")
    if form.is_valid():
        tried = partial(note_attempt, row, by=request.user, **form.cleaned_data)
        answer = answered(request, tried, said=_("This is counted in the report of the evaluation."), **_back(row))
        if isinstance(answer, HttpResponse):
            return answer
        form.add_error(None, str(answer))
    asked = queries.current(row.plan)
    interview = InterviewForm(questionnaire=asked) if asked else None
    return _interview(request, row, interview, attempt=form, status=422)


def _back(row: Respondent) -> dict[str, str]:
    """Where the page of a respondent leads: to the list, or to his page when somebody else wrote first."""
    to, instead = (
        reverse(f"liap:{name}", args=[pk]) for name, pk in (("questionnaire", row.plan_id), ("respondent", row.pk))
    )
    return {"to": to, "instead": instead}


def _interview(
    request: HttpRequest,
    row: Respondent,
    form: InterviewForm | None,
    *,
    attempt: AttemptForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "row": row,
        "plan": row.plan,
        "form": form,
        "refusal": refusal,
        "links": queries.open_links_of(row),
        "attempt": attempt or AttemptForm(prefix="attempt", initial={"attempts": row.attempts + 1}),
        "may_ask": queries.is_asking(row.plan) and queries.may_ask(request.user, row.plan),
    }
    return render(request, "liap/questionnaires/respondent.html", context, status=status)


def _show(request: HttpRequest, plan: Plan, *, form: RespondentsForm | None = None, status: int = 200) -> HttpResponse:
    user = request.user
    sees_rows, may_ask = queries.may_see_rows(user, plan), queries.may_ask(user, plan)
    is_asking = queries.is_asking(plan)
    context = {
        "plan": plan,
        "table_address": reverse("liap:questionnaire", args=[plan.pk]),
        "reads_texts": queries.may_read_texts(user, plan),
        "current": queries.current(plan),
        "is_asking": is_asking,
        "sees_rows": sees_rows,
        "media": summary.by_medium(plan, in_full=sees_rows),
        "versions": _versions(plan, user, in_full=sees_rows),
        "respondents": queries.respondents_of(plan, user) if sees_rows else [],
        "may_word": is_asking and queries.may_word(user, plan),
        "form": (form or RespondentsForm(plan=plan)) if is_asking and may_ask else None,
    }
    return render(request, "liap/questionnaires/questionnaire.html", context, status=status)


def _versions(plan: Plan, user: User, *, in_full: bool) -> list[tuple]:
    """Each version that was answered, with its counts and, for who may read them, its texts."""
    reads_texts, found, named = queries.may_read_texts(user, plan), [], set()
    for row in answered_versions(plan):
        texts = summary.texts_of(row) if reads_texts else {}
        counts = summary.by_question(row, in_full=in_full)
        found.append((row, [(question, smis, others, texts.get(question.pk)) for question, smis, others in counts]))
        named |= {line.reply.respondent for lines in texts.values() for line in lines}
    log_access(named, user)
    return found


def _told(row: Respondent, user: User) -> dict:
    reads_texts = queries.may_read_texts(user, row.plan)
    said = {line.question_id: line for line in row.reply.lines.select_related("question")}
    lines = [
        (question, said.get(question.pk), question.kind == Question.Kind.TEXT and not reads_texts)
        for question in row.reply.questionnaire.questions.all()
    ]
    return {
        "row": row,
        "plan": row.plan,
        "reply": row.reply,
        "lines": lines,
        "corrections": [(one, _before(one, lines)) for one in queries.corrections_of(row.reply)],
        "may_correct": queries.is_asking(row.plan) and queries.may_correct(user, row.reply),
    }


def _before(correction: ReplyCorrection, lines: list[tuple]) -> list[tuple[Question, str | None]]:
    """What was said to each question before a correction; None where the person does not read it."""
    said = correction.before.get("lines", {})
    return [
        (question, None if is_hidden else dict(question.options).get(value, value))
        for question, _line, is_hidden in lines
        if (value := said.get(str(question.pk)))
    ]


def _plan(request: HttpRequest, pk: int) -> Plan:
    return get_object_or_404(visible_plans(request.user), pk=pk)


def _respondent(request: HttpRequest, pk: int) -> Respondent:
    rows = Respondent.objects.visible_to(request.user)
    rows = rows.select_related("plan__region", "plan__working_group", "enterprise", "organisation")
    row = get_object_or_404(rows, pk=pk)
    if not queries.may_see_rows(request.user, row.plan):
        raise Http404
    return row
