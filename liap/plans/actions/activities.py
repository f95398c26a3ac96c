"""Getting institutions to take on their activity, and carrying it out: the moves of an activity's state."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from liap.audit.actions import record
from liap.people.models import User
from liap.places.models import Organisation
from liap.places.queries import today_in
from liap.plans.models import Activity, Plan
from liap.plans.queries import may_answer, may_write
from liap.refusals import Conflict, NotTheirs, Refusal


class ActivityMoved(Conflict):
    """The activity is in another state by now."""


class ReasonMissing(Refusal):
    """The move needs a reason."""


class DoneInTheFuture(Refusal):
    """Nothing can have been finished on a day to come."""


@transaction.atomic
def request(activity: Activity, *, by: User, institution: Organisation | None = None) -> Activity:
    """Asks the institution to take the activity on (feature B10); another one than planned where it is given."""
    locked = _locked(activity)
    if not may_write(by, locked.plan):
        raise NotTheirs(_("Only people with a seat in the working group can request an activity."))
    if institution is not None:
        locked.institution = institution
    return _move(locked, "request", by=by)


@transaction.atomic
def request_all(plan: Plan, *, by: User | None) -> list[Activity]:
    """Asks every institution for its activity, as the approval of the plan entails; whoever approved needs no seat."""
    waiting = plan.activities.filter(state=Activity.State.NOT_REQUESTED)
    return [_move(_locked(activity), "request", by=by) for activity in waiting]


@transaction.atomic
def begin_all(plan: Plan, *, by: User | None) -> list[Activity]:
    """Lets every activity run that is not over. In the variant of a facilitator the owners have given their word
    before the plan was approved, so nobody is asked again."""
    begun = []
    for activity in plan.activities.exclude(
        state__in=[Activity.State.RUNNING, Activity.State.DONE, Activity.State.CANCELLED]
    ):
        locked = _locked(activity)
        if locked.state != Activity.State.REQUESTED:
            locked = _move(locked, "request", by=by)
        begun.append(_move(locked, "accept", by=by))
    return begun


@transaction.atomic
def accept(activity: Activity, *, by: User) -> Activity:
    """The institution takes the activity on; it runs from now on."""
    return _move(_answerable(activity, by), "accept", by=by)


@transaction.atomic
def decline(activity: Activity, *, by: User, reason: str) -> Activity:
    """The institution does not take the activity on, and says why."""
    return _move(_answerable(activity, by), "decline", by=by, reason=_wanted(reason))


@transaction.atomic
def finish(activity: Activity, *, by: User, done_on: date) -> Activity:
    """The activity was carried out on a day that has come."""
    locked = _answerable(activity, by)
    if done_on > today_in(locked.plan.region):
        raise DoneInTheFuture(_("The day on which the activity was done lies in the future. Correct the date."))
    locked.done_on = done_on
    return _move(locked, "finish", by=by)


@transaction.atomic
def cancel(activity: Activity, *, by: User, reason: str) -> Activity:
    """The activity will not be carried out, for a reason that reports print."""
    return _move(_answerable(activity, by), "cancel", by=by, reason=_wanted(reason))


def _locked(activity: Activity) -> Activity:
    Plan.objects.select_for_update().get(pk=activity.plan_id)
    return Activity.objects.select_for_update(of=("self",)).select_related("plan", "institution").get(pk=activity.pk)


def _answerable(activity: Activity, by: User) -> Activity:
    locked = _locked(activity)
    if not may_answer(by, locked):
        raise NotTheirs(_("Only the institution of the activity or the working group can report on it."))
    return locked


def _wanted(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing(_("Write the reason; it is printed in the report."))
    return reason.strip()


def _move(activity: Activity, verb: str, *, by: User | None, reason: str = "") -> Activity:
    before = activity.state
    try:
        getattr(activity, verb)()
    except TransitionNotAllowed as error:
        text = _("Activity %(number)s is “%(state)s” by now. Open the page again.")
        raise ActivityMoved(text % {"number": activity.number, "state": activity.get_state_display()}) from error
    activity.state_reason = reason
    activity.save()
    record(
        f"activity.{verb}",
        by=by,
        chain=f"plan:{activity.plan_id}",
        subject=f"activity:{activity.pk}",
        before=str(before),
        after=str(activity.state),
    )
    return activity
