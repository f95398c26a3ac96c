"""Forms on the content of a plan: starting it, its sections, and the minutes of the decision."""

from liap.plans.forms.letter import LetterForm, StartLightForm
from liap.plans.forms.meeting import MeetingForm
from liap.plans.forms.sections import SECTION_FORMS, SectionForm, section_form
from liap.plans.forms.short import OpenSectionsForm
from liap.plans.forms.start import StartPlanForm
