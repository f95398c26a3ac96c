"""The kit for trainers: a real PDF in both languages that follows the guideline in force and the newest process."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Document
from liap.models import Guideline
from tests.documents.conftest import words_of
from tests.factories import GuidelineFactory, GuidelineStepFactory, UserFactory
from workflows.rulebooks.kit import kit

pytestmark = pytest.mark.django_db


@pytest.fixture
def guideline():
    Guideline.objects.all().delete()
    made = GuidelineFactory(title="Petunjuk Uji", valid_from=date(2016, 1, 1))
    said = {"section": "3.2 Diagnosis", "checklist": "Harga\nPelaku"}
    said |= {"section_en": "3.2 Industry diagnosis", "checklist_en": "Prices\nActors"}
    GuidelineStepFactory(guideline=made, step="diagnose", page="7–9", **said)
    return made


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", ("Petunjuk Uji", "3.2 Diagnosis", "7–9", "Harga; Pelaku", "Diagnosis industri", "Latihan")),
        (
            "en",
            ("Petunjuk Uji", "3.2 Industry diagnosis", "7–9", "Prices; Actors", "Diagnose the industry", "Exercises"),
        ),
    ],
)
def test_trainer_saves_the_kit(guideline, language, words):
    client = Client()
    client.force_login(UserFactory())
    address = reverse("workflows:training_kit", args=[language])
    assert address in client.get(reverse("liap:guidelines")).text

    answer = client.get(address)

    text = words_of(answer.content)
    assert [word for word in words if word not in text] == []
    assert answer["Content-Disposition"].startswith("attachment")
    assert not Document.objects.exists()
    assert client.get(reverse("workflows:training_kit", args=["xx"])).status_code == 404


def test_every_step_has_the_page_of_the_version_in_force(guideline):
    def page_of(title):
        steps = [step for process in kit().processes for step in process.steps]
        return {step.page for step in steps if step.title.en == title}

    assert (page_of("Diagnose the industry"), page_of("Decide on the plan")) == ({"7–9"}, {None})
    assert {process.variant.en for process in kit().processes} == {"led by a working group", "led by a facilitator"}
    newer = GuidelineFactory(title="Petunjuk Baru", valid_from=date(2025, 1, 1))
    GuidelineStepFactory(guideline=newer, step="diagnose", page="12")

    assert (page_of("Diagnose the industry"), kit().guideline) == ({"12"}, "Petunjuk Baru")


def test_kit_without_a_guideline_says_so():
    Guideline.objects.all().delete()

    assert (kit().guideline, kit().passages) == (None, ())
