"""Rules are data with versions: who is asked, by when, what is confirmed; running cases keep theirs."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liap.places.calendar import add_working_days
from liap.places.queries import holidays
from liap.refusals import Conflict, NotTheirs, Refusal
from tests.factories import PlanFactory, UserFactory
from tests.workflows.test_actions import to_approval
from workflows import actions
from workflows.models import Rulebook, StepRule
from workflows.rulebooks.actions import NotAnAlternative, NothingChanged, Wish, publish
from workflows.rulebooks.queries import lines


@pytest.fixture
def admin(db):
    return UserFactory(is_superuser=True, is_staff=True)


def wishes(**changed) -> list[Wish]:
    """The rules as they stand; `stage__step={...}` says what differs."""
    rows = [Wish.keeping(one) for one in lines("lwg_led")]
    return [replace(row, **changed.get(f"{row.stage}__{row.step}", {})) for row in rows]


def published(admin, **changed) -> Rulebook:
    seen = Rulebook.objects.filter(variant="lwg_led").count()
    return publish("lwg_led", wishes=wishes(**changed), note="Tanpa Bappeda", seen=seen, by=admin)


def second_case(scene):
    plan = PlanFactory(working_group=scene.plan.working_group, author=scene.coordinator)
    return replace(scene, plan=plan, case=actions.start(plan, by=scene.coordinator))


def test_running_case_keeps_its_approvers_and_a_new_one_has_the_new(scene, admin):
    published(admin, approval__budget_check={"is_asked": False}, approval__head_decision={"due": 3})
    later = second_case(scene)

    to_approval(scene)
    to_approval(later)

    assert sorted(scene.open_steps()) == ["budget_check", "head_decision", "ministry_comment"]
    assert sorted(later.open_steps()) == ["head_decision", "ministry_comment"]
    today = timezone.localdate()
    assert scene.open_task("head_decision").due_on == add_working_days(today, 10, holidays())
    assert later.open_task("head_decision").due_on == add_working_days(today, 3, holidays())


def test_approval_without_budget_check_waits_for_the_head_alone(scene, admin):
    published(admin, approval__budget_check={"is_asked": False}, approval__ministry_comment={"is_asked": False})
    later = second_case(scene)
    to_approval(later)
    client = Client()
    client.force_login(scene.head)
    task = later.open_task("head_decision")

    client.post(
        reverse("workflows:task", args=[task.pk]),
        {"complete": "1", "decision": "approved", "seen_hash": later.case.submitted_version.sha256},
    )

    later.case.refresh_from_db()
    assert later.case.stage == "implementation"


def test_step_goes_to_another_role(scene, admin):
    published(admin, approval__ministry_comment={"who": "evaluator"})
    later = second_case(scene)

    to_approval(later)

    assert later.open_task("ministry_comment").owner == scene.evaluator


def test_task_is_finished_with_every_line_confirmed(scene, admin):
    published(admin, planning__review_diagnosis={"checklist": ("Daftar hadir ada", "Data IKM diperiksa")})
    later = second_case(scene)
    for member in scene.members:
        later.finish("diagnose", by=member)
    task, client = later.open_task("review_diagnosis"), Client()
    client.force_login(scene.coordinator)
    address, given = reverse("workflows:task", args=[task.pk]), {"complete": "1", "decision": "agreed"}

    half = client.post(address, {**given, "check-0": "on"})
    assert "Daftar hadir ada" in half.content.decode()
    assert later.open_steps() == ["review_diagnosis"]
    client.post(address, {**given, "check-0": "on", "check-1": "on"})

    assert later.open_steps() == ["draft"] * 6


def test_only_an_administrator_publishes(scene, admin):
    with pytest.raises(NotTheirs):
        publish("lwg_led", wishes=wishes(approval__head_decision={"due": 3}), note="x", seen=0, by=scene.head)
    with pytest.raises(NothingChanged):
        published(admin)
    with pytest.raises(Refusal, match="apa yang berubah"):
        publish("lwg_led", wishes=wishes(approval__head_decision={"due": 3}), note=" ", seen=0, by=admin)
    with pytest.raises(NotAnAlternative):
        published(admin, approval__head_decision={"is_asked": False})
    with pytest.raises(NotAnAlternative):
        published(admin, planning__review={"who": "member"})
    assert not Rulebook.objects.exists()


def test_publishing_over_somebody_else_is_refused(admin):
    published(admin, approval__head_decision={"due": 3})

    with pytest.raises(Conflict):
        publish("lwg_led", wishes=wishes(approval__head_decision={"due": 4}), note="x", seen=0, by=admin)
    assert Rulebook.objects.count() == 1


@pytest.mark.parametrize("act", ["change", "delete"])
@pytest.mark.parametrize("model", [Rulebook, StepRule])
def test_database_keeps_published_rules(admin, model, act):
    published(admin, approval__head_decision={"due": 3})
    rows, column = model.objects.all(), "note" if model is Rulebook else "step"

    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        rows.update(**{column: "forged"}) if act == "change" else rows._raw_delete("default")


def test_database_spares_no_deciding_step(admin):
    book = published(admin, approval__head_decision={"due": 3})

    with pytest.raises(IntegrityError), transaction.atomic():
        StepRule.objects.create(rulebook=book, stage="planning", step="other", is_asked=False)


def test_page_shows_the_rules_to_all_and_the_form_to_the_administrator(scene, admin):
    address = reverse("workflows:rules", args=["lwg_led"])
    reader, chief = Client(), Client()
    reader.force_login(scene.members[0])
    chief.force_login(admin)
    page = chief.get(address)
    data = {"note": "Lebih cepat", "seen": 0, "questions-TOTAL_FORMS": 1, "questions-INITIAL_FORMS": 0}
    for part in page.context["form"].steps:
        data |= {f"{part.prefix}-{name}": value for name, value in part.initial.items() if value is not False}

    assert reader.get(address).context["form"] is None
    assert reader.post(address, data).status_code == 404
    assert chief.post(address, data).status_code == 422
    answer = chief.post(address, {**data, "approval-head_decision-due": 4})

    assert answer.status_code == 302
    assert StepRule.objects.get(stage="approval", step="head_decision").due == 4
    assert len(page.content) < 80_000
    assert reader.get(reverse("workflows:rules", args=["nothing"])).status_code == 404


@pytest.mark.django_db
def test_steps_stand_in_the_order_of_the_process():
    planning = [one.step for one in lines("facilitator_led") if one.stage == "planning"]

    assert planning == ["assign", "diagnose", "baseline", "read_diagnosis", "visit_again", "draft", "redraft"]
