"""Moving a due date in two steps: look who is affected, then save."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liap.fields import DayField
from liap.refusals import Refusal
from workflows import dates, figures, naming, queries


class DateForm(forms.Form):
    to = DayField(label=gettext_lazy("New due date"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)

    @property
    def parts(self) -> list:
        return [self]


def due_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows whom a new date affects and saves it on the second press."""
    task = get_object_or_404(queries.task_for(request.user, pk))
    if not (task.is_open and task.due_on and not task.due_at and dates.may_move(request.user, task)):
        raise Http404
    form = DateForm(request.POST or None, initial={"to": task.due_on})
    context = {"form": form, "card": figures.card(task)}
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        if "save" in request.POST:
            try:
                seen = request.POST.get("seen", "")
                moved = dates.move_date(task, by=request.user, seen=seen, **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                words = {"count": len(moved)}
                messages.success(request, _("Moved: %(count)s. Everybody concerned is told.") % words)
                return redirect("workflows:task", pk)
        else:
            moved = dates.shifts(task, to)
            named = [(one, naming.named(one.task)) for one in moved]
            context |= {"moved": named, "seal": dates.seal(moved), "unstarted": dates.unstarted(task)}
    return render(request, "workflows/task/due_date.html", context)
