"""My tasks: what is late, what is next, what my group could take, and what I have done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workflows import queries


def inbox(request: HttpRequest) -> HttpResponse:
    """Shows the person's own open tasks, the latest first, then those of her group."""
    return render(request, "workflows/inbox/inbox.html", {"inbox": queries.inbox(request.user)})
