"""Figures of SMIs, the tables of a plan, recommendations and lessons leave as files, for those who may see them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from liap.models import DataAccess, Enterprise
from tests.factories import (
    ActivityFactory,
    BudgetLineFactory,
    ChannelShareFactory,
    EvaluationFactory,
    IndicatorFactory,
    IssueFactory,
    LessonFactory,
    PerformanceRecordFactory,
    RecommendationFactory,
    TargetEnterpriseFactory,
)
from tests.liap.tables.test_saved import EVIL, formulas_in, lines_of, links
from tests.workflows.conftest import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    scene = make_scene()
    target = TargetEnterpriseFactory(plan=scene.plan, baseline_turnover=120, baseline_year=2025)
    scene.smi = target.enterprise
    Enterprise.objects.filter(pk=scene.smi.pk).update(name=EVIL)
    record = PerformanceRecordFactory(
        enterprise=scene.smi, turnover_kind="exact", turnover=4567, method="books", note="=1+1"
    )
    ChannelShareFactory(record=record, channel="export")
    PerformanceRecordFactory(enterprise=scene.smi, superseded_at=timezone.now(), note="-2", workers=7)
    activity = ActivityFactory(plan=scene.plan, title="+62")
    BudgetLineFactory(plan=scene.plan, activity=activity, fiscal_year=2026, source="apbd_regency", proposed=10)
    IndicatorFactory(plan=scene.plan, text="@SUM(A1)")
    IssueFactory(plan=scene.plan, text="=A1")
    evaluation = EvaluationFactory(plan=scene.plan, rated_at=timezone.now())
    RecommendationFactory(evaluation=evaluation, statement="=HYPERLINK(1)")
    LessonFactory(evaluation=evaluation, statement="-lesson")
    return scene


def pages(scene) -> dict[str, str]:
    case = scene.case.pk
    return {
        "figures": reverse("liap:performance", args=[scene.smi.pk]),
        "entries": reverse("liap:entries", args=[scene.plan.pk]),
        "list": reverse("liap:enterprises"),
        "content": reverse("workflows:content", args=[case]),
        "progress": reverse("workflows:progress", args=[case]),
        "issues": reverse("workflows:issues", args=[case]),
        "recommendations": reverse("liap:recommendations"),
    }


def content(answer) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("figures", {"figures"}),
        ("entries", {"entries", "baseline"}),
        ("list", {"figures"}),
        ("content", {"target_enterprises", "activities", "indicators", "budget_lines"}),
        ("progress", {"schedule", "money", "indicators"}),
        ("issues", {"issues"}),
        ("recommendations", {"recommendations", "lessons"}),
    ],
)
def test_tables_of_a_page_are_saved_without_a_formula(client, world, name, codes):
    client.force_login(world.coordinator)
    address = pages(world)[name]
    found = links(client.get(address).content.decode())

    assert codes <= {link.partition("table=")[2].partition("&")[0] for link in found}
    for link in found:
        answer = client.get(address + link)
        assert answer.status_code == 200
        if "xlsx" in link:
            assert formulas_in(content(answer)) == 0
        else:
            cells = [cell for row in lines_of(content(answer)) for cell in row]
            assert [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))] == []


def test_figures_of_the_chosen_smis_are_one_file_and_leave_an_access_row(client, world):
    client.force_login(world.coordinator)
    other = PerformanceRecordFactory(
        enterprise__region=world.smi.region, turnover_kind="exact", turnover=1, method="books"
    )

    rows = lines_of(content(client.get(pages(world)["list"], {"save": "csv", "table": "figures", "text": "cmd"})))

    head, row, blank = rows[:3]
    told = dict(zip(head, row, strict=True))
    assert (told["IKM"], told["Omzet (Rp)"], told["Ekspor"], blank) == (f"'{EVIL}", "4567", "100", [])
    access = DataAccess.objects.filter(what="figures", act="export")
    assert set(access.values_list("enterprise", flat=True)) == {world.smi.pk}
    assert other.enterprise_id != world.smi.pk


def test_whose_use_is_stopped_is_in_no_file(client, world):
    client.force_login(world.coordinator)
    Enterprise.objects.update(restricted_at=timezone.now())
    addresses = pages(world)

    assert client.get(addresses["figures"], {"save": "csv"}).status_code == 404
    for name, table in (
        ("list", "figures"),
        ("content", "target_enterprises"),
        ("entries", "entries"),
        ("entries", "baseline"),
    ):
        rows = lines_of(content(client.get(addresses[name], {"save": "csv", "table": table})))
        assert rows[1] == [], name
    assert not DataAccess.objects.filter(act="export").exists()


def test_target_smis_are_no_file_for_those_who_see_sums_only(client, world):
    client.force_login(world.reviewer)
    addresses = pages(world)

    assert "table=target_enterprises" not in client.get(addresses["content"]).content.decode()
    assert client.get(addresses["content"], {"save": "csv", "table": "target_enterprises"}).status_code == 404
    assert client.get(addresses["entries"], {"save": "csv", "table": "entries"}).status_code == 404
    assert client.get(addresses["figures"], {"save": "csv"}).status_code == 404


def test_lessons_of_another_region_stay_there(client, world):
    LessonFactory(evaluation__rated_at=timezone.now(), statement="Lain daerah")
    client.force_login(world.coordinator)

    page = client.get(pages(world)["recommendations"]).content.decode()

    assert "-lesson" in page
    assert "Lain daerah" not in page


def test_figures_keep_their_day(client, world):
    client.force_login(world.coordinator)

    head, row, *_rest = lines_of(content(client.get(pages(world)["figures"], {"save": "csv", "table": "figures"})))

    assert dict(zip(head, row, strict=True))["Hari pertama periode"] == date(2026, 1, 1).isoformat()
