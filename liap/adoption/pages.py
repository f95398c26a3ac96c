"""The adoption pipeline for regions and the ministry: requests, readiness, offers, funnel, attestations."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liap.adoption import actions, columns, queries
from liap.adoption.forms import AttestationForm, MoveForm, OfferForm, RequestForm
from liap.adoption.models import AdoptionRequest, ReadinessCriterion
from liap.people.access import is_national
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import Table

MOVES = ("commit", "prepare", "activate", "suspend", "stop", "decline")


def adoptions(request: HttpRequest) -> HttpResponse:
    """Shows the funnel, the requests and what the regions said about the use of the model."""
    found, said = queries.requests(request.user), queries.attestations(request.user)
    funnel = queries.funnel(found.filter(is_sample=False)) if is_national(request.user) else []
    answer = saved(
        request,
        requests=lambda: Table(code="adoption", title=_("Adoption"), columns=columns.REQUESTS, rows=found),
        funnel=lambda: Table(code="funnel", title=_("Funnel"), columns=columns.FUNNEL, rows=funnel),
        attestations=lambda: Table(
            code="attestations", title=_("Still in use?"), columns=columns.ATTESTATIONS, rows=said
        ),
    )
    if answer:
        return answer
    context = {
        "adoptions": found,
        "funnel": funnel,
        "attestations": said[:100],
        "due": queries.attestations_due(request.user),
        "may_ask": queries.regions_headed(request.user).exists(),
    }
    return render(request, "liap/adoption/list.html", context)


def ask(request: HttpRequest) -> HttpResponse:
    """A region asks to use the model and gets a reference number."""
    regions = queries.regions_headed(request.user)
    form = RequestForm(request.POST or None, regions=regions)

    def act() -> HttpResponse:
        given = form.cleaned_data
        asked = actions.ask(given.pop("region"), by=request.user, **given)
        messages.success(request, _("The request has the reference number %(number)s.") % {"number": asked.reference})
        return redirect("liap:adoption_request", asked.pk)

    return _ask(request, form, act, _("Ask for the model"), may_ask=regions.exists())


def attest(request: HttpRequest) -> HttpResponse:
    """The yearly word of the region."""
    regions = queries.regions_to_attest(request.user)
    form = AttestationForm(request.POST or None, regions=regions)
    if (wanted := request.GET.get("region", "")).isdigit():
        form.fields["region"].initial = int(wanted)

    def act() -> HttpResponse:
        given = form.cleaned_data
        actions.attest(given.pop("region"), by=request.user, **given)
        messages.success(request, _("Recorded."))
        return redirect("liap:adoption")

    return _ask(request, form, act, _("Is the model still in use?"), may_ask=regions.exists())


def adoption_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows one request: readiness, offer and its way; also the receipt."""
    return _show(request, _found(request, pk))


def _show(request: HttpRequest, found: AdoptionRequest, *, offer: OfferForm | None = None) -> HttpResponse:
    context = {
        "adoption": found,
        "moves": found.moves.select_related("by"),
        "criteria": ReadinessCriterion.objects.all(),
        "is_desk": queries.is_desk(request.user),
        "speaks_for": queries.speaks_for(request.user, found.region),
        "offer": offer or OfferForm(initial=_offered(found)),
        "step": MoveForm(),
        "possible": [move for move in MOVES if _can(found, move) and queries.may_move(request.user, found, move)],
        "labels": _labels(),
    }
    return render(request, "liap/adoption/detail.html", context, status=422 if offer else 200)


def _offered(found: AdoptionRequest) -> dict:
    """What was offered already, so that it is changed and not written anew."""
    if found.offered_on is None:
        return {}
    return {
        "facilitator": found.offers_facilitator,
        "honorarium": found.offered_honorarium,
        "budget": found.offered_budget,
        "training": found.offered_training,
        "training_cost": found.offered_training_cost,
        "source": found.offered_source,
        "year": found.offered_year,
    }


@require_POST
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk computes the readiness."""
    found = _found(request, pk)
    return _act(request, pk, lambda: actions.assess(found, by=request.user))


@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk makes an offer."""
    found, form = _found(request, pk), OfferForm(request.POST)
    if not form.is_valid():
        return _show(request, found, offer=form)
    return _act(request, pk, lambda: actions.offer(found, by=request.user, **form.cleaned_data))


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of the pipeline, with its reason."""
    found, name = _found(request, pk), request.POST.get("move", "")
    if name not in MOVES:
        messages.error(request, _("Choose a step."))
        return redirect("liap:adoption_request", pk)
    reason = request.POST.get("reason", "")[:500]
    return _act(request, pk, lambda: actions.advance(found, name, by=request.user, reason=reason))


def _labels() -> list[tuple[str, str]]:
    return [
        ("commit", _("Accept the offer")),
        ("prepare", _("Begin preparing")),
        ("activate", _("The model is in use")),
        ("suspend", _("Suspend")),
        ("stop", _("Stop using the model")),
        ("decline", _("Decline")),
    ]


def _can(found: AdoptionRequest, move: str) -> bool:
    transitions = {one.name for one in found.get_available_state_transitions()}
    return move in transitions


def _ask(request: HttpRequest, form, act: Callable[[], HttpResponse], title: str, *, may_ask: bool) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            return act()
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "title": title, "may_ask": may_ask}
    return render(request, "liap/adoption/ask.html", context)


def _act(request: HttpRequest, pk: int, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Recorded."))
    return redirect("liap:adoption_request", pk)


def _found(request: HttpRequest, pk: int) -> AdoptionRequest:
    return get_object_or_404(queries.requests(request.user), pk=pk)
