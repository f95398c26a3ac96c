"""The register of issues and risks in the file of a LIAP."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from liap.outcomes.issues import actions
from liap.outcomes.issues.forms import CloseForm, IssueForm, PassForm
from liap.outcomes.issues.models import Issue
from liap.outcomes.issues.queries import issues_of, may_raise
from liap.plans.models import Plan
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import Table
from workflows import columns, queries
from workflows.pages.cases import show


def issues(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the register; who works on the plan raises, passes on and closes entries."""
    case = get_object_or_404(queries.cases(request.user), pk=pk)
    may_write = request.user.is_superuser or may_raise(request.user, case.plan)
    form = IssueForm(request.POST if "raise" in request.POST else None, plan=case.plan)
    if request.method == "POST":
        if not may_write:
            raise Http404
        if _is_done(request, case.plan, form):
            return redirect("workflows:issues", pk)
    rows = issues_of(case.plan)
    table = {"title": _("Issues and risks"), "columns": columns.ISSUES, "rows": rows, "chosen": case.plan.title}
    if answer := saved(request, issues=lambda: Table(code="issues", **table)):
        return answer
    context = {
        "open_issues": [(row, *_forms(request, case.plan, row)) for row in rows if row.is_open],
        "closed": [row for row in rows if not row.is_open],
        "form": form,
        "may_write": may_write,
    }
    return show(request, case, "issues", context)


def _forms(request: HttpRequest, plan: Plan, row: Issue) -> tuple[PassForm, CloseForm]:
    """The two forms of an entry, with what was typed into the one that was refused."""
    key = f"{row.pk}"
    owner = next(name for name in ("seat", "post", "institution") if getattr(row, f"owner_{name}_id"))
    initial = {"owner": f"{owner}-{getattr(row, f'owner_{owner}_id')}", "due_on": row.due_on}
    passed = PassForm(_typed(request, "pass", key), plan=plan, prefix=f"pass-{key}", initial=initial)
    return passed, CloseForm(_typed(request, "close", key), prefix=f"close-{key}")


def _typed(request: HttpRequest, act: str, key: str):
    return request.POST if request.POST.get(act) == key else None


def _is_done(request: HttpRequest, plan: Plan, form: IssueForm) -> bool:
    try:
        done = _raised(request, plan, form) if "raise" in request.POST else _answered(request, plan)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    if done:
        messages.success(request, _("Recorded."))
    return done


def _raised(request: HttpRequest, plan: Plan, form: IssueForm) -> bool:
    if not form.is_valid():
        return False
    actions.raise_issue(plan, by=request.user, **form.cleaned_data)
    return True


def _answered(request: HttpRequest, plan: Plan) -> bool:
    act = "close" if "close" in request.POST else "pass"
    number = request.POST.get(act, "")
    row = get_object_or_404(issues_of(plan), pk=int(number) if number.isdigit() else 0)
    passed, closed = _forms(request, plan, row)
    if act == "close" and closed.is_valid():
        actions.close_issue(row, by=request.user, **closed.cleaned_data)
    elif act == "pass" and passed.is_valid():
        actions.pass_issue(row, by=request.user, **passed.cleaned_data)
    else:
        return False
    return True
