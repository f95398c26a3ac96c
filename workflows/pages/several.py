"""Several tasks in one act: choose them, choose the act, see what came of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workflows import bulk, figures, queries
from workflows.forms.several import SeveralForm
from workflows.models import Task


def several(request: HttpRequest) -> HttpResponse:
    """Lists the person's own tasks and those of her group with a box each, and does one act with the chosen."""
    found = queries.inbox(request.user)
    tasks = {task.pk: task for task in [*found.own, *found.group][: bulk.AT_MOST]}
    cards = figures.cards(tasks.values())
    form = SeveralForm(
        request.POST or None, choices=[(card.task.pk, _label(card)) for card in cards], heirs=_heirs(request, tasks)
    )
    results = None
    if request.method == "POST" and form.is_valid():
        chosen = [tasks[pk] for pk in form.cleaned_data["tasks"]]
        results = list(zip(figures.cards(chosen), _do(chosen, form.cleaned_data, request), strict=True))
    context = {"form": form, "results": results, "has_tasks": bool(cards), "at_most": bulk.AT_MOST}
    return render(request, "workflows/inbox/several.html", context)


def _label(card: figures.Card) -> str:
    words = [card.title, str(card.subject), str(card.task.case.plan)]
    return " · ".join(word for word in words if word)


def _heirs(request: HttpRequest, tasks: dict[int, Task]):
    return bulk.heirs([task for task in tasks.values() if task.owner_id == request.user.pk], request.user)


def _do(chosen: list[Task], given: dict, request: HttpRequest) -> list[bulk.Result]:
    if given["act"] == "hand_over":
        return bulk.hand_over(chosen, to=given["to"], by=request.user, reason=given["reason"])
    act = bulk.claim if given["act"] == "claim" else bulk.finish
    return act(chosen, by=request.user)
