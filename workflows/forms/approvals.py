"""What those who approve say about the frozen version of a plan."""

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liap.people.access import posts_label
from liap.people.models import Role, User
from liap.plans.models import Section
from liap.refusals import Conflict, Refusal
from workflows.forms.work import ReturnableWork, SectionChoice, Work, reason_field
from workflows.models import Approval, Case, Task


class AuthorMayNotApprove(Refusal):
    """Whoever wrote or submitted the plan does not approve it."""


class VersionHasChanged(Conflict):
    """Another version than the one that was read is under approval now."""


class Opinion(Work):
    """A decision about the version that was on the screen, bound to its hash."""

    kind = ""
    seen_hash = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        version = self.task.case.submitted_version
        self.fields["seen_hash"].initial = version.sha256 if version else ""

    def save(self, by: User) -> dict:
        case = Case.objects.select_related("submitted_version", "plan").get(pk=self.task.case_id)
        version = case.submitted_version
        if version is None or version.sha256 != self.cleaned_data["seen_hash"]:
            raise VersionHasChanged(gettext("The plan was changed after you opened this page. Please read it again."))
        if self.kind != Approval.Kind.MINISTRY and by.pk in _authors(case):
            raise AuthorMayNotApprove(
                gettext("You worked on this plan yourself; somebody else of the office has to approve it.")
            )
        self._write(case, version, by)
        return {"decision": self.given(), "sha256": version.sha256}

    def given(self) -> str:
        return self.cleaned_data["decision"]

    def _write(self, case: Case, version, by: User) -> None:
        try:
            with transaction.atomic():
                Approval.objects.create(
                    case=case,
                    plan_version=version,
                    sha256=version.sha256,
                    kind=self.kind,
                    decision=self.given(),
                    sections=self.cleaned_data.get("sections", []),
                    reason=self.cleaned_data["reason"],
                    author=case.plan.author,
                    by=by,
                    held_as=posts_label(by, self.task.role) or posts_label(by),
                )
        except IntegrityError as error:
            raise Conflict(gettext("A decision on this version was recorded already.")) from error


class HeadDecision(Opinion, ReturnableWork):
    """The head of the regional office approves, returns named sections or rejects."""

    kind = Approval.Kind.OFFICE_HEAD
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("approved", _("approve")),
            ("returned", _("return named sections")),
            ("rejected", _("reject, with the reason")),
        ],
        widget=forms.RadioSelect,
    )
    sections = SectionChoice()
    reason = reason_field(_("Reason"))
    field_order = ["decision", "sections", "reason"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "rejected" and not cleaned.get("reason"):
            self.add_error("reason", _("A rejection needs a reason; it stays on record."))
        return cleaned


class BudgetCheck(Opinion, ReturnableWork):
    """The planning agency says whether the money stands, or returns the parts that do not."""

    kind = Approval.Kind.BUDGET
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("approved", _("the budget stands")), ("returned", _("return for revision"))],
        widget=forms.RadioSelect,
    )
    sections = SectionChoice((Section.ACTIVITIES, Section.BUDGET))
    reason = reason_field(_("Reason"))
    field_order = ["decision", "sections", "reason"]


class MinistryComment(Opinion):
    """Advice of the ministry: it never stops a plan."""

    kind = Approval.Kind.MINISTRY
    reason = forms.CharField(
        label=_("Comment (advice to the region)"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def given(self) -> str:
        return Approval.Decision.COMMENTED


def _authors(case: Case) -> set[int]:
    """Who wrote the plan: the one who started it and everybody who finished a task of its planning; what the head of
    the office reads there as such, in the variant of a facilitator, is no writing."""
    tasks = Task.objects.filter(case=case, process__stage="planning", status="DONE", owner__isnull=False)
    tasks = tasks.exclude(role=Role.OFFICE_HEAD)
    return {case.plan.author_id, *tasks.values_list("owner", flat=True)}
