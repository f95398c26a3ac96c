"""Members weigh the industry on their phones while the diagnosis runs; who leads closes, and the report tells it."""

import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from documents.facts import Text
from liap.audit.models import Event
from liap.plans.selections.models import Score, Selection
from liap.plans.selections.queries import standings
from tests.factories import IndustryFactory, TargetEnterpriseFactory
from tests.journeys.facilitator_led import LightJourney
from tests.workflows.test_actions import to_drafting
from workflows.models import Task
from workflows.papers.dossier import open_dossier
from workflows.papers.weighing import weighing_of


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(scene) -> str:
    return reverse("workflows:selection", args=[scene.case.pk])


def setting_out(*industries, criteria=(("Pasar", "30"), ("Bahan baku", "10")), version=0) -> dict:
    """What the browser sends when the selection is set out."""
    data = {"set_out": "1", "seen-version": version}
    data |= {"criteria-TOTAL_FORMS": len(criteria), "criteria-INITIAL_FORMS": 0}
    data |= {"industries-TOTAL_FORMS": len(industries), "industries-INITIAL_FORMS": 0}
    for n, (name, weight) in enumerate(criteria):
        data |= {f"criteria-{n}-name": name, f"criteria-{n}-weight": weight}
    return data | {f"industries-{n}-industry": one.pk for n, one in enumerate(industries)}


def scoring(selection: Selection, **lines: tuple) -> dict:
    """What the browser sends when somebody scores; a line of scores by the name of each industry."""
    data = {"score": "1", "seen-version": selection.version}
    for candidate in selection.candidates.select_related("industry"):
        values = lines.get(candidate.industry.name, ("none", "none"))
        for criterion, value in zip(selection.criteria.all(), values, strict=True):
            data[f"candidate-{candidate.pk}-{criterion.pk}"] = value
    return data


@pytest.fixture
def rattan(scene):
    scene.plan.industry.name = "Kakao"
    scene.plan.industry.save()
    return IndustryFactory(name="Rotan", name_en="Rattan")


@pytest.fixture
def selection(scene, rattan) -> Selection:
    client_of(scene.coordinator).post(page(scene), setting_out(scene.plan.industry, rattan))
    return Selection.objects.get()


def facts_of(scene):
    scene.case.refresh_from_db()
    return weighing_of(open_dossier(scene.case, scene.case.processes.get(stage="planning")))


def test_group_weighs_two_industries_from_the_task_to_the_report(scene, selection, rattan):
    coordinator, members = client_of(scene.coordinator), [client_of(one) for one in scene.members]
    task = Task.objects.human().open().filter(owner=scene.members[0]).first()
    assert page(scene) in members[0].get(reverse("workflows:task", args=[task.pk])).content.decode()

    members[0].post(page(scene), scoring(selection, Kakao=("5", "1"), Rotan=("2", "5")))
    members[1].post(page(scene), scoring(selection, Kakao=("3", "3"), Rotan=("2", "5")))
    members[2].post(page(scene), scoring(selection, Kakao=("1", "none")))
    hidden, shown = members[0].get(page(scene)), coordinator.get(page(scene))
    closed = coordinator.post(page(scene), {"close": "1", "chosen": scene.plan.industry_id, "reason": "", "title": ""})

    assert (hidden.context["places"], [place.standing.rank for place in shown.context["places"]]) == ([], [1, 2])
    assert closed.status_code == 302
    read = client_of(scene.reviewer).get(page(scene)).content.decode()
    assert [bool(re.search(text, read)) for text in ("3,50|3.50", "2,75|2.75", "0,50|0.50")] == [True] * 3
    assert not any(member.full_name in read for member in scene.members)
    facts = facts_of(scene)
    assert [(one.name, one.score, one.lowest, one.highest, one.deviation, one.scorers, one.is_chosen)
            for one in facts.candidates] == [
        (Text("Kakao", "Kakao"), Decimal("3.50"), Decimal("3.00"), Decimal("4.00"), Decimal("0.50"), 2, True),
        (Text("Rotan", "Rattan"), Decimal("2.75"), Decimal("2.75"), Decimal("2.75"), Decimal("0.00"), 2, False),
    ]  # fmt: skip
    assert [(one.name, one.weight, one.share) for one in facts.criteria] == [
        ("Pasar", 30, Decimal("75.0")), ("Bahan baku", 10, Decimal("25.0")),
    ]  # fmt: skip


def test_another_industry_than_the_first_needs_a_reason_and_a_title(scene, selection, rattan):
    client_of(scene.members[0]).post(page(scene), scoring(selection, Kakao=("5", "5"), Rotan=("4", "4")))
    coordinator, answer = client_of(scene.coordinator), {"close": "1", "chosen": rattan.pk}

    unexplained = coordinator.post(page(scene), answer)
    untitled = coordinator.post(page(scene), {**answer, "reason": "Bahan baku"})
    scene.plan.refresh_from_db()
    assert (unexplained.status_code, untitled.status_code, scene.plan.industry.name) == (200, 200, "Kakao")
    assert Selection.objects.get().is_open
    coordinator.post(page(scene), {**answer, "reason": "Bahan baku", "title": "LIAP Rotan"})

    scene.plan.refresh_from_db()
    assert (scene.plan.industry, scene.plan.title, facts_of(scene).reason) == (rattan, "LIAP Rotan", "Bahan baku")
    assert Event.objects.filter(chain=f"plan:{scene.plan.pk}", verb="plan.industry_chosen").count() == 1


def test_plan_with_target_smis_keeps_its_industry(scene, selection, rattan):
    client_of(scene.members[0]).post(page(scene), scoring(selection, Kakao=("1", "1"), Rotan=("4", "4")))
    TargetEnterpriseFactory(plan=scene.plan)

    client_of(scene.coordinator).post(page(scene), {"close": "1", "chosen": rattan.pk, "title": "LIAP Rotan"})

    scene.plan.refresh_from_db()
    assert (scene.plan.industry.name, Selection.objects.get().is_open) == ("Kakao", True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"criteria": (("Pasar", "0"),)},
        {"criteria": (("Pasar", "101"),)},
        {"criteria": (("Pasar", ""),)},
        {"criteria": (("", ""),)},
        {"criteria": (("Pasar", "3"), ("pasar ", "4"))},
        {"one industry": True},
        {"twice": True},
    ],
)
def test_bad_setting_out_leaves_nothing(scene, rattan, wrong):
    industries = [scene.plan.industry, rattan]
    if "one industry" in wrong:
        industries = industries[:1]
    if "twice" in wrong:
        industries = [rattan, rattan]
    criteria = wrong.get("criteria", (("Pasar", "3"),))

    answer = client_of(scene.coordinator).post(page(scene), setting_out(*industries, criteria=criteria))

    assert (answer.status_code, Selection.objects.count()) == (200, 0)


@pytest.mark.parametrize("value", ["0", "6", "x", "1.5", None])
def test_bad_score_leaves_nothing(scene, selection, value):
    data = scoring(selection, Kakao=("5", "4"), Rotan=("3", "2"))
    field = next(name for name in data if name.startswith("candidate-"))
    data = {name: given for name, given in data.items() if name != field} | ({field: value} if value else {})

    answer = client_of(scene.members[0]).post(page(scene), data)

    assert (answer.status_code, Score.objects.count()) == (200, 0)
    assert answer.context["forms"]["score"].candidates[0].errors


def test_others_neither_set_out_nor_score(scene, selection, rattan):
    for user in (scene.reviewer, scene.evaluator, scene.head):
        sent = [client_of(user).post(page(scene), data) for data in (scoring(selection), {"drop": "1"})]
        assert [answer.status_code for answer in sent] == [404, 404]
    member = client_of(scene.members[0])
    assert [member.post(page(scene), data).status_code for data in (
        setting_out(rattan, scene.plan.industry), {"close": "1", "chosen": rattan.pk}, {"drop": "1"}, {},
    )] == [404] * 4  # fmt: skip
    assert client_of(scene.stranger).get(page(scene)).status_code == 404
    assert Selection.objects.get().version == 1


def test_form_opened_before_a_change_is_refused(scene, selection, rattan):
    data = scoring(selection, Kakao=("5", "4"), Rotan=("3", "2"))
    third = IndustryFactory(name="Ulos")
    client_of(scene.coordinator).post(page(scene), setting_out(scene.plan.industry, rattan, third, version=1))

    answer = client_of(scene.members[0]).post(page(scene), data)
    second = client_of(scene.coordinator).post(page(scene), setting_out(third, rattan, version=1))

    assert (answer.status_code, second.status_code, Score.objects.count()) == (200, 409, 0)
    assert Selection.objects.get().candidates.count() == 3


def test_open_selection_holds_the_report_up_until_it_is_closed_or_dropped(scene, selection):
    for member in scene.members:
        scene.finish("diagnose", by=member)
    client_of(scene.members[0]).post(page(scene), scoring(selection, Kakao=("5", "4"), Rotan=("3", "2")))
    coordinator = client_of(scene.coordinator)
    task = reverse("workflows:task", args=[scene.open_task("review_diagnosis").pk])

    refused = coordinator.post(task, {"complete": "1", "decision": "agreed"})
    coordinator.post(page(scene), {"drop": "1"})
    agreed = coordinator.post(task, {"complete": "1", "decision": "agreed"})

    assert (refused.status_code, agreed.status_code, Selection.objects.count()) == (422, 302, 0)
    dropped = Event.objects.get(verb="selection.dropped")
    assert (dropped.by, dropped.payload) == (scene.coordinator, {"scores": 4})
    assert facts_of(scene).candidates == ()


def test_nothing_is_begun_or_closed_after_the_report(scene, rattan):
    to_drafting(scene)

    answer = client_of(scene.coordinator).post(page(scene), setting_out(scene.plan.industry, rattan))

    assert (answer.status_code, Selection.objects.count()) == (404, 0)


def test_result_is_saved_as_a_table(scene, selection):
    client_of(scene.members[0]).post(page(scene), scoring(selection, Kakao=("5", "4"), Rotan=("3", "none")))

    saved = client_of(scene.coordinator).get(page(scene), {"save": "csv", "table": "standings"})
    kept = client_of(scene.members[0]).get(page(scene), {"save": "csv", "table": "standings"})

    assert b"Kakao" in b"".join(saved)
    assert "csv" in saved["Content-Type"]
    assert "csv" not in kept["Content-Type"]
    assert [place.standing.scorers for place in standings(selection)] == [1, 0]


def test_facilitator_weighs_alone(db):
    journey = LightJourney()
    journey.start()
    scene = SimpleNamespace(case=journey.case, plan=journey.case.plan, facilitator=journey.facilitator.user)
    other = IndustryFactory(name="Rotan")
    facilitator = client_of(scene.facilitator)

    facilitator.post(page(scene), setting_out(scene.plan.industry, other))
    selection = Selection.objects.get()
    own = scene.plan.industry.name
    facilitator.post(page(scene), scoring(selection, **{own: ("4", "4"), "Rotan": ("2", "2")}))
    facilitator.post(page(scene), {"close": "1", "chosen": scene.plan.industry_id})

    assert [(one.rank, one.deviation) for one in facts_of(scene).candidates] == [(1, None), (2, None)]
