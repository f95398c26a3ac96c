"""A working group with its people and a plan in work, as most tests of content need them."""

from types import SimpleNamespace

import pytest

from liap.models import Role
from liap.outcomes.defaults import load_rules
from liap.plans.models import Section
from tests.factories import (
    AppointmentFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    WorkingGroupFactory,
)


def make_scene(members: int = 3) -> SimpleNamespace:
    """Coordinator, members, evaluator, a stranger of another region, and a plan with every section open."""
    group = WorkingGroupFactory()
    coordinator = MembershipFactory(seat__working_group=group, seat__role=Role.COORDINATOR, seat__title="Ketua")
    seated = [MembershipFactory(seat__working_group=group) for _number in range(members)]
    office = OrganisationFactory(region=group.region)
    evaluator = AppointmentFactory(post__organisation=office, post__role=Role.EVALUATOR)
    plan = PlanFactory(working_group=group, author=coordinator.person, open_sections=Section.values)
    return SimpleNamespace(
        group=group,
        memberships=[coordinator, *seated],
        coordinator=coordinator.person,
        member=seated[0].person if seated else None,
        evaluator=evaluator.person,
        stranger=MembershipFactory().person,
        plan=plan,
        office=office,
    )


@pytest.fixture
def scene(db):
    load_rules()
    return make_scene()
