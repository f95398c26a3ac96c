"""Lists of a plan, of a person and of the process are saved as they are shown, as CSV and as a workbook."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import ActivityFactory, EvidenceFactory, ReconfirmationFactory, SuccessCaseFactory
from tests.liap.tables.test_saved import formulas_in, lines_of
from tests.workflows.conftest import make_scene
from tests.workflows.test_actions import to_drafting

pytestmark = pytest.mark.django_db


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def csv_of(client: Client, address: str, table: str) -> str:
    return client.get(address, {"save": "csv", "table": table}).getvalue().decode()


def rows_of(client: Client, address: str, table: str) -> list[list[str]]:
    """The rows below the headings; the workbook is made as well, and has no formula."""
    book = client.get(address, {"save": "xlsx", "table": table})
    assert formulas_in(b"".join(book.streaming_content)) == 0
    lines = lines_of(csv_of(client, address, table).encode(), ",")
    return lines[1 : lines.index([])]


@pytest.fixture
def scene(db):
    scene = make_scene()
    to_drafting(scene)
    return scene


def test_evidence_of_a_plan_is_saved_with_its_hash(scene):
    proof = EvidenceFactory(plan=scene.plan, description="=Faktur 7", file_name="faktur.pdf", sha256="a" * 64)
    EvidenceFactory(plan=make_scene().plan, description="Milik daerah lain")
    client, address = browser(scene.members[0]), reverse("workflows:progress", args=[scene.case.pk])

    page, text = client.get(address).text, csv_of(client, address, "evidence")

    assert "table=evidence" in page
    assert "'=Faktur 7" in text
    assert proof.sha256 in text
    assert "Milik daerah lain" not in text
    assert len(rows_of(client, address, "evidence")) == 1


def test_own_finished_tasks_are_saved_and_nobody_elses(scene):
    client, address = browser(scene.coordinator), reverse("workflows:inbox")
    own = scene.case.tasks.human().filter(owner=scene.coordinator, status="DONE")
    others = scene.case.tasks.human().filter(status="DONE").exclude(owner=scene.coordinator)
    assert own.exists()
    assert others.exists()

    rows = rows_of(client, address, "done")

    assert len(rows) == own.count()
    assert {row[2] for row in rows} == {scene.plan.title}
    assert "table=done" in client.get(address).text


def test_rules_of_a_process_are_saved_step_by_step(scene):
    client, address = browser(scene.members[0]), reverse("workflows:rules", args=["lwg_led"])

    shown = client.get(address).context["lines"]

    assert [row[0] for row in rows_of(client, address, "rules")] == [line.title for line in shown]
    assert "table=rules" in client.get(address).text


def test_passages_of_the_guideline_are_saved(scene):
    client, address = browser(scene.members[0]), reverse("liap:guidelines")

    page = client.get(address)
    shown = [passage.page for version in page.context["versions"] for passage in version.passages]

    assert shown
    assert [row[5] for row in rows_of(client, address, "passages")] == shown


def test_codes_of_activities_are_saved_as_text(scene):
    activity = ActivityFactory(plan=scene.plan, sipd_code="01.02")
    ActivityFactory(plan=make_scene().plan, sipd_code="09.09")
    client, address = browser(scene.members[0]), reverse("liap:activity_codes", args=[scene.plan.pk])

    rows = rows_of(client, address, "codes")

    assert len(rows) == scene.plan.activities.count() == 1
    assert (rows[0][0], rows[0][4]) == (f"LIAP-{scene.plan.pk}/{activity.number}", "01.02")
    assert client.get(address, {"save": "pdf"}).status_code == 404


def test_history_of_a_success_is_saved_and_another_regions_does_not_exist(scene):
    case = SuccessCaseFactory(plan=scene.plan, evidence=EvidenceFactory(plan=scene.plan))
    ReconfirmationFactory(success_case=case, year=2025)
    client, address = browser(scene.members[0]), reverse("liap:success", args=[case.pk])

    assert [row[0] for row in rows_of(client, address, "words")] == ["2025"]
    stranger = browser(make_scene().members[0])
    assert stranger.get(address, {"save": "csv", "table": "words"}).status_code == 404
