"""My tasks: what is late, what is next, what my group could take, and what I have done."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liap.people.models import User
from liap.refusals import Refusal
from liap.tables.answers import saved
from liap.tables.columns import MOST_ROWS, Table
from workflows import actions, data_requests, figures, queries
from workflows.columns import DONE
from workflows.dates import may_move
from workflows.duties.queries import cards, waiting_for
from workflows.forms.steering import HandOverForm
from workflows.handovers import actions as handovers
from workflows.models import Task


def inbox(request: HttpRequest) -> HttpResponse:
    """Shows the person's own open tasks and duties, the latest first, then the tasks of her group."""
    if answer := saved(request, done=lambda: _done(request.user)):
        return answer
    found = queries.inbox(request.user)
    tasks = figures.cards(found.own)
    duties = cards(waiting_for(request.user))
    own = sorted([*tasks, *duties], key=lambda card: card.due_on or date.max) if duties else tasks
    context = {
        "late": [card for card in own if card.is_late],
        "next": [card for card in own if not card.is_late],
        "group": figures.cards(found.group),
        "standing_in": figures.cards(found.standing_in),
        "done": figures.cards(found.done),
        "data_requests": [
            (one, one.due_at <= timezone.now()) for one in data_requests.waiting_without_task(request.user)[:50]
        ],
    }
    return render(request, "workflows/inbox/inbox.html", context)


def _done(user: User) -> Table:
    rows = figures.cards(queries.finished_by(user)[:MOST_ROWS])
    return Table(code="done", title=_("Finished tasks"), columns=DONE, rows=rows, chosen=_("your own"))


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a task of the group and opens it."""
    task = get_object_or_404(queries.task_for(request.user, pk))
    try:
        actions.claim(task, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The task is yours now."))
    return redirect("workflows:task", pk)


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives a task back to the group."""
    task = get_object_or_404(queries.task_for(request.user, pk))
    actions.release(task, by=request.user)
    messages.success(request, _("The task is open to your group again."))
    return redirect("workflows:inbox")


@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a task of somebody who is away and named the person as substitute."""
    task = get_object_or_404(queries.task_for(request.user, pk))
    try:
        handovers.take_over(task, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The task is yours now."))
    return redirect("workflows:task", pk)


def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks to whom and why a task is handed over."""
    task = get_object_or_404(queries.task_for(request.user, pk))
    if not _may_hand_over(request.user, task):
        raise Http404
    form = HandOverForm(request.POST or None, task=task)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        try:
            actions.hand_over(task, to=to, by=request.user, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(person)s has the task now.") % {"person": to})
            return redirect("workflows:inbox")
    return render(request, "workflows/task/hand_over.html", {"form": form, "card": figures.card(task)})


def _may_hand_over(user: User, task: Task) -> bool:
    return task.owner_id == user.pk or may_move(user, task)
