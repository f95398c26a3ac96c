"""Taking a paper back: who may, what stays, and where everybody sees it."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from documents.listings.choice import Choice, narrowed
from documents.listings.queries import on_shelf
from documents.models import Document, NumberRegister, Rendition
from documents.register.queries import State, lines_of
from documents.revocations import actions
from documents.revocations.models import Revocation
from documents.revocations.queries import may_revoke
from documents.subscriptions import actions as subscriptions
from documents.subscriptions.gathering import news
from liap.audit.models import Event
from liap.models import Role
from tests.documents.conftest import PDF, address, issue, reader
from tests.factories import AppointmentFactory, OrganisationFactory, PlanFactory, PostFactory, UserFactory

REASON = "Nomor rekening pelaku keliru"


def head_of(organisation, **held):
    post = PostFactory(organisation=organisation, role=Role.OFFICE_HEAD)
    return AppointmentFactory(post=post, **held).person


@pytest.fixture
def head(document):
    """The head of the office that issued the paper, which lies in the plan's region."""
    document.organisation.region = document.plan.region
    document.organisation.save()
    return head_of(document.organisation)


@pytest.fixture
def revoked(drawn_document, head):
    actions.revoke(drawn_document, by=head, reason=REASON)
    return Document.objects.get(pk=drawn_document.pk)


# --- Who may -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["holder", "plt", "plh"])
def test_the_head_of_the_issuing_office_may(document, kind):
    assert may_revoke(head_of(document.organisation, kind=kind), document)


def test_the_head_of_the_office_that_took_over_may(document):
    middle, last = OrganisationFactory(), OrganisationFactory()
    document.organisation.successor, middle.successor, last.successor = middle, last, document.organisation
    for office in (document.organisation, middle, last):
        office.save()

    assert may_revoke(head_of(last), document)


@pytest.mark.parametrize(
    "who",
    [
        lambda document: reader(document.plan.region),
        lambda document: head_of(document.organisation, until=timezone.localdate().replace(year=2025)),
        lambda document: (
            AppointmentFactory(post=PostFactory(organisation=document.organisation, role=Role.EVALUATOR)).person
        ),
        lambda document: document.issued_by,
        lambda document: UserFactory(is_superuser=True),
    ],
    ids=["head of another office", "former head", "evaluator", "who issued it", "administrator"],
)
def test_nobody_else_may(document, who):
    person = who(document)

    with pytest.raises(actions.NotTheHead):
        actions.revoke(document, by=person, reason=REASON)

    assert Revocation.objects.count() == 0
    assert Event.objects.filter(verb="revoke document").count() == 0


# --- What happens --------------------------------------------------------------------------------------------------
def test_a_revoked_paper_keeps_its_number_and_leaves_a_line(document, head):
    before = Document.objects.filter(pk=document.pk).values().get()

    revocation = actions.revoke(document, by=head, reason=REASON)

    assert Document.objects.filter(pk=document.pk).values().get() == before
    assert (revocation.by, revocation.reason) == (head, REASON)
    assert document.organisation.name in revocation.held_as
    assert NumberRegister.objects.get().last == 1
    assert issue(PlanFactory(), organisation=document.organisation).number == "500.9/0002/D4/IX/2026"
    line = Event.objects.get(verb="revoke document")
    assert (line.by, line.chain, line.subject) == (head, f"plan:{document.plan_id}", f"document:{document.pk}")
    assert REASON not in str(line.payload)


def test_a_paper_is_revoked_once(document, head):
    actions.revoke(document, by=head, reason=REASON)

    with pytest.raises(actions.AlreadyRevoked):
        actions.revoke(document, by=head, reason="Lagi")

    assert Revocation.objects.get().reason == REASON


def test_a_failure_halfway_leaves_nothing(document, head, monkeypatch):
    monkeypatch.setattr(actions, "record", lambda *args, **more: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.revoke(document, by=head, reason=REASON)

    assert Revocation.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_revokes(rings):
    plan = PlanFactory()
    document = issue(plan)
    people = [head_of(document.organisation) for _ in range(4)]

    def one(person):
        try:
            actions.revoke(document, by=person, reason=person.username)
        except actions.AlreadyRevoked:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one, people)) == 1
    assert Event.objects.filter(verb="revoke document").count() == 1


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_take_a_revocation_back(revoked, act):
    rows = Revocation.objects.all()

    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        rows.update(reason="lain") if act == "update" else rows._raw_delete("default")


# --- Where it is seen ------------------------------------------------------------------------------------------------
def test_the_page_of_the_paper_says_so_and_hands_the_file_out(client, revoked, head):
    client.force_login(head)

    said = client.get(address("detail", revoked)).content.decode()
    file = client.get(address("download", revoked, "id"))

    assert "Dokumen ini dicabut" in said
    assert REASON in said
    assert reverse("documents:revoke", args=[revoked.pk]) not in said
    assert (file.status_code, file.content) == (200, PDF + b"id")


def test_lists_mark_it_and_find_it(client, revoked, head):
    valid = issue(PlanFactory(working_group=revoked.plan.working_group), organisation=revoked.organisation)
    client.force_login(head)
    shelf = on_shelf(head)

    assert list(narrowed(shelf, Choice(state="revoked"))) == [revoked]
    assert list(narrowed(shelf, Choice(state="current"))) == [valid]
    for view in ("", "pictures"):
        assert client.get(reverse("documents:list"), {"view": view}).content.decode().count(">dicabut</span>") == 1
    table = b"".join(client.get(reverse("documents:table"))).decode("utf-8-sig").split("\r\n\r\n")[0]
    states = {row["Nomor"]: row["Status"] for row in csv.DictReader(io.StringIO(table), delimiter=";")}
    assert states == {revoked.number: "dicabut", valid.number: "berlaku"}


def test_the_register_and_the_archive_mark_it(client, revoked, head):
    client.force_login(head)

    archive = b"".join(client.get(reverse("documents:bundle_file"), {"files": "id"}))

    assert b"(dicabut)" in archive
    assert b";dicabut;" in archive
    line = lines_of(NumberRegister.objects.get(), head).get()
    assert client.get(reverse("documents:register", args=[line.register_id])).content.decode().count("dicabut") >= 1
    assert State.REVOKED.value == "revoked"


def test_nobody_is_told_of_a_revoked_paper_as_new(drawn_document, head):
    subscription = subscriptions.subscribe(Choice(), by=head)
    subscription.since = drawn_document.issued_at
    before = list(news(subscription))

    actions.revoke(drawn_document, by=head, reason=REASON)

    assert (before, list(news(subscription))) == ([drawn_document], [])


def test_the_public_page_says_revoked_and_not_why(client, revoked):
    said = client.get(reverse("documents:verify", args=[revoked.code])).content.decode()

    assert "Dicabut." in said
    assert "Asli." not in said
    assert revoked.number in said
    assert REASON not in said
    assert [one.sha256 for one in Rendition.objects.all() if one.sha256 not in said] == []


# --- The page --------------------------------------------------------------------------------------------------------
def test_the_head_revokes_on_a_page(client, drawn_document, head):
    client.force_login(head)

    shown = client.get(address("detail", drawn_document)).content.decode()
    asked = client.get(address("revoke", drawn_document))
    answer = client.post(address("revoke", drawn_document), {"reason": REASON, "is_sure": "on"})

    assert reverse("documents:revoke", args=[drawn_document.pk]) in shown
    assert asked.status_code == 200
    assert answer.url == address("detail", drawn_document)
    assert Revocation.objects.get().reason == REASON


@pytest.mark.parametrize("data", [{}, {"reason": REASON}, {"is_sure": "on"}, {"reason": " ", "is_sure": "on"}])
def test_without_reason_or_word_nothing_is_revoked(client, drawn_document, head, data):
    client.force_login(head)

    assert client.post(address("revoke", drawn_document), data).status_code == 422
    assert Revocation.objects.count() == 0


def test_for_others_the_page_does_not_exist(client, drawn_document):
    client.force_login(reader(drawn_document.plan.region))

    shown = client.get(address("detail", drawn_document)).content.decode()
    answer = client.post(address("revoke", drawn_document), {"reason": REASON, "is_sure": "on"})

    assert reverse("documents:revoke", args=[drawn_document.pk]) not in shown
    assert answer.status_code == 404
    assert Revocation.objects.count() == 0


def test_the_second_of_two_pages_gets_a_sentence(client, revoked, head):
    client.force_login(head)

    answer = client.post(address("revoke", revoked), {"reason": REASON, "is_sure": "on"})

    assert answer.status_code == 409
    assert "Dokumen ini sudah dicabut." in answer.content.decode()
