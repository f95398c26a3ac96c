"""Publishing and showing results at one percent, ten percent and all of 100,000 SMIs with 2,000,000 records.

The scale goes to ten percent unless LIAP_MEASURE=100 asks for all of it.
"""

import os
from datetime import date
from itertools import islice
from statistics import median
from time import perf_counter

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liap.models import (
    ChannelShare,
    Enterprise,
    Industry,
    Organisation,
    PerformanceRecord,
    Plan,
    PublishedBlock,
    Region,
    Role,
    SuccessCase,
)
from liap.outcomes.disclosure.actions import publish
from tests.factories import (
    AppointmentFactory,
    EvidenceFactory,
    IndustryFactory,
    OrganisationFactory,
    PlanFactory,
    ProvinceFactory,
    RegionFactory,
    UserFactory,
)

ALL, QUARTERS, BATCH, REPEATS = 100_000, 20, 10_000, 5
PERCENT = (1, 10, 100) if os.environ.get("LIAP_MEASURE") == "100" else (1, 10)
pytestmark = pytest.mark.django_db


def many(model, rows):
    """Writes rows in batches, as an import would."""
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch, batch_size=BATCH)


@pytest.fixture
def country(db):
    """38 provinces, 514 regions, 30 industries of three directorates and a plan."""
    if connection.vendor == "postgresql":
        # The last look at the constraints of two million rows takes longer than a request may.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
    provinces = [ProvinceFactory() for _ in range(38)]
    units = [OrganisationFactory(kind=Organisation.Kind.MINISTRY, region=None) for _ in range(3)]
    for number in range(30):
        IndustryFactory(directorate=units[number % 3])
    regions = [RegionFactory(code=f"R{number}", parent=provinces[number % 38]) for number in range(514)]
    plan = PlanFactory(region=regions[0], industry=Industry.objects.first())
    return {"plan": plan, "evidence": EvidenceFactory(plan=plan), "people": [UserFactory(), UserFactory()]}


def fill(country, total):
    """Adds SMIs up to a number, each with yearly and quarterly figures, and a success for every fifth."""
    regions = list(Region.objects.filter(parent__isnull=False).values_list("pk", flat=True))
    industries = list(Industry.objects.values_list("pk", flat=True))
    last, held = Enterprise.objects.order_by("pk").last(), Enterprise.objects.count()
    many(Enterprise, (
        Enterprise(
            name=f"IKM {number}", region_id=regions[number * 7 % 514 if number % 3 else number % 40],
            industry_id=industries[number * number % 30], owner_sex=("female", "male", "")[number % 3],
            workers_female=number % 5, workers_male=number % 7,
        )
        for number in range(held, total)
    ))  # fmt: skip
    new = list(Enterprise.objects.filter(pk__gt=last.pk if last else 0).values_list("pk", flat=True))
    many(PerformanceRecord, records(new, country["people"][0]))
    yearly = PerformanceRecord.objects.filter(months=12, first_on=date(2025, 1, 1), enterprise__in=new)
    many(ChannelShare, (
        ChannelShare(record_id=pk, channel=channel, percent=percent)
        for pk in yearly.values_list("pk", flat=True).iterator()
        for channel, percent in (("modern", pk % 60 + 20), ("traditional", 80 - pk % 60))
    ))  # fmt: skip
    reporter, confirmer = country["people"]
    many(SuccessCase, (
        SuccessCase(
            plan=country["plan"], enterprise_id=pk, rung="first_transaction", reached_on=date(2020, 1, 1),
            evidence=country["evidence"], reported_by=reporter, confirmed_by=confirmer,
            confirmed_on=date(2020 + pk % 4, 5, 1),
        )
        for pk in new[::5]
    ))  # fmt: skip
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def records(new, person):
    """Sixteen quarters and the years of four: twenty records each."""
    for pk in new:
        for year in range(2022, 2026):
            for months, first in ((12, 1), (3, 1), (3, 4), (3, 7), (3, 10)):
                yield PerformanceRecord(
                    enterprise_id=pk, first_on=date(year, first, 1), months=months, turnover_kind="exact",
                    turnover=(pk * 37 % 91 + year - 2015) * months * 1_000_000, method="books", medium="visit",
                    asked_on=date(2026, 1, 5), entered_by=person,
                )  # fmt: skip


def measured(client, address):
    """Median milliseconds, queries and kB of a page."""
    took, answer = [], None
    with CaptureQueriesContext(connection) as first:
        client.get(address)
        count = len(first)
    for _ in range(REPEATS):
        cache.clear()
        began = perf_counter()
        answer = client.get(address)
        took.append((perf_counter() - began) * 1000)
    return median(took), count, len(answer.content)


def test_results_from_one_percent_to_all(client, country):
    person = AppointmentFactory(post__role=Role.MINISTRY_REVIEWER, post__organisation__region=None).person
    region = Plan.objects.get().region
    pages = {
        "nation": reverse("liap:results"),
        "province": reverse("liap:results_of", args=["province", region.parent_id]),
        "region": reverse("liap:results_of", args=["region", region.pk]),
    }
    client.force_login(person)
    told = {}
    print(f"\nResults on {connection.vendor}")
    for percent in PERCENT:
        began = perf_counter()
        fill(country, ALL * percent // 100)
        filled = perf_counter() - began
        with CaptureQueriesContext(connection) as queries:
            began = perf_counter()
            publish(date(2026, 6, 30))
            took = perf_counter() - began
        blocks = PublishedBlock.objects.count()
        print(
            f"  {percent:3} %: {Enterprise.objects.count()} SMIs, {PerformanceRecord.objects.count()} records "
            f"(filled in {filled:.0f} s); published in {took:.1f} s, {len(queries)} queries, {blocks} blocks"
        )
        for name, address in pages.items():
            told[percent, name] = measured(client, address)
            milliseconds, count, size = told[percent, name]
            growth = milliseconds / told[PERCENT[0], name][0]
            print(f"      {name:9}{milliseconds:8.1f} ms  x{growth:5.2f}  {count} queries  {size / 1000:.0f} kB")
