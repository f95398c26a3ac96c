"""Which section was saved when, and by whom: the audit record knows each save and its version."""

from liap.audit.models import Event
from liap.plans.models import Plan, Section

SAVED = "plan.section_saved"


def last_save_after(plan: Plan, section: str, version: int) -> Event | None:
    """The newest save of a section after a version of the plan; None when the section is as it was."""
    saves = Event.objects.filter(
        chain=f"plan:{plan.pk}",
        verb=SAVED,
        payload__section=Section(section).value,
        payload__version__gt=version,
    )
    return saves.select_related("by").order_by("-number").first()


def is_section_newer(plan: Plan, section: str, version: int) -> bool:
    """Whether somebody saved the section after a version of the plan."""
    return last_save_after(plan, section, version) is not None
