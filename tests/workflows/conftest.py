"""A whole scene: one region with its offices, a working group and a plan whose case has begun."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from django.core.cache import cache

from liap.people.models import Role
from tests.factories import (
    AppointmentFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PostFactory,
    RegionFactory,
    SeatFactory,
    UserFactory,
    WorkingGroupFactory,
)
from workflows import actions

LONG_AGO = date(2020, 1, 1)


@dataclass
class Scene:
    """People by what they do, the plan and its case."""

    plan: object
    case: object
    coordinator: object
    members: list
    facilitator: object
    head: object
    budget_officer: object
    evaluator: object
    reviewer: object
    stranger: object
    seats: list = field(default_factory=list)

    def open_task(self, step: str):
        """The only open task of a step."""
        return self.case.tasks.open().get(flow_task__endswith=f".{step}")

    def open_steps(self) -> list[str]:
        """The names of the open human steps."""
        tasks = self.case.tasks.human().open().order_by("id")
        return [task.flow_task.name for task in tasks]

    def finish(self, step: str, by, **outcome):
        """Completes one open task of a step with an outcome, without its form."""
        task = self.case.tasks.open().filter(flow_task__endswith=f".{step}").order_by("id").first()
        assert task is not None, f"{step} is not open, but {self.open_steps()}"
        if (step, outcome.get("decision")) == ("decide", "agreed"):
            MeetingFactory(plan=self.plan)
        actions.complete(task, by=by, work=lambda _by: outcome)
        self.case.refresh_from_db()
        return task


def appoint(organisation, role, **user):
    """A person in a post with a role."""
    person = UserFactory(**user)
    post = PostFactory(organisation=organisation, role=role, title=f"Jabatan {role}")
    AppointmentFactory(post=post, person=person, since=LONG_AGO)
    return person


def seat(group, role, **user):
    """A person on a seat of her own institution."""
    person = UserFactory(**user)
    place = SeatFactory(working_group=group, role=role, institution=OrganisationFactory(region=group.region))
    MembershipFactory(seat=place, person=person, since=LONG_AGO)
    return person, place


def make_scene(*, is_started: bool = True) -> Scene:
    """Creates the scene; the case stands at the first diagnosis tasks, or nothing is started yet."""
    cache.clear()
    region = RegionFactory()
    office = OrganisationFactory(region=region, kind="industry_office")
    bappeda = OrganisationFactory(region=region, kind="planning_agency")
    ministry = OrganisationFactory(region=None, kind="ministry")
    group = WorkingGroupFactory(region=region, secretariat=office, valid_from=LONG_AGO)
    coordinator, coordinator_seat = seat(group, Role.COORDINATOR)
    members, seats = zip(*[seat(group, Role.MEMBER) for _ in range(3)], strict=True)
    facilitator, facilitator_seat = seat(group, Role.FACILITATOR)
    plan = PlanFactory(working_group=group, region=region, author=coordinator) if is_started else None
    return Scene(
        plan=plan,
        case=actions.start(plan, by=coordinator) if is_started else None,
        coordinator=coordinator,
        members=list(members),
        facilitator=facilitator,
        head=appoint(office, Role.OFFICE_HEAD),
        budget_officer=appoint(bappeda, Role.BUDGET_OFFICER),
        evaluator=appoint(office, Role.EVALUATOR),
        reviewer=appoint(ministry, Role.MINISTRY_REVIEWER),
        stranger=UserFactory(),
        seats=[coordinator_seat, *seats, facilitator_seat],
    )


@pytest.fixture
def scene(db) -> Scene:
    return make_scene()
