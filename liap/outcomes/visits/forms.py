"""The page on which a visit is written down, and the three questions about each SMI."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise, Purpose
from liap.enterprises.performance.figures import BAND_CHOICES
from liap.enterprises.performance.models import Channel, PerformanceRecord
from liap.enterprises.performance.periods import Period, period_of
from liap.enterprises.performance.three_answers import ThreeAnswers, three_answers
from liap.fields import DayField, PastDayField, PastDays
from liap.outcomes.visits.actions import Comparison, record_checks
from liap.outcomes.visits.models import EnterpriseCheck, Visit, VisitStep
from liap.parts import PartsForm, rebuilt_with_more_rows
from liap.people.models import User
from liap.places.queries import today_in
from liap.plans.models import Plan


class VisitPart(PastDays, forms.Form):
    """What happened on the visit."""

    visited_on = PastDayField(
        label=_("Visited on"), future=_("The visit lies in the future. Write it down after it was made.")
    )
    place = forms.CharField(label=_("Place"), max_length=150)
    enterprises = forms.ModelMultipleChoiceField(
        Enterprise.objects.none(), label=_("SMIs visited"), required=False, widget=forms.CheckboxSelectMultiple
    )
    topic = forms.ChoiceField(label=_("Topic"), choices=[("", "—"), *Visit.Topic.choices])
    found = forms.CharField(label=_("What was found"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    advice = forms.CharField(
        label=_("Advice given"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data=None, *, plan: Plan, **kwargs):
        super().__init__(data, today=today_in(plan.region), **kwargs)
        targets = Enterprise.objects.usable_for(Purpose.SUPPORT)
        targets = targets.filter(pk__in=plan.target_enterprises.values("enterprise"))
        self.fields["enterprises"].queryset = targets.order_by("name")


class VisitFilter(forms.Form):
    """Which visits are listed; an unknown topic filters nothing."""

    topic = forms.ChoiceField(label=_("Topic"), choices=[("", _("all")), *Visit.Topic.choices], required=False)

    @property
    def topic_chosen(self) -> str:
        return self.cleaned_data.get("topic", "") if self.is_valid() else ""

    def words(self) -> str:
        """What was chosen, in words; empty when nothing was."""
        return str(Visit.Topic(self.topic_chosen).label) if self.topic_chosen else ""


class NextStepRow(forms.Form):
    """A next step; with its date it becomes a task."""

    text = forms.CharField(label=_("Next step"), max_length=200, required=False)
    due_on = DayField(label=_("By when"), required=False)
    doer = forms.ChoiceField(label=_("Who"), choices=VisitStep.Doer.choices, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("text") and not cleaned.get("due_on"):
            self.add_error("due_on", _("Give the day by which it is to be done; it becomes a task."))
        if cleaned.get("due_on") and not cleaned.get("text"):
            self.add_error("text", _("Say what is to be done."))
        return cleaned


NextStepRows = formset_factory(NextStepRow, extra=2, max_num=20, validate_max=True)


class VisitForm(PartsForm):
    """A visit with its next steps."""

    def __init__(self, data=None, files=None, *, plan: Plan):
        super().__init__(data, files)
        self.plan = plan
        self.visit = self.add(VisitPart(data, plan=plan, prefix="visit"))
        help = _("Each becomes a task with this due date.")
        self.rows = self.add(NextStepRows(data, prefix="steps"), legend=_("Next steps"), help=help)

    def with_more_rows(self) -> PartsForm:
        return rebuilt_with_more_rows(self, lambda data: type(self)(data, self.files, plan=self.plan))

    def answers(self) -> dict[str, Any]:
        """What `log_visit` takes."""
        rows = [row.cleaned_data for row in self.rows if row.cleaned_data.get("text")]
        doer = VisitStep.Doer.FACILITATOR
        return {
            **self.visit.cleaned_data,
            "steps": [(row["text"], row["due_on"], row["doer"] or doer) for row in rows],
        }


class ThreeQuestions(forms.Form):
    """One SMI."""

    is_in_row = True

    turnover = forms.ChoiceField(label=_("Turnover"), choices=[("", "—"), *BAND_CHOICES], required=False)
    channel = forms.ChoiceField(label=_("Main market"), choices=[("", "—"), *Channel.choices], required=False)
    workers = forms.IntegerField(label=_("Workers"), min_value=0, max_value=100_000, required=False)


class LastQuestions(ThreeQuestions):
    """One SMI at the evaluation: its product and place of production are compared with the start as well."""

    CHANGES = [("", "—"), *EnterpriseCheck.Change.choices]
    product = forms.ChoiceField(label=_("Product"), choices=CHANGES, required=False)
    place = forms.ChoiceField(label=_("Place of production"), choices=CHANGES, required=False)

    def clean(self):
        cleaned = super().clean()
        answered = cleaned.get("turnover") or cleaned.get("channel") or cleaned.get("workers") is not None
        if (cleaned.get("product") or cleaned.get("place")) and not answered and not self.errors:
            self.add_error("workers", _("Answer at least one of the three questions about this SMI as well."))
        return cleaned


class AskedOn(PastDays, forms.Form):
    checked_on = PastDayField(label=_("Asked on"), future=_("The day of asking lies in the future. Correct the date."))


class ChecksForm(PartsForm):
    """The three questions about every target SMI; what nobody could say stays empty."""

    occasion = EnterpriseCheck.Occasion.QUARTER
    questions_form: type[ThreeQuestions] = ThreeQuestions
    help = _("Three questions about each SMI. Leave empty what nobody could say; empty is not zero.")

    def __init__(self, data=None, files=None, *, task, plan: Plan, user: User):
        super().__init__(data, files)
        self.task, self.plan, self.user = task, plan, user
        self.asked = self.add(AskedOn(data, prefix="asked", today=today_in(plan.region)), help=self.help)
        self.smis = [row.enterprise for row in plan.target_enterprises.select_related("enterprise")]
        last = self._last()
        self.questions = [
            self.add(self.questions_form(data, prefix=f"smi-{one.pk}", initial=last.get(one.pk)), legend=one.name)
            for one in self.smis
        ]

    def _last(self) -> dict[int, dict]:
        """The last answers of each SMI; they are shown so that only what changed is chosen anew."""
        rows = PerformanceRecord.objects.current().filter(enterprise__in=self.smis)
        return {row.enterprise_id: asdict(three_answers(row)) for row in rows.order_by("first_on", "asked_on", "id")}

    def _period(self) -> Period | None:
        """The quarter that the round is for; other occasions ask about the last quarter that was over."""
        opened_for = self.task.process.opened_for
        return period_of(opened_for) if opened_for and self.occasion == EnterpriseCheck.Occasion.QUARTER else None

    def save(self, by: User) -> dict:
        said = {smi: dict(form.cleaned_data) for smi, form in zip(self.smis, self.questions, strict=True)}
        compared = {
            smi.pk: Comparison(given.pop("product", ""), given.pop("place", "")) for smi, given in said.items()
        }
        answers = [(smi, ThreeAnswers(**given)) for smi, given in said.items()]
        rows = record_checks(
            self.plan,
            by=by,
            occasion=self.occasion,
            round=self.task.process.round,
            checked_on=self.asked.cleaned_data["checked_on"],
            answers=answers,
            period=self._period(),
            compared=compared,
        )
        return {"asked": len(answers), "answered": len(rows)}
