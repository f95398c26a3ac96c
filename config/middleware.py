"""Answers that hold for every page: nothing personal is cached, and the loser of a race gets a sentence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from liap.refusals import Conflict


class IndonesianFirstMiddleware:
    """Lets only the person's own choice change the language: browsers sold in English do not decide for her."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        return self.get_response(request)


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
