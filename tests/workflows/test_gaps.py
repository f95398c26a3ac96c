"""Half a year before a plan ends the missing evidence is gone through: once, not before the day, by who should."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from liap.models import GapAnswer
from liap.outcomes.forms import VerdictsForm
from tests.factories import (
    EvaluationFactory,
    IndicatorFactory,
    PlanFactory,
    PlanVersionFactory,
    TargetEnterpriseFactory,
    UserFactory,
)
from tests.liap.posting import posted
from tests.workflows.light import at_work
from tests.workflows.rulebooks.test_rules import published
from workflows import actions, gaps, lifecycle, reminders, variants
from workflows.assignment import candidates
from workflows.forms.activities import RoundsAreOpen, refuse_open_rounds
from workflows.models import Case, Process, Task
from workflows.rulebooks.actions import NothingChanged, publish

pytestmark = pytest.mark.django_db
ENDS = date(2027, 8, 31)
DAY = date(2027, 2, 28)


def put_to_work(scene):
    version = PlanVersionFactory(plan=scene.plan)
    Case.objects.filter(pk=scene.case.pk).update(stage="implementation", approved_version=version)
    type(scene.plan).objects.filter(pk=scene.plan.pk).update(ends_on=ENDS)
    scene.case.refresh_from_db()
    scene.plan.refresh_from_db()
    return scene


@pytest.fixture
def lacking(scene):
    """A plan in implementation until August with an indicator that nothing proves."""
    put_to_work(scene)
    scene.indicator = IndicatorFactory(plan=scene.plan, number=1, text="Omzet naik")
    return scene


def tasks(case):
    return Task.objects.human().filter(case=case, process__stage="gaps")


def test_coordinator_gets_the_list_six_months_before_the_end_and_not_earlier(lacking):
    assert gaps.open_lists(DAY - timedelta(days=1)) == 0
    assert gaps.open_lists(DAY) == 1

    assert [(task.owner, task.role) for task in tasks(lacking.case)] == [(lacking.coordinator, "coordinator")]


def test_list_opens_once_whatever_became_of_the_task(lacking):
    gaps.open_lists(DAY)
    assert gaps.open_lists(DAY) == 0
    lacking.finish("close_gaps", by=lacking.coordinator)
    type(lacking.plan).objects.update(ends_on=date(2028, 8, 31))

    assert gaps.open_lists(date(2028, 3, 1)) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        lifecycle.open_stage(lacking.case, "gaps")


def test_plan_without_a_gap_is_asked_when_it_has_one(scene):
    put_to_work(scene)
    assert gaps.open_lists(DAY) == 0
    TargetEnterpriseFactory(plan=scene.plan)

    assert gaps.open_lists(DAY) == 1


@pytest.mark.parametrize("stage", ["planning", "approval", "evaluation", "closed", "withdrawn", "rejected"])
def test_only_a_plan_in_implementation_is_asked(lacking, stage):
    Case.objects.filter(pk=lacking.case.pk).update(stage=stage)

    assert gaps.open_lists(ENDS) == 0


def test_suspension_stops_the_clock_of_the_list(lacking):
    actions.suspend(lacking.case, by=lacking.coordinator, reason="Banjir")
    assert gaps.open_lists(DAY) == 0
    actions.resume(lacking.case, by=lacking.coordinator, reason="Surut")
    gaps.open_lists(DAY)
    late = tasks(lacking.case).get().due_on + timedelta(days=1)

    actions.suspend(lacking.case, by=lacking.coordinator, reason="Banjir lagi")

    assert reminders.escalate(late) == 0


def test_withdrawn_plan_gets_no_list_and_loses_an_open_one(lacking):
    gaps.open_lists(DAY)
    actions.withdraw(lacking.case, by=lacking.coordinator, reason="Tidak dilanjutkan")

    assert list(tasks(lacking.case).values_list("status", flat=True)) == ["CANCELED"]
    assert gaps.open_lists(ENDS) == 0


def test_amending_keeps_the_list(lacking):
    gaps.open_lists(DAY)
    actions.amend(lacking.case, by=lacking.coordinator, sections=["budget"], reason="Harga naik")

    assert tasks(lacking.case).get().is_open


def test_facilitator_gets_the_list_and_an_upgrade_keeps_it():
    region = at_work()
    type(region.case.plan).objects.update(ends_on=ENDS)
    TargetEnterpriseFactory(plan=region.case.plan)
    gaps.open_lists(DAY)
    assert tasks(region.case).get().owner == region.facilitator

    variants.upgrade(region.case, group=region.group, by=region.head, reason="Tumbuh")

    task = tasks(region.case).get()
    assert (task.is_open, region.case.stage, gaps.open_lists(DAY)) == (True, "planning", 0)
    assert list(candidates(task)) == [region.facilitator]


def test_implementation_does_not_end_before_the_list_is_answered(lacking):
    gaps.open_lists(DAY)

    with pytest.raises(RoundsAreOpen):
        refuse_open_rounds(lacking.case)


def test_worker_that_died_leaves_nothing_and_the_next_opens_it(lacking, monkeypatch):
    opened = lifecycle.open_stage

    def die_afterwards(*args, **kwargs):
        opened(*args, **kwargs)
        raise SystemExit

    with monkeypatch.context() as crash:
        crash.setattr(lifecycle, "open_stage", die_afterwards)
        with pytest.raises(SystemExit):
            gaps.open_lists(DAY)
    assert not Process.objects.filter(stage="gaps").exists()

    assert gaps.open_lists(DAY) == 1


def test_rules_say_how_many_months_before_and_running_cases_keep_theirs(lacking):
    admin = UserFactory(is_superuser=True)
    with pytest.raises(NothingChanged):
        published(admin)
    book = publish("lwg_led", wishes=[], note="Lebih awal", seen=0, by=admin, gap_months=9)
    with pytest.raises(NothingChanged):
        publish("lwg_led", wishes=[], note="Lagi", seen=1, by=admin, gap_months=9)

    assert gaps.opens_on(lacking.case) == DAY
    later = actions.start(
        PlanFactory(working_group=lacking.plan.working_group, author=lacking.coordinator, ends_on=ENDS),
        by=lacking.coordinator,
    )
    assert (later.rulebook, gaps.opens_on(later)) == (book, date(2026, 11, 30))


def test_administrator_publishes_the_months_on_the_page(client, lacking):
    client.force_login(UserFactory(is_superuser=True))
    address = reverse("workflows:rules", args=["lwg_led"])
    form = client.get(address).context["form"]

    answer = client.post(address, posted(form, {"note": "Sembilan bulan", "gap_months": "9"}))

    assert answer.status_code == 302
    assert client.get(address).context["gap_months"] == 9


# --- Pages ---------------------------------------------------------------------------------------------------------
def test_coordinator_answers_the_list_and_it_shows_on_the_page(client, lacking):
    with time_machine.travel(DAY):
        gaps.open_lists()
        client.force_login(lacking.coordinator)
        address = reverse("workflows:task", args=[tasks(lacking.case).get().pk])
        key = f"indicator-{lacking.indicator.pk}"
        assert reverse("workflows:gaps", args=[lacking.case.pk]) in client.get(address).text
        refused = client.post(address, {"complete": "1", f"{key}-answer": "unverified"})
        assert refused.status_code == 422
        done = client.post(
            address, {"complete": "1", f"{key}-answer": "unverified", f"{key}-reason": "Buku kas terbakar"}
        )
        assert done.status_code == 302

        page = client.get(reverse("workflows:gaps", args=[lacking.case.pk]))

    assert (page.status_code, page.context["answered_count"], page.context["today"]) == (200, 2, DAY)
    assert "<strong>2 / 2</strong>" in page.text
    assert [(row[0].subject, row[1].reason) for row in page.context["rows"]] == [
        ("1. Omzet naik", "Buku kas terbakar")
    ] * 2
    assert GapAnswer.objects.get().by == lacking.coordinator
    assert Process.objects.get(stage="gaps").finished is not None


def test_list_is_saved_as_a_table_and_hidden_from_strangers(client, lacking):
    address = reverse("workflows:gaps", args=[lacking.case.pk])
    client.force_login(lacking.coordinator)
    saved = b"".join(client.get(f"{address}?save=csv").streaming_content).decode()
    assert saved.count("Omzet naik") == 2
    assert "gaps/" in client.get(reverse("workflows:case", args=[lacking.case.pk])).text

    TargetEnterpriseFactory(plan=lacking.plan, enterprise__name="UD Rahasia")
    assert "UD Rahasia" in client.get(address).text
    client.force_login(lacking.reviewer)
    page = client.get(address)
    saved = b"".join(client.get(f"{address}?save=csv").streaming_content).decode()
    assert [gap.topic for gap, _answer in page.context["rows"]] == ["indicator"] * 2
    assert "UD Rahasia" not in page.text + saved

    client.force_login(lacking.stranger)
    assert client.get(address).status_code == 404


def test_ministry_counts_plans_with_gaps_by_region(client, lacking):
    client.force_login(lacking.reviewer)
    other = put_to_work_elsewhere(lacking)

    rows = client.get(reverse("workflows:pulse")).context["gaps"]

    assert [(row.region, row.plans, row.with_gaps, row.indicators, row.unanswered) for row in rows] == [
        (lacking.plan.region, 1, 1, 1, 1),
        (other.region, 1, 0, 0, 0),
    ]
    client.force_login(lacking.coordinator)
    assert [row.region for row in client.get(reverse("workflows:pulse")).context["gaps"]] == [lacking.plan.region]


def put_to_work_elsewhere(scene):
    plan = PlanFactory()
    Case.objects.create(plan=plan, flow_version=1)
    Case.objects.filter(plan=plan).update(stage="implementation", approved_version=PlanVersionFactory(plan=plan))
    return plan


def test_evaluator_reads_the_answer_beside_the_verdict(lacking):
    from_list = {"indicator": lacking.indicator, "answer": "unverified", "reason": "Buku kas terbakar"}
    GapAnswer.objects.create(
        plan=lacking.plan, topic="indicator", by=lacking.coordinator, said_on=timezone.localdate(), **from_list
    )

    form = VerdictsForm(task=None, plan=lacking.plan, user=lacking.evaluator)

    assert "Buku kas terbakar" in form.parts[0].help


def test_answers_are_corrected_until_the_evaluation_is_finished(client, lacking):
    prefix, page = f"indicator-{lacking.indicator.pk}", reverse("workflows:gaps", args=[lacking.case.pk])
    answer = {f"{prefix}-answer": "unverified", f"{prefix}-reason": "Tidak ada data"}
    client.force_login(lacking.coordinator)
    assert client.post(page, answer).status_code == 404
    GapAnswer.objects.create(
        plan=lacking.plan, topic="indicator", indicator=lacking.indicator, answer="collected", post="TPL-IKM",
        due_on=date(2020, 1, 1), by=lacking.coordinator, said_on=date(2019, 12, 1),
    )  # fmt: skip

    kept = {f"{prefix}-answer": "collected", f"{prefix}-post": "Dinas", f"{prefix}-due_on": "2020-01-01"}
    assert client.post(page, kept).status_code == 302
    assert client.post(page, {**kept, f"{prefix}-due_on": "2020-01-02"}).status_code == 200
    assert GapAnswer.objects.get().post == "Dinas"
    assert client.post(page, answer).status_code == 302
    assert GapAnswer.objects.get().reason == "Tidak ada data"
    client.force_login(lacking.members[0])
    assert client.post(page, answer).status_code == 404
    EvaluationFactory(plan=lacking.plan, rated_at=timezone.now())
    client.force_login(lacking.coordinator)
    assert client.post(page, answer).status_code == 404
