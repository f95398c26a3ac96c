"""What the records say about the limits of an evaluation (feature E8): who was gone, what nobody answered.

The sentences stand in the report, which other offices read: none of them is about one or two SMIs (G8, M6).
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from liap.enterprises.performance.models import PerformanceRecord
from liap.groups.models import Membership, Seat
from liap.groups.queries import members_on
from liap.outcomes.disclosure.blocks import split_told
from liap.outcomes.disclosure.queries import rule
from liap.outcomes.models import IndicatorValue
from liap.outcomes.questionnaires.models import Respondent
from liap.outcomes.questionnaires.summary import by_medium
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
    if not silent:
        return []
    if None in split_told({"silent": silent, "told": every - silent}, rule().fewest).values():
        return [format_lazy(_("The turnover of some of the {every} target SMIs is not on record."), every=every)]
    sentence = _("The turnover of {silent} of {every} target SMIs is not on record.")
    return [format_lazy(sentence, silent=silent, every=every)]


def _activities(plan: Plan, day: date) -> list[Promise]:
    unfinished = [Activity.State.REQUESTED, Activity.State.RUNNING]
    late = plan.activities.filter(state__in=unfinished, ends_on__lt=day).count()
    sentence = _("Of {late} support activities that should have ended no report is on record.")
    return [format_lazy(sentence, late=late)] if late else []


def _respondents(plan: Plan, _day: date) -> list[Promise]:
    """Sums over the media, whose cells stand in the annex: a sum is told where no cell of it is kept back."""
    if not plan.respondents.exclude(state=Respondent.State.ANSWERED).exists():
        return []
    lines = by_medium(plan, in_full=False)
    asked, refused, unreachable, silent = (
        _total(getattr(line, name) for line in lines) for name in ("asked", "refused", "unreachable", "waiting")
    )
    if asked is None:
        return [_("Not all respondents answered.")]
    if refused is None or unreachable is None or silent is None:
        return [format_lazy(_("Not all of the {asked} respondents answered."), asked=asked)]
    sentence = _("Of {asked} respondents {refused} refused, {unreachable} were not reached, {silent} are silent.")
    return [format_lazy(sentence, asked=asked, refused=refused, unreachable=unreachable, silent=silent)]


def _total(numbers: Iterable[int | None]) -> int | None:
    known = list(numbers)
    return None if None in known else sum(known)
