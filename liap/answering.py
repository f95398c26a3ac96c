"""What a page does with a form that acts: done and said, somebody was first, or refused and shown again."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from liap.refusals import Conflict, Refusal

MOST_DIGITS = 9


def answered(
    request: HttpRequest, act: Callable[[], object], *, said: str, to: str, instead: str | None = None
) -> HttpResponse | Refusal:
    """Does the act. Goes on to the address `to` and says so; to `instead`, or also `to`, when somebody was first, with
    the reason; or returns the refusal, for the form to show what was typed again."""
    try:
        act()
    except Refusal as refusal:
        return refusal
    except Conflict as conflict:
        messages.error(request, str(conflict))
        return redirect(instead or to)
    messages.success(request, said)
    return redirect(to)


def seen(request: HttpRequest, name: str = "seen") -> int:
    """The number of the version that the person had before him when he sent the form; -1, which is none, else."""
    said = request.POST.get(name, "")
    return int(said) if said.isdecimal() and len(said) <= MOST_DIGITS else -1
