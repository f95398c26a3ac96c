"""When a task is due and how far away that is, in words."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liap.templatetags.liap_format import day, moment, working_days
from workflows.figures import Due
from workflows.models import Duty, Task

register = template.Library()


@register.filter
def due(work: Task | Duty | Due) -> str:
    """When a task or duty is due: the day, or the moment where hours count."""
    return moment(work.due_at) if work.due_at else day(work.due_on)


@register.filter
def time_left(card: Due) -> str:
    """How far away the due date is: in working days, or in hours of the clock where hours count."""
    if not card.due_at:
        return working_days(card.days_left)
    if card.is_late:
        return _("late")
    hours = int((card.due_at - timezone.now()).total_seconds() // 3600)
    return ngettext("%(hours)s hour left", "%(hours)s hours left", hours) % {"hours": hours}
