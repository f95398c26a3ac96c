"""Support activities: the institution answers and reports, the coordinator resolves what was declined."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liap.outcomes.actions import add_evidence
from liap.people.models import User
from liap.places.models import Organisation
from liap.plans import actions as plans
from liap.plans.models import Activity
from liap.plans.queries import institutions_for
from liap.refusals import Refusal
from workflows.forms.work import Work, reason_field
from workflows.models import Case


class RoundsAreOpen(Refusal):
    """A quarterly round is still open."""


class ActivityWork(Work):
    """A form about the activity of the task."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.activity = Activity.objects.select_related("institution").get(pk=self.task.data["activity"])

    def next_step(self) -> dict:
        """What the next step about this activity has to know."""
        self.activity.refresh_from_db()
        return {"activity": self.activity.pk, "organisation": self.activity.institution_id}


class Answer(ActivityWork):
    """The institution takes the activity on, or says why not."""

    decision = forms.ChoiceField(
        label=_("Answer"),
        choices=[("accepted", _("we take it on")), ("declined", _("we cannot take it on"))],
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("Reason, or another date you propose"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "declined" and not cleaned.get("reason"):
            self.add_error("reason", _("Please say why, so that the coordinator can find another way."))
        return cleaned

    def save(self, by: User) -> dict:
        reason = self.cleaned_data["reason"]
        if self.cleaned_data["decision"] == "accepted":
            plans.accept(self.activity, by=by)
            following = {**self.next_step(), "due_on": self.activity.ends_on.isoformat()}
        else:
            plans.decline(self.activity, by=by, reason=reason)
            following = {**self.next_step(), "reason": reason}
            following.pop("organisation")
        return {"decision": self.cleaned_data["decision"], "reason": reason, "next": following}


class Resolve(ActivityWork):
    """A declined activity is asked of another institution, or cancelled."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("ask_again", _("ask this institution")), ("cancelled", _("cancel the activity"))],
        widget=forms.RadioSelect,
    )
    institution = forms.ModelChoiceField(Organisation.objects.none(), label=_("Institution"), required=False)
    reason = reason_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = institutions_for(self.plan)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "ask_again" and not cleaned.get("institution"):
            self.add_error("institution", _("Choose the institution to ask."))
        if cleaned.get("decision") == "cancelled" and not cleaned.get("reason"):
            self.add_error("reason", _("Please say why the activity is cancelled."))
        return cleaned

    def save(self, by: User) -> dict:
        decision, reason = self.cleaned_data["decision"], self.cleaned_data["reason"]
        if decision == "ask_again":
            plans.request(self.activity, by=by, institution=self.cleaned_data["institution"])
            return {"decision": decision, "reason": reason, "next": {**self.next_step(), "reason": reason}}
        plans.cancel(self.activity, by=by, reason=reason)
        return {"decision": decision, "reason": reason}


class Report(ActivityWork):
    """The institution reports the activity as done, with evidence, or cancels it with a reason."""

    decision = forms.ChoiceField(
        label=_("Result"),
        choices=[("done", _("carried out")), ("cancelled", _("cannot be carried out"))],
        widget=forms.RadioSelect,
    )
    done_on = forms.DateField(
        label=_("Carried out on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    evidence = forms.CharField(label=_("Evidence (what proves it)"), required=False, max_length=300)
    file = forms.FileField(
        label=_("File or photo"),
        required=False,
        help_text=_("PDF, PNG or JPEG, at most 5 MB. Location data of photos is removed."),
    )
    reason = reason_field()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "done":
            if not cleaned.get("done_on"):
                self.add_error("done_on", _("Please give the day."))
            if not cleaned.get("evidence"):
                self.add_error("evidence", _("Please name what proves it, for example a list of participants."))
        if cleaned.get("decision") == "cancelled" and not cleaned.get("reason"):
            self.add_error("reason", _("Please say why it cannot be carried out."))
        return cleaned

    def save(self, by: User) -> dict:
        decision = self.cleaned_data["decision"]
        if decision == "cancelled":
            plans.cancel(self.activity, by=by, reason=self.cleaned_data["reason"])
            return {"decision": decision, "reason": self.cleaned_data["reason"]}
        row = add_evidence(
            self.plan,
            by=by,
            description=self.cleaned_data["evidence"],
            activity=self.activity,
            file=self.cleaned_data["file"],
        )
        plans.finish(self.activity, by=by, done_on=self.cleaned_data["done_on"])
        return {"decision": decision, "evidence": row.pk, "done_on": self.cleaned_data["done_on"].isoformat()}


class Finish(Work):
    """The coordinator ends the implementation once every activity is over and every round is closed."""

    remark = reason_field(_("Remark for the evaluation"))

    def save(self, by: User) -> dict:
        refuse_open_rounds(self.task.case)
        return super().save(by)


def refuse_open_rounds(case: Case) -> None:
    """Raises RoundsAreOpen while a report is still to be made, or a next step of a visit to be done."""
    if case.processes.filter(stage="round", finished__isnull=True).exists():
        raise RoundsAreOpen(
            gettext("A round of reporting is still open. Finish it, or skip it with a reason on the page of the LIAP.")
        )
    if case.processes.filter(stage="visit", finished__isnull=True).exists():
        raise RoundsAreOpen(gettext("A next step of a visit is still open. Write down what came of it first."))
    if case.processes.filter(stage="funding", finished__isnull=True).exists():
        raise RoundsAreOpen(gettext("A task about missing money is still open. Write down what came of it first."))
    if case.processes.filter(stage="gaps", finished__isnull=True).exists():
        raise RoundsAreOpen(gettext("The list of missing evidence is still open. Answer it before the evaluation."))
