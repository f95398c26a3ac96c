"""The evaluator's forms: a verdict per indicator, then ratings, grade and conclusions."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liap.fields import QuantityField, limited
from liap.outcomes.actions import VerdictLine, conclude, give_verdicts, measure, open_evaluation, rate
from liap.outcomes.aspects.forms import AspectsForm, PhotosForm
from liap.outcomes.aspects.models import ASPECTS
from liap.outcomes.aspects.queries import pictures
from liap.outcomes.forms.monitoring import EvidenceMixin, evidence_fields, standing
from liap.outcomes.gaps.models import GapTopic
from liap.outcomes.gaps.queries import answers_of, in_words
from liap.outcomes.limits import limits_of
from liap.outcomes.models import Evaluation, Evidence, Overall, Rating, Verdict
from liap.outcomes.queries import computed_ratings, efficiency, is_too_early, latest_value
from liap.outcomes.recommendations.forms import LessonsForm, RecommendationRows
from liap.parts import PartsForm
from liap.people.models import User
from liap.plans.models import Criterion, Indicator, Plan

VERDICT_WORDS = ("value", "actual", "reason", "criterion", "moved_reason")


class VerdictForm(EvidenceMixin):
    """The judgement on one indicator."""

    value = forms.ChoiceField(label=_("Verdict"), choices=[("", "—"), *Verdict.Value.choices])
    actual = QuantityField(label=_("Actual"), max_digits=16, decimal_places=2, required=False)
    proof = forms.ModelChoiceField(Evidence.objects.none(), label=_("Evidence on file"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    criterion = forms.ChoiceField(label=_("Judged under"), choices=Criterion.choices, required=False)
    moved_reason = forms.CharField(
        label=_("Why under another criterion than planned"),
        max_length=300,
        required=False,
        help_text=_("Only if you change the criterion; it is printed under “special perspectives”."),
    )

    field_order = ["value", "actual", "proof", "evidence", "file", "reason", "criterion", "moved_reason"]

    def __init__(self, *args, indicator: Indicator, is_young: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.fields.update(evidence_fields())
        self.fields["evidence"].label = _("or new evidence")
        self.fields["proof"].queryset = indicator.plan.evidence.all()
        self.order_fields(self.field_order)
        self.initial = self._suggested(is_young)

    def _suggested(self, is_young: bool) -> dict:
        given = getattr(self.indicator, "verdict", None)
        if given:
            answers = {"value": given.value, "actual": given.actual, "reason": given.reason}
            moved = {"criterion": given.moved_to or self.indicator.criterion, "moved_reason": given.moved_reason}
            return {**answers, **moved, "proof": given.evidence_id}
        newest = latest_value(self.indicator)
        proof = self.indicator.evidence.order_by("-pk").first()
        return {
            "value": Verdict.Value.TOO_EARLY.value if is_young else "",
            "actual": newest.value if newest else None,
            "proof": proof.pk if proof else None,
            "criterion": self.indicator.criterion,
        }

    def clean(self):
        cleaned = super().clean()
        value = cleaned.get("value")
        is_proved = cleaned.get("proof") or cleaned.get("evidence")
        if value in (Verdict.Value.ACHIEVED, Verdict.Value.PARTIALLY) and not is_proved:
            text = _("Without evidence it cannot be achieved. Add evidence, or choose “unverified”.")
            self.add_error("proof", text)
        if value == Verdict.Value.UNVERIFIED and not cleaned.get("reason"):
            self.add_error("reason", _("Write why it could not be verified."))
        criterion = cleaned.get("criterion") or self.indicator.criterion
        if criterion != self.indicator.criterion and not cleaned.get("moved_reason"):
            self.add_error("moved_reason", _("Write why it is judged under another criterion than the plan says."))
        return cleaned


class VerdictsForm(PartsForm):
    """All indicators of the plan."""

    def __init__(self, data=None, files=None, *, task, plan: Plan, user: User):
        super().__init__(data, files)
        self.task, self.plan, self.user = task, plan, user
        is_young = is_too_early(plan)
        said = answers_of(plan)
        for indicator in plan.indicators.order_by("number").select_related("plan", "verdict"):
            form = VerdictForm(data, files, indicator=indicator, is_young=is_young, prefix=f"indicator-{indicator.pk}")
            hint = gettext("The plan is younger than twelve months: “too early” is suggested.") if is_young else ""
            known = said.get((GapTopic.INDICATOR.value, indicator.pk))
            help = [standing(indicator), hint, str(in_words(known)) if known else ""]
            self.add(form, legend=str(indicator), help=" ".join(filter(None, help)))

    def save(self, by: User) -> dict:
        evaluation = open_evaluation(self.plan, by=by)
        lines = []
        for form in self.parts:
            answers = form.cleaned_data
            proof = form.keep_evidence(self.plan, by=by, indicator=form.indicator) or answers["proof"]
            values = {name: answers[name] for name in VERDICT_WORDS}
            lines.append(VerdictLine(indicator=form.indicator, evidence=proof, **values))
        give_verdicts(evaluation, by=by, verdicts=lines)
        return {"evaluation": evaluation.pk, "verdicts": {str(line.indicator.pk): line.value for line in lines}}


class MeasureForm(forms.ModelForm):
    """Planned and actual cost and months."""

    cost_planned = QuantityField(label=_("Planned cost"), max_digits=18, decimal_places=2, min_value=0, required=False)
    cost_actual = QuantityField(label=_("Actual cost"), max_digits=18, decimal_places=2, min_value=0, required=False)

    class Meta:
        model = Evaluation
        fields = ["cost_unit", "cost_planned", "cost_actual", "months_planned", "months_actual"]


class RatingForm(forms.Form):
    """One criterion."""

    rating = forms.ChoiceField(label=_("Rating"), choices=Rating.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where the rating differs from the computed one."),
    )


class OverallForm(forms.Form):
    """The grade follows from the ratings; another one needs a reason."""

    overall_override = forms.ChoiceField(
        label=_("Another grade than the computed one"),
        choices=[("", _("as computed")), *Overall.choices],
        required=False,
    )
    override_reason = forms.CharField(
        label=_("Reason of the override"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("overall_override") and not cleaned.get("override_reason"):
            self.add_error("override_reason", _("Write why the grade differs from the computed one."))
        return cleaned


class ConclusionsForm(forms.ModelForm):
    """What the evaluation says in sentences."""

    class Meta:
        model = Evaluation
        fields = ["constraints_text", "impacts"]
        formfield_callback = limited
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in fields}


class RatingsForm(PartsForm):
    """Cost and period, the four criteria, the grade and the conclusions."""

    def __init__(self, data=None, files=None, *, task, plan: Plan, user: User):
        super().__init__(data, files)
        self.task, self.plan, self.user = task, plan, user
        self.evaluation = Evaluation.objects.filter(plan=plan).first() or Evaluation(plan=plan)
        self.measure = self.add(
            MeasureForm(data, instance=self.evaluation, prefix="measure"),
            legend=_("Cost and period"),
            help=self._ratios(),
        )
        # The short report of a facilitator has neither aspects nor photos.
        self.is_short = plan.working_group.is_led_by_facilitator
        self.criteria: dict[Criterion, RatingForm] = {}
        self.aspects: list[AspectsForm] = []
        for criterion in Criterion:
            self.criteria[criterion] = self._rating_form(criterion)
            if criterion in ASPECTS and not self.is_short:
                self.aspects.append(self._aspects_form(criterion))
        self.overall = self.add(
            OverallForm(data, initial=self._override(), prefix="overall"),
            legend=_("Overall grade"),
            help=_("Computed by the house rule from the four ratings. Both grades are printed."),
        )
        self.conclusions = self.add(
            ConclusionsForm(data, instance=self.evaluation, prefix="conclusions"),
            legend=_("Conclusions"),
            help=self._limits(),
        )
        self.photos = None
        if not self.is_short and pictures(plan).exists():
            self.photos = self.add(
                PhotosForm(data, evaluation=self.evaluation, prefix="photos"), legend=_("Photos of the report")
            )
        self.recommendations = self.add(
            RecommendationRows(data, evaluation=self.evaluation, prefix="recommendations"),
            legend=_("Recommendations"),
            help=_("Whom each is addressed to answers it; open ones stand in the next plan of the region."),
        )
        self.lessons = self.add(LessonsForm(data, evaluation=self.evaluation, prefix="lessons"), legend=_("Lessons"))

    def _rating_form(self, criterion: Criterion) -> RatingForm:
        computed = computed_ratings(self.evaluation)[criterion.value] if self.evaluation.pk else ""
        given = self.evaluation.ratings.filter(criterion=criterion).first() if self.evaluation.pk else None
        initial = {"rating": given.given, "reason": given.reason} if given else {"rating": computed}
        form = RatingForm(self.data, initial=initial, prefix=f"rating-{criterion.value}")
        help = gettext("Computed: %(rating)s.") % {"rating": Rating(computed).label} if computed else ""
        return self.add(form, legend=criterion.label, help=help)

    def _aspects_form(self, criterion: Criterion) -> AspectsForm:
        return self.add(
            AspectsForm(
                self.data, evaluation=self.evaluation, criterion=criterion, prefix=f"aspects-{criterion.value}"
            ),
            legend=gettext("%(criterion)s by aspect") % {"criterion": criterion.label.capitalize()},
            help=_("What was found on each, and the evidence for it. What you leave empty is not printed."),
        )

    def _limits(self) -> str:
        found = limits_of(self.plan, timezone.localdate())
        if not found:
            return ""
        return " ".join([gettext("The report says by itself:"), *map(str, found)])

    def _override(self) -> dict:
        return {name: getattr(self.evaluation, name) for name in ("overall_override", "override_reason")}

    def _ratios(self) -> str:
        found = efficiency(self.evaluation)
        shown = [
            gettext("Cost: %(percent)s %% of plan.") % {"percent": found.cost_percent} if found.cost_percent else "",
            gettext("Period: %(percent)s %% of plan.") % {"percent": found.period_percent}
            if found.period_percent
            else "",
        ]
        return " ".join(text for text in shown if text)

    def save(self, by: User) -> dict:
        evaluation = open_evaluation(self.plan, by=by)
        measure(evaluation, by=by, **self.measure.cleaned_data)
        answers = {name: form.cleaned_data for name, form in self.criteria.items()}
        evaluation = rate(
            evaluation,
            by=by,
            given={name.value: (answer["rating"], answer["reason"]) for name, answer in answers.items()},
            **self.overall.cleaned_data,
        )
        conclude(
            evaluation,
            by=by,
            **self.conclusions.cleaned_data,
            recommendations=self.recommendations.lines,
            lessons=self.lessons.cleaned_data["lessons"],
            aspects={name: said for form in self.aspects for name, said in form.found.items()},
            photos=self.photos.cleaned_data["photos"] if self.photos else (),
        )
        return {"evaluation": evaluation.pk, "computed": evaluation.overall_computed, "overall": evaluation.overall}
