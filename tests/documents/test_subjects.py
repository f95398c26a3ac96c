"""Papers about a plan, a request, a group, a region or the nation: each kind has its subject and its readers."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from documents.listings.choice import Choice, narrowed
from documents.listings.queries import on_shelf
from documents.models import Document
from documents.queries import issued_about, readable_by
from documents.subjects import Subject
from liap.audit.models import Event
from liap.models import Role
from tests.documents.conftest import issue, reader
from tests.factories import (
    AdoptionRequestFactory,
    AppointmentFactory,
    OrganisationFactory,
    PlanFactory,
    PostFactory,
    RegionFactory,
    UserFactory,
    WorkingGroupFactory,
)


def row(kind, subject, round=1):
    """A bare row, to see what the database itself allows."""
    office = OrganisationFactory()
    return Document.objects.create(
        **subject.columns(), kind=kind, round=round, number=f"{kind}/{office.pk}", organisation=office, facts="{}",
        facts_sha256="0" * 64, dated_on="2026-01-01", issued_by=UserFactory(),
    )  # fmt: skip


@pytest.fixture
def shelf(db):
    """A paper of each subject in one region, and the same in another; and one about the nation."""
    here, there = RegionFactory(), RegionFactory()
    papers = {}
    for place, region in (("here", here), ("there", there)):
        papers[place] = [
            row("D4", Subject.of_plan(PlanFactory(region=region))),
            row("D0", Subject.of_request(AdoptionRequestFactory(region=region))),
            row("D1", Subject.of_group(WorkingGroupFactory(region=region))),
            row("D9", Subject.of_region(region)),
        ]
    return papers | {"nation": row("D11", Subject.of_nation()), "region": here}


def test_a_reader_sees_the_papers_of_his_region_whatever_they_are_about(shelf):
    assert set(readable_by(reader(shelf["region"]))) == set(shelf["here"])


def test_the_ministry_sees_every_paper_and_the_one_about_the_nation(shelf):
    reviewer = AppointmentFactory(post=PostFactory(role=Role.MINISTRY_REVIEWER)).person

    assert set(readable_by(reviewer)) == {*shelf["here"], *shelf["there"], shelf["nation"]}


def test_who_has_no_post_sees_no_paper(shelf):
    assert list(readable_by(UserFactory())) == []


def test_a_paper_of_another_region_or_the_nation_is_as_an_absent_one(client, shelf):
    client.force_login(reader(shelf["region"]))

    answers = [
        client.get(reverse("documents:detail", args=[pk])).status_code
        for pk in (shelf["nation"].pk, *(paper.pk for paper in shelf["there"]), 0)
    ]

    assert answers == [404] * 6


def test_list_table_and_page_show_every_subject(client, shelf):
    client.force_login(reader(shelf["region"]))

    listed = client.get(reverse("documents:list")).content.decode()
    table = b"".join(client.get(reverse("documents:table")).streaming_content).decode()
    pages = [client.get(reverse("documents:detail", args=[paper.pk])) for paper in shelf["here"]]

    assert all(paper.number in listed and paper.number in table for paper in shelf["here"])
    assert [page.status_code for page in pages] == [200] * 4
    assert all(str(shelf["region"]) in page.content.decode() for page in pages)


def test_filters_by_region_and_words_reach_every_subject(shelf):
    superuser = UserFactory(is_superuser=True)
    request, group = shelf["here"][1].adoption, shelf["here"][2].working_group

    of_region = narrowed(on_shelf(superuser), Choice(region=shelf["region"].code))
    by_reference = narrowed(on_shelf(superuser), Choice(text=request.reference))
    by_group = narrowed(on_shelf(superuser), Choice(text=group.name))

    assert set(of_region) == set(shelf["here"])
    assert list(by_reference) == [shelf["here"][1]]
    assert shelf["here"][2] in by_group


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("D4", "nation"), ("D4", "region"), ("D4", "request"), ("D0", "plan"), ("D0", "group"), ("D1", "request"),
        ("D1", "region"), ("D9", "nation"), ("D9", "plan"), ("D11", "region"), ("D11", "plan"),
    ],
)  # fmt: skip
def test_a_kind_about_another_subject_is_refused_by_the_database(db, kind, wrong):
    region = RegionFactory()
    subjects = {
        "nation": Subject.of_nation, "region": lambda: Subject.of_region(region),
        "plan": lambda: Subject.of_plan(PlanFactory()), "group": lambda: Subject.of_group(WorkingGroupFactory()),
        "request": lambda: Subject.of_request(AdoptionRequestFactory()),
    }  # fmt: skip

    with pytest.raises(IntegrityError, match="document_has_the_subject"):
        row(kind, subjects[wrong]())


def test_two_subjects_at_once_are_refused_by_the_database(db):
    plan = PlanFactory()

    with pytest.raises(IntegrityError, match="document_has_the_subject"):
        row("D4", Subject(region=plan.region, plan=plan, working_group=plan.working_group))


@pytest.mark.parametrize("number", range(4))
def test_a_subject_has_one_paper_of_a_kind_and_round(shelf, number):
    before = shelf["here"][number]
    subject = Subject(**{name: getattr(before, name) for name in ("region", "plan", "adoption", "working_group")})

    with pytest.raises(IntegrityError), transaction.atomic():
        row(before.kind, subject)

    assert row(before.kind, subject, round=2).round == 2
    assert issued_about(subject, before.kind) == before


def test_the_nation_has_one_report_a_round(shelf):
    with pytest.raises(IntegrityError), transaction.atomic():
        row("D11", Subject.of_nation())

    assert issued_about(Subject.of_nation(), "D11") == shelf["nation"]
    assert issued_about(Subject.of_nation(), "D11", 2) is None


def test_what_happens_to_a_paper_belongs_to_the_chain_of_its_subject(document):
    request = AdoptionRequestFactory()

    assert Event.objects.get(verb="issue document").chain == f"plan:{document.plan_id}"
    assert Document(plan=None, adoption=request).chain == f"adoption:{request.pk}"
    assert [Document(working_group_id=7).chain, Document(region_id=7).chain] == ["group:7", "region:7"]
    assert Document().chain == "documents"


@pytest.mark.django_db(transaction=True)
def test_papers_from_before_are_filed_under_the_region_of_their_plan(rings):
    paper = issue(PlanFactory())
    before, after = [("documents", "0008_say_what_papers_are_about")], [("documents", "0009_file_papers_by_region")]
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("documents")
    try:
        MigrationExecutor(connection).migrate(before)
        Document.objects.filter(pk=paper.pk).update(region=None)
        MigrationExecutor(connection).migrate(after)
        assert Document.objects.values_list("region", flat=True).get(pk=paper.pk) == paper.plan.region_id
    finally:
        MigrationExecutor(connection).migrate(newest)
