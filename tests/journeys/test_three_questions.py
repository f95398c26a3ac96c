"""What the three questions about an SMI cost on a phone: fields, requests and bytes, as the README says (J4)."""

import gzip
from pathlib import Path

import pytest
from django.urls import reverse

from tests.journeys.facilitator_led import LightJourney
from tests.journeys.lwg_led import SECTIONS
from tests.journeys.person import form_with

pytestmark = pytest.mark.django_db
README = Path(__file__).resolve().parents[2] / "README.md"
MOST_KILOBYTES = 10


def test_three_fields_for_each_smi_in_one_form_of_a_few_kilobytes():
    journey = LightJourney(smis=3)
    journey.start()
    targets = {f"targets-new-{number}-name": name for number, name in enumerate(journey.smis)}
    journey.facilitator.do(journey.only("diagnose"), **{**SECTIONS["supply_chain"], **SECTIONS["problems"], **targets})
    task, before = journey.only("baseline"), journey.facilitator.clicks
    page = journey.facilitator.get(reverse("workflows:task", args=[task.pk]))
    form = form_with(page, "complete")

    smis = journey.case.plan.target_enterprises.values_list("enterprise", flat=True)
    asked = {name for name in form.names if name.startswith("smi-")}
    journey.facilitator.send(
        reverse("workflows:task", args=[task.pk]),
        form,
        "complete",
        **{f"smi-{smi}-{name}": said for smi in smis for name, said in (("turnover", "up_to_5"), ("workers", "12"))},
    )

    task.refresh_from_db()
    assert task.status == "DONE"
    assert asked == {f"smi-{smi}-{name}" for smi in smis for name in ("turnover", "channel", "workers")}
    assert journey.facilitator.clicks - before == 2
    assert len(gzip.compress(page.content)) < MOST_KILOBYTES * 1024
    assert f"less than {MOST_KILOBYTES} KB" in README.read_text(encoding="utf-8")
