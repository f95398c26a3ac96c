"""Who writes a plan: whoever a task of it can fall to."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from liap.models import Role, WorkingGroup
from liap.outcomes.actions import give_verdicts
from liap.plans.actions import record_realised, save_section
from liap.plans.queries import may_write
from liap.refusals import NotTheirs
from tests.factories import (
    AbsenceFactory,
    AppointmentFactory,
    BudgetLineFactory,
    EvaluationFactory,
    MembershipFactory,
    UserFactory,
)
from tests.liap.conftest import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(scene):
    return AppointmentFactory(post__organisation=scene.office, post__role=Role.OFFICE_HEAD).person


def leave(*people):
    for person in people:
        person.memberships.update(until=timezone.localdate() - timedelta(days=1))


def test_head_writes_only_while_nobody_coordinates(scene, head):
    before = may_write(head, scene.plan)

    leave(scene.coordinator)

    assert (before, may_write(head, scene.plan)) == (False, True)


def test_head_saves_the_section_that_fell_to_him(scene, head):
    leave(*(one.person for one in scene.memberships))

    save_section(scene.plan, "objective", by=head, seen_version=scene.plan.version)

    scene.plan.refresh_from_db()
    assert scene.plan.version == 2


def test_head_does_not_write_beside_the_coordinator(scene, head):
    with pytest.raises(NotTheirs):
        save_section(scene.plan, "objective", by=head, seen_version=scene.plan.version)


def test_administrator_writes_only_where_nobody_else_is_left(scene, head):
    administrator = UserFactory(is_superuser=True)
    leave(scene.coordinator)
    beside_a_head = may_write(administrator, scene.plan)

    head.appointments.update(until=timezone.localdate() - timedelta(days=1))

    assert (beside_a_head, may_write(administrator, scene.plan)) == (False, True)


def test_substitute_writes_during_the_absence(scene):
    colleague, today = UserFactory(), timezone.localdate()
    absence = AbsenceFactory(person=scene.member, substitute=colleague, since=today, until=today)
    during = may_write(colleague, scene.plan)

    absence.since = absence.until = today + timedelta(days=1)
    absence.save()

    assert (during, may_write(colleague, scene.plan)) == (True, False)


def test_head_does_not_write_the_plan_of_a_facilitator_beside_him(scene, head):
    WorkingGroup.objects.filter(pk=scene.group.pk).update(kind=WorkingGroup.Kind.FACILITATOR)
    leave(scene.coordinator)
    MembershipFactory(seat__working_group=scene.group, seat__role=Role.FACILITATOR)
    scene.plan.refresh_from_db()

    assert not may_write(head, scene.plan)


def test_head_of_another_region_never_writes(scene, head):
    other = make_scene()
    leave(other.coordinator)

    assert not may_write(head, other.plan)


def test_money_is_reported_by_the_head_while_nobody_is_the_budget_officer(scene, head):
    line = BudgetLineFactory(plan=scene.plan)

    record_realised(line, by=head, amount=Decimal(5))

    line.refresh_from_db()
    assert line.realised == 5
    AppointmentFactory(post__organisation=scene.office, post__role=Role.BUDGET_OFFICER)
    with pytest.raises(NotTheirs):
        record_realised(line, by=head, amount=Decimal(6))


def test_head_judges_only_while_nobody_is_the_evaluator(scene, head):
    evaluation = EvaluationFactory(plan=scene.plan)
    with pytest.raises(NotTheirs):
        give_verdicts(evaluation, by=head, verdicts=[])

    scene.evaluator.appointments.update(until=timezone.localdate() - timedelta(days=1))

    assert give_verdicts(evaluation, by=head, verdicts=[]).plan == scene.plan


def test_head_does_not_judge_what_a_facilitator_did_while_the_ministry_can(scene, head):
    WorkingGroup.objects.filter(pk=scene.group.pk).update(kind=WorkingGroup.Kind.FACILITATOR)
    scene.evaluator.appointments.update(until=timezone.localdate() - timedelta(days=1))
    evaluation = EvaluationFactory(plan=scene.plan)
    reviewer = AppointmentFactory(post__role=Role.MINISTRY_REVIEWER).person

    with pytest.raises(NotTheirs):
        give_verdicts(evaluation, by=head, verdicts=[])

    assert give_verdicts(evaluation, by=reviewer, verdicts=[]).plan == scene.plan
