"""The register of SMIs: the list, one record, putting on record, changing, merging, and services received."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liap.answering import seen
from liap.enterprises import actions, columns, queries
from liap.enterprises.forms import EnterpriseForm, FilterForm, MergeForm, ServiceForm
from liap.enterprises.likeness import likely_duplicates
from liap.enterprises.merging.actions import merge as merge_records
from liap.enterprises.merging.actions import undo
from liap.enterprises.merging.queries import merges_of
from liap.enterprises.models import Enterprise, Purpose
from liap.enterprises.performance import columns as figure_columns
from liap.enterprises.performance.queries import figures_of_all
from liap.enterprises.protection import queries as protection
from liap.enterprises.protection.actions import note_access
from liap.enterprises.protection.models import DataAccess
from liap.enterprises.received.actions import record_service
from liap.people.access import regions_to_the_row
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import MOST_ROWS, Table

ROWS = 30


def enterprises(request: HttpRequest) -> HttpResponse:
    """The SMIs that the person may see, narrowed by the filters."""
    filters = FilterForm(request.GET, by=request.user)
    chosen = filters.chosen
    if answer := saved(request, enterprises=lambda: _list(request, chosen), figures=lambda: _figures(request, chosen)):
        return answer
    context = {
        "sees_rows": regions_to_the_row(request.user).exists(),
        "filters": filters,
        "is_narrowed": bool(chosen),
        "page": Paginator(queries.listed(request.user, **chosen), ROWS).get_page(request.GET.get("page")),
        "query": urlencode({name: request.GET[name] for name in chosen if name in request.GET}),
        "may_register": queries.regions_with(request.user, queries.WRITERS).exists(),
        "data_requests": protection.open_counts(request.user),
        "may_read_log": protection.audits(request.user)
        or queries.regions_with(request.user, queries.WRITERS).exists(),
    }
    return render(request, "liap/enterprises/list.html", context)


def _list(request: HttpRequest, chosen: dict) -> Table:
    """The list as a file. Whoever asked that the use of his data stops is not in it; the others are told of it."""
    rows = queries.listed(request.user, **chosen).usable_for(Purpose.SUPPORT)[:MOST_ROWS]
    note_access(rows, by=request.user, act=DataAccess.Act.EXPORT, what="register", reason=DataAccess.Reason.REPORT)
    title = _("SMIs")
    return Table(code="enterprises", title=title, columns=columns.ENTERPRISES, rows=rows, chosen=_words(chosen))


def _figures(request: HttpRequest, chosen: dict) -> Table:
    """The figures of all SMIs of the list, under the same rules as the list."""
    smis = queries.listed(request.user, **chosen).usable_for(Purpose.SUPPORT)
    rows = figures_of_all(smis, request.user)
    told = Enterprise.objects.filter(pk__in=rows.order_by().values("enterprise"))
    note_access(told, by=request.user, act=DataAccess.Act.EXPORT, what="figures", reason=DataAccess.Reason.REPORT)
    heads = (*figure_columns.SMI, *figure_columns.FIGURES)
    return Table(code="figures", title=_("Figures of the SMIs"), columns=heads, rows=rows, chosen=_words(chosen))


def _words(chosen: dict) -> str:
    return ", ".join(str(value) for value in chosen.values())


def enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """One record without the owner's personal data: business, services, basis of use, history."""
    found = found_for(request, pk)
    if answer := saved(request, services=lambda: _services(request, found)):
        return answer
    may_write = queries.may_write(request.user, found)
    context = {
        "enterprise": found,
        "is_usable": queries.is_usable(found),
        "size": Enterprise.objects.with_size(found.figures_on).get(pk=found.pk).size,
        "winner": queries.winner_of(found) if found.merged_into_id else None,
        "services": found.services.select_related("recorded_by"),
        "bases": protection.bases_of(found),
        "requests": found.requests.order_by("-received_at")[:20],
        "changes": queries.changes_of(found)[:20],
        "merges": merges_of(found),
        "may_write": may_write and not found.merged_into_id and not found.erased_at,
        "may_lead": queries.may_lead(request.user, found),
        "may_see_owner": protection.may_see_owner(request.user, found),
        "form": ServiceForm(),
    }
    return render(request, "liap/enterprises/detail.html", context)


def _services(request: HttpRequest, found: Enterprise) -> Table:
    """The services that an SMI got, as a file, while the use of its data goes on."""
    if not queries.is_usable(found):
        raise Http404
    if found.is_of_a_person:
        reason = DataAccess.Reason.REPORT
        note_access([found], by=request.user, act=DataAccess.Act.EXPORT, what="services", reason=reason)
    title, rows = _("Services received"), found.services.select_related("recorded_by")
    return Table(code="services", title=title, columns=columns.SERVICES, rows=rows, chosen=str(found))


def register(request: HttpRequest) -> HttpResponse:
    """Puts an SMI on record; whatever is like it on record is shown before it is saved."""
    form = EnterpriseForm(request.POST or None, by=request.user)
    duplicates = []
    if request.method == "POST" and form.is_valid():
        is_another = request.POST.get("is_another") == "yes"
        nik = form.cleaned_data["nik"]
        try:
            made = actions.enter(form.values, by=request.user, nik=nik, is_another=is_another)
        except actions.LikelyDuplicates as refusal:
            duplicates = refusal.found
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The SMI is on record."))
            return redirect("liap:enterprise", made.pk)
    context = {"form": form, "duplicates": duplicates, "title": _("Register an SMI")}
    return render(request, "liap/enterprises/form.html", context)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a record. The form shows the owner's data, so opening it leaves an access row."""
    found = found_for(request, pk)
    if not queries.may_write(request.user, found) or found.merged_into_id or found.erased_at:
        raise Http404
    form = EnterpriseForm(request.POST or None, instance=found, by=request.user)
    if request.method == "POST" and form.is_valid():
        nik, version = form.cleaned_data["nik"], seen(request, "seen_version")
        try:
            actions.edit(found, by=request.user, version=version, values=form.values, nik=nik)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("liap:enterprise", pk)
    note_access([found], by=request.user, act=DataAccess.Act.VIEW, what="edit", reason=DataAccess.Reason.RECORD)
    version = request.POST.get("seen_version") or found.version
    context = {"form": form, "enterprise": found, "version": version, "title": _("Change the record")}
    return render(request, "liap/enterprises/form.html", context)


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merges another record into this one; before it, both are shown side by side."""
    found = found_for(request, pk)
    if not queries.may_lead(request.user, found) or found.merged_into_id:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    form = MergeForm(request.POST or None, initial={"other": request.GET.get("other", "")})
    number = asked.get("other", "")
    other = queries.enterprises(request.user).filter(pk=int(number)).first() if number[:18].isdecimal() else None
    if request.method == "POST" and form.is_valid():
        if other is None:
            form.add_error("other", _("No SMI that you may see has this number."))
        else:
            try:
                merge_records(found, other, by=request.user, reason=form.cleaned_data["reason"])
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The records are merged. The merge can be undone on this page."))
                return redirect("liap:enterprise", pk)
    context = {
        "enterprise": found,
        "other": other,
        "form": form,
        "alike": likely_duplicates(
            found.name, region=found.region, by=request.user, nib=found.nib or "", but=found.pk
        ),
    }
    return render(request, "liap/enterprises/merge.html", context)


@require_POST
def undo_merge(request: HttpRequest, pk: int, merge: int) -> HttpResponse:
    """Makes two records of a merged one again."""
    found = found_for(request, pk)
    row = get_object_or_404(merges_of(found), pk=merge)
    try:
        undo(row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("There are two records again."))
    return redirect("liap:enterprise", pk)


@require_POST
def receive_service(request: HttpRequest, pk: int) -> HttpResponse:
    """Records a service that the SMI got."""
    found, form = found_for(request, pk), ServiceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say which service it was, from whom and on which day."))
        return redirect("liap:enterprise", pk)
    try:
        record_service(found, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Recorded."))
    return redirect("liap:enterprise", pk)


def found_for(request: HttpRequest, pk: int) -> Enterprise:
    """The SMI if the person may see it; of another region it does not exist."""
    return get_object_or_404(queries.enterprises(request.user), pk=pk)
