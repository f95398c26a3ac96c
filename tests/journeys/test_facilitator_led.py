"""The light story: three people, from the request to the short evaluation that the ministry downloads."""

import json
import subprocess
from datetime import date, timedelta
from functools import partial

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from documents.jobs import draw
from documents.models import Document
from documents.queries import papers_of
from liap.audit.queries import broken_links
from liap.outcomes.models import Evaluation
from liap.outcomes.visits.models import EnterpriseCheck, Visit
from tests.factories import VisitFactory
from tests.journeys.facilitator_led import LightJourney
from tests.journeys.lwg_led import SECTIONS
from tests.journeys.person import form_with
from workflows.models import Case
from workflows.reminders import open_rounds


@pytest.fixture
def journey(db) -> LightJourney:
    return LightJourney()


def facts_of(journey, kind: str) -> dict:
    return json.loads(papers_of(journey.case.plan).filter(kind=kind).order_by("round").last().facts)


def to_work(journey) -> None:
    journey.start()
    journey.diagnose()
    journey.draft()
    journey.approve()


def test_request_needs_a_letter_in_force(journey):
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()

    answer = journey.send_start(journey.facilitator, valid_to=yesterday)

    assert answer.status_code == 200
    assert not Case.objects.exists()


def test_head_declines_a_request_with_a_reason(journey):
    journey.send_start(journey.facilitator)
    journey.case = Case.objects.get()

    refused = journey.head.try_to_do(journey.only("assign"), decision="declined")
    journey.head.do(journey.only("assign"), decision="declined", reason="Penyuluh sedang bertugas di tempat lain")

    assert refused.status_code == 422
    assert journey.stage == "withdrawn"
    assert journey.case.tasks.human().open().count() == 0
    assert "tempat lain" in journey.case.moves.last().reason


def test_head_who_starts_has_confirmed_the_letter(journey):
    answer = journey.send_start(journey.head)
    journey.case = Case.objects.get()

    assert answer.status_code == 302
    assert journey.steps() == ["diagnose"]
    assert journey.case.plan.author == journey.facilitator.user


def test_ministry_cannot_send_a_facilitator(journey):
    page = journey.reviewer.get(reverse("workflows:start_light"))

    assert '<form method="post" class="panel"' not in page.content.decode()


def test_head_asks_for_one_more_visit(journey):
    journey.start()
    targets = {f"targets-new-{n}-name": name for n, name in enumerate(journey.smis)}
    journey.facilitator.do(journey.only("diagnose"), **{"problems-rows-0-text": "Mutu"}, **targets)
    journey.facilitator.do(journey.only("baseline"))

    journey.head.do(journey.only("read_diagnosis"), decision="returned", reason="Tanyakan harga bahan")

    page = journey.facilitator.get(reverse("workflows:task", args=[journey.only("visit_again").pk]))
    assert "Tanyakan harga bahan" in page.content.decode()


def test_group_of_two_smis_is_refused_with_a_sentence_and_a_third_is_enough(journey):
    journey.start()
    task = journey.only("diagnose")
    targets = {f"targets-new-{n}-name": name for n, name in enumerate(journey.smis[:2])}
    answers = {**SECTIONS["supply_chain"], **SECTIONS["problems"], **targets}
    address = reverse("workflows:task", args=[task.pk])
    form = form_with(journey.facilitator.get(address), "complete")

    refused = journey.facilitator.send(address, form, "complete", **answers)

    assert refused.status_code == 422
    assert "sekurang-kurangnya 3 IKM; rencana ini menyebut 2" in refused.content.decode()
    assert (journey.steps(), journey.case.plan.target_enterprises.count()) == (["diagnose"], 0)
    journey.facilitator.do(task, **answers, **{"targets-new-2-name": "IKM Contoh Tiga"})
    assert journey.steps() == ["baseline"]


def test_group_that_shrank_is_asked_for_again_before_the_approval(journey):
    """SMIs found to be one leave two: the section comes back with the short plan, and no plan for two is submitted."""
    journey.start()
    journey.diagnose_without_reading()
    plan = journey.case.plan
    plan.target_enterprises.last().delete()

    journey.head.do(journey.only("read_diagnosis"), decision="agreed")

    plan.refresh_from_db()
    assert "targets" in plan.open_sections
    refused = journey.send_draft()
    assert (refused.status_code, journey.stage) == (422, "planning")
    assert "sekurang-kurangnya 3 IKM" in refused.content.decode()
    journey.draft(**{"targets-new-0-name": "IKM Contoh Empat"})
    assert (journey.stage, plan.target_enterprises.count()) == ("approval", 3)


def test_returned_section_comes_back_alone(journey):
    journey.start()
    journey.diagnose()
    journey.draft()

    journey.head.do(
        journey.only("head_decision"), decision="returned", sections=["indicators"], reason="Target rendah"
    )
    journey.facilitator.do(journey.only("redraft"), **{"indicators-rows-0-target": "25"}, **journey.meeting())
    journey.approve()

    assert journey.stage == "implementation"
    assert journey.case.plan.indicators.get().target == 25
    assert journey.case.approved_version.number == 2


def test_short_plan_has_at_most_three_indicators(journey):
    journey.start()
    journey.diagnose()
    task = journey.only("draft")
    rows = {}
    for number in range(4):
        rows |= {
            f"indicators-rows-{number}-text": f"Indikator {number}",
            f"indicators-rows-{number}-means_of_verification": "Catatan",
        }
    address = reverse("workflows:task", args=[task.pk])
    form = form_with(journey.facilitator.get(address), "complete")
    form.names |= set(rows) | {"indicators-rows-2-id", "indicators-rows-3-id"}
    answer = journey.facilitator.send(
        address, form, "complete", **{**rows, "indicators-rows-TOTAL_FORMS": "4"}, **journey.meeting()
    )

    assert answer.status_code == 422
    assert journey.case.plan.indicators.count() == 0


def test_next_step_of_a_visit_is_a_task_with_its_date(journey):
    to_work(journey)
    due = timezone.localdate() + timedelta(days=9)

    journey.visit(
        **{
            "steps-0-text": "Hubungi pemasok kemasan",
            "steps-0-due_on": due.isoformat(),
            "steps-1-text": "Surat kepada balai",
            "steps-1-due_on": due.isoformat(),
            "steps-1-doer": "office_head",
        }
    )

    own, of_head = journey.only("next_step"), journey.only("step_of_the_head")
    assert (own.due_on, own.owner) == (due, journey.facilitator.user)
    assert of_head.owner == journey.head.user
    assert "Hubungi pemasok kemasan" in journey.facilitator.get(reverse("workflows:inbox")).content.decode()
    journey.facilitator.do(own, result="Dua penawaran")
    journey.head.do(of_head, result="Terkirim")
    page = journey.head.get(reverse("workflows:visits", args=[journey.case.pk])).content.decode()
    assert "Dua penawaran" in page


def test_a_visit_is_written_down_by_the_facilitator_alone(journey):
    to_work(journey)

    assert journey.head.get(reverse("workflows:log_visit", args=[journey.case.pk])).status_code == 404
    assert Visit.objects.count() == 0


def test_visits_are_chosen_by_their_topic(journey):
    to_work(journey)
    journey.visit()
    journey.visit(**{"visit-topic": "money", "visit-place": "Bank Contoh"})
    page = partial(journey.head.client.get, reverse("workflows:visits", args=[journey.case.pk]))

    listed = [[visit.place for visit, _steps in page(data).context["visits"]] for data in ({}, {"topic": "money"})]

    assert listed == [["Bank Contoh", "Sentra Contoh"], ["Bank Contoh"]]
    assert "Kredit dan pembukuan" in page().content.decode()
    assert len(page({"topic": "horoscope"}).context["visits"]) == 2
    assert "Tidak ada kunjungan tentang topik ini" in page({"topic": "data"}).content.decode()


@pytest.mark.parametrize("topic", ["", "horoscope"])
def test_visit_without_a_known_topic_is_not_written_down(journey, topic):
    to_work(journey)
    address = reverse("workflows:log_visit", args=[journey.case.pk])
    given = {"visit-place": "Sentra Contoh", "visit-topic": topic, "visit-found": "Kemasan"}

    answer = journey.facilitator.send(address, form_with(journey.facilitator.get(address), "visit-found"), **given)

    assert answer.status_code == 422
    assert not Visit.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitFactory(plan=journey.case.plan, topic="horoscope")


def test_month_opens_once_and_its_report_makes_itself(db):
    due = date(2026, 12, 30)
    with time_machine.travel("2026-11-10 03:00Z"):
        journey = LightJourney()
        to_work(journey)
        journey.visit(**{"steps-0-text": "Hubungi pemasok kemasan", "steps-0-due_on": due.isoformat()})
    with time_machine.travel("2026-12-01 03:00Z"):
        opened = [open_rounds(), open_rounds()]
        journey.report_month(timezone.localdate())

    assert opened == [1, 0]
    facts = facts_of(journey, "D5f")
    assert (facts["year"], facts["month"]) == (2026, 11)
    assert facts["visits"][0]["found"] == "Kemasan belum seragam"
    assert facts["visits"][0]["topic"]["en"] == "product, quality and packaging"
    assert [(row["statement"], row["due_on"]) for row in facts["steps"]] == [
        ("Hubungi pemasok kemasan", due.isoformat())
    ]
    assert facts["indicators"][0]["value"] == "12"


def test_work_is_not_finished_while_a_month_or_a_step_is_open(journey):
    to_work(journey)
    journey.visit(
        **{"steps-0-text": "Hubungi pemasok", "steps-0-due_on": (timezone.localdate() + timedelta(9)).isoformat()}
    )
    activity = journey.case.plan.activities.get()

    answer = journey.facilitator.try_to_do(
        journey.only("finish"),
        **{f"activity-{activity.pk}-state": "cancelled", f"activity-{activity.pk}-reason": "Dana tidak ada"},
    )

    assert answer.status_code == 422
    assert journey.stage == "implementation"
    activity.refresh_from_db()
    assert activity.state == "running"


def test_whole_life_with_three_people(db):
    with time_machine.travel("2026-12-10 03:00Z"):
        journey = LightJourney()
        to_work(journey)
        journey.visit()
    with time_machine.travel("2027-01-04 03:00Z"):
        journey.log_in_again()
        journey.report_month(timezone.localdate(), done=True)
        journey.facilitator.do(journey.only("finish"))
        journey.evaluate()
        journey.head.do(journey.only("accept"), decision="accepted")

    assert journey.stage == "closed"
    assert Evaluation.objects.get(plan=journey.case.plan).overall_computed == "C"
    kinds = sorted(Document.objects.filter(plan=journey.case.plan).values_list("kind", flat=True))
    assert kinds == ["D1f", "D2f", "D3f", "D4f", "D5f", "D7f"]
    owners = set(journey.case.tasks.human().filter(status="DONE").values_list("owner", flat=True))
    assert owners == {person.user.pk for person in journey.people}
    assert list(broken_links()) == []
    told = {(row["answer"]["en"], row["before"], row["now"]) for row in facts_of(journey, "D7f")["answers"]}
    assert {("5 to 25 million rupiah a month", 0, 3), ("modern retail and hotels", 0, 3)} <= told
    assert ("all together", 9, 12) in told
    said = facts_of(journey, "D7f")
    changes = {row["question"]["en"]: (row["better"], row["same"], row["worse"]) for row in said["changes"]}
    assert changes == {"Product": (3, 0, 0), "Place of production": (0, 3, 0)}
    assert said["answers"][0]["question"]["en"] == "Main market"
    _reviewer_reads(journey)


def test_change_alone_is_refused_with_a_sentence(db):
    with time_machine.travel("2026-12-10 03:00Z"):
        journey = LightJourney()
        to_work(journey)
    with time_machine.travel("2027-01-04 03:00Z"):
        journey.log_in_again()
        journey.report_month(timezone.localdate(), done=True)
        journey.facilitator.do(journey.only("finish"))
        task = journey.only("check")
        address = reverse("workflows:task", args=[task.pk])
        form = form_with(journey.facilitator.get(address), "complete")
        smi = journey.case.plan.target_enterprises.first().enterprise_id
        emptied = {f"smi-{smi}-{name}": "" for name in ("turnover", "channel", "workers")}

        refused = journey.facilitator.send(address, form, "complete", **emptied, **{f"smi-{smi}-product": "better"})

    assert refused.status_code == 422
    assert "sekurang-kurangnya satu dari tiga pertanyaan" in refused.content.decode()
    assert not EnterpriseCheck.objects.filter(occasion="evaluation").exists()


def _reviewer_reads(journey):
    """A worker draws the evaluation; the reviewer of the ministry downloads it."""
    report = papers_of(journey.case.plan).get(kind="D7f")
    for rendition in report.renditions.all():
        draw(rendition.pk)

    content = b"".join(journey.reviewer.get(reverse("documents:download", args=[report.pk, "id"])))

    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True).stdout
    assert "EVALUASI RINGKAS" in text.decode()
    assert "109%" in text.decode()


def test_answers_are_kept_and_too_few_are_not_told(journey):
    to_work(journey)
    smi = journey.case.plan.target_enterprises.first().enterprise_id
    assert EnterpriseCheck.objects.filter(plan=journey.case.plan, enterprise=smi, occasion="baseline").count() == 1
    told = {row["answer"]["en"]: row["before"] for row in facts_of(journey, "D2f")["answers"]}
    assert told["up to 5 million rupiah a month"] == 3
