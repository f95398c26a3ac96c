"""One's own settings: when mail is sent, and the calendar of due dates."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from workflows import calendars
from workflows.mails import address
from workflows.models import CalendarLink, MailSetting


class MailSettingForm(forms.ModelForm):
    digest_hour = forms.TypedChoiceField(
        label=gettext_lazy("Hour of the daily digest"),
        coerce=int,
        choices=[(hour, f"{hour:02d}.00") for hour in range(5, 22)],
        help_text=gettext_lazy("In the time zone of your region. On a day without news nothing is sent."),
    )

    class Meta:
        model = MailSetting
        fields = ["digest_hour", "sends_urgent_at_once"]
        labels = {"sends_urgent_at_once": gettext_lazy("Tell me at once what is late or due today")}

    @property
    def parts(self) -> list:
        return [self]


def mail_settings(request: HttpRequest) -> HttpResponse:
    """Shows and keeps the settings."""
    own = MailSetting.objects.filter(person=request.user).first() or MailSetting(person=request.user)
    form = MailSettingForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your settings are kept."))
        return redirect("workflows:mail_settings")
    context = {"form": form, "link": CalendarLink.objects.filter(person=request.user).first()}
    return render(request, "workflows/settings/settings.html", context)


@require_POST
def make_calendar(request: HttpRequest) -> HttpResponse:
    """Makes a new secret address and shows it this once."""
    token = calendars.make_link(by=request.user)
    link = address(reverse("workflows:calendar", args=[token]))
    response = render(request, "workflows/settings/calendar.html", {"address": link})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke_calendar(request: HttpRequest) -> HttpResponse:
    """Takes the address back."""
    calendars.revoke_link(by=request.user)
    messages.success(request, _("The calendar address no longer works."))
    return redirect("workflows:mail_settings")


@require_GET
@login_not_required
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The due dates for a calendar program that knows the secret."""
    person = calendars.owner_of(token)
    if person is None:
        raise Http404
    response = HttpResponse(calendars.feed(person), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
