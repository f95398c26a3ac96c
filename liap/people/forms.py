"""Logging in, a new password and the own language."""

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _


class OnePart:
    """Offers a single form to the template that draws forms in parts."""

    @property
    def parts(self):
        return [self]


class LogInForm(OnePart, AuthenticationForm):
    error_messages = {
        "invalid_login": _("The user name or the password is not right. After five tries the account pauses."),
        "inactive": _("The user name or the password is not right. After five tries the account pauses."),
    }


class NewPasswordForm(OnePart, PasswordChangeForm):
    pass


class LanguageForm(OnePart, forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
