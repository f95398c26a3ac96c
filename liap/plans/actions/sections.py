"""Opening, closing and saving the sections of a plan.

Two people may write two sections at the same time, as parallel tasks ask of them; a form is stale only when its own
section was saved after it was opened. The audit record, which knows each save and its version, is the judge.
"""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.people.models import User
from liap.plans.models import Plan, Section
from liap.plans.queries import SAVED, dependency_cycle, last_save_after, may_write
from liap.refusals import Conflict, NotTheirs, Refusal


class StaleEdit(Conflict):
    """Somebody saved the section after the form was opened."""


class SectionClosed(Refusal):
    """The section is not open for editing in this stage."""


class DependencyCycle(Refusal):
    """Activities would wait for each other for ever."""


class RowInUse(Refusal):
    """A row cannot be removed because reports or money refer to it."""


@transaction.atomic
def open_sections(plan: Plan, sections: Iterable[str], *, by: User | None) -> Plan:
    """Opens sections for editing, beside those that are open already."""
    return _set_open(plan, set(sections), set(), by=by)


@transaction.atomic
def close_sections(plan: Plan, sections: Iterable[str] | None = None, *, by: User | None) -> Plan:
    """Closes sections, all of them by default; a form that is still open somewhere is refused from now on."""
    return _set_open(plan, set(), set(Section.values if sections is None else sections), by=by)


def _set_open(plan: Plan, opened: set[str], closed: set[str], *, by: User | None) -> Plan:
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    wanted = (set(locked.open_sections) | {Section(name).value for name in opened}) - closed
    sections = [name for name in Section.values if name in wanted]
    if sections != locked.open_sections:
        locked.open_sections = sections
        locked.save(update_fields=["open_sections"])
        record("plan.sections_opened" if opened else "plan.sections_closed", by=by, chain=_chain(plan), open=sections)
    plan.open_sections = sections
    return locked


@transaction.atomic
def save_section(
    plan: Plan, section: str, *, by: User, seen_version: int, write: Callable[[Plan], object] = lambda _plan: None
) -> Plan:
    """Lets `write` store one section of the locked plan, and counts the plan's version up.

    `write` gets the plan as it stands now; what it sets on the plan is saved afterwards, with the version. A plan in
    which activities wait for each other in a circle is refused (feature B9).
    """
    locked = Plan.objects.select_for_update().select_related("region", "industry").get(pk=plan.pk)
    name = Section(section).value
    if not may_write(by, locked):
        raise NotTheirs(_("Only people with a seat in the working group can edit this plan."))
    if name not in locked.open_sections:
        text = _("Section “%(section)s” is closed. It can be edited again when the plan is returned for revision.")
        raise SectionClosed(text % {"section": Section(section).label})
    _refuse_stale(locked, name, seen_version)
    try:
        write(locked)
    except ProtectedError as error:
        row = next(iter({str(row) for row in error.protected_objects}), "")
        raise RowInUse(_("It cannot be removed, because this refers to it: %(row)s.") % {"row": row}) from error
    if circle := dependency_cycle(locked):
        numbers = " → ".join(str(number) for number in [*circle, circle[0]])
        text = _("These activities wait for each other: %(numbers)s. Remove one dependency.")
        raise DependencyCycle(text % {"numbers": numbers})
    locked.version += 1
    locked.save()
    record(SAVED, by=by, chain=_chain(plan), section=name, version=locked.version)
    return locked


def _refuse_stale(plan: Plan, section: str, seen_version: int) -> None:
    if last := last_save_after(plan, section, seen_version):
        text = _(
            "%(person)s saved section “%(section)s” on %(when)s, after you had opened it. "
            "Open it again and add your changes to the newer text."
        )
        when = date_format(timezone.localtime(last.at), "DATETIME_FORMAT")
        raise StaleEdit(text % {"person": last.by or _("The system"), "section": Section(section).label, "when": when})


def _chain(plan: Plan) -> str:
    return f"plan:{plan.pk}"
