"""The figures of one SMI: its history, entering and correcting them, links, the paper form, and the page of a link."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from liap.enterprises.models import Enterprise
from liap.enterprises.performance import columns, doors, links, pictures, queries
from liap.enterprises.performance.actions import record_performance
from liap.enterprises.performance.comparison import changes_over_a_year
from liap.enterprises.performance.forms import EntryForm, FiguresForm, PeriodForm, code_of, period_from
from liap.enterprises.performance.models import EntryLink, PerformanceRecord
from liap.enterprises.performance.periods import Period, last_ended
from liap.enterprises.protection.actions import note_access
from liap.enterprises.protection.models import DataAccess
from liap.enterprises.queries import is_usable
from liap.people.addresses import address_of
from liap.places.queries import today_in
from liap.refusals import Conflict, Refusal
from liap.tables.answers import saved
from liap.tables.columns import Table

SHOWN = 60
DRAWN = 12


def enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """One SMI with its figures over time, where each comes from, and what was corrected."""
    smi = _visible(request, pk)
    if answer := saved(request, figures=lambda: _figures(request, smi), corrected=lambda: _corrected(request, smi)):
        return answer
    if smi.is_of_a_person:
        note_access([smi], by=request.user, act=DataAccess.Act.VIEW, what="figures", reason=DataAccess.Reason.RECORD)
    rows = list(queries.records_of(smi, request.user)[:SHOWN])
    changes = changes_over_a_year(rows)
    quarters = sorted((row for row in rows if row.months == 3), key=lambda row: row.first_on)[-DRAWN:]
    context = {
        "smi": smi,
        "is_usable": is_usable(smi),
        "rows": [(row, changes[row.pk], queries.missing_answers(row)) for row in rows],
        "earlier": queries.superseded_of(smi, request.user)[:SHOWN],
        "merged": queries.merged_figures_of(smi, request.user)[:SHOWN],
        "shares": pictures.of_shares(quarters),
        "turnover": _turnover_picture(quarters),
        "may_enter": queries.may_enter(request.user, smi),
        "links": queries.open_links_of(smi, request.user),
        "periods": PeriodForm(today=today_in(smi.region)),
    }
    return render(request, "liap/performance/enterprise.html", context)


def _figures(request: HttpRequest, smi: Enterprise) -> Table:
    rows = queries.records_of(smi, request.user)
    return _as_file(request, smi, code="figures", title=_("Figures"), columns=columns.FIGURES, rows=rows)


def _corrected(request: HttpRequest, smi: Enterprise) -> Table:
    rows = queries.superseded_of(smi, request.user).prefetch_related("shares")
    return _as_file(request, smi, code="corrected", title=_("Corrected"), columns=columns.CORRECTED, rows=rows)


def _as_file(request: HttpRequest, smi: Enterprise, **table: Any) -> Table:
    """Figures leave the product only while the use of the data goes on, and the owner can learn of it."""
    if not is_usable(smi):
        raise Http404
    note_access([smi], by=request.user, act=DataAccess.Act.EXPORT, what="figures", reason=DataAccess.Reason.REPORT)
    return Table(chosen=str(smi), **table)


def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes down what an SMI said about a period, or corrects it with a reason."""
    smi = _visible(request, pk)
    if not queries.may_enter(request.user, smi):
        raise Http404
    period = _asked_period(request, smi)
    record = queries.record_for(smi, period)
    last = queries.last_before(smi, period)
    medium = request.GET.get("medium", "")
    form = EntryForm(request.POST or None, enterprise=smi, period=period, record=record, last=last, medium=medium)
    refusal = None
    if request.method == "POST" and _is_about(request, record) and form.is_valid():
        try:
            row = record_performance(smi, by=request.user, period=period, **form.answers())
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, _kept(row))
            return redirect(_back(request, smi))
    context = {
        "smi": smi,
        "period": period,
        "code": code_of(period),
        "record": record,
        "last": last,
        "form": form,
        "refusal": refusal,
        "back": _back(request, smi),
        "plan": request.POST.get("plan") or request.GET.get("plan", ""),
        "turnover": _turnover_picture(queries.quarters_before(smi, period, DRAWN)),
    }
    return render(request, "liap/performance/enter.html", context, status=422 if refusal or form.is_bound else 200)


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty form of a period for printing, to be filled in by hand."""
    smi = _visible(request, pk)
    form = FiguresForm(period=_asked_period(request, smi))
    context = {"smi": smi, "period": form.period, "form": form, "code": code_of(form.period)}
    context["may_enter"] = queries.may_enter(request.user, smi)
    return render(request, "liap/performance/paper.html", context)


@require_POST
def make_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a link for the SMI and shows it once."""
    smi = _visible(request, pk)
    try:
        link, token = links.make_link(smi, by=request.user, period=_asked_period(request, smi))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("liap:performance", smi.pk)
    address = settings.PUBLIC_URL.rstrip("/") + reverse("liap:enter_by_link", args=[token])
    return render(request, "liap/performance/link.html", {"smi": smi, "link": link, "address": address})


@require_POST
def take_back_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a link before its day."""
    link = get_object_or_404(EntryLink.objects.visible_to(request.user).select_related("enterprise"), pk=pk)
    try:
        links.take_back(link, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The link was taken back."))
    return redirect("liap:performance", link.enterprise_id)


@login_not_required
@never_cache
def enter_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The SMI enters its own figures; it sees its name and the period, and nothing that was known before."""
    address = address_of(request)
    try:
        link = links.open_link(token, address=address)
    except (Conflict, Refusal) as refusal:
        return link_is_over(request, refusal)
    form, refusal = FiguresForm(request.POST or None, period=link.period), None
    if request.method == "POST" and form.is_valid():
        try:
            row = links.enter_by_link(token, figures=form.figures(), address=address)
        except Refusal as error:
            refusal = error
        except Conflict as conflict:
            return link_is_over(request, conflict)
        else:
            return render(request, "liap/performance/thanks.html", {"record": row})
    context = {"link": link, "form": form, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return private(render(request, "liap/performance/by_link.html", context, status=status))


def link_is_over(request: HttpRequest, reason: Exception) -> HttpResponse:
    """Why a link does not open, for the person who holds it."""
    kinds = {doors.TooManyTries: 429, doors.NoSuchLink: 404}
    status = kinds.get(type(reason), 410)
    return private(render(request, "liap/performance/link_is_over.html", {"reason": reason}, status=status))


def private(response: HttpResponse) -> HttpResponse:
    """The secret of the address goes to no other site and into no index."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _visible(request: HttpRequest, pk: int) -> Enterprise:
    rows = Enterprise.objects.visible_to(request.user).select_related("region", "industry")
    return get_object_or_404(rows, pk=pk)


def _asked_period(request: HttpRequest, smi: Enterprise) -> Period:
    code = request.POST.get("period") or request.GET.get("period", "")
    today = today_in(smi.region)
    period = period_from(code, today=today) if code else last_ended(today)
    if period is None:
        raise Http404
    return period


def _is_about(request: HttpRequest, record: PerformanceRecord | None) -> bool:
    """Whether the person corrects the row that he has read; else the page shows the newer one first."""
    if request.POST.get("replaces", "") == (str(record.pk) if record else ""):
        return True
    messages.error(request, _("Somebody entered these figures in the meantime. Read them before you correct them."))
    return False


def _back(request: HttpRequest, smi: Enterprise) -> str:
    """Back to the list from which the person came: the round of a plan, or the page of the SMI."""
    plan = request.POST.get("plan") or request.GET.get("plan", "")
    return reverse("liap:entries", args=[plan]) if plan.isdecimal() else reverse("liap:performance", args=[smi.pk])


def _kept(row: PerformanceRecord) -> str:
    missing = [str(one) for one in queries.missing_answers(row)]
    if not missing:
        return _("Kept; nothing is missing.")
    return _("Kept. Still missing, and not counted as zero: %(what)s.") % {"what": ", ".join(missing)}


def _turnover_picture(rows: list[PerformanceRecord]):
    return pictures.of_turnover(rows, first=rows[0].period, last=rows[-1].period) if rows else None
