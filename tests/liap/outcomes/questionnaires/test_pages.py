"""The pages: counts for all who see the plan, rows for its people, texts for evaluator and coordinator."""

import pytest
from django.urls import reverse

from liap.models import DataAccess, Reply, Respondent, Role
from liap.outcomes.questionnaires import links, summary
from liap.outcomes.questionnaires.actions import ask, note_attempt
from tests.factories import AppointmentFactory, OrganisationFactory


def address(name, pk):
    return reverse(f"liap:{name}", args=[pk])


@pytest.fixture
def budget_officer(scene):
    return AppointmentFactory(post__organisation=scene.office, post__role=Role.BUDGET_OFFICER).person


def test_evaluator_begins_words_and_asks(client, scene, asked, smis):
    client.force_login(scene.evaluator)
    rows = asked.questions.count()
    data = {"questions-TOTAL_FORMS": "1", "questions-INITIAL_FORMS": "0", "questions-0-text_id": "Apa kabar?",
            "questions-0-kind": "text", "questions-0-criterion": "relevance"}  # fmt: skip

    more = client.post(address("write_questions", scene.plan.pk), {**data, "more": "1"})
    kept = client.post(address("write_questions", scene.plan.pk), data)
    named = {"enterprises": [smis[0].pk], "others": "Bank Sumut\nKoperasi", "medium": "link"}
    on_list = client.post(address("ask_respondents", scene.plan.pk), named)

    assert (rows, more.status_code, kept.status_code, on_list.status_code) == (6, 200, 302, 302)
    assert [row.text_id for row in asked.questions.all()] == ["Apa kabar?"]
    assert [str(row) for row in Respondent.objects.all()] == ["UD Satu", "Bank Sumut", "Koperasi"]


def test_nobody_named_keeps_what_was_typed(client, scene, asked, smis):
    client.force_login(scene.member)

    shown = client.post(address("ask_respondents", scene.plan.pk), {"medium": "paper", "others": " "})

    assert (shown.status_code, "Pilih atau sebutkan" in shown.content.decode()) == (422, True)


def test_interview_and_attempt_over_the_page(client, scene, asked, respondents):
    client.force_login(scene.member)
    first, second = respondents[:2]
    answers = {"code": asked.code, f"said-q{asked.questions.first().pk}": "yes", "source-medium": "paper",
               "source-answered_on": "2026-08-03"}  # fmt: skip

    assert client.post(address("respondent", first.pk), {**answers, "source-medium": "link"}).status_code == 422
    assert client.post(address("respondent", first.pk), answers).status_code == 302
    tried = {"attempt-state": "unreachable", "attempt-medium": "telephone", "attempt-attempts": "3"}
    assert client.post(address("note_attempt", second.pk), tried).status_code == 422
    assert client.post(address("note_attempt", second.pk), {**tried, "attempt-reason": "Pindah"}).status_code == 302

    assert Reply.objects.get().medium == "paper"
    second.refresh_from_db()
    assert (second.state, second.attempts, second.reason) == ("unreachable", 3, "Pindah")
    again = client.post(address("note_attempt", first.pk), {**tried, "attempt-reason": "Pindah"}, follow=True)
    assert "sudah tercatat" in again.content.decode()


def test_link_is_shown_once_and_opens(client, scene, respondents):
    client.force_login(scene.coordinator)

    shown = client.post(address("make_reply_link", respondents[0].pk))
    token = shown.context["address"].rstrip("/").rpartition("/")[2]
    client.logout()

    assert client.get(reverse("liap:reply_by_link", args=[token])).status_code == 200
    client.force_login(scene.coordinator)
    assert client.post(address("take_back_reply_link", respondents[0].links.get().pk)).status_code == 302
    assert client.get(reverse("liap:reply_by_link", args=[token])).status_code == 410


def test_rows_are_for_the_people_of_the_plan_and_another_region_sees_nothing(
    client, scene, respondents, answer, budget_officer
):
    answer(respondents[0], {1: "yes"})
    pages = [address("questionnaire", scene.plan.pk), address("respondent", respondents[0].pk)]
    expected = {scene.member: [200, 200], scene.evaluator: [200, 200], budget_officer: [200, 404],
                scene.stranger: [404, 404]}  # fmt: skip

    for person, statuses in expected.items():
        client.force_login(person)
        assert [client.get(page).status_code for page in pages] == statuses, person


def test_free_texts_are_for_evaluator_and_coordinator(client, scene, respondents, answer, budget_officer):
    answer(respondents[0], {1: "yes", 6: "Bantuan terlambat"})
    pages = [address("questionnaire", scene.plan.pk), address("respondent", respondents[0].pk)]
    expected = {scene.evaluator: True, scene.coordinator: True, scene.member: False, budget_officer: False}

    for person, reads in expected.items():
        client.force_login(person)
        shown = ["Bantuan terlambat" in client.get(page).content.decode() for page in pages]
        assert shown == [reads, reads], person


def test_reading_answers_of_a_person_is_noted(client, scene, respondents, answer):
    answer(respondents[0], {1: "yes"})
    client.force_login(scene.member)

    client.get(address("respondent", respondents[0].pk))

    noted = DataAccess.objects.get()
    assert (noted.enterprise, noted.by, noted.what) == (respondents[0].enterprise, scene.member, "questionnaire")


def test_paper_form_has_a_box_for_each_choice(client, scene, asked):
    client.force_login(scene.member)

    text = client.get(address("questionnaire_paper", scene.plan.pk)).content.decode()

    assert (text.count("☐"), "☐ ya" in text) == (3 * 3 + 5, True)


@pytest.mark.parametrize(
    ("said", "in_full", "told"),
    [
        (["yes", "yes"], True, [2, 0, 0]),
        (["yes", "yes"], False, [None, None, None]),
        (["yes", "yes", "yes"], False, [3, 0, 0]),
        (["yes", "yes", "yes", "no"], True, [3, 0, 1]),
        (["yes", "yes", "yes", "no"], False, [None, 0, None]),
    ],
)
def test_counts_of_one_or_two_smis_are_not_told_to_strangers(asked, respondents, answer, said, in_full, told):
    for respondent, value in zip(respondents, said, strict=False):
        answer(respondent, {1: value})

    _question, smis, _others = summary.by_question(asked, in_full=in_full)[0]

    assert [count for _label, count in smis.choices] == told


def test_numbers_of_two_smis_have_no_mean_for_strangers(asked, respondents, answer):
    for respondent, value in zip(respondents, (4, 7), strict=False):
        answer(respondent, {3: value})

    means = [summary.by_question(asked, in_full=in_full)[2][1].mean for in_full in (True, False)]
    assert [mean and float(mean) for mean in means] == [5.5, None]


def test_media_are_counted_and_small_cells_hidden_from_strangers(scene, asked, respondents, answer):
    office = OrganisationFactory(region=scene.group.region)
    (institution,) = ask(scene.plan, by=scene.member, medium="paper", institutions=[office])
    answer(institution, {1: "yes"}, medium="paper")
    for respondent in respondents[:3]:
        answer(respondent, {1: "yes"})
    note_attempt(respondents[3], by=scene.member, state="unreachable", medium="telephone", attempts=2, reason="Pindah")

    def told(in_full):
        lines = summary.by_medium(scene.plan, in_full=in_full)
        return [(line.medium, line.asked, line.answered, line.refused, line.unreachable) for line in lines]

    assert told(True) == [("telephone", 4, 3, 0, 1), ("paper", 1, 1, 0, 0)]
    assert told(False) == [("telephone", 4, None, 0, None), ("paper", 1, 1, 0, 0)]


def test_page_shows_dashes_to_who_has_no_rows(client, scene, respondents, answer, budget_officer):
    answer(respondents[0], {1: "yes"})
    client.force_login(budget_officer)

    text = client.get(address("questionnaire", scene.plan.pk)).content.decode()

    assert "ya: –" in text
    assert [name for name in ("UD Satu", "UD Dua") if name in text] == []


def test_link_of_a_refusal_is_over(scene, respondents):
    made, _token = links.make_link(respondents[0], by=scene.member)

    note_attempt(respondents[0], by=scene.member, state="refused", medium="link", attempts=1, reason="Tidak mau")

    made.refresh_from_db()
    assert made.revoked_at is not None
