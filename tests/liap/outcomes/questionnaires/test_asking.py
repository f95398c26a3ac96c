"""Questions are written, respondents named and answers kept by their people, each once, and frozen with the first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from liap.enterprises.models import Enterprise
from liap.models import Evaluation, Event, Questionnaire, Reply, ReplyLine, Respondent
from liap.outcomes.limits import limits_of
from liap.outcomes.questionnaires import actions, links, wording
from liap.outcomes.questionnaires.actions import ask, note_attempt, record_reply
from liap.outcomes.questionnaires.lines import QuestionLine
from liap.outcomes.questionnaires.wording import begin_version, lines_of, reword
from liap.refusals import NotTheirs
from tests.factories import OrganisationFactory
from tests.liap.outcomes.questionnaires.conftest import DAY

LINE = QuestionLine("Berapa pekerja?", "How many workers?", "number", "effectiveness_impact")


def test_default_questions_cover_every_criterion_and_kind_in_two_languages(asked):
    rows = list(asked.questions.all())

    assert {row.kind for row in rows} == {"yes_no", "choice", "number", "text"}
    assert {row.criterion for row in rows} == {"relevance", "effectiveness_impact", "efficiency", "sustainability"}
    assert all(row.text_id and row.text_en for row in rows)


def test_questions_are_reworded_until_the_first_answer_and_then_a_version_more(scene, asked, respondents, answer):
    reword(asked, by=scene.evaluator, lines=[LINE])
    asked.refresh_from_db()
    assert lines_of(asked) == [LINE]
    with pytest.raises(wording.StillOpen):
        begin_version(scene.plan, by=scene.evaluator)

    answer(respondents[0], {1: 4})
    with pytest.raises(wording.WordsFrozen):
        reword(asked, by=scene.evaluator, lines=[LINE, LINE])
    second = begin_version(scene.plan, by=scene.evaluator)
    reword(second, by=scene.evaluator, lines=[LINE, LINE])

    assert [(row.version, row.questions.count()) for row in Questionnaire.objects.all()] == [(1, 1), (2, 2)]
    assert Reply.objects.get().questionnaire == asked


def test_questions_are_the_evaluators_alone(scene, asked):
    for stranger in (scene.member, scene.coordinator, scene.stranger):
        with pytest.raises(NotTheirs):
            reword(asked, by=stranger, lines=[LINE])
        with pytest.raises(NotTheirs):
            begin_version(scene.plan, by=stranger)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [LINE] * 21,
        [QuestionLine(" ", "", "text", "relevance")],
        [QuestionLine("Apa?", "", "choice", "relevance", "satu")],
        [QuestionLine("Apa?", "", "choice", "relevance", "satu\ndua", "one")],
    ],
)
def test_unclear_questions_are_refused_and_change_nothing(scene, asked, lines):
    with pytest.raises(wording.QuestionUnclear):
        reword(asked, by=scene.evaluator, lines=lines)

    assert asked.questions.count() == 6


def test_respondents_are_smis_institutions_and_others_each_once(scene, asked, smis):
    office = OrganisationFactory(region=scene.group.region)
    chosen = {"enterprises": smis[:1], "institutions": [office], "others": ["Bank Sumut", "Bank Sumut", " "]}

    for _time in range(2):
        ask(scene.plan, by=scene.member, medium="paper", **chosen)

    assert [str(row) for row in Respondent.objects.all()] == ["UD Satu", str(office), "Bank Sumut"]
    with pytest.raises(actions.NobodyNamed):
        ask(scene.plan, by=scene.member, medium="paper")
    with pytest.raises(NotTheirs):
        ask(scene.plan, by=scene.stranger, medium="paper", **chosen)


def test_interview_keeps_medium_post_and_day_of_each_answer(scene, respondents, answer):
    reply = answer(respondents[0], {1: "yes", 3: 4, 5: "2", 6: "Lebih cepat"}, answered_as="pemilik")

    assert (reply.medium, str(reply.answered_on), reply.answered_as) == ("telephone", "2026-08-03", "pemilik")
    assert (reply.entered_by, reply.held_as != "") == (scene.member, True)
    assert [str(line) for line in reply.lines.all()] == ["ya", "4.00", "pendampingan", "Lebih cepat"]
    assert Event.objects.get(verb="questionnaire.answered").payload["medium"] == "telephone"


def test_second_answer_of_a_respondent_is_refused(respondents, answer):
    answer(respondents[0], {1: "yes"})

    with pytest.raises(actions.AnsweredBefore):
        answer(respondents[0], {1: "no"})
    assert ReplyLine.objects.get().choice == "yes"


@pytest.mark.parametrize(
    ("said", "more", "refusal"),
    [
        ({}, {}, actions.NothingSaid),
        ({1: ""}, {}, actions.NothingSaid),
        ({1: "yes"}, {"answered_on": timezone.localdate() + timedelta(days=1)}, actions.AnsweredInTheFuture),
        ({1: "yes"}, {"medium": "link"}, NotTheirs),
    ],
)
def test_what_cannot_be_an_answer_leaves_nothing(respondents, asked, answer, said, more, refusal):
    given = {"answered_on": DAY, **more}

    with pytest.raises(refusal):
        answer(respondents[0], said, **given)

    asked.refresh_from_db()
    assert (Reply.objects.count(), asked.frozen_at) == (0, None)


def test_stranger_writes_nothing_down(scene, respondents, answer):
    with pytest.raises(NotTheirs):
        answer(respondents[0], {1: "yes"}, by=scene.stranger)
    with pytest.raises(NotTheirs):
        note_attempt(respondents[0], by=scene.stranger, state="refused", medium="telephone", attempts=1, reason="-")


def test_who_is_not_reached_is_counted_with_attempts_and_may_answer_later(scene, respondents, answer):
    tried = {"by": scene.member, "state": "unreachable", "medium": "telephone", "attempts": 3}
    with pytest.raises(actions.ReasonMissing):
        note_attempt(respondents[0], reason=" ", **tried)

    row = note_attempt(respondents[0], reason="Nomor tidak aktif", **tried)
    assert (row.state, row.attempts, row.reason) == ("unreachable", 3, "Nomor tidak aktif")

    answer(row, {1: "partly"}, medium="meeting")
    row.refresh_from_db()
    assert (row.state, row.medium) == ("answered", "meeting")


def test_report_says_that_not_all_answered_without_counting_one_or_two(scene, respondents, answer):
    note_attempt(respondents[0], by=scene.member, state="refused", medium="telephone", attempts=1, reason="Sibuk")
    answer(respondents[1], {1: "yes"})

    said = [str(line) for line in limits_of(scene.plan, timezone.localdate())]

    assert "Tidak semua dari 4 responden menjawab." in said


def test_finished_or_unbegun_evaluation_asks_nothing(scene, respondents, answer):
    Evaluation.objects.update(rated_at=timezone.now())

    with pytest.raises(wording.NotAsking):
        answer(respondents[0], {1: "yes"})
    with pytest.raises(wording.NotAsking):
        begin_version(scene.plan, by=scene.evaluator)


def test_reworded_questions_are_read_again_before_an_answer_counts(scene, asked, respondents):
    code, pk = asked.code, asked.questions.first().pk
    reword(asked, by=scene.evaluator, lines=[LINE])

    with pytest.raises(actions.QuestionsChanged):
        record_reply(
            respondents[0],
            by=scene.member,
            code=code,
            answers={pk: "yes"},
            medium="paper",
            answered_on=DAY,
        )


def test_smi_whose_owner_stopped_the_use_is_left_in_peace(scene, respondents, answer):
    _link, token = links.make_link(respondents[0], by=scene.member)
    Enterprise.objects.filter(pk=respondents[0].enterprise_id).update(restricted_at=timezone.now())

    with pytest.raises(actions.UseStopped):
        answer(respondents[0], {1: "yes"})
    with pytest.raises(links.LinkIsOver):
        links.open_link(token, address="192.0.2.1")
