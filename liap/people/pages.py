"""Logging in and out, the own profile, the language."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from liap.people import actions, queries
from liap.people.forms import LogInForm, NewPasswordForm


def _remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.SESSION_COOKIE_SECURE,
    )


class LogIn(views.LoginView):
    """Asks for name and password; the language of the person applies from here on."""

    template_name = "liap/people/login.html"
    form_class = LogInForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        response = super().form_valid(form)
        _remember_language(response, form.get_user().language)
        return response


class LogOut(views.LogoutView):
    http_method_names = ["post", "options"]


class NewPassword(views.PasswordChangeView):
    """Asks for the old password and twice for the new one."""

    template_name = "liap/people/password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("liap:profile")

    def form_valid(self, form):
        response = super().form_valid(form)
        actions.note_new_password(self.request.user, by=self.request.user)
        messages.success(self.request, _("Your password was changed. Other devices were logged out."))
        return response


def profile(request: HttpRequest) -> HttpResponse:
    """Shows who one is here: the posts and seats, since when and until when."""
    context = {"posts": queries.posts_of(request.user), "seats": queries.seats_of(request.user)}
    return render(request, "liap/people/profile.html", context)


@require_POST
@login_not_required
def language(request: HttpRequest) -> HttpResponse:
    """Switches the language of the pages and keeps the choice with the person."""
    response = set_language(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES) and request.user.is_authenticated:
        actions.choose_language(request.user, chosen, by=request.user)
        with override(chosen):
            messages.success(request, _("The language was changed."))
    return response
