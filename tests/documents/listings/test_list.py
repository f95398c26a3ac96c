"""Finding papers: every filter, the order, the counts, and a number of queries that does not grow."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.listings.choice import ORDERS, Choice
from documents.listings.models import Filing
from documents.models import Document
from documents.stages import Stage, stage_of
from liap.models import Organisation, Role
from tests.documents.conftest import issue
from tests.documents.samples import MINUTES, QUARTER
from tests.factories import (
    AppointmentFactory,
    IndustryFactory,
    OrganisationFactory,
    PlanFactory,
    PostFactory,
    RegionFactory,
    UserFactory,
    WorkingGroupFactory,
)


def plan_in(region, **more):
    return PlanFactory(working_group=WorkingGroupFactory(region=region), **more)


@pytest.fixture
def shelf(db, rings):
    """Minutes and a quarterly report of one plan, and minutes of a plan in another province and industry."""
    office = OrganisationFactory()
    old = OrganisationFactory(kind=Organisation.Kind.MINISTRY, region=None, name="Direktorat Lama")
    new = OrganisationFactory(kind=Organisation.Kind.MINISTRY, region=None, name="Direktorat Baru")
    old.successor = new
    old.save()
    cacao = plan_in(RegionFactory(), industry=IndustryFactory(name="Kakao", name_en="Cacao", directorate=old))
    ship = plan_in(RegionFactory(), industry=IndustryFactory(name="Kapal", name_en="Ships", directorate=new))
    return {
        "minutes": issue(cacao, organisation=office),
        "quarter": issue(cacao, kind="D5", facts=QUARTER, organisation=office),
        "other": issue(ship, organisation=office),
    }


@pytest.fixture
def ministry(client, shelf):
    post = PostFactory(organisation=OrganisationFactory(region=None), role=Role.MINISTRY_REVIEWER)
    person = AppointmentFactory(post=post).person
    client.force_login(person)
    return person


def listed(client, **asked):
    return [document.pk for document in client.get(reverse("documents:list"), asked).context["page"]]


def names(client, shelf, **asked):
    found = listed(client, **asked)
    return {name for name, document in shelf.items() if document.pk in found}


def test_each_filter_narrows(client, shelf, ministry):
    cacao, ship = shelf["minutes"].plan, shelf["other"].plan
    both, first, other = {"minutes", "quarter", "other"}, {"minutes", "quarter"}, {"other"}

    assert names(client, shelf) == both
    assert names(client, shelf, region=cacao.region.code) == first
    assert names(client, shelf, province=ship.region.parent.code) == other
    assert names(client, shelf, industry=str(ship.industry.pk)) == other
    assert names(client, shelf, kind="D5") == {"quarter"}
    assert names(client, shelf, stage="approval") == {"minutes", "other"}
    assert names(client, shelf, stage="implementation") == {"quarter"}
    assert names(client, shelf, text="cacao D4") == {"minutes"}
    assert names(client, shelf, text="kapal") == other


def test_a_directorate_is_found_under_its_successor_and_its_predecessor(client, shelf, ministry):
    old, new = shelf["minutes"].plan.industry.directorate, shelf["other"].plan.industry.directorate

    page = client.get(reverse("documents:list"))
    shown = next(one for one in page.context["filters"] if one.name == "directorate")

    assert shown.options == [(str(new.pk), "Direktorat Baru")]
    for asked in (old, new):
        assert len(listed(client, directorate=str(asked.pk))) == 3


def test_offices_that_succeed_each_other_in_a_circle_do_not_hang_the_list(client, shelf, ministry):
    old, new = shelf["minutes"].plan.industry.directorate, shelf["other"].plan.industry.directorate
    Organisation.objects.filter(pk=new.pk).update(successor=old)

    assert len(listed(client, directorate=str(new.pk))) == 3


def test_a_quarterly_report_is_found_under_its_quarter(client, shelf, ministry):
    filed = Filing.objects.get(document=shelf["quarter"])

    assert filed.period_on == date(QUARTER.year, 3 * QUARTER.quarter - 2, 1)
    assert names(client, shelf, year=str(QUARTER.year), quarter=str(QUARTER.quarter), kind="D5") == {"quarter"}
    dated = (QUARTER.head.dated_on.month + 2) // 3
    if dated != QUARTER.quarter:
        assert names(client, shelf, quarter=str(dated), kind="D5") == set()
    minutes = (MINUTES.head.dated_on.month + 2) // 3
    assert "minutes" in names(client, shelf, year=str(MINUTES.head.dated_on.year), quarter=str(minutes))


def test_a_superseded_paper_is_told_from_a_current_one(client, shelf, ministry):
    Document.objects.filter(pk=shelf["minutes"].pk).update(superseded_by=shelf["other"])

    assert names(client, shelf, state="superseded") == {"minutes"}
    assert names(client, shelf, state="current") == {"quarter", "other"}


@pytest.mark.parametrize(
    "name", ["region", "province", "industry", "directorate", "stage", "kind", "year", "quarter", "state"]
)
@pytest.mark.parametrize("value", ["no such", "-1", "99999999999", "²", "\x00", "1e3"])
def test_a_value_that_names_nothing_finds_nothing_and_breaks_nothing(client, shelf, ministry, name, value):
    answer = client.get(reverse("documents:list"), {name: value})

    assert answer.status_code == 200
    assert len(answer.context["page"]) == (3 if value == "\x00" else 0)


@pytest.mark.parametrize("sort", [*ORDERS, "no such"])
def test_every_order_shows_every_paper_once(client, shelf, ministry, sort):
    assert sorted(listed(client, sort=sort)) == sorted(document.pk for document in shelf.values())


def test_an_order_is_kept(client, shelf, ministry):
    assert listed(client, sort="oldest") == sorted(document.pk for document in shelf.values())
    assert listed(client) == sorted((document.pk for document in shelf.values()), reverse=True)


def test_kinds_are_counted_under_the_other_filters(client, shelf, ministry):
    cacao = shelf["minutes"].plan

    counted = client.get(reverse("documents:list"), {"region": cacao.region.code, "kind": "D5"}).context["kinds"]

    assert [(one.kind, one.count, one.is_chosen) for one, _query in counted] == [("D4", 1, False), ("D5", 1, True)]
    assert listed(client, **dict(pair.split("=") for pair in counted[0][1].split("&"))) == [shelf["minutes"].pk]


def test_nothing_of_another_region_can_be_chosen_or_counted(client, shelf):
    own, other = shelf["minutes"].plan, shelf["other"].plan
    office = OrganisationFactory(region=own.region)
    client.force_login(AppointmentFactory(post=PostFactory(organisation=office, role=Role.OFFICE_HEAD)).person)

    body = client.get(reverse("documents:list")).content.decode()

    assert own.region.name in body
    for secret in (other.region.name, other.region.parent.name, other.industry.name, other.title):
        assert secret not in body
    assert listed(client, region=other.region.code) == []


def test_a_choice_survives_its_address():
    choice = Choice.of({"text": "a&b = ü", "region": "33.01", "page": "7", "sort": "kind"})

    assert choice.stored() == {"text": "a&b = ü", "region": "33.01", "sort": "kind"}
    assert choice.query(region="") == "text=a%26b+%3D+%C3%BC&sort=kind"


def test_every_kind_has_a_stage():
    assert {stage_of(kind) for kind in Document.KindCode.values} <= set(Stage)
    assert stage_of("D5f") == Stage.IMPLEMENTATION
    assert stage_of("X") is None


def test_the_list_asks_the_same_number_of_queries_whatever_its_length(client, shelf, ministry):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("documents:list"), {"year": "2026", "sort": "region"})
        return len(captured)

    few = queries()
    office, person = OrganisationFactory(), UserFactory()
    for _ in range(15):
        issue(PlanFactory(), organisation=office, by=person)

    assert queries() == few <= 16


def test_the_list_does_not_read_the_facts(client, shelf, ministry):
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("documents:list"))

    assert not [query["sql"] for query in captured if 'facts"' in query["sql"]]


def test_papers_issued_before_there_was_a_filing_are_filed_when_updating(shelf):
    before = dict(Filing.objects.values_list("document", "period_on"))
    Filing.objects.all().delete()

    import_module("documents.migrations.0002_file_papers_by_period").file_papers(apps, None)

    assert dict(Filing.objects.values_list("document", "period_on")) == before
    assert len(before) == 3


def test_a_paper_without_a_filing_counts_by_its_date(client, shelf, ministry):
    Filing.objects.all().delete()
    dated = MINUTES.head.dated_on

    assert "minutes" in names(client, shelf, year=str(dated.year), quarter=str((dated.month + 2) // 3))
