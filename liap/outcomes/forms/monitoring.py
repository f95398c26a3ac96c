"""What a quarterly round asks for: indicators, SMIs counted, promises kept, money."""

from django import forms
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liap.fields import DayField, PastDayField, PastDays, QuantityField, RupiahField
from liap.outcomes.actions import add_evidence, record_value
from liap.outcomes.models import IndicatorValue
from liap.outcomes.queries import indicators_due
from liap.parts import PartsForm
from liap.people.models import User
from liap.places.queries import today_in
from liap.plans.actions import count_goal, finish_enterprise_action, record_realised
from liap.plans.budgets.queries import closed_years
from liap.plans.models import BudgetLine, EnterpriseAction, Goal, Indicator, Plan

FILE_HELP = _("PDF, PNG or JPEG, at most 5 MB. Location data of photos is removed.")


def evidence_fields() -> dict[str, forms.Field]:
    """The two fields in which evidence is named, and sent along if there is a file."""
    return {
        "evidence": forms.CharField(label=_("Evidence (what proves it)"), max_length=300, required=False),
        "file": forms.FileField(label=_("File or photo"), required=False, help_text=FILE_HELP),
    }


class EvidenceMixin(forms.Form):
    """A form with evidence: a file needs a word about what it shows."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("file") and not cleaned.get("evidence"):
            self.add_error("evidence", _("Write what the file shows."))
        return cleaned

    def keep_evidence(self, plan: Plan, *, by: User, indicator: Indicator):
        """Stores the evidence that was named, if any."""
        if not self.cleaned_data.get("evidence"):
            return None
        answers = self.cleaned_data
        return add_evidence(plan, by=by, description=answers["evidence"], file=answers["file"], indicator=indicator)


class ValueForm(EvidenceMixin):
    """One indicator in one round."""

    value = QuantityField(label=_("Value"), max_digits=16, decimal_places=2, required=False)
    note = forms.CharField(label=_("Note, or why there is no value"), max_length=300, required=False)

    def __init__(self, *args, indicator: Indicator, known: IndicatorValue | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.fields.update(evidence_fields())
        if known:
            self.initial = {"value": known.value, "note": known.note}

    def clean(self):
        cleaned = super().clean()
        if "value" in cleaned and cleaned["value"] is None and not cleaned.get("note"):
            self.add_error("note", _("Write the value, or why there is none."))
        return cleaned


class GoalCountForm(forms.Form):
    """How many SMIs stand on the rungs today; empty means nobody counted."""

    def __init__(self, data=None, *, goals: list[Goal], **kwargs):
        super().__init__(data, **kwargs)
        for goal in goals:
            self.fields[f"goal_{goal.pk}"] = forms.IntegerField(
                label=goal.get_rung_display(),
                help_text=standing_of_goal(goal),
                min_value=0,
                max_value=100_000,
                required=False,
            )


class PromisesForm(forms.Form):
    """On which day the SMIs did what they promised."""

    def __init__(self, data=None, *, promises: list[EnterpriseAction], **kwargs):
        super().__init__(data, **kwargs)
        for promise in promises:
            label = f"{promise.text} ({promise.enterprise})" if promise.enterprise else promise.text
            self.fields[f"promise_{promise.pk}"] = DayField(label=label, required=False)


class IndicatorValuesForm(PartsForm):
    """The values of a round; the round is the one of the task's process."""

    def __init__(self, data=None, files=None, *, task, plan: Plan, user: User, round: int | None = None):
        super().__init__(data, files)
        self.task, self.plan, self.user = task, plan, user
        self.round = round or task.process.round
        self.indicators = list(indicators_due(plan, self.round))
        self.goals = list(plan.goals.all())
        self.promises = list(plan.enterprise_actions.filter(done_on=None).select_related("enterprise"))
        self.day_form = self.add(MeasuredForm(data, prefix="measured", today=today_in(plan.region)))
        self.values = [self._value_form(indicator) for indicator in self.indicators]
        self.counts = self.promised = None
        if self.goals:
            form = GoalCountForm(data, goals=self.goals, prefix="goals")
            self.counts = self.add(form, legend=_("SMIs counted"), help=_("Leave empty what nobody counted."))
        if self.promises:
            form = PromisesForm(data, promises=self.promises, prefix="promises")
            self.promised = self.add(form, legend=_("Actions by the SMIs"), help=_("The day on which it was done."))

    def _value_form(self, indicator: Indicator) -> ValueForm:
        known = {value.round: value for value in indicator.values.all()}
        prefix = f"indicator-{indicator.pk}"
        form = ValueForm(self.data, self.files, indicator=indicator, known=known.get(self.round), prefix=prefix)
        before = [value for value in known.values() if value.round < self.round and value.value is not None]
        return self.add(form, legend=str(indicator), help=standing(indicator, before[-1] if before else None))

    def save(self, by: User) -> dict:
        day = self.day_form.cleaned_data["measured_on"]
        for form in self.values:
            answers = form.cleaned_data
            record_value(
                form.indicator,
                by=by,
                round=self.round,
                value=answers["value"],
                note=answers["note"],
                measured_on=day,
            )
            form.keep_evidence(self.plan, by=by, indicator=form.indicator)
        self._save_counts(by, day)
        reported = sum(1 for form in self.values if form.cleaned_data["value"] is not None)
        return {"round": self.round, "indicators": len(self.values), "reported": reported}

    def _save_counts(self, by: User, day) -> None:
        for goal in self.goals:
            count = self.counts.cleaned_data[f"goal_{goal.pk}"]
            if count is not None:
                count_goal(goal, by=by, reached_count=count, counted_on=day)
        for promise in self.promises:
            if done_on := self.promised.cleaned_data[f"promise_{promise.pk}"]:
                finish_enterprise_action(promise, by=by, done_on=done_on)


class MeasuredForm(PastDays, forms.Form):
    """The day that the values belong to."""

    measured_on = PastDayField(
        label=_("Measured on"), future=_("The day of measurement lies in the future. Correct the date.")
    )


def standing(indicator: Indicator, before: IndicatorValue | None = None) -> str:
    """Where the indicator comes from, where it shall go, and where it stood last."""
    number = QuantityField().prepare_value
    missing = gettext("not available")
    parts = [
        gettext("Baseline: %(value)s.")
        % {"value": missing if indicator.baseline is None else number(indicator.baseline)},
        gettext("Target: %(value)s.") % {"value": missing if indicator.target is None else number(indicator.target)},
    ]
    if before:
        parts.append(gettext("Before: %(value)s.") % {"value": number(before.value)})
    if indicator.unit:
        parts.append(gettext("Unit: %(unit)s.") % {"unit": indicator.unit})
    return " ".join(parts)


def standing_of_goal(goal: Goal) -> str:
    """What was aimed at and what was counted last; it is not put into the field, where it would be dated anew."""
    said = gettext("Target: %(count)s. %(what)s") % {"count": goal.target_count, "what": goal.description}
    if goal.reached_count is None or goal.counted_on is None:
        return said
    day = date_format(goal.counted_on)
    return f"{said} " + gettext("Last count: %(count)s on %(day)s.") % {"count": goal.reached_count, "day": day}


class RealisedForm(forms.Form):
    """What was spent so far, line by line; the amounts of a closed fiscal year are shown and stay."""

    def __init__(self, data=None, *, lines: list[BudgetLine], closed: set[int], **kwargs):
        super().__init__(data, **kwargs)
        money = RupiahField().prepare_value
        self.kept = [line for line in lines if line.fiscal_year in closed]
        for line in lines:
            label = format_lazy("{} – {}", str(line), str(line.activity)) if line.activity else str(line)
            planned = gettext("not available") if line.proposed is None else f"Rp{money(line.proposed)}"
            self.fields[f"line_{line.pk}"] = RupiahField(
                label=label,
                required=False,
                initial=line.realised,
                help_text=gettext("Proposed: %(amount)s.") % {"amount": planned},
            )
        for line in self.kept:
            field = self.fields[f"line_{line.pk}"]
            field.widget.attrs["readonly"] = True
            field.help_text += " " + gettext("The fiscal year %(year)s is closed.") % {"year": line.fiscal_year}

    def clean(self):
        """Whoever typed an amount before the year was closed hears of it, rather than that it is dropped."""
        cleaned = super().clean()
        for line in self.kept:
            if (name := f"line_{line.pk}") in cleaned and cleaned[name] != line.realised:
                text = gettext("The fiscal year %(year)s is closed. Enter a correction as a line of an open year.")
                self.add_error(name, text % {"year": line.fiscal_year})
        return cleaned


class MoneyForm(PartsForm):
    """Money realised up to today; a line left empty stays unreported."""

    def __init__(self, data=None, files=None, *, task, plan: Plan, user: User):
        super().__init__(data, files)
        self.task, self.plan, self.user = task, plan, user
        this_year = today_in(plan.region).year
        self.lines = list(plan.budget_lines.filter(fiscal_year__lte=this_year).select_related("activity"))
        help = _("Total spent since the beginning. Leave empty what is not known; empty is not zero.")
        form = RealisedForm(data, lines=self.lines, closed=closed_years(plan.region_id), prefix="money")
        self.money = self.add(form, legend=_("Money realised"), help=help)

    def is_valid(self) -> bool:
        # A plan without money of this year has nothing to type in, and its round must still close.
        return super().is_valid() or not self.lines

    def save(self, by: User) -> dict:
        answers = self.money.cleaned_data if self.lines else {}
        for line in self.lines:
            amount = answers[f"line_{line.pk}"]
            if amount != line.realised:
                record_realised(line, by=by, amount=amount)
        reported = sum(1 for amount in answers.values() if amount is not None)
        return {"lines": len(self.lines), "reported": reported}
