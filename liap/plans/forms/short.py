"""The light forms of a facilitator: several open sections on one page, with the limits of a short plan."""

from typing import Any

from django.utils.translation import gettext as _

from liap.parts import PartsForm, rebuilt_with_more_rows
from liap.people.models import User
from liap.plans.forms.sections import SectionForm, section_form
from liap.plans.models import Activity, Plan, Section
from liap.refusals import Refusal

# Process 5.3: a short plan that one person can carry. The numbers are our proposal.
MOST = {Section.ACTIVITIES: 5, Section.INDICATORS: 3}
EXTRA = {Section.PROBLEMS: 3, Section.SUPPLY_CHAIN: 4, Section.TARGETS: 5, Section.OBJECTIVE: 1}


class TooMuchForAShortPlan(Refusal):
    """The plan has more than a single facilitator can carry."""


class OpenSectionsForm(PartsForm):
    """Every section that is open for editing, one below the other."""

    def __init__(self, data=None, files=None, *, plan: Plan, user: User):
        super().__init__(data, files)
        self.plan, self.user = plan, user
        self.sections: list[SectionForm] = []
        for name in plan.open_sections:
            form = section_form(name, data, files, plan=plan, user=user, extra=EXTRA.get(Section(name), 2))
            self.sections.append(form)
            self.parts += form.parts

    def is_valid(self) -> bool:
        # Each section is asked, since a stale one says so in a better sentence when it is saved.
        return self.is_bound and all([form.is_valid() for form in self.sections])  # noqa: C419

    def with_more_rows(self) -> PartsForm:
        """The same form with more empty rows."""
        return rebuilt_with_more_rows(self, lambda data: type(self)(data, self.files, plan=self.plan, user=self.user))

    def save(self, by: User) -> dict[str, Any]:
        """Saves section by section in the one transaction of the caller."""
        saved = [form.save(by)["section"] for form in self.sections]
        for section, most in MOST.items():
            # What a working group began before it handed over goes on.
            begun = self.plan.activities.filter(state=Activity.State.NOT_REQUESTED)
            rows = {Section.ACTIVITIES: begun, Section.INDICATORS: self.plan.indicators}[section]
            if section in saved and rows.count() > most:
                text = _("A short plan has at most %(most)s rows in section “%(section)s”. Remove some.")
                raise TooMuchForAShortPlan(text % {"most": most, "section": section.label})
        return {"saved": saved}
