"""The owner's data with a reason, the log of access, the basis of use, and requests with their clock."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liap.enterprises.pages import found_for
from liap.enterprises.protection import actions, queries
from liap.enterprises.protection.columns import ACCESSES, REQUESTS
from liap.enterprises.protection.forms import AnswerForm, BasisForm, DaysForm, ReasonForm, RequestForm
from liap.enterprises.protection.models import DataAccess, SubjectRequest
from liap.enterprises.queries import changes_of, may_write
from liap.places.queries import today_in
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import MOST_ROWS, Table

ROWS = 30
SHOWN = 50


def owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks why; then shows the owner's data and who saw them, and leaves exactly one access row."""
    found = found_for(request, pk)
    if not queries.may_see_owner(request.user, found):
        raise Http404
    if answer := saved(request, accesses=lambda: _log(queries.accesses_of(found), chosen=str(found))):
        return answer
    form = ReasonForm(request.POST or None, audits=queries.audits(request.user))
    context = {"enterprise": found, "form": form}
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.note_access([found], by=request.user, act=DataAccess.Act.VIEW, what="owner", reason=reason)
        rows = queries.accesses_of(found)
        context |= {"is_shown": True, "changes": changes_of(found), "accesses": rows[:SHOWN], "most": SHOWN}
        context["access_count"] = rows.count()
    return render(request, "liap/enterprises/owner.html", context)


def accesses(request: HttpRequest) -> HttpResponse:
    """Who saw, exported or downloaded personal data of SMIs, between two days."""
    filters = DaysForm(request.GET)
    chosen = filters.chosen
    rows = queries.accesses(request.user, **chosen)
    if answer := saved(request, accesses=lambda: _log(rows, chosen=filters.words)):
        return answer
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    days = urlencode({name: request.GET[name] for name in chosen})
    return render(request, "liap/enterprises/accesses.html", {"filters": filters, "page": page, "query": days})


def _log(rows: QuerySet[DataAccess], *, chosen: str) -> Table:
    return Table(code="accesses", title=_("Access to personal data"), columns=ACCESSES, rows=rows, chosen=chosen)


def basis(request: HttpRequest, pk: int) -> HttpResponse:
    """Records why the data of an SMI may be used."""
    found = found_for(request, pk)
    if not may_write(request.user, found) or found.erased_at:
        raise Http404
    form = BasisForm(request.POST or None, today=today_in(found.region))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_basis(found, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("liap:enterprise", pk)
    context = {"enterprise": found, "form": form, "notice": queries.notice_in_force()}
    return render(request, "liap/enterprises/basis.html", context)


def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes what the owner of an SMI asks about his data; a withdrawal stops the use at once."""
    found = found_for(request, pk)
    if not may_write(request.user, found) or found.erased_at:
        raise Http404
    form = RequestForm(request.POST or None, zone=found.region.time_zone)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.receive(enterprise=found, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The request is open. It is due in 72 hours from when it was received."))
            return redirect("liap:data_request", made.pk)
    return render(request, "liap/enterprises/receive.html", {"enterprise": found, "form": form})


def data_requests(request: HttpRequest) -> HttpResponse:
    """The requests that the person may see: the open ones by their due time, then the answered ones."""
    rows = queries.requests(request.user)
    if answer := saved(request, requests=lambda: _table(request, rows)):
        return answer
    page = Paginator(rows.exclude(answered_at=None).order_by("-answered_at"), ROWS).get_page(request.GET.get("page"))
    context = {
        "open": queries.told_by_name(request.user, rows.open()),
        "page": page,
        "answered": queries.told_by_name(request.user, page),
        "now": timezone.now(),
    }
    return render(request, "liap/enterprises/requests.html", context)


def _table(request: HttpRequest, rows: QuerySet[SubjectRequest]) -> Table:
    """The whole register. A name in it is a look at personal data, and gets its line in the log."""
    found = queries.told_by_name(request.user, rows[:MOST_ROWS])
    smis = {one.enterprise for one, is_told in found if one.enterprise and is_told}
    named = {one for one in smis if one.is_of_a_person}
    view, reason = DataAccess.Act.EXPORT, DataAccess.Reason.REPORT
    actions.note_access(named, by=request.user, act=view, what="data requests", reason=reason)
    return Table(code="data_requests", title=_("Data requests"), columns=REQUESTS, rows=found)


def data_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with its clock and its answer."""
    found = _request(request, pk)
    context = {
        "data_request": found,
        "zone": found.enterprise.region.time_zone if found.enterprise else "",
        "is_own": found.person_id == request.user.pk,
        "is_late": not found.answered_at and found.due_at < timezone.now(),
        "may_answer": not found.answered_at and queries.may_answer(request.user, found),
        "form": AnswerForm(),
    }
    return render(request, "liap/enterprises/request.html", context)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes a request with what was done and answered."""
    found, form = _request(request, pk), AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what was done and what was answered."))
        return redirect("liap:data_request", pk)
    try:
        actions.answer(found, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The request is answered."))
    return redirect("liap:data_request", pk)


def _request(request: HttpRequest, pk: int) -> SubjectRequest:
    return get_object_or_404(queries.requests(request.user), pk=pk)
