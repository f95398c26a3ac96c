"""Who opens which page of results, and that what it says is what was published."""

import csv
import io
import re
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from liap.models import Enterprise, Organisation, Role
from liap.outcomes.disclosure import actions, queries
from liap.outcomes.disclosure.queries import View
from liap.outcomes.overview import parts, scopes
from liap.outcomes.overview.smis import Told
from liap.places.remits import remits_on
from tests.factories import (
    AdoptionRequestFactory,
    AppointmentFactory,
    AttestationFactory,
    BudgetLineFactory,
    ChannelShareFactory,
    EnterpriseFactory,
    IndustryFactory,
    OrganisationFactory,
    PlanFactory,
    ProvinceFactory,
    RegionFactory,
    RemitFactory,
    TileFactory,
)
from tests.liap.outcomes.disclosure.test_publishing import confirm, populate, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry():
    return AppointmentFactory(post__role=Role.MINISTRY_REVIEWER, post__organisation__region=None).person


@pytest.fixture
def cacao(scene):
    """Sixteen SMIs succeeded in 2016, ten more in 2021, four never; all in the region of the scene."""
    for number in range(30):
        enterprise = EnterpriseFactory(
            region=scene.plan.region, industry=scene.plan.industry, owner_sex="female" if number % 3 else "male"
        )
        if number < 26:
            confirm(enterprise, "repeated_transaction", 2016 if number < 16 else 2021, scene.plan)
    return scene


def page(client, person, *where, **asked):
    client.force_login(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    address = reverse("liap:results_of", args=where) if where else reverse("liap:results")
    return client.get(address, asked)


def table(client, person, code, *where, **asked):
    """The rows of a table as the file has them, without the notes behind the empty line."""
    answer = page(client, person, *where, save="csv", table=code, **asked)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))
    return rows[: rows.index([])] if [] in rows else rows


def cells(answer, code):
    section = next(one for one in answer.context["sections"] if one.code == code)
    return [[cell for _heading, cell, _number in row] for row in section.rows]


def test_cacao_is_sixteen_at_completion_and_twenty_six_later(client, cacao, ministry):
    actions.publish(timezone.localdate())

    earlier = cells(page(client, ministry, year="2016"), "rungs")
    later = cells(page(client, ministry, year="2021"), "rungs")

    assert (earlier[0][4], later[0][4], later[0][5]) == (16, 26, 30)


def test_the_file_equals_the_screen(client, cacao, ministry):
    actions.publish(timezone.localdate())
    answer = page(client, ministry)

    for section in answer.context["sections"]:
        rows = table(client, ministry, section.code)
        shown = [["" if cell is None else str(cell) for cell in row] for row in cells(answer, section.code)]
        assert [[cell.replace(",", ".") for cell in row] for row in rows[1:]] == [
            [cell.replace(",", ".") for cell in row] for row in shown
        ], section.code


def test_quarters_of_the_rounds_are_told_and_compared_like_years(client, cacao, ministry):
    """The rounds of a plan ask by the quarter: a page of years alone would tell nothing of them."""
    for enterprise in Enterprise.objects.all():
        for first_on, months, amount in [
            (date(2024, 4, 1), 3, 1_000_000),
            (date(2025, 4, 1), 3, 1_500_000),
            (date(2013, 1, 1), 12, 9_000_000),
        ]:
            row = record(enterprise, amount, first_on=first_on, months=months)
            ChannelShareFactory(record=row, channel="modern", percent=100)
    actions.publish(timezone.localdate())

    answer = page(client, ministry)

    rows = [(row[0], row[2], row[5], row[8]) for row in cells(answer, "turnover")]
    assert rows == [
        ("year 2013", 270_000_000, None, None),
        ("quarter 2 of 2024", 30_000_000, None, None),
        ("quarter 2 of 2025", 45_000_000, 30_000_000, 50),
    ]
    assert [row[0] for row in cells(answer, "channels")] == ["year 2013", "quarter 2 of 2024", "quarter 2 of 2025"]
    assert "Rp45.000.000" in answer.content.decode()


def test_two_smis_of_a_region_print_a_dash(client, ministry):
    province = ProvinceFactory()
    for size in (5, 2):
        region = RegionFactory(parent=province)
        PlanFactory(region=region)
        for _number in range(size):
            EnterpriseFactory(
                region=region, industry=IndustryFactory.create(name="Kakao") if size == 5 else IndustryFactory()
            )
    actions.publish(timezone.localdate())

    answer = page(client, ministry, "province", province.pk)

    rows = {row[1]: row[3] for row in cells(answer, "places")}
    assert None in rows.values()
    assert '<td data-label="SMIs" class="figure-right">–</td>' in answer.content.decode()


def test_a_person_of_a_region_begins_with_it_and_sees_no_other(client, cacao):
    answer = page(client, cacao.member)

    assert answer.context["scope"].key == f"region-{cacao.plan.region.pk}"
    other = PlanFactory().region
    for where in (
        ("region", other.pk),
        ("region", 987654),
        ("nation", 0),
        ("province", other.parent_id),
        ("planet", 1),
    ):
        assert page(client, cacao.member, *where).status_code == 404
    assert page(client, cacao.member, "province", cacao.plan.region.pk).status_code == 404
    assert f"region-{other.pk}" not in dict(answer.context["places"])


def test_a_province_sees_its_regencies_only(client, cacao):
    province, other = cacao.plan.region.parent, PlanFactory()
    office = OrganisationFactory(region=province)
    head = AppointmentFactory(post__organisation=office, post__role=Role.OFFICE_HEAD).person

    answer = page(client, head)

    assert answer.context["scope"].key == f"province-{province.pk}"
    assert [row[0] for row in cells(answer, "places")][:-1] == [cacao.plan.region.code]
    assert page(client, head, "region", cacao.plan.region.pk).status_code == 200
    assert page(client, head, "region", other.region.pk).status_code == 404
    assert other.title not in answer.content.decode()


def test_the_chooser_leads_to_the_page_and_keeps_the_year(client, cacao, ministry):
    answer = page(client, ministry, at=f"region-{cacao.plan.region.pk}", year="2016", on="x")

    assert answer.status_code == 302
    assert answer.url == f"/results/region/{cacao.plan.region.pk}/?year=2016&on=x"


def test_bad_questions_show_today(client, ministry):
    for asked in ({"year": "9999999999"}, {"year": "x"}, {"on": "2026-13-45"}, {"on": "gestern"}, {"at": "moon-1"}):
        assert page(client, ministry, **asked).status_code == 200


def test_nobody_without_a_post_sees_figures(client):
    answer = page(client, AppointmentFactory(post__role="").person)

    assert answer.context["scope"] is None
    assert answer.status_code == 200


def reorganised():
    """A territorial directorate for each of two provinces until 2017, one of commodities from 2018 on."""
    provinces = [ProvinceFactory(), ProvinceFactory()]
    until = {"kind": "ministry", "region": None, "valid_to": date(2017, 12, 31)}
    for province in provinces:
        RemitFactory(organisation=OrganisationFactory(**until), province=province)
    now = OrganisationFactory(kind="ministry", region=None, valid_from=date(2018, 1, 1))
    for place in range(2):
        for _number in range(4):
            EnterpriseFactory(
                region=RegionFactory(parent=provinces[place]) if not _number else Enterprise.objects.last().region,
                industry=IndustryFactory(directorate=now) if not _number else Enterprise.objects.last().industry,
            )
        PlanFactory(region=Enterprise.objects.last().region, industry=Enterprise.objects.last().industry)
    return provinces, now


def test_totals_are_the_same_before_and_after_the_reorganisation(client, ministry):
    reorganised()
    EnterpriseFactory(region=RegionFactory(), industry=IndustryFactory())
    actions.publish(timezone.localdate())

    before = cells(page(client, ministry, on="2016-06-30"), "directorates")
    after = cells(page(client, ministry, on="2019-06-30"), "directorates")

    assert before[-1] == after[-1] == ["Total", 2, 9]
    assert len(before) > len(after)
    assert {row[0] for row in before[:-1]}.isdisjoint({row[0] for row in after[:-1]} - {"several or none"})


def test_case_of_2016_belongs_to_the_territory_and_of_2019_to_the_commodity():
    provinces, commodity = reorganised()
    territorial = Organisation.objects.get(remits__province=provinces[0])

    assert remits_on(date(2016, 5, 1)).of(provinces[0].pk, commodity.pk) == territorial
    assert remits_on(date(2019, 5, 1)).of(provinces[0].pk, commodity.pk) == commodity
    assert remits_on(date(2016, 5, 1)).of(None, commodity.pk) is None


@pytest.mark.parametrize("seed", [5, 6])
def test_no_total_of_any_day_loses_a_block(seed):
    populate(seed)
    told = Told(scopes.nation(), actions.publish(date(2021, 8, 31)), date(2021, 8, 31))

    section = parts.directorates(told, date(2021, 8, 31))

    assert section.table.rows[-1][2] == queries.size(told.publication, View()) == Enterprise.objects.count()


def test_map_says_in_words_and_marks_what_its_colours_say(client, cacao, ministry):
    region = cacao.plan.region
    TileFactory(province=region.parent, column=2, row=1)
    AdoptionRequestFactory(region=region)
    AttestationFactory(region=region, year=2021, is_in_use=True, reason="")

    answer = page(client, ministry)

    assert [row[3] for row in cells(answer, "map")] == ["In use"]
    assert "✓ 1" in answer.content.decode()


def test_region_without_money_prints_not_available(client, cacao, ministry):
    rows = cells(page(client, ministry), "money")
    assert [row[1:3] for row in rows] == [[cacao.plan.region.name, "not available"]]

    BudgetLineFactory(plan=cacao.plan, proposed=10, realised=None)
    rows = cells(page(client, ministry), "money")
    assert [(row[3], row[6], row[8]) for row in rows] == [(10, None, 1)]


def test_pictures_have_their_table_and_a_narrow_variant(client, cacao, ministry):
    actions.publish(timezone.localdate())
    answer = page(client, ministry)
    html = answer.content.decode()

    drawn = [section for section in answer.context["sections"] if section.picture]
    assert len(drawn) >= 4
    assert html.count('class="only-narrow"') == len(drawn)
    for section in drawn:
        assert section.fresh
        assert "<title>" in section.picture
        assert 'viewBox="0 0 3' in section.narrow
    assert len(re.findall("<h1", html)) == 1
    assert len(answer.content) < 80_000


def test_page_takes_as_many_queries_for_many_plans(client, cacao, ministry, django_assert_max_num_queries):
    actions.publish(timezone.localdate())
    with django_assert_max_num_queries(70):
        page(client, ministry)
