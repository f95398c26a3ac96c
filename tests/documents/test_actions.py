from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from documents import actions, canonical
from documents.models import Document, NumberPattern, NumberRegister, RegisterLine, Rendition, validate_pattern
from documents.subjects import Subject
from liap.audit.models import Event
from tests.documents.conftest import issue
from tests.documents.samples import MINUTES, PLAN, with_head
from tests.factories import OrganisationFactory, PlanFactory, UserFactory


@pytest.mark.django_db(transaction=True)
def test_a_paper_has_a_number_its_facts_and_two_drawings_to_come(rings):
    office, plan, person = OrganisationFactory(), PlanFactory(), UserFactory()

    document = issue(plan, organisation=office, by=person)

    assert document.number == "500.9/0001/D4/IX/2026"
    assert document.facts_sha256 == canonical.sha256(document.facts)
    stored = canonical.from_json(type(MINUTES), document.facts)
    assert replace(stored, head=replace(stored.head, proof=MINUTES.head.proof)) == MINUTES
    assert {r.language: r.state for r in document.renditions.all()} == {"id": "pending", "en": "pending"}
    assert sorted(rings) == sorted(("documents.jobs.draw", r.pk) for r in document.renditions.all())
    assert list(Event.objects.values_list("verb", "by")) == [("issue document", person.pk)]


@pytest.mark.django_db(transaction=True)
def test_a_paper_outside_of_a_transaction_is_refused():
    with pytest.raises(actions.OutsideTransaction):
        actions.issue("D4", about=None, facts=MINUTES, organisation=None, by=None)


def test_a_paper_asked_for_twice_is_one_paper(document, rings):
    again = issue(document.plan, organisation=document.organisation, by=document.issued_by)

    assert again == document
    assert (Document.objects.count(), Rendition.objects.count()) == (1, 2)
    assert NumberRegister.objects.get().last == 1


def test_other_facts_for_the_same_round_are_refused(document):
    with pytest.raises(actions.AlreadyIssued):
        issue(document.plan, facts=replace(MINUTES, counted=8))

    assert Document.objects.get().facts == document.facts


def test_facts_of_another_kind_are_refused(db):
    with pytest.raises(canonical.UnusableFacts):
        issue(PlanFactory(), kind="D4", facts=PLAN)


def test_a_later_round_supersedes_the_one_it_corrects(document):
    with transaction.atomic():
        later = actions.issue(
            "D4", about=Subject.of_plan(document.plan), facts=replace(MINUTES, counted=8),
            organisation=document.organisation, by=document.issued_by, round=2, supersedes=document,
        )  # fmt: skip

    document.refresh_from_db()
    assert document.superseded_by == later
    assert later.number == "500.9/0002/D4/IX/2026"


def test_an_office_writes_its_numbers_its_own_way(db, rings):
    office = OrganisationFactory(classification="530")
    NumberPattern.objects.create(organisation=office, pattern="{number}/{classification}-LIAP/{year}")

    document = issue(PlanFactory(), organisation=office)

    assert document.number == "0001/530-LIAP/2026"


@pytest.mark.parametrize("pattern", ["", "{number}/{year}", "{classification}/{number}/{year}/{number.__class__}"])
def test_a_pattern_that_could_give_a_number_twice_is_refused(pattern):
    with pytest.raises(ValidationError):
        validate_pattern(pattern)


def test_each_year_and_each_office_counts_for_itself(db, rings):
    office = OrganisationFactory()
    later = with_head(MINUTES, dated_on=MINUTES.head.dated_on.replace(year=2027))

    numbers = [
        issue(PlanFactory(), organisation=office).number,
        issue(PlanFactory(), organisation=office, facts=later).number,
        issue(PlanFactory(), organisation=OrganisationFactory()).number,
        issue(PlanFactory(), organisation=office).number,
    ]

    assert numbers == [
        "500.9/0001/D4/IX/2026", "500.9/0001/D4/IX/2027", "500.9/0001/D4/IX/2026", "500.9/0002/D4/IX/2026",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_numbers_drawn_at_once_have_no_gap(rings):
    office, person, plans = OrganisationFactory(), UserFactory(), [PlanFactory() for _ in range(8)]

    def one(plan):
        try:
            return issue(plan, organisation=office, by=person).number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(one, plans))

    assert sorted(numbers) == [f"500.9/{n:04d}/D4/IX/2026" for n in range(1, 9)]


@pytest.mark.django_db(transaction=True)
def test_steps_that_fail_among_others_leave_no_gap(rings, monkeypatch):
    office, person, plans = OrganisationFactory(), UserFactory(), [PlanFactory() for _ in range(8)]
    ring = actions._ring_on_commit

    def fail_for_some(rendition):
        if rendition.document.plan in plans[::2]:
            raise ConnectionError
        ring(rendition)

    monkeypatch.setattr(actions, "_ring_on_commit", fail_for_some)

    def one(plan):
        try:
            return issue(plan, organisation=office, by=person).number
        except ConnectionError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(one, plans))

    lines = RegisterLine.objects.order_by("sequence").values_list("sequence", "document__number")
    assert sorted(filter(None, numbers)) == [f"500.9/{n:04d}/D4/IX/2026" for n in range(1, 5)]
    assert list(lines) == [(n, f"500.9/{n:04d}/D4/IX/2026") for n in range(1, 5)]
    assert NumberRegister.objects.get().last == 4


@pytest.mark.django_db(transaction=True)
def test_a_failure_halfway_leaves_nothing_and_no_gap(rings, monkeypatch):
    office, plan = OrganisationFactory(), PlanFactory()
    with monkeypatch.context() as broken:
        broken.delattr(actions, "_ring_on_commit")
        with pytest.raises(NameError):
            issue(plan, organisation=office)
    after = [model.objects.count() for model in (Document, Rendition, NumberRegister, Event)]

    document = issue(plan, organisation=office)

    assert after == [0, 0, 0, 0]
    assert document.number == "500.9/0001/D4/IX/2026"


@pytest.mark.django_db(transaction=True)
def test_a_deaf_queue_does_not_stop_the_step(monkeypatch):
    def deaf(*args, **options):
        raise ConnectionError

    monkeypatch.setattr(actions, "async_task", deaf)

    assert issue(PlanFactory()).renditions.count() == 2
