"""The yearly word of the region as a task."""

from django.utils.translation import gettext as _

from liap.adoption.actions import attest
from liap.adoption.forms import WordForm
from liap.people.models import User
from workflows.forms.work import Work
from workflows.models import Case, Stage

NEVER_CARRIED_OUT = (Stage.WITHDRAWN, Stage.REJECTED)


class Attestation(WordForm, Work):
    """Whether the model is still in use, for the year and the region of the task."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        region, year = self.plan.region, self.task.process.opened_for.year
        said = _("The word of %(region)s for the year %(year)s.")
        self.fields["is_in_use"].help_text = said % {"region": region, "year": year}
        before = region.attestations.filter(year__lt=year, used_since__isnull=False).first()
        self.initial |= {
            "used_since": before and before.used_since,
            "liap_count": Case.objects.filter(plan__region=region).exclude(stage__in=NEVER_CARRIED_OUT).count(),
        }

    def save(self, by: User) -> dict:
        word = attest(self.plan.region, year=self.task.process.opened_for.year, by=by, **self.cleaned_data)
        return {"attestation": word.pk}
