import pytest
from django.urls import reverse

from documents import jobs, queries
from documents.models import Rendition
from tests.documents.conftest import address, issue, reader
from tests.factories import OrganisationFactory, PlanFactory, UserFactory

PAGES = [("detail", "get", ()), ("download", "get", ("id",)), ("retry", "post", ("id",))]


@pytest.mark.parametrize(("page", "method", "more"), PAGES)
def test_papers_of_another_region_do_not_exist(client, drawn_document, page, method, more):
    client.force_login(reader(PlanFactory().region))

    answer = getattr(client, method)(address(page, drawn_document, *more))

    assert answer.status_code == 404
    assert drawn_document.number not in answer.content.decode()


@pytest.mark.parametrize(("page", "method", "more"), PAGES)
def test_strangers_are_sent_to_log_in(client, drawn_document, page, method, more):
    answer = getattr(client, method)(address(page, drawn_document, *more))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("liap:login"))


def test_what_can_be_listed_is_what_can_be_opened(client, drawn_document):
    other = issue(PlanFactory())
    client.force_login(reader(other.plan.region))

    listed = list(client.get(reverse("documents:list")).context["page"])

    assert listed == [other]
    assert client.get(address("detail", other)).status_code == 200


def test_an_incident_shows_its_reason_and_can_be_tried_again(client, document, in_region):
    Rendition.objects.filter(language="id").update(state="failed", attempts=3, reason="<b>out of ink</b>")

    shown = client.get(address("detail", document)).content.decode()
    answer = client.post(address("retry", document, "id"))

    assert "&lt;b&gt;out of ink" in shown
    assert answer.url == address("detail", document)
    assert document.renditions.get(language="id").state == "pending"


def test_a_drawing_that_did_not_fail_is_not_tried_again(client, drawn_document, in_region):
    assert client.post(address("retry", drawn_document, "id")).status_code == 409


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 2),
        ({"text": "0002"}, 1),
        ({"text": "tidak ada"}, 0),
        ({"kind": "D4"}, 2),
        ({"kind": "D7"}, 0),
        ({"year": "2026"}, 2),
        ({"year": "2025"}, 0),
        ({"year": "²"}, 0),
        ({"state": "done"}, 1),
        ({"state": "pending"}, 1),
        ({"state": "failed"}, 0),
        ({"state": "superseded"}, 0),
        ({"region": "no such"}, 0),
    ],
)
def test_the_list_is_narrowed(client, document, quick_drawing, asked, found):
    issue(PlanFactory(), organisation=document.organisation)
    for rendition in document.renditions.all():
        jobs.draw(rendition.pk)
    client.force_login(UserFactory(is_superuser=True))

    page = client.get(reverse("documents:list"), asked).context["page"]

    assert page.paginator.count == found


def test_a_long_list_is_paged_and_keeps_its_filters(client, db, rings, monkeypatch):
    monkeypatch.setattr("documents.pages.papers.PER_PAGE", 2)
    office = OrganisationFactory()
    for _ in range(3):
        issue(PlanFactory(), organisation=office)
    client.force_login(UserFactory(is_superuser=True))

    answer = client.get(reverse("documents:list"), {"kind": "D4"})

    assert "?kind=D4&amp;page=2" in answer.content.decode()
    assert len(client.get(reverse("documents:list"), {"kind": "D4", "page": "2"}).context["page"]) == 1


def test_the_list_asks_few_questions(client, db, rings, django_assert_max_num_queries):
    office, person = OrganisationFactory(), UserFactory(is_superuser=True)
    for _ in range(10):
        issue(PlanFactory(), organisation=office, by=person)
    client.force_login(person)

    with django_assert_max_num_queries(10):
        client.get(reverse("documents:list"))


def test_papers_of_a_plan_are_its_own(document):
    issue(PlanFactory())

    assert list(queries.papers_of(document.plan)) == [document]
    assert queries.issued(document.plan, "D4") == document
    assert queries.issued(document.plan, "D3") is None
