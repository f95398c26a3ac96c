"""Links to a questionnaire: making one, taking it back, and the page on which the respondent answers."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from liap.enterprises.performance.pages import link_is_over, private
from liap.outcomes.questionnaires import links, queries
from liap.outcomes.questionnaires.actions import QuestionsChanged
from liap.outcomes.questionnaires.forms import AnswersForm
from liap.outcomes.questionnaires.models import ReplyLink, Respondent
from liap.people.addresses import address_of
from liap.refusals import Conflict, Refusal


@require_POST
def make_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a link for the respondent and shows it once."""
    rows = Respondent.objects.visible_to(request.user).select_related("plan", "enterprise", "organisation")
    row = get_object_or_404(rows, pk=pk)
    if not queries.may_see_rows(request.user, row.plan):
        raise Http404
    try:
        link, token = links.make_link(row, by=request.user)
    except (Conflict, Refusal) as refusal:
        messages.error(request, str(refusal))
        return redirect("liap:respondent", row.pk)
    address = settings.PUBLIC_URL.rstrip("/") + reverse("liap:reply_by_link", args=[token])
    return render(request, "liap/questionnaires/link.html", {"row": row, "link": link, "address": address})


@require_POST
def take_back_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a link before its day."""
    rows = ReplyLink.objects.visible_to(request.user).select_related("respondent__plan")
    link = get_object_or_404(rows, pk=pk)
    if not queries.may_see_rows(request.user, link.respondent.plan):
        raise Http404
    try:
        links.take_back(link, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("liap:respondent", link.respondent_id)


@login_not_required
@never_cache
def reply_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The respondent answers; he sees the questions and his own name, and nothing that others said."""
    address = address_of(request)
    try:
        link = links.open_link(token, address=address)
    except (Conflict, Refusal) as refusal:
        return link_is_over(request, refusal)
    asked, refusal = queries.current(link.respondent.plan), None
    form = AnswersForm(request.POST or None, questionnaire=asked)
    if request.method == "POST" and form.is_valid():
        try:
            links.reply_by_link(token, address=address, **form.reply())
        except (Refusal, QuestionsChanged) as error:
            refusal = error
        except Conflict as conflict:
            return link_is_over(request, conflict)
        else:
            return private(render(request, "liap/questionnaires/thanks.html", {"row": link.respondent}))
    context = {"link": link, "row": link.respondent, "form": form, "asked": asked, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return private(render(request, "liap/questionnaires/by_link.html", context, status=status))
