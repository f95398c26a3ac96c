import pytest
from django.urls import reverse

from documents import jobs, queries
from documents.models import Rendition
from liap.audit.models import Event
from liap.models import Role
from tests.documents.conftest import PDF, issue
from tests.factories import AppointmentFactory, OrganisationFactory, PlanFactory, PostFactory, UserFactory

PAGES = [("detail", "get", ()), ("download", "get", ("id",)), ("retry", "post", ("id",))]


def reader(region):
    office = OrganisationFactory(region=region)
    return AppointmentFactory(post=PostFactory(organisation=office, role=Role.OFFICE_HEAD)).person


@pytest.fixture
def drawn_document(document, quick_drawing):
    jobs.sweep(draw_here=True)
    return document


@pytest.fixture
def in_region(client, document):
    person = reader(document.plan.region)
    client.force_login(person)
    return person


def address(page, document, *more):
    return reverse(f"documents:{page}", args=[document.pk, *more])


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


def test_the_file_is_handed_out_whole_and_recorded(client, drawn_document, in_region):
    rendition = drawn_document.renditions.get(language="id")

    answer = client.get(address("download", drawn_document, "id"))

    assert answer.content == PDF + b"id"
    assert answer["ETag"] == f'"{rendition.sha256}"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=0, must-revalidate"
    region = drawn_document.plan.region.name.lower().replace(" ", "-")
    assert answer["Content-Disposition"] == f'attachment; filename="D4 500.9-0001-D4-IX-2026 {region} id.pdf"'
    assert list(Event.objects.filter(verb="download document").values_list("by", "payload")) == [
        (in_region.pk, {"language": "id", "sha256": rendition.sha256})
    ]


def test_a_file_the_reader_has_is_not_sent_again(client, drawn_document, in_region):
    first = client.get(address("download", drawn_document, "en"))

    second = client.get(address("download", drawn_document, "en"), headers={"if-none-match": first["ETag"]})

    assert (second.status_code, second.content) == (304, b"")
    assert second["ETag"] == first["ETag"]
    assert Event.objects.filter(verb="download document").count() == 1


def test_a_file_not_drawn_yet_does_not_exist(client, document, in_region):
    assert client.get(address("download", document, "id")).status_code == 404
    assert client.get(address("download", document, "fr")).status_code == 404


def test_a_changed_file_is_not_handed_out(client, drawn_document, in_region, settings):
    path = settings.DOCUMENTS_ROOT / drawn_document.renditions.get(language="id").stored_name
    path.chmod(0o640)
    path.write_bytes(b"%PDF-forged")

    answer = client.get(address("download", drawn_document, "id"))

    assert answer.status_code == 500
    assert b"forged" not in answer.content
    assert Event.objects.filter(verb="file corrupt").count() == 1


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
        ({"year": "²"}, 2),
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
    monkeypatch.setattr("documents.pages.PER_PAGE", 2)
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
