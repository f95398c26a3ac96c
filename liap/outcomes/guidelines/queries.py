"""Which version is in force on a day, and where it speaks of a step."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from liap.outcomes.guidelines.models import Guideline, GuidelineStep, TrainingMaterial


def in_force(day: date | None = None) -> Guideline | None:
    """The version of a day: of two that hold, the later one."""
    day = day or timezone.localdate()
    rows = Guideline.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
    return rows.order_by("-valid_from").first()


def guidance(step: str, day: date | None = None) -> GuidelineStep | None:
    """Section, page and checklist of a step in the version of a day; None where the guideline does not speak of it."""
    guideline = in_force(day)
    if guideline is None:
        return None
    return guideline.steps.select_related("guideline").filter(step=step).first()


def material() -> QuerySet[TrainingMaterial]:
    """What trainers use now."""
    return TrainingMaterial.objects.filter(is_current=True)
