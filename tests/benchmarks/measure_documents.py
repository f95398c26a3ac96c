"""The list of papers with 500 and with 5,000 of them: queries, time and weight, and what an archive costs."""

import os
from datetime import date, timedelta
from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documents import storage
from documents.listings.actions import quarter_of
from documents.models import Document, Filing, Rendition
from liap.models import Industry, Organisation, Plan, Region, Role
from tests.documents.conftest import reader
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

FEW, MANY, REPEATS = 500, 5_000, 9
KINDS = ("D2", "D3", "D4", "D5", "D7")
FACTS = '{"filler":"' + "x" * 20_000 + '"}'  # as long as those of a real report
PAGES = {
    "newest": {},
    "last page": {"page": "last"},
    "by region": {"sort": "region"},
    "one quarter": {"year": "2025", "quarter": "2"},
    "words": {"text": "Rencana 500.9"},
    "directorate": {"directorate": "own"},
    "incidents": {"state": "failed"},
    "pictures": {"view": "pictures"},
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(db):
    """Fifty plans in fifty regions of one directorate, and one file that all papers share."""
    directorate = OrganisationFactory(kind=Organisation.Kind.MINISTRY, region=None)
    industries = [IndustryFactory(directorate=directorate) for _ in range(8)]
    for number in range(50):
        group = WorkingGroupFactory(region=RegionFactory())
        PlanFactory(working_group=group, industry=industries[number % 8])
    return {
        "office": OrganisationFactory(),
        "person": UserFactory(),
        "file": storage.put(b"%PDF-" + os.urandom(150_000)),
    }


def fill_up(shelf, total: int) -> None:
    """Adds papers until there are so many, with both drawings and their filing."""
    plans, have = list(Plan.objects.select_related("region").order_by("pk")), Document.objects.count()
    first = date(2017, 1, 2)
    papers = [
        Document(
            plan=plans[number % len(plans)], region=plans[number % len(plans)].region,
            kind=KINDS[number % 5], round=number // len(plans) + 1,
            number=f"500.9/{number:05d}", organisation=shelf["office"], facts=FACTS, facts_sha256="0" * 64,
            dated_on=first + timedelta(days=number * 3 % 3600), issued_by=shelf["person"],
        )
        for number in range(have, total)
    ]  # fmt: skip
    papers = Document.objects.bulk_create(papers, batch_size=500)
    Filing.objects.bulk_create(Filing(document=paper, period_on=quarter_of(paper.dated_on)) for paper in papers)
    stored, now = shelf["file"], timezone.now()
    Rendition.objects.bulk_create(
        Rendition(
            document=paper, language=language, state="done", stored_name=stored.name, sha256=stored.sha256,
            size=stored.size, pages=12, drawn_at=now,
        )
        for paper in papers
        for language in ("id", "en")
    )  # fmt: skip


def measured(client, address: str, asked: dict) -> tuple[float, int, int]:
    """Milliseconds (median), queries and bytes of an answer."""
    times = []
    for _ in range(REPEATS):
        began = perf_counter()
        answer = client.get(address, asked)
        times.append((perf_counter() - began) * 1000)
        assert answer.status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address, asked)
    return median(times), len(captured), len(answer.content)


def people(shelf) -> dict:
    post = PostFactory(organisation=OrganisationFactory(region=None), role=Role.MINISTRY_REVIEWER)
    return {
        "ministry": AppointmentFactory(post=post).person,
        "region": reader(Region.objects.filter(plans__isnull=False).first()),
    }


def test_ten_times_the_papers(client, shelf):
    fill_up(shelf, FEW)
    who = people(shelf)
    directorate = str(Industry.objects.first().directorate_id)
    asked = {
        (role, name): {key: directorate if value == "own" else value for key, value in filters.items()}
        for role in who
        for name, filters in PAGES.items()
    }
    told = {}
    for total in (FEW, MANY):
        fill_up(shelf, total)
        for (role, name), filters in asked.items():
            client.force_login(who[role])
            told[total, role, name] = measured(client, reverse("documents:list"), filters)
    print(f"\nThe list of papers on {connection.vendor}, {FEW} and {MANY}: milliseconds, ratio, queries, kB")
    for role, name in asked:
        few, many = told[FEW, role, name], told[MANY, role, name]
        print(
            f"  {role:9}{name:12}{few[0]:7.1f} {many[0]:7.1f}  x{many[0] / few[0]:4.2f}"
            f"   queries {few[1]} / {many[1]}   {many[2] / 1000:.0f} kB"
        )
    whole = sum(told[MANY, role, name][0] for role, name in asked) / sum(
        told[FEW, role, name][0] for role, name in asked
    )
    print(f"  all together x{whole:.2f} for ten times the papers")


def test_an_archive_and_a_table(client, shelf):
    client.force_login(people(shelf)["ministry"])
    print(f"\nMany papers at once on {connection.vendor}")
    for total in (50, 500):
        fill_up(shelf, total)
        for name in ("documents:bundle_file", "documents:table"):
            began = perf_counter()
            answer = client.get(reverse(name))
            first = (perf_counter() - began) * 1000
            size = sum(map(len, answer.streaming_content))
            whole = (perf_counter() - began) * 1000
            took = f"begins after {first:6.0f} ms, ends after {whole:6.0f} ms"
            print(f"  {name:24}{total:5} papers  {size / 1e6:6.1f} MB  {took}")
