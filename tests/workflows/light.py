"""A facilitator's plan at work, and a working group of the same region that could take it over."""

from dataclasses import dataclass

from liap.people.models import Role
from tests.factories import MembershipFactory, OrganisationFactory, SeatFactory, WorkingGroupFactory
from tests.journeys.facilitator_led import LightJourney
from tests.workflows.conftest import LONG_AGO, appoint, seat


@dataclass
class Region:
    """The plan with its three people, and the group with its members."""

    journey: LightJourney
    group: object
    coordinator: object
    members: list
    budget_officer: object

    @property
    def case(self):
        self.journey.case.refresh_from_db()
        return self.journey.case

    @property
    def head(self):
        return self.journey.head.user

    @property
    def facilitator(self):
        return self.journey.facilitator.user


def at_work() -> Region:
    """The plan is in force; the facilitator sits in the working group as well."""
    journey = LightJourney()
    journey.start()
    journey.diagnose()
    journey.draft()
    journey.approve()
    return with_group(journey)


def with_group(journey: LightJourney) -> Region:
    group = WorkingGroupFactory(region=journey.region, secretariat=journey.office, valid_from=LONG_AGO)
    coordinator, _seat = seat(group, Role.COORDINATOR)
    members = [seat(group, Role.MEMBER)[0] for _ in range(3)]
    place = SeatFactory(working_group=group, role=Role.FACILITATOR, institution=journey.office, has_vote=False)
    MembershipFactory(seat=place, person=journey.facilitator.user, since=LONG_AGO)
    agency = OrganisationFactory(region=journey.region, kind="planning_agency")
    return Region(
        journey=journey,
        group=group,
        coordinator=coordinator,
        members=members,
        budget_officer=appoint(agency, Role.BUDGET_OFFICER),
    )
