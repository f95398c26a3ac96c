"""The list as a table to save: as filtered, for the reader's spreadsheet, and harmless in it."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from liap.tables.separated import neutral, sheet
from tests.documents.conftest import issue, reader
from tests.factories import OrganisationFactory, PlanFactory, UserFactory


def rows(client, **asked):
    answer = client.get(reverse("documents:table"), asked)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text.split("\r\n\r\n")[0]), delimiter=";"))


def test_the_table_has_what_the_list_shows(client, document, settings):
    settings.PUBLIC_URL = "https://liap.example/100%"
    issue(PlanFactory())
    client.force_login(reader(document.plan.region))

    head, *found = rows(client)

    assert [row[0] for row in found] == [document.number]
    assert (len(head), found[0][-1]) == (len(found[0]), f"https://liap.example/100%/documents/{document.pk}/")
    assert rows(client, kind="D7") == [head]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", '=HYPERLINK("x")'])
def test_no_text_becomes_a_formula(cell):
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Kota Palu", "500.9/1", "a=b", 5, -5, ""])
def test_harmless_cells_stay_as_they_are(cell):
    assert neutral(cell) == cell


def test_a_title_that_is_a_formula_is_harmless_in_the_table(client, document):
    document.plan.title = "=cmd|' /C calc'!A0"
    document.plan.save()
    client.force_login(UserFactory(is_superuser=True))

    assert rows(client)[1][13] == "'=cmd|' /C calc'!A0"


def test_each_language_separates_as_its_spreadsheet_does():
    for language, line in (("id", 'a;"b;c"\r\n'), ("en", "a,b;c\r\n")):
        with translation.override(language):
            assert b"".join(sheet([["a", "b;c"]])).decode("utf-8-sig") == line


def test_a_reader_in_english_gets_an_english_table(client, document):
    client.force_login(UserFactory(is_superuser=True))
    client.cookies["django_language"] = "en"

    text = b"".join(client.get(reverse("documents:table")).streaming_content).decode("utf-8-sig")

    assert text.startswith("Number,Kind,Document,Stage,Period")


def test_long_tables_leave_in_parts():
    parts = list(sheet([number] for number in range(450)))

    assert len(parts) == 3
    assert b"".join(parts).decode("utf-8-sig").split() == [str(number) for number in range(450)]


def test_the_table_asks_the_same_number_of_queries_whatever_its_length(client, document):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            rows(client)
        return len(captured)

    client.force_login(UserFactory(is_superuser=True))
    few = queries()
    office, person = OrganisationFactory(), UserFactory()
    for _ in range(10):
        issue(PlanFactory(), organisation=office, by=person)

    assert queries() == few
