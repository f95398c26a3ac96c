"""Sixty days before a facilitator's contract ends his superior has a task, once; and sees who carries how much."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from liap.groups.models import Membership
from tests.factories import EnterpriseFactory, PlanFactory, TargetEnterpriseFactory, UserFactory
from tests.workflows.conftest import make_scene
from tests.workflows.races import at_once
from workflows.contracts import open_handovers
from workflows.forms.contract import ContractEnd
from workflows.handovers.workloads import workloads
from workflows.models import Case, Handover, Task

END = date(2027, 6, 30)
EARLY = END - timedelta(days=61)
SOON = END - timedelta(days=60)


@pytest.fixture
def contract(scene):
    """The facilitator of the group, whose term ends."""
    row = Membership.objects.get(seat=scene.seats[-1])
    row.until = END
    row.save()
    return row


@pytest.fixture
def letter(scene):
    """The same case led by its facilitator alone, whose letter ends."""
    group = scene.plan.working_group
    group.kind, group.valid_to = "facilitator", END
    group.save()
    Case.objects.filter(pk=scene.case.pk).update(variant="facilitator_led", flow_version=1)
    return Membership.objects.get(seat=scene.seats[-1])


def tasks(scene):
    return Task.objects.human().filter(case=scene.case, process__stage="contract").order_by("pk")


def answered(scene, task, by, **data):
    return ContractEnd(data, None, task=task, plan=scene.plan, user=by)


def test_task_opens_sixty_days_before_the_end_and_once(scene, contract):
    assert [open_handovers(day) for day in (EARLY, SOON, SOON, END)] == [0, 1, 0, 0]

    task = tasks(scene).get()
    assert (task.owner, task.due_on, task.data["title"]) == (scene.coordinator, END, str(contract.person))


def test_letter_of_a_facilitator_is_the_task_of_the_head(scene, letter):
    assert open_handovers(SOON) == 1

    assert tasks(scene).get().owner == scene.head


def test_decree_of_a_group_ends_no_contract_and_closed_plans_ask_nothing(scene, contract):
    group = scene.plan.working_group
    group.valid_to = SOON
    group.save()
    assert open_handovers(EARLY) == 0

    Case.objects.filter(pk=scene.case.pk).update(stage="withdrawn")
    assert open_handovers(SOON) == 0


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"decision": "handed_over"}, "to"),
        ({"decision": "extended", "until": "2027-06-30", "letter": "1"}, "until"),
        ({"decision": "extended", "until": "2027-12-31"}, "letter"),
        ({"decision": "held"}, "reason"),
    ],
)
def test_answer_that_says_too_little_is_refused(scene, contract, data, field):
    open_handovers(SOON)

    assert field in answered(scene, tasks(scene).get(), scene.coordinator, **data).errors


def test_successor_gets_a_handover_of_the_seat(scene, contract):
    open_handovers(SOON)
    successor = UserFactory()
    data = {"decision": "handed_over", "to": successor.pk, "since": "2027-07-01"}
    form = answered(scene, tasks(scene).get(), scene.coordinator, **data)
    assert form.is_valid(), form.errors

    outcomes = [form.save(scene.coordinator) for _twice in range(2)]

    handover = Handover.objects.get()
    assert (handover.seat, handover.outgoing, handover.incoming) == (contract.seat, contract.person, successor)
    assert [one["handover"] for one in outcomes] == [handover.pk] * 2


@pytest.mark.parametrize("kind", ["contract", "letter"])
def test_extended_contract_is_asked_about_again_before_its_new_end(scene, kind, request):
    request.getfixturevalue(kind)
    by = scene.coordinator if kind == "contract" else scene.head
    open_handovers(SOON)
    form = answered(scene, tasks(scene).get(), by, decision="extended", until="2027-12-31", letter="800/3")
    assert form.is_valid(), form.errors
    form.save(by)

    later = date(2027, 12, 31) - timedelta(days=60)
    assert [open_handovers(day) for day in (END, later, later)] == [0, 1, 0]


def test_superiors_see_end_of_contract_and_workload(scene, contract):
    for _two in range(2):
        TargetEnterpriseFactory(plan=scene.plan, enterprise=EnterpriseFactory(region=scene.plan.region))
    PlanFactory()
    mine = Task.objects.human().open().filter(owner=scene.facilitator).count()

    seen = {name: workloads(getattr(scene, name)) for name in ("coordinator", "head", "reviewer", "facilitator")}

    (row,) = seen["head"]
    assert (row.person, row.ends_on, row.plans, row.smis, row.tasks) == (scene.facilitator, END, 1, 2, mine)
    assert [len(seen[name]) for name in ("coordinator", "reviewer", "facilitator")] == [1, 1, 0]
    client = Client()
    client.force_login(scene.head)
    assert [one.person for one in client.get(reverse("workflows:handovers")).context["workloads"]] == [
        scene.facilitator
    ]


@pytest.mark.django_db(transaction=True)
def test_clocks_at_the_same_time_ask_once():
    scene = make_scene()
    Membership.objects.filter(seat=scene.seats[-1]).update(until=END)

    def beat():
        open_handovers(SOON)
        connection.close()

    assert at_once(beat, beat, beat) == ["won"] * 3
    assert tasks(scene).count() == 1
