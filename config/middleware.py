"""Answers that hold for every page: nothing personal is cached, and the loser of a race gets a sentence."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render

from liap.refusals import Conflict


class IndonesianFirstMiddleware:
    """Lets only the person's own choice change the language: browsers sold in English do not decide for her."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        return self.get_response(request)


class SmallPagesMiddleware(GZipMiddleware):
    """Compresses pages, a tenth of their size on a slow link; papers and files keep their bytes, ranges and tags.

    Django adds random padding and masks the form's token anew each time, so that the size gives no secret away.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page else response


class NoStoreMiddleware:
    """Keeps pages of people who are logged in out of shared and browser caches, unless the page chose otherwise."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response


class ConflictMiddleware:
    """Turns every refusal which comes from somebody else having been first into a page with status 409."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Conflict):
            return render(request, "liap/conflict.html", {"reason": exception}, status=409)
        return None
