"""Recording visits and the three answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.enterprises.models import Enterprise
from liap.enterprises.performance.actions import record_performance
from liap.enterprises.performance.figures import Figures, figures_of
from liap.enterprises.performance.models import Medium, PerformanceRecord
from liap.enterprises.performance.periods import Period, last_ended
from liap.enterprises.performance.queries import record_for
from liap.enterprises.performance.three_answers import ThreeAnswers, three_answers, with_answers
from liap.outcomes.visits.models import EnterpriseCheck, Visit, VisitStep
from liap.people.models import User
from liap.places.queries import today_in
from liap.plans.models import Plan
from liap.plans.queries import may_write
from liap.refusals import NotTheirs, Refusal


@dataclass(frozen=True)
class Comparison:
    """How an SMI's product and place of production stand against the start of the plan; empty where nobody said."""

    product: str = ""
    place: str = ""


class VisitInTheFuture(Refusal):
    """A visit is written down after it was made."""


class ForeignEnterprise(Refusal):
    """The SMI is none of those that the plan is for, nor of its region."""


class AnsweredBefore(Refusal):
    """The three questions of this round were answered; answers are not changed."""


@transaction.atomic
def record_visit(
    plan: Plan,
    *,
    by: User,
    visited_on: date,
    place: str,
    topic: str,
    found: str,
    advice: str = "",
    enterprises: Iterable[Enterprise] = (),
    steps: Iterable[tuple[str, date, str]] = (),
) -> Visit:
    """Writes a visit down with its next steps (what, by when, who); nothing of it can be changed later."""
    locked = _writable(plan, by)
    if visited_on > today_in(locked.region):
        raise VisitInTheFuture(_("The visit lies in the future. Write it down after it was made."))
    visited = list(enterprises)
    if any(one.region_id != locked.region_id for one in visited):
        raise ForeignEnterprise(_("One of the SMIs belongs to another region."))
    visit = Visit.objects.create(
        plan=locked, visited_on=visited_on, place=place.strip(), topic=Visit.Topic(topic), found=found.strip(),
        advice=advice.strip(), recorded_by=by,
    )  # fmt: skip
    visit.enterprises.set(visited)
    VisitStep.objects.bulk_create(
        VisitStep(visit=visit, text=text.strip(), due_on=due_on, doer=doer) for text, due_on, doer in steps
    )
    record(
        "visit.recorded", by=by, chain=f"plan:{plan.pk}", subject=f"visit:{visit.pk}", on=visited_on.isoformat(),
        enterprises=[one.pk for one in visited],
    )  # fmt: skip
    return visit


@transaction.atomic
def record_checks(
    plan: Plan,
    *,
    by: User,
    occasion: str,
    round: int,
    checked_on: date,
    answers: Sequence[tuple[Enterprise, ThreeAnswers]],
    period: Period | None = None,
    compared: Mapping[int, Comparison] | None = None,
) -> list[EnterpriseCheck]:
    """Keeps the three answers of several SMIs as their records of a period, by default the last quarter that was over.

    An SMI without any answer gets no row, for missing is not zero. What it said about the period before, for example
    by its own link, is not asked again: only an answer that reads differently corrects the record. At the evaluation
    `compared` says by the number of the SMI what became better or worse since the start.
    """
    locked = _writable(plan, by)
    if checked_on > today_in(locked.region):
        raise VisitInTheFuture(_("The day of asking lies in the future. Correct the date."))
    if locked.checks.filter(occasion=occasion, round=round).exists():
        raise AnsweredBefore(_("The three questions of this round were answered before."))
    about = period or last_ended(checked_on)
    since = {smi.pk: (compared or {}).get(smi.pk, Comparison()) for smi, _given in answers}
    rows = EnterpriseCheck.objects.bulk_create(
        EnterpriseCheck(
            plan=locked, enterprise=smi, occasion=occasion, round=round, checked_on=checked_on, recorded_by=by,
            record=_keep(smi, about, given, by=by, asked_on=checked_on),
            product_change=since[smi.pk].product, place_change=since[smi.pk].place,
        )
        for smi, given in answers
        if not given.is_empty
    )  # fmt: skip
    record(
        "smis.checked", by=by, chain=f"plan:{plan.pk}", subject=f"plan:{plan.pk}", occasion=str(occasion),
        round=round, answered=len(rows),
    )  # fmt: skip
    return rows


def _keep(smi: Enterprise, period: Period, given: ThreeAnswers, *, by: User, asked_on: date) -> PerformanceRecord:
    now = record_for(smi, period)
    known, shown = (figures_of(now), three_answers(now)) if now else (Figures(), ThreeAnswers())
    figures = with_answers(known, given, shown=shown, months=period.months)
    if now is not None and figures == known:
        return now
    reason = _("asked again on %(day)s") % {"day": asked_on.isoformat()} if now else ""
    return record_performance(
        smi, by=by, period=period, figures=figures, medium=Medium.VISIT, asked_on=asked_on, replaces=now,
        reason=reason,
    )  # fmt: skip


def _writable(plan: Plan, by: User) -> Plan:
    locked = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not may_write(by, locked):
        raise NotTheirs(_("Only people with a seat in the working group can report on this plan."))
    return locked
