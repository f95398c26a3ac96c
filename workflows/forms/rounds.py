"""The quarterly round: values, money, the review meeting and what it decided."""

from datetime import timedelta

from django import forms
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liap.groups.actions import record_meeting
from liap.groups.forms import PresentField
from liap.groups.models import Meeting, Seat
from liap.groups.queries import members_on
from liap.outcomes.forms import IndicatorValuesForm, MoneyForm
from liap.outcomes.issues.actions import raise_issue
from liap.outcomes.issues.models import Issue
from liap.people.models import Role, User
from workflows.forms.work import Work, reason_field


class Indicators(IndicatorValuesForm):
    """What each indicator stands at; empty means that nobody could say."""


class Money(MoneyForm):
    """What was spent per budget line; empty means not reported."""


class DecisionRow(forms.Form):
    """One decision of the meeting that somebody has to carry out."""

    title = forms.CharField(label=_("What is to be done"), max_length=200, required=False)
    seat = forms.ModelChoiceField(Seat.objects.none(), label=_("Who"), required=False)
    due_on = forms.DateField(
        label=_("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("title") and not cleaned.get("seat"):
            self.add_error("seat", _("Choose who carries it out."))
        return cleaned


DecisionRows = formset_factory(DecisionRow, extra=3, max_num=20)


class ReviewMeeting(Work):
    """The coordinator records what the review meeting found and decided; every decision becomes a task."""

    decision = forms.ChoiceField(
        label=_("Result of the review"),
        choices=[
            ("on_track", _("on track")),
            ("corrective", _("corrective measures")),
            ("revise", _("the plan should be revised")),
        ],
        widget=forms.RadioSelect,
    )
    held_on = forms.DateField(
        label=_("Held on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    place = forms.CharField(label=_("Place or medium"), max_length=150)
    present = PresentField(label=_("Present"))
    conflicted = PresentField(label=_("Conflict of interest"))
    issues = reason_field(
        _("New issues"),
        help_text=_("One a line; each goes on the register of issues, where it is given its owner."),
    )

    def __init__(self, data=None, files=None, *, task, plan, user):
        super().__init__(data, files, task=task, plan=plan, user=user)
        for name in ("present", "conflicted"):
            self.fields[name].queryset = members_on(plan.working_group)
        seats = Seat.objects.filter(working_group=plan.working_group_id).select_related("institution")
        self.rows = DecisionRows(data, prefix="decisions", form_kwargs={"seats": seats})
        self.rows.legend = _("Decisions that become tasks")

    @property
    def parts(self) -> list:
        return [self, self.rows]

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.rows.is_valid()])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "corrective" and self.rows.is_valid() and not self._decisions():
            self.add_error("decision", _("Corrective measures need at least one decision below."))
        return cleaned

    def clean_issues(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["issues"].splitlines() if line.strip()]
        longest = Issue._meta.get_field("text").max_length
        if any(len(line) > longest for line in lines):
            text = _("Divide an issue of more than %(longest)s letters into several lines.")
            raise forms.ValidationError(text % {"longest": longest})
        return "\n".join(lines)

    def _raise_issues(self, meeting: Meeting, by: User) -> None:
        """The coordinator's seat looks after what the meeting found, until somebody else is named."""
        group = self.plan.working_group
        owner = Seat.objects.filter(working_group=group, role=Role.COORDINATOR).first() or group.secretariat
        for line in self.cleaned_data["issues"].splitlines():
            raise_issue(self.plan, kind=Issue.Kind.ISSUE, text=line, owner=owner, minutes=meeting.number, by=by)

    def _decisions(self) -> list[dict]:
        rows = [row.cleaned_data for row in self.rows if row.cleaned_data.get("title")]
        default = timezone.localdate() + timedelta(days=28)
        return [
            {"title": row["title"], "seat": row["seat"].pk, "due_on": (row["due_on"] or default).isoformat()}
            for row in rows
        ]

    def save(self, by: User) -> dict:
        cleaned = self.cleaned_data
        present, conflicted = set(cleaned["present"]), set(cleaned["conflicted"])
        sitting = set(members_on(self.plan.working_group, cleaned["held_on"])) | present | conflicted
        meeting = record_meeting(
            self.plan,
            purpose=Meeting.Purpose.REVIEW,
            held_on=cleaned["held_on"],
            place=cleaned["place"],
            attendances=[(member, member in present, member in conflicted) for member in sitting],
            decision=cleaned["decision"],
            conditions=cleaned["issues"],
            by=by,
        )
        self._raise_issues(meeting, by)
        return {
            "meeting": meeting.pk,
            "minutes": meeting.number,
            "decision": cleaned["decision"],
            "held_on": cleaned["held_on"].isoformat(),
            "place": cleaned["place"],
            "issues": cleaned["issues"],
            "decisions": [{**one, "minutes": meeting.number} for one in self._decisions()],
        }


class Correction(Work):
    """What was done about a decision of the review meeting."""

    result = reason_field(_("What was done"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["result"].required = True
