"""A file on a slow link is sent once: what came with a form that was not accepted waits for the next attempt."""

import os
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liap.groups.models import WorkingGroup
from liap.outcomes import files
from tests.factories import EvidenceFactory, GuidelineFactory, TrainingMaterialFactory
from tests.workflows.test_formation import SCAN, filed, given, scan, started_without
from workflows import uploads
from workflows.models import DraftUpload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def at_work(scene):
    """The coordinator before the page on which he puts the signed decree on file."""
    started_without(scene)
    scene.client = Client()
    scene.client.force_login(scene.coordinator)
    scene.task = scene.open_task("file_decree")
    scene.address = reverse("workflows:task", args=[scene.task.pk])
    return scene


def without_file(**changes):
    data = given(**changes)
    data.pop("file")
    return data


def test_file_of_a_refused_form_is_not_sent_again(at_work):
    refused = at_work.client.post(at_work.address, {"complete": "1", **given(number="")})
    assert (refused.status_code, [one.name for one in refused.context["kept"]]) == (422, ["sk.pdf"])
    assert "sk.pdf" in at_work.client.get(at_work.address).text

    done = at_work.client.post(at_work.address, {"complete": "1", **without_file()})

    group = WorkingGroup.objects.get(pk=at_work.plan.working_group_id)
    assert (done.status_code, group.decree_file_name) == (302, "sk.pdf")
    assert files.path_of(group.decree_sha256).read_bytes() == SCAN
    assert not DraftUpload.objects.exists()


def test_refusal_of_the_act_and_a_draft_keep_the_file_too(at_work):
    at_work.client.post(at_work.address, {"complete": "1", **given(signed_on="2099-01-01")})
    assert DraftUpload.objects.count() == 1
    uploads.forget(at_work.task)

    at_work.client.post(at_work.address, {"draft": "1", **given()})

    assert DraftUpload.objects.get().name == "sk.pdf"


def test_another_file_replaces_it_and_it_can_be_removed(at_work):
    at_work.client.post(at_work.address, {"complete": "1", **given(number="")})
    other = SimpleUploadedFile("baru.pdf", b"%PDF-1.7 lain")
    at_work.client.post(at_work.address, {"complete": "1", **given(number="", file=other)})
    assert DraftUpload.objects.get().name == "baru.pdf"

    shown = at_work.client.post(at_work.address, {"forget": "file", **without_file(number="5")})

    assert (shown.status_code, shown.context["kept"]) == (200, [])
    assert 'value="5"' in shown.text
    assert at_work.client.post(at_work.address, {"complete": "1", **without_file()}).status_code == 422


def test_file_is_of_the_person_who_sent_it_and_strangers_leave_none(at_work):
    at_work.client.post(at_work.address, {"complete": "1", **given(number="")})

    assert uploads.kept(at_work.task, at_work.head) == []
    uploads.keep(at_work.task, by=at_work.head, sent={"file": scan()})
    other = Client()
    other.force_login(at_work.stranger)
    assert other.post(at_work.address, {"complete": "1", **given(number="")}).status_code == 404
    assert DraftUpload.objects.get().person == at_work.coordinator


def test_file_that_may_not_be_kept_is_not(at_work):
    bad = SimpleUploadedFile("sk.exe", b"MZ")

    page = at_work.client.post(at_work.address, {"complete": "1", **given(number="", file=bad)})

    assert (page.status_code, page.context["kept"]) == (422, [])


def test_file_waits_for_a_day(at_work):
    at_work.client.post(at_work.address, {"complete": "1", **given(number="")})
    DraftUpload.objects.update(kept_at=timezone.now() - timedelta(days=1, minutes=1))
    row = DraftUpload.objects.get()
    age(files.path_of(row.sha256))

    assert uploads.kept(at_work.task, at_work.coordinator) == []
    assert uploads.tidy() == 1
    assert (DraftUpload.objects.count(), files.path_of(row.sha256).exists()) == (0, False)


def age(path):
    before = time.time() - 25 * 3600
    os.utime(path, (before, before))


def stored(content: bytes) -> str:
    file = files.CleanFile(name="a.pdf", content_type="application/pdf", content=content)
    files.keep(file)
    age(files.path_of(file.sha256))
    return file.sha256


def test_only_files_that_nobody_will_ask_for_are_tidied(at_work, folder):
    """Every row that names a file keeps it, and so does the audit record of an earlier decree."""
    from_before = stored(SCAN)
    filed(at_work)
    filed(at_work, file=SimpleUploadedFile("dua.pdf", b"%PDF-1.7 kedua"))
    kept = {from_before, WorkingGroup.objects.get(pk=at_work.plan.working_group_id).decree_sha256}
    kept |= {stored(b"%PDF-1.7 petunjuk"), stored(b"%PDF-1.7 bahan"), stored(b"%PDF-1.7 bukti")}
    guideline, material = GuidelineFactory(), TrainingMaterialFactory()
    type(guideline).objects.filter(pk=guideline.pk).update(sha256=stored(b"%PDF-1.7 petunjuk"))
    type(material).objects.filter(pk=material.pk).update(sha256=stored(b"%PDF-1.7 bahan"))
    EvidenceFactory(plan=at_work.plan, sha256=stored(b"%PDF-1.7 bukti"))
    stray, fresh = stored(b"%PDF-1.7 tanpa baris"), stored(b"%PDF-1.7 baru saja")
    os.utime(files.path_of(fresh))
    for sha256 in kept:
        age(files.path_of(sha256))

    assert uploads.tidy() == 1

    left = {path.name for path in folder.glob("??/*")}
    assert (left >= {*kept, fresh}, stray in left) == (True, False)


def test_file_that_comes_again_is_young_again():
    sha256 = stored(b"%PDF-1.7 dua kali")

    files.keep(files.CleanFile(name="b.pdf", content_type="application/pdf", content=b"%PDF-1.7 dua kali"))

    assert (uploads.tidy(), files.path_of(sha256).exists()) == (0, True)
