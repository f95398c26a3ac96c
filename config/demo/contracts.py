"""The contract of a facilitator ends soon, so that his superior has the task of handing the work over."""

from datetime import timedelta

from django.utils import timezone

from config.demo.scene import group_of
from liap.groups.models import Membership
from liap.people.models import Role
from workflows.contracts import open_handovers

PLACE = "palu"
DAYS_LEFT = 45


def load() -> None:
    """Lets the contract in Palu end in six weeks, once, and opens the task as the clock does."""
    rows = Membership.objects.filter(seat__working_group=group_of(PLACE), seat__role=Role.FACILITATOR)
    rows.filter(until=None).update(until=timezone.localdate() + timedelta(days=DAYS_LEFT))
    open_handovers()
