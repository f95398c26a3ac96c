"""Each step shows the page of the guideline that is in force on its day; trainers find their material."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from liap.outcomes.guidelines.admin import FileForm, TrainingMaterialAdmin
from liap.outcomes.guidelines.models import Guideline, GuidelineStep, TrainingMaterial
from liap.outcomes.guidelines.queries import guidance, in_force
from tests.factories import GuidelineFactory, GuidelineStepFactory, TrainingMaterialFactory, UserFactory
from tests.workflows.conftest import make_scene
from workflows.nodes import Step
from workflows.registry import all_flows

LOADED = import_module("liap.migrations.0035_load_guideline")
ENGLISH = import_module("liap.migrations.0039_say_the_guideline_in_english")
pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped():
    """The guideline of 2016 as it is shipped."""
    guideline, _made = Guideline.objects.get_or_create(
        valid_from=date(2016, 1, 1), defaults={"title": LOADED.TITLE, "source": LOADED.SOURCE}
    )
    for step, section, page, points in LOADED.STEPS:
        values = {"section": section, "page": page, "checklist": "\n".join(points)}
        GuidelineStep.objects.get_or_create(guideline=guideline, step=step, defaults=values)
    return guideline


def test_shipped_pages_are_about_steps_that_exist_once():
    steps = {node.name for flow in all_flows() for node in flow.instance.nodes() if isinstance(node, Step)}
    named = [row[0] for row in LOADED.STEPS]

    assert (set(named) - steps, len(named) - len(set(named))) == (set(), 0)


def test_version_of_the_day_speaks(shipped):
    newer = GuidelineFactory(valid_from=date(2026, 1, 1), valid_to=date(2027, 12, 31))
    GuidelineStepFactory(guideline=newer, step="draft", page="33")

    assert [in_force(date(year, 6, 1)) for year in (2015, 2020, 2026, 2028)] == [None, shipped, newer, shipped]
    assert [guidance("draft", date(year, 6, 1)).page for year in (2020, 2026, 2028)] == ["10–14", "33", "10–14"]
    assert guidance("diagnose", date(2026, 6, 1)) is None
    sections = [row.section for row in shipped.passages]
    assert (len(sections), len(set(sections)), sections[0]) == (13, 13, LOADED.MEMBERS)
    assert guidance("head_decision", date(2020, 6, 1)) is None


def test_task_shows_page_and_checklist(shipped):
    scene, client = make_scene(), Client()
    client.force_login(scene.members[0])
    task = scene.case.tasks.open().human().filter(owner=scene.members[0]).first()

    page = client.get(reverse("workflows:task", args=[task.pk]))

    shown = page.context["guidance"]
    assert (task.flow_task.name, shown.page, len(shown.points)) == ("diagnose", "7–9", 3)
    assert ("Analisis rantai pasok (hlm. 9)" in page.content.decode()) is True


def test_reader_of_english_gets_headings_and_points_in_english(shipped):
    """The migration says them; what an office wrote itself has no English and reads as it was written."""
    own = GuidelineStepFactory(guideline=shipped, step="own", section="Bab kita", checklist="Satu butir")
    apps.get_model("liap", "GuidelineStep").objects.update(section_en="", checklist_en="")
    ENGLISH.say(apps, None)
    diagnosis = guidance("diagnose", date(2020, 6, 1))
    own.refresh_from_db()

    with translation.override("en"):
        assert diagnosis.heading == "3.2 Industry diagnosis"
        assert diagnosis.points[2] == "Supply-chain analysis (p. 9)"
        assert (own.heading, own.points) == ("Bab kita", ["Satu butir"])
    with translation.override("id"):
        assert (diagnosis.heading, len(diagnosis.points)) == ("3.2 Diagnosis industri", 3)
    assert not GuidelineStep.objects.filter(section_en="").exclude(pk=own.pk).exists()


@pytest.mark.parametrize(
    ("language", "says"), [("id", "Panduan ini bukan bagian"), ("en", "no ministry has approved it")]
)
def test_guide_to_a_first_meeting_says_whose_it_is(language, says):
    client = Client()
    client.force_login(UserFactory())
    client.cookies["django_language"] = language

    assert reverse("liap:first_meeting") in client.get(reverse("liap:guidelines")).text
    assert says in client.get(reverse("liap:first_meeting")).text


def test_trainer_finds_material_and_saves_files(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    form_class = TrainingMaterialAdmin(TrainingMaterial, None).get_form(None)
    assert issubclass(form_class, FileForm)
    bad = form_class({"title": "Bahan", "is_current": "on"}, {"upload": SimpleUploadedFile("a.exe", b"MZ")})
    empty = form_class({"title": "Bahan", "is_current": "on"})
    form = form_class({"title": "Modul", "is_current": "on"}, {"upload": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")})
    assert [sorted(one.errors) for one in (bad, empty, form)] == [["upload"], ["upload"], []]
    kept = form.save()
    TrainingMaterialFactory(title="Lama", is_current=False)
    client, address = Client(), reverse("liap:guidelines")
    client.force_login(UserFactory())

    page, saved = client.get(address), client.get(address, {"file": f"material-{kept.pk}"})

    assert [row.title for row in page.context["material"]] == ["Modul"]
    assert (saved.content, saved["Content-Type"]) == (b"%PDF-1.7 x", "application/pdf")
    wrong = ["guideline-1", "material-987654", "other-1", "material-x"]
    assert [client.get(address, {"file": name}).status_code for name in wrong] == [404] * 4


@pytest.mark.parametrize("make", [
    lambda: TrainingMaterialFactory(link=""),
    lambda: GuidelineFactory(valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 1)),
    lambda: GuidelineStepFactory.create_batch(2, guideline=GuidelineFactory()),
])  # fmt: skip
def test_database_refuses_what_makes_no_sense(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
