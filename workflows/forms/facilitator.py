"""The forms of a facilitator's plan: as few questions as the papers need."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise
from liap.fields import DayField, PastDayField, PastDays, QuantityField
from liap.groups.assignments.actions import confirm
from liap.outcomes.actions import add_evidence, record_value
from liap.outcomes.forms import RatingsForm, VerdictsForm
from liap.outcomes.forms.monitoring import GoalCountForm, standing
from liap.outcomes.visits.forms import ChecksForm, LastQuestions
from liap.outcomes.visits.models import EnterpriseCheck
from liap.parts import PartsForm
from liap.people.models import User
from liap.places.queries import today_in
from liap.plans import actions as plans
from liap.plans.forms import OpenSectionsForm
from liap.plans.models import Activity, Plan
from workflows.effects import refuse_small_group
from workflows.forms.activities import refuse_open_rounds
from workflows.forms.reviews import refuse_gaps
from workflows.forms.work import Work, reason_field
from workflows.models import Task
from workflows.selections import refuse_open_selection


class Assign(Work):
    """The head of the office says that the letter is his and the facilitator is free, or declines the request."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("confirmed", _("the letter is in force, work may begin")), ("declined", _("decline the request"))],
        widget=forms.RadioSelect,
    )
    reason = reason_field()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "declined" and not cleaned.get("reason"):
            self.add_error("reason", _("Say why the request is declined; it stays on record."))
        return cleaned

    def save(self, by: User) -> dict:
        if self.cleaned_data["decision"] == "confirmed":
            confirm(self.plan.working_group, by=by)
        return super().save(by)


class ReadDiagnosis(Work):
    """Is the quick diagnosis good enough to plan on?"""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("agreed", _("good enough to plan on")), ("returned", _("one more visit"))],
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("What is missing"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "returned" and not cleaned.get("reason"):
            self.add_error("reason", _("Say what the next visit should find out."))
        return cleaned

    def save(self, by: User) -> dict:
        outcome = super().save(by)
        if outcome["decision"] == "returned":
            outcome["next"] = {"reason": outcome["reason"]}
        else:
            refuse_open_selection(self.plan)
        return outcome


class QuickDiagnosis(OpenSectionsForm):
    """Chain, the top problems and the SMIs of the group on one page."""

    def __init__(self, data=None, files=None, *, task: Task | None = None, plan: Plan, user: User):
        super().__init__(data, files, plan=plan, user=user)
        self.task = task

    def save(self, by: User) -> dict:
        outcome = super().save(by)
        refuse_small_group(self.plan)
        return outcome


class SmiMeeting(PastDays, forms.Form):
    """The SMIs of the group agreed: there is no quorum, but a list of who was there."""

    held_on = PastDayField(
        label=_("Meeting with the SMIs held on"),
        future=_("The meeting lies in the future. Record it after it was held."),
    )
    place = forms.CharField(label=_("Place or medium"), max_length=150)
    present = forms.ModelMultipleChoiceField(
        Enterprise.objects.none(), label=_("SMIs present"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data=None, *, plan: Plan, **kwargs):
        super().__init__(data, today=today_in(plan.region), **kwargs)
        targets = Enterprise.objects.filter(pk__in=plan.target_enterprises.values("enterprise"))
        self.fields["present"].queryset = targets.order_by("name")


class ShortPlan(QuickDiagnosis):
    """All open sections of the short plan, and the meeting in which the SMIs agreed to it."""

    def __init__(self, data=None, files=None, *, task: Task | None = None, plan: Plan, user: User):
        super().__init__(data, files, task=task, plan=plan, user=user)
        help = _("The plan goes to the head of the office only with the word of the SMIs.")
        self.meeting = self.add(SmiMeeting(data, plan=plan, prefix="meeting"), legend=_("Meeting"), help=help)

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.meeting.is_valid()])

    def save(self, by: User) -> dict:
        outcome = super().save(by)
        refuse_gaps(self.plan)
        agreed = self.meeting.cleaned_data
        outcome["meeting"] = {
            "held_on": agreed["held_on"].isoformat(),
            "place": agreed["place"],
            "present": [smi.pk for smi in agreed["present"]],
        }
        return outcome


class Baseline(ChecksForm):
    """The three questions at the start."""

    occasion = EnterpriseCheck.Occasion.BASELINE


class QuarterCheck(ChecksForm):
    """The three questions at the end of a quarter."""


class LastCheck(ChecksForm):
    """The three questions at the evaluation, with product and place of production before and after (process 5.3)."""

    occasion = EnterpriseCheck.Occasion.EVALUATION
    questions_form = LastQuestions
    help = _(
        "Three questions about each SMI, and whether its product and place of production are better than at the "
        "start. Leave empty what nobody could say; empty is not zero."
    )


class NextStep(Work):
    """What came of a next step."""

    result = reason_field(_("What was done"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["result"].required = True


class ActivityResult(forms.Form):
    """How one activity stands."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("running", _("still running")),
            ("done", _("carried out")),
            ("cancelled", _("cannot be carried out")),
        ],
        widget=forms.RadioSelect,
        initial="running",
    )
    done_on = DayField(label=_("Carried out on"), required=False)
    evidence = forms.CharField(label=_("Evidence (what proves it)"), required=False, max_length=300)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)

    def __init__(self, *args, activity: Activity, must_end: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.activity = activity
        if must_end:
            self.fields["state"].choices = self.fields["state"].choices[1:]
            self.fields["state"].initial = None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") == "done":
            if not cleaned.get("done_on"):
                self.add_error("done_on", _("Please give the day."))
            if not cleaned.get("evidence"):
                self.add_error("evidence", _("Please name what proves it, for example a list of participants."))
        if cleaned.get("state") == "cancelled" and not cleaned.get("reason"):
            self.add_error("reason", _("Please say why it cannot be carried out."))
        return cleaned

    def record(self, plan: Plan, *, by: User) -> None:
        answers = self.cleaned_data
        if answers["state"] == "cancelled":
            plans.cancel(self.activity, by=by, reason=answers["reason"])
        elif answers["state"] == "done":
            add_evidence(plan, by=by, description=answers["evidence"], activity=self.activity)
            plans.finish(self.activity, by=by, done_on=answers["done_on"])


class Progress(PartsForm):
    """A remark, and every activity that is not over."""

    must_end = False
    remark_label = _("Remark")

    def __init__(self, data=None, files=None, *, task: Task, plan: Plan, user: User):
        super().__init__(data, files)
        self.task, self.plan, self.user = task, plan, user
        self.remark = self.add(Remark(data, prefix="remark"))
        self.remark.fields["remark"].label = self.remark_label
        running = plan.activities.filter(state=Activity.State.RUNNING).order_by("number")
        self.results = [
            self.add(
                ActivityResult(data, activity=one, must_end=self.must_end, prefix=f"activity-{one.pk}"),
                legend=str(one),
            )
            for one in running
        ]

    def save(self, by: User) -> dict:
        for form in self.results:
            form.record(self.plan, by=by)
        remark = self.remark.cleaned_data["remark"]
        return {"remark": remark} if remark else {}


class Remark(forms.Form):
    remark = reason_field(_("Remark"))


class MeasuredValue(forms.Form):
    """What an indicator stands at; empty when nobody measured it this month."""

    value = QuantityField(label=_("Value"), max_digits=16, decimal_places=2, required=False)


class MonthReport(Progress):
    """The report is made from the visit log; only what the log cannot know is asked."""

    remark_label = _("What else the office should know")

    def __init__(self, data=None, files=None, *, task: Task, plan: Plan, user: User):
        super().__init__(data, files, task=task, plan=plan, user=user)
        self.values = []
        for indicator in plan.indicators.order_by("number"):
            form = MeasuredValue(data, prefix=f"indicator-{indicator.pk}")
            form.indicator = indicator
            self.values.append(self.add(form, legend=str(indicator), help=standing(indicator)))
        self.goals = list(plan.goals.all())
        form = GoalCountForm(data, goals=self.goals, prefix="goals")
        self.counts = self.add(form, legend=_("SMIs counted"), help=_("Leave empty what nobody counted."))

    def save(self, by: User) -> dict:
        outcome = super().save(by)
        today = timezone.localdate()
        for form in self.values:
            if (value := form.cleaned_data["value"]) is not None:
                record_value(form.indicator, by=by, round=self.task.process.round, value=value, measured_on=today)
        for goal in self.goals:
            if (count := self.counts.cleaned_data[f"goal_{goal.pk}"]) is not None:
                plans.count_goal(goal, by=by, reached_count=count, counted_on=today)
        return outcome


class FinishWork(Progress):
    """The work is closed: each activity was carried out or given up, and no report is open."""

    must_end = True
    remark_label = _("Remark for the evaluation")

    def save(self, by: User) -> dict:
        refuse_open_rounds(self.task.case)
        return super().save(by)


class Judgement(PartsForm):
    """Verdicts, ratings and conclusions on one page."""

    def __init__(self, data=None, files=None, *, task: Task, plan: Plan, user: User):
        super().__init__(data, files)
        self.verdicts = VerdictsForm(data, files, task=task, plan=plan, user=user)
        self.ratings = RatingsForm(data, files, task=task, plan=plan, user=user)
        self.parts = [*self.verdicts.parts, *self.ratings.parts]

    def save(self, by: User) -> dict:
        return {**self.verdicts.save(by), **self.ratings.save(by)}
