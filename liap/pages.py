"""Pages about the product itself: licence and source, and the word to search engines."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    """Shows the version, the licence and where the source is: the AGPL owes this to everybody who uses the pages."""
    licence = (settings.ROOT / "LICENSE").read_text(encoding="utf-8")
    return render(request, "liap/about.html", {"licence": licence})


@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    """Asks search engines to stay away."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
