"""A success counts when it is proved, confirmed by somebody else and asked about every year."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from liap.models import Event, Reconfirmation, SuccessCase
from liap.outcomes.queries import evidence_path
from liap.outcomes.success import actions, queries
from liap.refusals import NotTheirs
from tests.factories import GoalFactory, PlanFactory, SuccessCaseFactory, TargetEnterpriseFactory

pytestmark = pytest.mark.django_db


def report(scene, rung="capability", by=None, **changes):
    target = changes.pop("target", None) or TargetEnterpriseFactory(plan=scene.plan)
    given = {"enterprise": target.enterprise, "rung": rung, "reached_on": date(2024, 5, 2), "description": "Faktur 7"}
    return actions.report_success(scene.plan, by=by or scene.member, **{**given, **changes})


def confirmed(scene, on=date(2024, 6, 1), **changes):
    return actions.confirm_success(report(scene, **changes), by=scene.evaluator, on=on)


def row_of(scene, on):
    return next(row for row in queries.success_table(scene.member, on=on) if row.plan == scene.plan)


def test_success_counts_only_after_somebody_else_confirmed_it(scene):
    GoalFactory(plan=scene.plan, rung="capability")
    case = report(scene)
    before = row_of(scene, date(2024, 12, 31)).reached

    actions.confirm_success(case, by=scene.evaluator, on=date(2024, 6, 1))

    assert (before, row_of(scene, date(2024, 12, 31)).reached, row_of(scene, date(2024, 5, 31)).reached) == (0, 1, 0)


def test_reporter_cannot_confirm(scene):
    case = report(scene, by=scene.coordinator)

    with pytest.raises(NotTheirs):
        actions.confirm_success(case, by=scene.coordinator)

    case.refresh_from_db()
    assert case.confirmed_by is None


def test_database_refuses_that_the_reporter_confirms(scene):
    case = report(scene)

    with pytest.raises(IntegrityError), transaction.atomic():
        SuccessCase.objects.filter(pk=case.pk).update(confirmed_by=case.reported_by, confirmed_on=date(2024, 6, 1))


def test_second_confirmation_is_a_conflict(scene):
    case = confirmed(scene)

    with pytest.raises(actions.AlreadyConfirmed):
        actions.confirm_success(case, by=scene.evaluator)


def test_stranger_and_evaluator_cannot_report(scene):
    for person in (scene.stranger, scene.evaluator):
        with pytest.raises(NotTheirs):
            report(scene, by=person)

    assert not SuccessCase.objects.exists()


@pytest.mark.parametrize("rung", ["capability", "first_transaction", "repeated_transaction"])
def test_certificate_number_is_refused_at_other_rungs(scene, rung):
    with pytest.raises(actions.CertificateAtOtherRung):
        report(scene, rung=rung, certificate_number="BKI 12")

    with pytest.raises(IntegrityError), transaction.atomic():
        SuccessCaseFactory(plan=scene.plan, rung=rung, certificate_number="BKI 12")


def test_certificate_counts_at_its_rung_only(scene):
    GoalFactory(plan=scene.plan, rung="first_transaction")
    confirmed(scene, rung="certificate", certificate_number="BKI 12")

    row = row_of(scene, date(2024, 12, 31))

    assert (row.by_rung["certificate"], row.by_rung["first_transaction"], row.reached) == (1, 0, 0)


def test_rung_of_the_certificate_needs_a_number(scene):
    with pytest.raises(actions.CertificateAtOtherRung):
        report(scene, rung="certificate")


def test_same_smi_cannot_be_counted_twice_on_a_rung(scene):
    target = TargetEnterpriseFactory(plan=scene.plan)
    report(scene, target=target)

    with pytest.raises(actions.AlreadyReported):
        report(scene, target=target)

    assert SuccessCase.objects.count() == 1


def test_smi_that_is_no_target_is_refused(scene):
    other = TargetEnterpriseFactory()

    with pytest.raises(actions.NotATarget):
        report(scene, target=other)


def test_photo_as_proof_loses_place_and_camera(scene):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (1.0, 2.0, 3.0)
    exif[0x013B] = "SENTINEL"
    stream = BytesIO()
    Image.new("RGB", (40, 30), "red").save(stream, "JPEG", exif=exif)

    case = report(scene, file=SimpleUploadedFile("foto.jpg", stream.getvalue()))

    kept = evidence_path(case.evidence).read_bytes()
    assert len(case.evidence.sha256) == 64
    assert (b"SENTINEL" in kept, dict(Image.open(BytesIO(kept)).getexif())) == (False, {})


def test_failed_record_leaves_no_evidence_either(scene, monkeypatch):
    def fail(*args, **options):
        raise RuntimeError

    monkeypatch.setattr(actions, "_note", fail)

    with pytest.raises(RuntimeError):
        report(scene)

    assert (SuccessCase.objects.count(), scene.plan.evidence.count()) == (0, 0)


def test_question_opens_once_per_case_and_year(scene):
    case = confirmed(scene)
    report(scene)

    opened = [actions.open_reconfirmations(day) for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 9, 9))]
    opened.append(actions.open_reconfirmations(date(2026, 1, 1)))

    assert opened == [0, 1, 0, 1]
    assert list(case.reconfirmations.values_list("year", flat=True)) == [2025, 2026]


def test_what_lapsed_is_not_asked_again_and_stays_lapsed(scene):
    GoalFactory(plan=scene.plan, rung="capability")
    confirmed(scene)
    actions.open_reconfirmations(date(2025, 1, 1))
    question = Reconfirmation.objects.get()

    actions.answer_reconfirmation(question, by=scene.member, answer="lapsed", on=date(2025, 2, 1))

    assert actions.open_reconfirmations(date(2026, 1, 1)) == 0
    row = row_of(scene, date(2026, 3, 1))
    assert (row.reached, row.confirmed, row.lapsed) == (1, 0, 1)


def test_no_contact_is_neither_confirmed_nor_lapsed(scene):
    GoalFactory(plan=scene.plan, rung="capability")
    confirmed(scene)
    actions.open_reconfirmations(date(2025, 1, 1))

    actions.answer_reconfirmation(
        Reconfirmation.objects.get(), by=scene.member, answer="no_contact", on=date(2025, 2, 1)
    )

    row = row_of(scene, date(2025, 12, 31))
    assert (row.confirmed, row.lapsed, row.no_contact) == (0, 0, 1)
    assert row_of(scene, date(2026, 12, 31)).not_asked == 1


def test_answer_is_given_once_and_by_people_of_the_plan(scene):
    confirmed(scene)
    actions.open_reconfirmations(date(2025, 1, 1))
    question = Reconfirmation.objects.get()
    with pytest.raises(NotTheirs):
        actions.answer_reconfirmation(question, by=scene.stranger, answer="still")

    actions.answer_reconfirmation(question, by=scene.member, answer="still")

    with pytest.raises(actions.AlreadyAnswered):
        actions.answer_reconfirmation(question, by=scene.evaluator, answer="lapsed")
    verbs = Event.objects.filter(chain=f"success:{scene.plan.pk}").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["success.reported", "success.confirmed", "success.asked", "success.answered"]


def test_table_needs_the_same_queries_for_more_plans(scene, django_assert_num_queries):
    GoalFactory(plan=scene.plan, rung="capability")
    GoalFactory(plan=PlanFactory(working_group=scene.group), rung="capability")
    for _number in range(6):
        confirmed(scene)

    with django_assert_num_queries(9):
        assert row_of(scene, date(2024, 12, 31)).reached == 6


def test_story_over_the_pages(scene, client):
    GoalFactory(plan=scene.plan, rung="capability")
    target = TargetEnterpriseFactory(plan=scene.plan)
    client.force_login(scene.member)
    given = {"enterprise": target.enterprise.pk, "rung": "capability", "reached_on": "2024-05-02", "description": "A"}
    client.post(reverse("liap:report_success", args=[scene.plan.pk]), given)
    case = SuccessCase.objects.get()
    client.post(reverse("liap:confirm_success", args=[case.pk]))
    case.refresh_from_db()
    assert case.confirmed_by is None

    client.force_login(scene.evaluator)
    client.post(reverse("liap:confirm_success", args=[case.pk]))
    case.refresh_from_db()
    assert case.confirmed_by == scene.evaluator
    actions.open_reconfirmations(date(case.confirmed_on.year + 1, 1, 1))
    page = client.get(reverse("liap:success", args=[case.pk])).content.decode()
    assert reverse("liap:answer_success", args=[case.pk]) in page
    client.post(reverse("liap:answer_success", args=[case.pk]), {"answer": "still"})
    assert Reconfirmation.objects.get().answer == "still"
    assert str(target.enterprise) in client.get(reverse("liap:successes")).content.decode()


def test_people_of_another_region_find_nothing(scene, client):
    case = report(scene)
    client.force_login(scene.stranger)

    answers = [
        client.get(reverse(name, args=[pk])).status_code
        for name, pk in [("liap:success", case.pk), ("liap:report_success", scene.plan.pk)]
    ]

    assert answers == [404, 404]
    assert str(case.enterprise) not in client.get(reverse("liap:successes")).content.decode()
