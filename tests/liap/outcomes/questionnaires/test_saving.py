"""The tables of a questionnaire as files: what the page shows, and to nobody more than the page shows him."""

import csv
import io

import pytest
from django.urls import reverse

from liap.models import DataAccess, Role
from tests.factories import AppointmentFactory

pytestmark = pytest.mark.django_db
EVIL = "=HYPERLINK(1)"


@pytest.fixture
def budget_officer(scene):
    return AppointmentFactory(post__organisation=scene.office, post__role=Role.BUDGET_OFFICER).person


@pytest.fixture
def address(scene):
    return reverse("liap:questionnaire", args=[scene.plan.pk])


def rows_of(client, address, table, **more) -> list[dict[str, str]]:
    answer = client.get(address, {"save": "csv", "table": table, **more})
    assert answer.status_code == 200, table
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=","))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1 : lines.index([])]]


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def said(respondents, answer):
    """Two of four answered, one of them with a free text that looks like a formula."""
    answer(respondents[0], {1: "yes", 6: EVIL})
    answer(respondents[1], {1: "no"})
    return respondents


def test_evaluator_saves_counts_respondents_and_texts_as_the_page_shows_them(client, scene, said, address):
    client.force_login(scene.evaluator)
    page = client.get(address).content.decode()

    media, answers = rows_of(client, address, "media"), rows_of(client, address, "answers")
    people, texts = rows_of(client, address, "respondents"), rows_of(client, address, "texts")

    for table in ("media", "answers", "respondents", "texts"):
        assert f"{address}?table={table}&amp;save=csv" in page
    assert (media[0]["Asked"], media[0]["Answered"], media[0]["No answer yet"]) == ("4", "2", "2")
    first = [(row["Answer"], row["SMIs"]) for row in answers if row["No."] == "1"]
    assert {count for _label, count in first} == {"0", "1"}
    assert [(row["Respondent"], row["State"]) for row in people][:2] == [
        (str(said[0]), "Answered"), (str(said[1]), "Answered")
    ]  # fmt: skip
    assert [(row["Respondent"], row["Answer"]) for row in texts] == [(str(said[0]), f"'{EVIL}")]


def test_counts_that_the_page_does_not_tell_are_empty_in_the_file(client, scene, said, address, budget_officer):
    client.force_login(budget_officer)

    answers = rows_of(client, address, "answers")

    assert {row["SMIs"] for row in answers if row["No."] == "1"} == {""}
    assert [row["Answered"] for row in rows_of(client, address, "media")] == [""]


@pytest.mark.parametrize("table", ["respondents", "texts"])
def test_rows_and_texts_do_not_exist_for_who_sees_counts(client, said, address, budget_officer, table):
    client.force_login(budget_officer)

    assert client.get(address, {"save": "csv", "table": table}).status_code == 404


def test_texts_do_not_exist_for_a_member_and_another_region_has_no_file(client, scene, said, address):
    client.force_login(scene.member)
    assert client.get(address, {"save": "xlsx", "table": "respondents"}).status_code == 200
    assert client.get(address, {"save": "csv", "table": "texts"}).status_code == 404

    client.force_login(scene.stranger)
    assert client.get(address, {"save": "csv", "table": "media"}).status_code == 404


def test_who_takes_the_answers_of_owners_along_is_in_the_log(client, scene, said, address):
    owners = [row.enterprise_id for row in said if row.enterprise.is_of_a_person]
    client.force_login(scene.evaluator)

    rows_of(client, address, "respondents")

    logged = DataAccess.objects.filter(act="export", what="questionnaire", by=scene.evaluator)
    assert sorted(logged.values_list("enterprise", flat=True)) == sorted(owners)
    assert owners
