"""Recording what was measured and what proves it."""

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.outcomes import files
from liap.outcomes.models import Evidence, IndicatorValue
from liap.people.models import User
from liap.places.queries import today_in
from liap.plans.models import Activity, Indicator, Plan
from liap.refusals import NotTheirs, Refusal


class NoteMissing(Refusal):
    """A missing value needs the reason why nobody can give it."""


class MeasuredInTheFuture(Refusal):
    """Nothing can be measured on a day to come."""


class ForeignRow(Refusal):
    """The activity or indicator belongs to another plan."""


@transaction.atomic
def record_value(
    indicator: Indicator, *, by: User, round: int, value: Decimal | None, measured_on: date, note: str = ""
) -> IndicatorValue:
    """Records what an indicator stood at in a round; recording again corrects the round.

    Rule: missing is not zero (feature G3); None needs a note that says why.
    """
    plan = _visible(indicator.plan, by)
    if value is None and not note.strip():
        text = _("Write why there is no value for indicator %(number)s.")
        raise NoteMissing(text % {"number": indicator.number})
    if measured_on > today_in(plan.region):
        raise MeasuredInTheFuture(_("The day of measurement lies in the future. Correct the date."))
    values = {"value": value, "note": note.strip(), "measured_on": measured_on, "recorded_by": by}
    row, _created = IndicatorValue.objects.update_or_create(indicator=indicator, round=round, defaults=values)
    record(
        "indicator.measured",
        by=by,
        chain=f"plan:{plan.pk}",
        subject=f"indicator:{indicator.pk}",
        round=round,
        value=None if value is None else format(value, "f"),
    )
    return row


@transaction.atomic
def add_evidence(
    plan: Plan,
    *,
    by: User,
    description: str,
    file: UploadedFile | None = None,
    activity: Activity | None = None,
    indicator: Indicator | None = None,
) -> Evidence:
    """Keeps a file, or a reference in words such as the number of a certificate, as evidence (feature D3)."""
    locked = _visible(plan, by)
    if any(row is not None and row.plan_id != plan.pk for row in (activity, indicator)):
        raise ForeignRow(_("The activity or indicator belongs to another plan."))
    evidence = Evidence(
        plan=locked, activity=activity, indicator=indicator, description=description.strip(), recorded_by=by
    )
    if file:
        kept = files.clean(file)
        used = locked.evidence.aggregate(used=Sum("size"))["used"] or 0
        if used + len(kept.content) > files.MAX_BYTES_PER_PLAN:
            raise files.PlanIsFull(_("This plan has 500 MB of evidence already. Name further evidence in words."))
        evidence.file_name, evidence.content_type = kept.name, kept.content_type
        evidence.sha256, evidence.size = kept.sha256, len(kept.content)
        files.keep(kept)
    evidence.save(force_insert=True)
    record(
        "evidence.added",
        by=by,
        chain=f"plan:{plan.pk}",
        subject=f"evidence:{evidence.pk}",
        sha256=evidence.sha256,
        size=evidence.size,
    )
    return evidence


def _visible(plan: Plan, by: User) -> Plan:
    locked = Plan.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=plan.pk).first()
    if locked is None:
        raise NotTheirs(_("Only people of the plan's region can report on it."))
    return locked
