"""The number registers: what an office gave out, seen by who may read it, and gaps that show."""

import importlib

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from documents.models import Document, NumberRegister, RegisterLine
from documents.register import queries
from tests.documents.conftest import issue, reader
from tests.documents.samples import MINUTES, with_head
from tests.factories import OrganisationFactory, PlanFactory

MIGRATION = importlib.import_module("documents.migrations.0007_registers_and_stationery")


@pytest.fixture
def office(db, rings):
    return OrganisationFactory(name="Dinas Contoh", classification="530")


@pytest.fixture
def two_papers(office):
    plan = PlanFactory(title="Rencana kakao")
    return [issue(plan, organisation=office), issue(plan, organisation=office, round=2)]


def register_of(paper):
    return paper.register_line.register


def test_the_register_page_tells_number_date_kind_subject_and_state(client, two_papers):
    first, second = two_papers
    Document.objects.filter(pk=first.pk).update(superseded_by=second)
    client.force_login(reader(first.plan.region))

    listed = client.get(reverse("documents:registers")).content.decode()
    page = client.get(reverse("documents:register", args=[register_of(first).pk])).content.decode()

    assert reverse("documents:register", args=[register_of(first).pk]) in listed
    rows = page.split("<tr>")[2:]
    assert ["530/0001/D4/IX/2026" in rows[0], "530/0002/D4/IX/2026" in rows[1]] == [True, True]
    assert ["digantikan" in rows[0], "berlaku" in rows[1]] == [True, True]
    assert all(word in rows[0] for word in ("14 September 2026", "Berita acara", "Rencana kakao"))


def test_the_register_is_saved_as_a_table(client, two_papers):
    client.force_login(reader(two_papers[0].plan.region))

    answer = client.get(reverse("documents:register_table", args=[register_of(two_papers[0]).pk]))

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").split("\r\n\r\n")[0].splitlines()
    assert len(lines) == 3
    assert lines[1].split(";")[:3] == ["1", "530/0001/D4/IX/2026", "2026-09-14"]


def test_papers_of_another_region_are_counted_and_not_shown(client, office, two_papers):
    abroad = issue(PlanFactory(title="Rahasia lain"), organisation=office)
    client.force_login(reader(two_papers[0].plan.region))

    page = client.get(reverse("documents:register", args=[register_of(abroad).pk])).content.decode()

    assert "Rahasia lain" not in page
    assert abroad.number not in page
    assert "1 lagi" in page


def test_a_register_without_readable_papers_is_like_an_absent_one(client, two_papers):
    client.force_login(reader(PlanFactory().region))

    answers = [
        client.get(reverse(f"documents:{name}", args=[pk]))
        for name in ("register", "register_table")
        for pk in (register_of(two_papers[0]).pk, 98765)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert list(queries.registers_of(reader(PlanFactory().region))) == []


def test_a_gap_shows(client, two_papers):
    register = register_of(two_papers[0])
    RegisterLine.objects.filter(document=two_papers[0]).delete()
    client.force_login(reader(two_papers[0].plan.region))

    page = client.get(reverse("documents:register", args=[register.pk])).content.decode()

    assert queries.missing_numbers(register) == [1]
    assert "Beri tahu administrator" in page


def test_a_number_belongs_to_one_paper_and_a_paper_has_one(two_papers):
    line = two_papers[0].register_line

    for change in ({"sequence": 2}, {"sequence": 0}, {"document": two_papers[1]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RegisterLine.objects.filter(pk=line.pk).update(**change)
    with pytest.raises(ProtectedError):
        line.register.delete()


def test_papers_of_earlier_releases_are_entered_in_their_order(office, two_papers):
    later = with_head(MINUTES, dated_on=MINUTES.head.dated_on.replace(year=2027))
    next_year = issue(PlanFactory(), organisation=office, facts=later)
    before = list(RegisterLine.objects.order_by("document").values_list("register", "sequence", "document"))
    RegisterLine.objects.all().delete()

    MIGRATION.enter_papers(apps, None)
    MIGRATION.enter_papers(apps, None)

    assert list(RegisterLine.objects.order_by("document").values_list("register", "sequence", "document")) == before
    assert next_year.register_line.sequence == 1
    assert NumberRegister.objects.count() == 2
