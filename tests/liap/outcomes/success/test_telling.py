"""The ministry is told of successes in numbers from which no single SMI can be worked out."""

from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest
from django.urls import reverse

from liap.models import Role
from liap.outcomes.success.queries import success_table
from tests.factories import (
    AppointmentFactory,
    GoalFactory,
    PerformanceRecordFactory,
    ReconfirmationFactory,
    SuccessCaseFactory,
    TargetEnterpriseFactory,
)

END = date(2024, 12, 31)
NUMBERS = ("reached", "confirmed", "lapsed", "no_contact", "not_asked")


@pytest.fixture
def reviewer(db):
    return AppointmentFactory(post__role=Role.MINISTRY_REVIEWER).person


def succeed(scene, many, on=date(2023, 6, 1), rung="capability"):
    cases = []
    for _number in range(many):
        target = TargetEnterpriseFactory(plan=scene.plan)
        cases.append(
            SuccessCaseFactory(
                plan=scene.plan,
                enterprise=target.enterprise,
                rung=rung,
                reported_by=scene.member,
                confirmed_by=scene.evaluator,
                confirmed_on=on,
            )
        )
    return cases


def row(user, on=END):
    return success_table(user, on=on)[0]


@pytest.mark.parametrize(("many", "told"), [(0, 0), (1, None), (2, None), (3, 3), (20, 20)])
def test_fewer_than_three_are_not_told_outside_the_region(scene, reviewer, many, told):
    GoalFactory(plan=scene.plan, rung="capability")
    succeed(scene, many)

    assert (row(reviewer).reached, row(scene.member).reached) == (told, many)


def test_the_fourth_waits_for_two_more(scene, reviewer):
    GoalFactory(plan=scene.plan, rung="capability")
    succeed(scene, 3, on=date(2022, 6, 1))
    succeed(scene, 1, on=date(2022, 8, 1))
    early = row(reviewer, date(2022, 12, 31))
    succeed(scene, 2, on=date(2022, 9, 1))

    late = row(reviewer, date(2022, 12, 31))

    assert (early.reached, early.told_on, late.reached, late.told_on) == (3, date(2022, 6, 30), 6, date(2022, 12, 31))


def test_one_that_lapsed_is_not_told(scene, reviewer):
    GoalFactory(plan=scene.plan, rung="capability")
    cases = succeed(scene, 4, on=date(2023, 3, 1))
    for case in cases:
        answer = "lapsed" if case is cases[0] else "still"
        ReconfirmationFactory(
            success_case=case, year=2024, answer=answer, answered_on=date(2024, 2, 9), answered_by=scene.member
        )

    told, known = row(reviewer), row(scene.member)

    assert [getattr(known, name) for name in NUMBERS] == [4, 3, 1, 0, 0]
    assert [getattr(told, name) for name in NUMBERS] == [4, 0, 0, 0, 4]
    assert told.told_on == date(2024, 1, 31)


def test_rungs_do_not_tell_of_the_two_between_them(scene, reviewer):
    GoalFactory(plan=scene.plan, rung="first_transaction")
    for case in succeed(scene, 5)[:3]:
        SuccessCaseFactory(
            plan=scene.plan,
            enterprise=case.enterprise,
            rung="first_transaction",
            reported_by=scene.member,
            confirmed_by=scene.evaluator,
            confirmed_on=case.confirmed_on,
        )

    assert set(row(reviewer).by_rung.values()) == {None}


@pytest.mark.parametrize("seed", range(8))
def test_no_two_moments_subtract_to_fewer_than_three(scene, reviewer, seed):
    chance = Random(seed)
    GoalFactory(plan=scene.plan, rung="capability")
    for _number in range(chance.randint(3, 12)):
        succeed(scene, 1, on=date(2022, 1, 1) + timedelta(days=chance.randint(0, 700)))

    told = [row(reviewer, date(2022, 1, 1) + timedelta(days=after)) for after in range(0, 760, 19)]

    seen = {one.reached for one in told} - {None}
    assert [(one, two) for one, two in combinations(seen, 2) if 0 < abs(one - two) < 3] == []
    assert [one for one in seen if 0 < one < 3] == []


def test_reviewer_finds_no_row_of_an_smi_anywhere(scene, reviewer, client):
    GoalFactory(plan=scene.plan, rung="capability")
    case = succeed(scene, 3)[0]
    record = PerformanceRecordFactory(enterprise=case.enterprise)
    name = "Tenun Rahasia"
    type(case.enterprise).objects.filter(pk=case.enterprise_id).update(name=name)
    client.force_login(reviewer)

    answers = {
        address: client.get(address)
        for address in (
            reverse("liap:success", args=[case.pk]),
            reverse("liap:enterprise", args=[case.enterprise_id]),
            reverse("liap:performance", args=[record.enterprise_id]),
            reverse("liap:successes"),
            reverse("liap:successes") + "?save=csv&table=cases",
            reverse("liap:enterprises"),
            reverse("liap:entries", args=[scene.plan.pk]),
        )
    }

    assert [answer.status_code for answer in answers.values()] == [404, 404, 404, 200, 200, 200, 200]
    texts = [b"".join(one.streaming_content) if one.streaming else one.content for one in answers.values()]
    assert [name.encode() in text for text in texts] == [False] * 7


def test_auditor_sees_the_rows(scene, client):
    case = succeed(scene, 1)[0]
    client.force_login(AppointmentFactory(post__role=Role.AUDITOR).person)

    assert client.get(reverse("liap:success", args=[case.pk])).status_code == 200
