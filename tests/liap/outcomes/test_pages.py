"""Evidence files go to those who may see the plan, to be saved and not shown."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from liap.audit.models import Event
from liap.outcomes.files import clean, keep
from tests.factories import AppointmentFactory, EvidenceFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def evidence():
    file = clean(SimpleUploadedFile("daftar hadir.pdf", b"%PDF-1.7 isi"))
    keep(file)
    return EvidenceFactory(file_name=file.name, content_type=file.content_type, sha256=file.sha256, size=12)


@pytest.fixture
def evaluator(evidence):
    post = PostFactory(organisation__region=evidence.plan.region, role="evaluator")
    return AppointmentFactory(post=post).person


def test_file_is_handed_out_to_be_saved_and_noted(client, evidence, evaluator):
    client.force_login(evaluator)

    answer = client.get(f"/evidence/{evidence.pk}/")

    assert answer.content == b"%PDF-1.7 isi"
    assert answer["Content-Disposition"] == 'attachment; filename="daftar hadir.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert list(Event.objects.values_list("verb", "subject", "by")) == [
        ("evidence.downloaded", f"evidence:{evidence.pk}", evaluator.pk)
    ]


def test_file_of_another_region_is_like_nothing(client, evidence):
    client.force_login(UserFactory())

    assert client.get(f"/evidence/{evidence.pk}/").status_code == 404


def test_reference_without_a_file_has_nothing_to_hand_out(client, evidence, evaluator):
    reference = EvidenceFactory(plan=evidence.plan)
    client.force_login(evaluator)

    assert client.get(f"/evidence/{reference.pk}/").status_code == 404
