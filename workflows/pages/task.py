"""One task: what is asked and why, what is needed to decide, the form, and what happens next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from documents.queries import papers_of
from liap.enterprises.performance.forms import code_of
from liap.enterprises.protection.queries import may_answer
from liap.outcomes.entries.queries import entry_status
from liap.outcomes.guidelines.queries import guidance
from liap.outcomes.issues.queries import open_issues
from liap.outcomes.queries import evidence_of
from liap.people.access import may_see_rows
from liap.people.models import User
from liap.plans.models import Activity
from liap.plans.proposals.queries import SECTIONS
from liap.plans.queries import changes_since, gaps, grand_total, totals, warnings
from liap.refusals import Refusal
from liap.templatetags.liap_format import day
from workflows import actions, figures, queries, uploads
from workflows.answers import answers_to, in_words
from workflows.assignment import local_today, may_take
from workflows.dates import may_move
from workflows.forms.steering import MinutesForm
from workflows.models import Case, Task
from workflows.reminders import round_of
from workflows.rulebooks.forms import BesidesForm
from workflows.rules import questions_of, terms
from workflows.selections import is_diagnosing

NOT_IN_A_DRAFT = ("csrfmiddlewaretoken", "complete", "draft", "more", "forget", "minutes")


def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the task with its form, keeps a draft, or completes it."""
    found = get_object_or_404(queries.task_for(request.user, pk))
    if request.method != "POST":
        return _show(request, found)
    if "draft" in request.POST:
        return _keep_draft(request, found)
    return _answer(request, found)


def _form(task: Task, user, data=None, files=None):
    return import_string(task.flow_task.work)(data, files, task=task, plan=task.case.plan, user=user)


def _besides(task: Task, data=None) -> BesidesForm:
    lines = terms(task.case, task.process.stage, task.flow_task).checklist
    return BesidesForm(data, questions=questions_of(task), lines=lines)


def _answer(request: HttpRequest, task: Task) -> HttpResponse:
    if field := request.POST.get("forget"):
        uploads.forget(task, by=request.user, field=field)
    files = uploads.with_kept(task, by=request.user, sent=request.FILES)
    form, minutes = _form(task, request.user, request.POST, files), MinutesForm(request.POST)
    besides = _besides(task, request.POST)
    if "more" in request.POST or field:
        uploads.keep(task, by=request.user, sent=request.FILES)
        shown = form.with_more_rows() if "more" in request.POST else form
        return _show(request, task, form=shown, minutes=minutes, besides=besides, is_unjudged=True)
    if not all([form.is_valid(), minutes.is_valid(), besides.is_valid()]):
        uploads.keep(task, by=request.user, sent=request.FILES)
        return _show(request, task, form=form, minutes=minutes, besides=besides)
    try:
        spent = minutes.cleaned_data["minutes"]
        done = actions.complete(task, by=request.user, work=form.save, minutes=spent, answers=besides.answers())
    except Refusal as refusal:
        uploads.keep(task, by=request.user, sent=request.FILES)
        return _show(request, task, form=form, minutes=minutes, besides=besides, refusal=refusal)
    uploads.forget(task)
    messages.success(request, _what_happens_next(done))
    return redirect("workflows:inbox")


def _keep_draft(request: HttpRequest, task: Task) -> HttpResponse:
    fields = {name: values for name, values in request.POST.lists() if name not in NOT_IN_A_DRAFT}
    actions.save_draft(task, by=request.user, fields=fields)
    uploads.keep(task, by=request.user, sent=request.FILES)
    messages.success(request, _("Your draft is kept. Nobody else sees it until you finish the task."))
    return redirect("workflows:task", task.pk)


def _what_happens_next(task: Task) -> str:
    task.case.refresh_from_db()
    following = figures.cards(queries.open_tasks(task.case)[:1])
    if not following:
        return _("Finished and recorded.")
    card = following[0]
    return _("Finished and recorded. Next: %(title)s, by %(who)s, due %(when)s.") % {
        "title": card.title,
        "who": card.task.owner or card.task.organisation or card.task.seat or card.task.get_role_display(),
        "when": day(card.task.due_on),
    }


def _show(
    request: HttpRequest, task: Task, *, form=None, minutes=None, besides=None, refusal=None, is_unjudged=False
) -> HttpResponse:
    is_own = task.owner_id == request.user.pk
    is_doable = task.is_open and not task.is_resting and (is_own or not task.owner_id)
    is_doable = is_doable and may_take(request.user, task)
    if is_doable and form is None:
        form, besides, is_unjudged = _fresh_form(request, task, is_own)
    context = {
        "card": figures.card(task),
        "task": task,
        "case": task.case,
        "plan": task.case.plan,
        "form": form,
        "can_grow": hasattr(form, "with_more_rows"),
        "minutes": minutes or MinutesForm(),
        "besides": besides,
        "answers": [(one.question.wording, in_words(one)) for one in answers_to([task])] if not task.is_open else [],
        "refusal": refusal,
        "is_unjudged": is_unjudged,
        "kept": uploads.kept(task, request.user) if is_doable else [],
        "is_own": is_own,
        "is_doable": is_doable,
        "stands_above": task.is_open and may_move(request.user, task),
        "proposable": SECTIONS,
        "guidance": guidance(task.flow_task.name, timezone.localdate(task.finished) if task.finished else None),
        "may_add_rows": hasattr(form, "with_more_rows"),
        **_to_decide(task, request.user),
    }
    status = 422 if refusal or (form and request.method == "POST" and not is_unjudged) else 200
    return render(request, "workflows/task/task.html", context, status=status)


def _fresh_form(request: HttpRequest, task: Task, is_own: bool):
    """The form, and what is asked besides, with the draft in them, if there is one and nobody asked to begin anew."""
    if not (is_own and task.draft) or "anew" in request.GET:
        return _form(task, request.user), _besides(task), False
    data = QueryDict(mutable=True)
    for name, values in task.draft.items():
        data.setlist(name, values)
    return _form(task, request.user, data), _besides(task, data), True


def _to_decide(task: Task, user: User) -> dict:
    """What this kind of task needs to be decided on; an institution from elsewhere reads its activity alone."""
    plan, stage = task.case.plan, task.process.stage
    context = {"may_read": Case.objects.visible_to(user).filter(pk=task.case_id).exists()}
    if context["may_read"]:
        context["papers"] = papers_of(plan)
    if stage == "round" and context["may_read"]:
        period = round_of(task.process)
        context |= {"entry_status": entry_status(plan, period), "period_code": code_of(period)}
        context |= {"today": local_today(task.case), "sees_smis": may_see_rows(user, plan.region_id)}
        context["open_issues"] = open_issues(plan)
    if stage == "evaluation" and context["may_read"]:
        context["evidence"] = evidence_of(plan)
    if stage == "planning" and context["may_read"]:
        context["may_select"] = is_diagnosing(task.case)
    if task.due_at and may_answer(user, task.process.data_request):
        context |= {"data_request": task.process.data_request, "zone": plan.region.time_zone, "may_answer": True}
    if activity := task.data.get("activity"):
        context["activity"] = Activity.objects.select_related("institution", "problem").get(pk=activity)
    if stage == "approval":
        version = task.case.submitted_version
        before = task.case.moves.filter(name="submit", plan_version__isnull=False).exclude(plan_version=version).last()
        context |= {"version": version, "approvals": task.case.approvals.filter(plan_version=version)}
        context |= {"before": before, "changes": changes_since(before.plan_version) if before else []}
    if stage == "approval" or task.flow_task.name in ("review", "decide", "read_diagnosis"):
        context |= {"gaps": gaps(plan), "warnings": warnings(plan)}
        context |= {"totals": totals(plan), "grand_total": grand_total(plan)}
    return context
