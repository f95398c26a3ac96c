"""The evaluator writes on the aspects of relevance and sustainability, and chooses photos that show no single SMI."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from liap.groups.models import WorkingGroup
from liap.models import AspectFinding, CriterionRating, Evaluation
from liap.outcomes import actions
from liap.outcomes.aspects.actions import TooManyPhotos
from liap.outcomes.forms import RatingsForm
from liap.refusals import NotTheirs
from tests.factories import AspectFindingFactory, EvaluationFactory, EvidenceFactory, PlanFactory, SuccessCaseFactory
from tests.liap.posting import posted

pytestmark = pytest.mark.django_db
RATED = {
    f"rating-{name}-{field}": value
    for name in ("relevance", "effectiveness_impact", "efficiency", "sustainability")
    for field, value in (("rating", "fair"), ("reason", "Menurut penilai"))
}


def photo(scene, description="Pelatihan mutu"):
    stream = BytesIO()
    Image.new("RGB", (40, 30), "green").save(stream, "JPEG")
    upload = SimpleUploadedFile("foto.jpg", stream.getvalue())
    return actions.add_evidence(scene.plan, by=scene.member, description=description, file=upload)


def form_of(scene, changes=None):
    build = {"task": None, "plan": scene.plan, "user": scene.evaluator}
    blank = RatingsForm(**build)
    return blank if changes is None else RatingsForm(posted(blank, changes), **build)


def concluded(scene, **answers):
    evaluation = actions.open_evaluation(scene.plan, by=scene.evaluator)
    return actions.conclude(evaluation, by=scene.evaluator, **answers)


def test_findings_and_photos_are_kept_from_the_form(scene):
    shown, proof = photo(scene), EvidenceFactory(plan=scene.plan, description="APBD 2026")
    sent = {
        "aspects-sustainability-finance": "Anggaran naik",
        "aspects-sustainability-finance_evidence": proof.pk,
        "aspects-relevance-needs": "Diminta IKM",
        "photos-photos": [shown.pk],
    }

    form = form_of(scene, RATED | sent)
    assert form.is_valid(), [part.errors for part in form.parts]
    form.save(scene.evaluator)

    rows = AspectFinding.objects.order_by("aspect").values_list("aspect", "finding", "evidence")
    assert list(rows) == [("finance", "Anggaran naik", proof.pk), ("needs", "Diminta IKM", None)]
    assert list(Evaluation.objects.get().photos.all()) == [shown]


def test_what_was_written_is_shown_again_and_goes_when_it_is_emptied(scene):
    AspectFindingFactory(evaluation=EvaluationFactory(plan=scene.plan), aspect="policy", finding="Perda 3/2026")

    again = form_of(scene)
    assert posted(again)["aspects-sustainability-policy"] == "Perda 3/2026"
    emptied = form_of(scene, RATED | {"aspects-sustainability-policy": " "})
    assert emptied.is_valid()
    emptied.save(scene.evaluator)

    assert not AspectFinding.objects.exists()


def test_evidence_without_a_finding_is_refused(scene):
    proof = EvidenceFactory(plan=scene.plan)

    form = form_of(scene, RATED | {"aspects-sustainability-finance_evidence": proof.pk})

    assert not form.is_valid()
    assert not CriterionRating.objects.exists()


def test_only_pictures_of_the_plan_that_prove_no_single_smi_are_offered(scene):
    assert form_of(scene).photos is None
    shown = photo(scene)
    SuccessCaseFactory(plan=scene.plan, evidence=photo(scene, "Nota UD Contoh"))
    EvidenceFactory(plan=scene.plan, description="Dokumen", content_type="application/pdf", sha256="a" * 64)

    assert list(form_of(scene).photos.fields["photos"].queryset) == [shown]


def test_a_photo_of_another_plan_or_of_one_smi_is_refused_and_nothing_is_written(scene):
    of_one = photo(scene, "Nota UD Contoh")
    SuccessCaseFactory(plan=scene.plan, evidence=of_one)
    foreign = EvidenceFactory(plan=PlanFactory(), content_type="image/png", sha256="b" * 64)

    for wrong in (of_one, foreign):
        with pytest.raises(NotTheirs):
            concluded(scene, photos=[wrong], aspects={"finance": ("Anggaran naik", None)})
        with pytest.raises(NotTheirs):
            concluded(scene, aspects={"finance": ("Anggaran naik", foreign)})

    assert not AspectFinding.objects.exists()


def test_seven_photos_are_too_many(scene):
    many = [photo(scene, f"Foto {number}") for number in range(7)]

    with pytest.raises(TooManyPhotos):
        concluded(scene, photos=many)

    assert not form_of(scene, RATED | {"photos-photos": [row.pk for row in many]}).is_valid()


def test_the_form_of_a_facilitators_plan_asks_for_neither(scene):
    WorkingGroup.objects.filter(pk=scene.plan.working_group_id).update(kind=WorkingGroup.Kind.FACILITATOR)
    scene.plan.refresh_from_db()
    photo(scene)

    form = form_of(scene)

    assert (form.aspects, form.photos) == ([], None)


@pytest.mark.parametrize("twice", [True, False])
def test_database_refuses_a_second_or_an_empty_finding(twice):
    first = AspectFindingFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        AspectFindingFactory(evaluation=first.evaluation, **({} if twice else {"aspect": "policy", "finding": ""}))
