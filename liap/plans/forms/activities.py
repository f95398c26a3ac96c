"""The rows of the support activities, with what has to come first."""

import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liap.fields import DayField, QuantityField, RupiahField
from liap.plans.budgets.queries import implausible
from liap.plans.forms.rows import RowForm, Rows, rows
from liap.plans.models import Activity
from liap.plans.queries import find_cycle, institutions_for

NUMBERS = re.compile(r"\d{1,3}")


class ActivityRow(RowForm):
    number = forms.IntegerField(label=_("No."), min_value=1, max_value=999, required=False)
    starts_on = DayField(label=_("Starts on"))
    ends_on = DayField(label=_("Ends on"))
    volume = QuantityField(label=_("Volume"), max_digits=10, decimal_places=2, min_value=0, required=False)
    cost = RupiahField(label=_("Cost (Rp)"), required=False)
    cost_reason = forms.CharField(
        label=_("Why the cost is unusual"),
        max_length=300,
        required=False,
        help_text=_("Only where volume or cost of a unit is outside of what is usual."),
    )
    after = forms.CharField(
        label=_("Only after activities no."),
        max_length=60,
        required=False,
        help_text=_("Numbers of the activities that must be done first, for example 1, 3."),
    )

    class Meta:
        model = Activity
        fields = [
            "number",
            "title",
            "institution",
            "problem",
            "starts_on",
            "ends_on",
            "volume",
            "unit",
            "cost",
            "cost_reason",
            "funding_source",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = institutions_for(self.plan)
        # An institution that was asked or runs the activity is not exchanged behind its back.
        self.fields["institution"].disabled = bool(self.instance.pk) and not self.is_unasked
        self.fields["problem"].queryset = self.plan.problems.all()
        if self.instance.pk:
            numbers = sorted(other.number for other in self.instance.depends_on.all())
            self.initial["after"] = ", ".join(str(number) for number in numbers)

    @property
    def is_unasked(self) -> bool:
        return self.instance.state in (Activity.State.NOT_REQUESTED, Activity.State.DECLINED)

    def clean_after(self) -> list[int]:
        text = self.cleaned_data["after"].strip(" ,;")
        numbers = re.split(r"[\s,;]+", text) if text else []
        if not all(NUMBERS.fullmatch(number) for number in numbers):
            raise forms.ValidationError(gettext("Write numbers of activities, for example 1, 3."))
        return sorted({int(number) for number in numbers})

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The activity must not end before it starts. Choose a later day."))
        self._ask_reason(cleaned)
        return cleaned

    def _ask_reason(self, cleaned) -> None:
        """What is outside of the usual limits needs a reason (feature L4)."""
        found = implausible(unit=cleaned.get("unit") or "", volume=cleaned.get("volume"), cost=cleaned.get("cost"))
        if found and not (cleaned.get("cost_reason") or "").strip():
            self.add_error("cost_reason", " ".join([*found, gettext("Correct it, or write the reason.")]))


class ActivityRowsBase(Rows):
    number_field = "number"
    unique = ("number",)

    def get_queryset(self):
        return super().get_queryset() if hasattr(self, "_queryset") else self._with_dependencies()

    def _with_dependencies(self):
        self.queryset = self.queryset.select_related("institution").prefetch_related("depends_on")
        return super().get_queryset()

    def clean(self):
        super().clean()
        for form in self.forms:
            if self._should_delete_form(form) and form.instance.pk and not form.is_unasked:
                text = gettext("Activity %(number)s has been requested already. Cancel it instead of deleting it.")
                raise forms.ValidationError(text % {"number": form.instance.number})
        if not any(form.errors for form in self.live_forms):
            self._check_order()

    def _check_order(self) -> None:
        wanted = {form.cleaned_data["number"]: form.cleaned_data["after"] for form in self.live_forms}
        for form in self.live_forms:
            if unknown := [number for number in form.cleaned_data["after"] if number not in wanted]:
                text = gettext("There is no activity no. %(number)s in this list.")
                form.add_error("after", text % {"number": unknown[0]})
                return
        if circle := find_cycle(wanted):
            text = gettext("These activities wait for each other: %(numbers)s. Remove one dependency.")
            raise forms.ValidationError(text % {"numbers": " → ".join(str(n) for n in [*circle, circle[0]])})

    def save_rows(self, plan) -> None:
        super().save_rows(plan)
        by_number = {activity.number: activity for activity in plan.activities.all()}
        for form in self.live_forms:
            needed = [by_number[number] for number in form.cleaned_data["after"]]
            by_number[form.cleaned_data["number"]].depends_on.set(needed)


ActivityRows = rows(Activity, ActivityRow, ActivityRowsBase)
