"""Registers that people save: handovers, seats, meetings, visits and data requests, as the page shows them."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from liap.models import DataAccess, Visit, VisitStep
from tests.factories import EnterpriseFactory, MeetingFactory, SubjectRequestFactory, UserFactory
from workflows.handovers.actions import begin

pytestmark = pytest.mark.django_db
EVIL = "=HYPERLINK(1)"


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"


def rows_of(client, address, table, **more) -> list[dict[str, str]]:
    answer = client.get(address, {"save": "csv", "table": table, **more})
    assert answer.status_code == 200, table
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1 : lines.index([])]]


def test_seats_are_saved_as_of_the_day_that_is_shown(client, scene):
    today = timezone.localdate()
    scene.seats[1].memberships.update(until=today - timedelta(days=1))
    address = reverse("liap:group", args=[scene.plan.working_group_id])
    client.force_login(scene.coordinator)

    now, then = rows_of(client, address, "seats"), rows_of(client, address, "seats", on=today - timedelta(days=9))

    assert len(now) == len(then) == 5
    assert ([row["Person"] for row in now][1], [row["Person"] for row in then][1]) == ("", str(scene.members[0]))


def test_meetings_and_training_by_region_are_saved(client, scene):
    MeetingFactory(plan=scene.plan, working_group=scene.plan.working_group, number=EVIL, held_on=date(2026, 3, 2))
    client.force_login(scene.coordinator)

    (meeting,) = rows_of(client, reverse("liap:group", args=[scene.plan.working_group_id]), "meetings")
    (region,) = rows_of(client, reverse("liap:groups"), "regions")

    assert (meeting["Minutes"], meeting["Held on"]) == (f"'{EVIL}", "2026-03-02")
    assert (region["Trained posts"], region["All posts"]) == ("0", "5")


def test_handovers_risks_and_posts_are_saved_for_who_sees_them(client, scene):
    begin(scene.seats[0], to=UserFactory(full_name="Penerus"), since=timezone.localdate(), decree="1", by=scene.head)
    address = reverse("workflows:handovers")
    client.force_login(scene.head)

    (handover,) = rows_of(client, address, "handovers")
    places = rows_of(client, address, "places")

    assert (handover["To"], handover["Status"]) == ("Penerus", "open")
    assert str(scene.coordinator) in {row["Holder"] for row in places}
    assert rows_of(client, address, "facilitators") is not None
    client.force_login(scene.stranger)
    assert rows_of(client, address, "handovers") == rows_of(client, address, "places") == []


@pytest.fixture
def visit(scene):
    made = Visit.objects.create(
        plan=scene.plan,
        visited_on=date(2026, 4, 3),
        place="Pangururan",
        topic="permit",
        found=EVIL,
        recorded_by=scene.facilitator,
    )
    made.enterprises.add(EnterpriseFactory(region=scene.plan.region, name="UD Rahasia"))
    VisitStep.objects.create(visit=made, text="Urus NIB", due_on=date(2026, 5, 1))
    return made


def test_visits_and_their_next_steps_are_saved_in_their_region(client, scene, visit):
    address = reverse("workflows:visits", args=[scene.case.pk])
    client.force_login(scene.coordinator)

    (row,) = rows_of(client, address, "visits")
    (step,) = rows_of(client, address, "steps")

    assert (row["Place"], row["SMIs visited"], row["What was found"]) == ("Pangururan", "UD Rahasia", f"'{EVIL}")
    assert row["Topic"] == "permits and NIB"
    assert (step["Next step"], step["Due"], step["State"]) == ("Urus NIB", "2026-05-01", "")


def test_ministry_reads_when_and_where_and_neither_whom_nor_what_was_said(client, scene, visit):
    address = reverse("workflows:visits", args=[scene.case.pk])
    client.force_login(scene.reviewer)

    page = client.get(address).content.decode()
    (row,) = rows_of(client, address, "visits")

    assert "Pangururan" in page
    assert not [word for word in ("UD Rahasia", "HYPERLINK", "Urus NIB") if word in page + str(row)]
    assert (row["SMIs visited"], "Topic" in row) == ("1", False)
    assert "permits and NIB" not in page
    assert len(rows_of(client, address, "visits", topic="money")) == 1
    assert rows_of(client, address, "steps") == []


def test_register_of_data_requests_names_owners_to_who_keeps_the_records_only(client, scene):
    smi = EnterpriseFactory(region=scene.plan.region, name="UD Rahasia")
    received = timezone.now() - timedelta(hours=80)
    request = SubjectRequestFactory(enterprise=smi, kind="withdrawal", received_at=received)
    SubjectRequestFactory()
    address = reverse("liap:data_requests")

    client.force_login(scene.coordinator)
    (kept,) = rows_of(client, address, "requests")
    assert (kept["No."], kept["From"], kept["Request"]) == (str(request.pk), "UD Rahasia", "Withdrawal of consent")
    assert (kept["Answered on"], kept["In time"]) == ("", "")
    log = DataAccess.objects.values_list("enterprise", "by", "act", "what")
    assert list(log) == ([(smi.pk, scene.coordinator.pk, "export", "data requests")] if smi.is_of_a_person else [])

    client.force_login(scene.budget_officer)
    (told,) = rows_of(client, address, "requests")
    assert told["From"] == ""
    assert "Rahasia" not in client.get(address).content.decode()
