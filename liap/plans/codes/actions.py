"""Writing down what other planning systems call an activity."""

from django.db import transaction
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.people.models import User
from liap.plans.codes.queries import CODES, may_write_codes
from liap.plans.models import Activity, Plan
from liap.refusals import NotTheirs


@transaction.atomic
def write_codes(plan: Plan, *, by: User, codes: dict[int, dict[str, str]]) -> int:
    """Writes the codes of activities, by their numbers in the database; returns how many activities changed.

    A code that is left out stays as it is, an empty one is taken away. The approved text is not touched.
    """
    if not may_write_codes(by, plan):
        raise NotTheirs(_("Codes are written by the people of the plan and the head of the office."))
    changed = []
    for row in Activity.objects.select_for_update().filter(plan=plan, pk__in=codes).order_by("pk"):
        said = {name: codes[row.pk].get(name, getattr(row, name)).strip() for name in CODES}
        if any(getattr(row, name) != value for name, value in said.items()):
            Activity.objects.filter(pk=row.pk).update(**said)
            changed.append(row.number)
    if changed:
        record("activity.coded", by=by, chain=f"plan:{plan.pk}", subject=f"plan:{plan.pk}", numbers=sorted(changed))
    return len(changed)
