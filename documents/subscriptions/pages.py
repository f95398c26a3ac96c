"""A person's subscriptions, and the page behind the link in a mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.listings.choice import Choice
from documents.listings.queries import chosen_words, filters, on_shelf, words_among
from documents.subscriptions import actions
from documents.subscriptions.models import Subscription
from liap.refusals import Refusal


@require_safe
def subscriptions(request: HttpRequest) -> HttpResponse:
    """What the person is told of, how often, and when last."""
    own = Subscription.objects.of(request.user).annotate(last_sent_at=Max("digests__sent_at"))
    readable = on_shelf(request.user)
    options = filters(readable, Choice())
    rows = [
        (one, words_among(options, Choice.of(one.filters.dict())) or _("all documents"))
        for one in own.order_by("stopped_at", "-pk")
    ]
    context = {"rows": rows, "paces": Subscription.Pace.choices, "address": request.user.email}
    return render(request, "documents/subscriptions/list.html", context)


@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Subscribes to the papers of the list as it is filtered."""
    try:
        actions.subscribe(Choice.of(request.GET), by=request.user, pace=_pace(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You will get an e-mail when such a document is issued."))
    return redirect("documents:subscriptions")


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes how often the person is told, or stops it."""
    own = get_object_or_404(Subscription.objects.of(request.user), pk=pk)
    if request.POST.get("act") == "stop":
        actions.stop(own, by=request.user)
        messages.success(request, _("The subscription was stopped."))
    else:
        actions.change(own, by=request.user, pace=_pace(request))
        messages.success(request, _("The subscription was changed."))
    return redirect("documents:subscriptions")


# Mail programs post here without a cookie (RFC 8058); the signed token in the address is the permission.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest) -> HttpResponse:
    """Asks before it stops: programs that look into mails open every link, but press no button."""
    subscription = actions.by_token(request.GET.get("t", ""))
    if subscription is None:
        raise Http404
    if request.method == "POST":
        actions.stop(subscription, by=None)
        subscription.refresh_from_db()
    with override(subscription.person.language):
        words = chosen_words(on_shelf(subscription.person), Choice.of(subscription.filters.dict()))
        context = {"subscription": subscription, "words": words or _("all documents")}
        answer = render(request, "documents/subscriptions/stop.html", context)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _pace(request: HttpRequest) -> str:
    pace = request.POST.get("pace", "")
    return pace if pace in Subscription.Pace.values else Subscription.Pace.DAILY
