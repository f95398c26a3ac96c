from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from liap.audit.models import Event
from liap.outcomes.recommendations import actions, queries
from liap.outcomes.recommendations.forms import LessonsForm, RecommendationRows
from liap.outcomes.recommendations.models import Recommendation
from liap.people.models import Role
from liap.refusals import NotTheirs
from tests.factories import EvaluationFactory, LessonFactory, PlanFactory, RecommendationFactory, UserFactory
from tests.workflows.conftest import appoint, make_scene


@pytest.fixture
def scene(db):
    return make_scene()


@pytest.fixture
def said(scene):
    """A recommendation of the finished evaluation of the scene's plan, to the regional office."""
    evaluation = EvaluationFactory(plan=scene.plan, rated_at=timezone.now())
    return RecommendationFactory(evaluation=evaluation, number=1, due_on=date(2027, 6, 30))


def other_plan_of(scene, **changes):
    return PlanFactory(region=scene.plan.region, working_group=scene.plan.working_group, **changes)


def test_addressee_takes_it_up_and_carries_it_out(scene, said):
    actions.respond(said, by=scene.head, state="accepted", response="Masuk rencana kerja 2027")
    actions.respond(said, by=scene.head, state="done", response="Dilaksanakan sejak triwulan pertama")

    said.refresh_from_db()
    assert (said.state, said.response) == ("done", "Dilaksanakan sejak triwulan pertama")
    assert (said.responded_by, said.responded_on) == (scene.head, timezone.localdate())
    assert "office_head" in said.responded_as
    events = Event.objects.filter(verb="recommendation.answered").order_by("number")
    assert [event.payload["state"] for event in events] == ["accepted", "done"]


@pytest.mark.parametrize("ended", actions.ENDED)
def test_ended_one_is_not_answered_again(scene, said, ended):
    actions.respond(said, by=scene.head, state=ended, response="Sudah")

    with pytest.raises(actions.AlreadyAnswered):
        actions.respond(said, by=scene.head, state="accepted", response="Lagi")

    said.refresh_from_db()
    assert (said.state, said.response) == (ended, "Sudah")


def test_answer_says_something(scene, said):
    with pytest.raises(actions.AnswerMissing):
        actions.respond(said, by=scene.head, state="done", response="  ")

    said.refresh_from_db()
    assert said.state == "open"


@pytest.mark.parametrize(
    ("addressee", "answers"),
    [
        ("group", {"coordinator", "head"}),
        ("office", {"head", "coordinator"}),
        ("planning_agency", {"budget_officer", "head"}),
        ("ministry", {"reviewer"}),
    ],
)
def test_only_those_it_is_addressed_to_may_answer(scene, said, addressee, answers):
    said.addressee = addressee
    said.save()
    people = {name: getattr(scene, name) for name in ("coordinator", "head", "budget_officer", "reviewer")}
    people["member"] = scene.members[0]

    allowed = {name for name, person in people.items() if queries.may_respond(person, said)}

    assert allowed == answers
    for name in set(people) - answers:
        with pytest.raises(NotTheirs):
            actions.respond(said, by=people[name], state="done", response="Sudah")


def test_successor_in_the_post_answers(scene, said):
    appointment = scene.head.appointments.get()
    appointment.person = UserFactory()
    appointment.save()

    assert queries.may_respond(appointment.person, said)
    assert not queries.may_respond(scene.head, said)


def test_answered_ones_stay_when_the_evaluator_writes_anew(said):
    actions.replace_recommendations(said.evaluation, [actions.RecommendationLine("Baru satu")])
    answered = said.evaluation.recommendations.get()
    answered.state, answered.response, answered.responded_on = "accepted", "Ya", date(2027, 1, 4)
    answered.responded_by = UserFactory()
    answered.save()

    actions.replace_recommendations(
        said.evaluation,
        [actions.RecommendationLine("Baru satu"), actions.RecommendationLine("Baru dua", addressee="ministry")],
    )

    rows = said.evaluation.recommendations.order_by("number").values_list("number", "statement", "state")
    assert list(rows) == [(1, "Baru satu", "accepted"), (2, "Baru dua", "open")]


def test_next_plan_of_the_region_is_told_what_waits(scene, said):
    RecommendationFactory(
        evaluation=said.evaluation, number=2, state="done", response="Ada", responded_by=scene.head,
        responded_on=date(2026, 1, 5),
    )  # fmt: skip
    LessonFactory(evaluation=said.evaluation, number=1)
    following, elsewhere = other_plan_of(scene), PlanFactory()

    assert list(queries.waiting_for_region(following)) == [said]
    assert list(queries.lessons_for(following)) == list(said.evaluation.lessons.all())
    assert list(queries.waiting_for_region(elsewhere)) == list(queries.waiting_for_region(scene.plan)) == []


def test_plan_of_the_region_shows_what_waits_from_an_earlier_one(client, scene):
    earlier = EvaluationFactory(plan=other_plan_of(scene), rated_at=timezone.now())
    RecommendationFactory(evaluation=earlier, number=1, statement="Bangun basis data omzet")
    RecommendationFactory(
        evaluation=earlier, number=2, statement="Susun kurikulum pelatihan", state="done", response="Ada",
        responded_by=scene.head, responded_on=date(2026, 1, 5),
    )  # fmt: skip
    client.force_login(scene.coordinator)

    page = client.get(reverse("workflows:content", args=[scene.case.pk])).content.decode()

    assert "Bangun basis data omzet" in page
    assert "Susun kurikulum pelatihan" not in page


def test_evaluation_that_is_not_finished_tells_nobody(scene):
    draft = RecommendationFactory(evaluation=EvaluationFactory(plan=scene.plan), number=1)

    assert list(queries.waiting_for_region(other_plan_of(scene))) == []
    assert not Recommendation.objects.visible_to(scene.reviewer).filter(pk=draft.pk).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"state": "done"}, {"response": "Ya"}, {"statement": ""}, {"state": "open", "responded_on": "2026-01-05"}],
)
def test_database_refuses_half_an_answer(said, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.filter(pk=said.pk).update(**wrong)


# --- Forms ---------------------------------------------------------------------------------------------------------
def test_rows_show_what_is_open_and_empty_ones_are_none(said):
    form = RecommendationRows(evaluation=said.evaluation, prefix="r")
    assert [row.initial["statement"] for row in form.initial_forms] == [said.statement]

    data = {
        "r-TOTAL_FORMS": "3", "r-INITIAL_FORMS": "1", "r-0-statement": said.statement, "r-0-addressee": "ministry",
        "r-1-statement": "", "r-2-statement": "Latih petugas", "r-2-addressee": "",
    }  # fmt: skip
    form = RecommendationRows(data, evaluation=said.evaluation, prefix="r")

    assert form.is_valid(), form.errors
    assert [(line.statement, line.addressee) for line in form.lines] == [
        (said.statement, "ministry"),
        ("Latih petugas", "office"),
    ]


def test_lessons_are_lines(said):
    form = LessonsForm({"lessons": "- Satu\n\n• Dua  \n"}, evaluation=said.evaluation)

    assert form.is_valid()
    assert form.cleaned_data["lessons"] == ["Satu", "Dua"]
    assert not LessonsForm({"lessons": "a" * 1001}, evaluation=said.evaluation).is_valid()


# --- Pages ---------------------------------------------------------------------------------------------------------
def test_addressee_answers_on_the_page(client, scene, said):
    client.force_login(scene.head)
    address = reverse("liap:recommendation", args=[said.pk])
    listed = client.get(reverse("liap:recommendations")).content.decode()
    assert address in listed

    empty = client.post(address, {"state": "done", "response": ""})
    sent = client.post(address, {"state": "done", "response": "Sudah dicatat"})

    assert (empty.status_code, sent.status_code) == (422, 302)
    assert "Sudah dicatat" in client.get(address).content.decode()
    assert address not in client.get(reverse("liap:recommendations")).content.decode()
    assert address in client.get(reverse("liap:recommendations") + "?show=all").content.decode()


def test_reader_finds_no_form(client, scene, said):
    client.force_login(scene.members[0])
    address = reverse("liap:recommendation", args=[said.pk])

    assert '<form method="post" class="panel"' not in client.get(address).content.decode()
    assert client.post(address, {"state": "done", "response": "Bukan saya"}).status_code == 422


def test_other_region_finds_nothing(client, said):
    stranger = appoint(PlanFactory().working_group.secretariat, Role.OFFICE_HEAD)
    client.force_login(stranger)

    assert client.get(reverse("liap:recommendation", args=[said.pk])).status_code == 404
    assert said.statement not in client.get(reverse("liap:recommendations")).content.decode()


def test_plan_page_shows_what_waits_in_the_region(client, scene, said):
    LessonFactory(evaluation=said.evaluation, number=1, statement="Manfaatkan sistem yang ada")
    following = other_plan_of(scene)
    from workflows import actions as workflow  # noqa: PLC0415 -- only this test starts a case

    case = workflow.start(following, by=scene.coordinator)
    client.force_login(scene.coordinator)

    page = client.get(reverse("workflows:content", args=[case.pk])).content.decode()

    assert said.statement in page
    assert "Manfaatkan sistem yang ada" in page
