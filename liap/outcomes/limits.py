"""What the records say about the limits of an evaluation (feature E8): who was gone, what nobody answered."""

from collections import Counter
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from liap.enterprises.performance.models import PerformanceRecord
from liap.groups.models import Membership, Seat
from liap.groups.queries import members_on
from liap.outcomes.models import IndicatorValue
from liap.outcomes.questionnaires.models import Respondent
from liap.plans.models import Activity, Plan


def limits_of(plan: Plan, day: date) -> list[Promise]:
    """A sentence for each limit that the rows show; none where the rows show nothing."""
    return [
        line
        for find in (_seats, _changes, _indicators, _enterprises, _activities, _respondents)
        for line in find(plan, day)
    ]


def _seats(plan: Plan, day: date) -> list[Promise]:
    seats = Seat.objects.filter(working_group=plan.working_group_id).count()
    vacant = seats - members_on(plan.working_group, day).values("seat").distinct().count()
    sentence = _("{vacant} of {seats} seats of the working group are vacant.")
    return [format_lazy(sentence, vacant=vacant, seats=seats)] if vacant > 0 else []


def _changes(plan: Plan, day: date) -> list[Promise]:
    left = Membership.objects.filter(
        seat__working_group=plan.working_group_id, until__gte=plan.created_at.date(), until__lt=day
    ).count()
    sentence = _("{left} holders of seats left while the plan ran.")
    return [format_lazy(sentence, left=left)] if left else []


def _indicators(plan: Plan, _day: date) -> list[Promise]:
    known = IndicatorValue.objects.filter(indicator=OuterRef("pk"), value__isnull=False)
    indicators = plan.indicators.annotate(is_known=Exists(known))
    unknown, every = indicators.filter(is_known=False).count(), plan.indicators.count()
    sentence = _("Nobody could give a value for {unknown} of {every} indicators.")
    return [format_lazy(sentence, unknown=unknown, every=every)] if unknown else []


def _enterprises(plan: Plan, _day: date) -> list[Promise]:
    told = PerformanceRecord.objects.current().filter(
        enterprise=OuterRef("enterprise"), first_on__gte=plan.starts_on, turnover_kind__gt=""
    )
    targets = plan.target_enterprises.annotate(has_turnover=Exists(told))
    silent, every = targets.filter(has_turnover=False).count(), targets.count()
    sentence = _("The turnover of {silent} of {every} target SMIs is not on record.")
    return [format_lazy(sentence, silent=silent, every=every)] if silent else []


def _activities(plan: Plan, day: date) -> list[Promise]:
    unfinished = [Activity.State.REQUESTED, Activity.State.RUNNING]
    late = plan.activities.filter(state__in=unfinished, ends_on__lt=day).count()
    sentence = _("Of {late} support activities that should have ended no report is on record.")
    return [format_lazy(sentence, late=late)] if late else []


def _respondents(plan: Plan, _day: date) -> list[Promise]:
    states = Counter(plan.respondents.values_list("state", flat=True))
    if states.total() == states[Respondent.State.ANSWERED]:
        return []
    sentence = _("Of {asked} respondents {refused} refused, {unreachable} were not reached, {silent} are silent.")
    counts = {"refused": states[Respondent.State.REFUSED], "unreachable": states[Respondent.State.UNREACHABLE]}
    return [format_lazy(sentence, asked=states.total(), silent=states[Respondent.State.INVITED], **counts)]
