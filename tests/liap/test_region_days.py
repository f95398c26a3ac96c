"""What was done today is recorded on the day of its region: in Papua it is the first of April two hours before the
server, which stands in Jakarta, leaves March."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from liap.enterprises.performance.actions import record_performance
from liap.enterprises.performance.figures import Figures
from liap.enterprises.performance.periods import Period
from liap.enterprises.protection.actions import record_basis
from liap.groups.actions import record_meeting
from liap.groups.formation.actions import record_training
from liap.models import ProcessingBasis, Region
from liap.outcomes.actions import record_value
from liap.outcomes.questionnaires.actions import record_reply
from liap.outcomes.success.actions import report_success
from liap.outcomes.visits.actions import record_checks, record_visit
from liap.plans import actions as plans
from liap.refusals import Refusal
from tests.architecture.tree import ROOT
from tests.factories import (
    ActivityFactory,
    EnterpriseActionFactory,
    EnterpriseFactory,
    EvaluationFactory,
    GoalFactory,
    IndicatorFactory,
    QuestionFactory,
    QuestionnaireFactory,
    RespondentFactory,
    TargetEnterpriseFactory,
)
from workflows.formation.actions import file_decree

pytestmark = pytest.mark.django_db
MIDNIGHT = datetime(2026, 3, 31, 15, tzinfo=UTC)  # 22:00 on the server
DAY = date(2026, 4, 1)
NOT_YET = "belum|masa depan"


@pytest.fixture
def papua(scene):
    Region.objects.filter(pk=scene.group.region_id).update(time_zone="Asia/Jayapura")
    for row in (scene.group, scene.plan):
        row.refresh_from_db()
    return scene


def basis(scene):
    smi = EnterpriseFactory(region=scene.group.region)
    given = {"purposes": ["sharing"], "basis": "contract", "medium": "paper", "evidence": "Map 4"}
    record_basis(smi, by=scene.member, given_on=DAY, **given)


def activity(scene):
    plans.finish(ActivityFactory(plan=scene.plan, state="running"), by=scene.member, done_on=DAY)


def promise(scene):
    plans.finish_enterprise_action(EnterpriseActionFactory(plan=scene.plan), by=scene.member, done_on=DAY)


def goal(scene):
    plans.count_goal(GoalFactory(plan=scene.plan), by=scene.member, reached_count=3, counted_on=DAY)


def value(scene):
    record_value(IndicatorFactory(plan=scene.plan), by=scene.member, round=1, value=Decimal(4), measured_on=DAY)


def success(scene):
    target = TargetEnterpriseFactory(plan=scene.plan)
    given = {"rung": "capability", "description": "Faktur 7"}
    report_success(scene.plan, by=scene.member, enterprise=target.enterprise, reached_on=DAY, **given)


def meeting(scene):
    given = {"place": "Balai", "decision": "returned", "purpose": "approval", "attendances": []}
    record_meeting(scene.plan, held_on=DAY, by=scene.coordinator, **given)


def visit(scene):
    record_visit(scene.plan, by=scene.coordinator, visited_on=DAY, place="Balai", topic="permit", found="Baik")


def checks(scene):
    record_checks(scene.plan, by=scene.coordinator, occasion="quarter", round=1, checked_on=DAY, answers=[])


def figures(scene):
    target = TargetEnterpriseFactory(plan=scene.plan)
    said = {"figures": Figures(workers=3), "medium": "visit", "asked_on": DAY}
    record_performance(target.enterprise, by=scene.member, period=Period(date(2026, 1, 1), 3), **said)


def reply(scene):
    EvaluationFactory(plan=scene.plan)
    asked = QuestionnaireFactory(plan=scene.plan)
    question = QuestionFactory(questionnaire=asked, kind="text")
    given = {"code": asked.code, "answers": {question.pk: "Naik"}, "medium": "phone", "answered_on": DAY}
    record_reply(RespondentFactory(plan=scene.plan), by=scene.coordinator, **given)


def training(scene):
    given = {"course": "Pelatihan awal", "hours": 4, "members": scene.memberships}
    record_training(scene.group, held_on=DAY, by=scene.coordinator, **given)


def decree(scene):
    scan = SimpleUploadedFile("sk.pdf", b"%PDF-1.7")
    file_decree(scene.group, file=scan, number="SK 4", signed_on=DAY, signer="Bupati", by=scene.coordinator)


ACTS = [
    basis, activity, promise, goal, value, success, meeting, visit, checks, figures, reply, training, decree
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_day_has_come_when_it_has_in_the_region(papua, act: Callable):
    with (
        time_machine.travel(MIDNIGHT - timedelta(minutes=5)),
        pytest.raises(Refusal, match=NOT_YET),
        transaction.atomic(),
    ):
        act(papua)

    with time_machine.travel(MIDNIGHT + timedelta(minutes=5)):
        act(papua)


def test_form_offers_and_takes_the_day_of_the_region(papua, client):
    smi = EnterpriseFactory(region=papua.group.region)
    client.force_login(papua.member)
    client.cookies["django_language"] = "en"
    address = reverse("liap:record_basis", args=[smi.pk])
    said = {"purposes": ["sharing"], "basis": "contract", "given_on": "2026-04-01", "medium": "paper", "evidence": "4"}

    with time_machine.travel(MIDNIGHT - timedelta(minutes=5)):
        refused = client.post(address, said)
        before = ProcessingBasis.objects.count()
    with time_machine.travel(MIDNIGHT + timedelta(minutes=5)):
        offered = client.get(address)
        client.post(address, said)

    assert "The day lies in the future. Correct the date." in refused.text
    assert (before, ProcessingBasis.objects.count()) == (0, 1)
    assert 'value="2026-04-01"' in offered.text


def test_no_day_is_compared_with_that_of_the_server():
    """Between people's acts and their region; terms of office and rights are read by one clock (`holding`)."""
    pattern = re.compile(r"_on (>|>=) (timezone\.localdate\(\)|date\.today\(\))|if day > timezone\.localdate\(\)")
    files = [path for name in ("liap", "workflows", "documents") for path in (ROOT / name).rglob("*.py")]

    assert [path.name for path in files if pattern.search(path.read_text())] == []
