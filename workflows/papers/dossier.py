"""What every paper is gathered from: the case, its process, the plan as it reads now, and the local day."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from documents.facts import Text
from liap.groups.models import Membership
from liap.people.access import holding
from liap.people.models import Role, User
from liap.places.models import Organisation
from liap.plans.models import Plan
from workflows.models import Case, Process, Task

SHOWN_WITH_PLAN = ("region__parent", "industry__directorate", "working_group__secretariat")


@dataclass(frozen=True)
class Dossier:
    """Case, process and plan at one moment; `day` is that moment's date in the plan's region."""

    case: Case
    process: Process
    plan: Plan
    at: datetime
    day: date

    def local_day(self, moment: datetime) -> date:
        """The date of a moment in the plan's region."""
        return timezone.localdate(moment, timezone=ZoneInfo(self.plan.region.time_zone))


def open_dossier(case: Case, process: Process) -> Dossier:
    """Reads the plan afresh: what is printed is what stands in the database now."""
    plan = Plan.objects.select_related(*SHOWN_WITH_PLAN).get(pk=case.plan_id)
    now = timezone.now()
    day = timezone.localdate(now, timezone=ZoneInfo(plan.region.time_zone))
    return Dossier(case=case, process=process, plan=plan, at=now, day=day)


def done_tasks(dossier: Dossier) -> list[Task]:
    """What people did in the process, in the order in which they finished."""
    tasks = dossier.process.task_set.human().filter(status="DONE").select_related("owner", "seat__institution")
    return list(tasks.order_by("finished", "id"))


def last_doer(process: Process) -> User:
    """Who finished the last step of a person; a paper that the system issues goes out under that name."""
    return process.task_set.human().filter(status="DONE").select_related("owner").latest("finished", "id").owner


def members_on(dossier: Dossier, day: date) -> list[Membership]:
    """Who sat in the working group that day, seat by seat."""
    seated = Membership.objects.filter(holding(day), seat__working_group=dossier.plan.working_group_id)
    return list(seated.select_related("person", "seat__institution").order_by("seat_id"))


def coordinator_among(members: list[Membership]) -> Membership | None:
    return next((member for member in members if member.seat.role == Role.COORDINATOR), None)


def name_of(organisation: Organisation) -> Text:
    """The name of an organisation in both languages."""
    return Text(id=organisation.name, en=organisation.name_en or organisation.name)
