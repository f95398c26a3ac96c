"""A link lets one respondent answer once, without an account; all others are refused in plain words."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from liap.enterprises.performance import doors
from liap.models import Evaluation, Event, Reply, ReplyLine, ReplyLink
from liap.outcomes.questionnaires import links
from liap.outcomes.questionnaires.actions import ask
from liap.outcomes.questionnaires.wording import begin_version, lines_of, reword
from liap.refusals import NotTheirs
from tests.factories import EvaluationFactory, TargetEnterpriseFactory
from tests.liap.conftest import make_scene


@pytest.fixture
def link(scene, respondents):
    return links.make_link(respondents[0], by=scene.member)


def page(client, token, **answers):
    address = reverse("liap:reply_by_link", args=[token])
    return client.post(address, answers) if answers else client.get(address)


def said(asked, value="yes"):
    asked.refresh_from_db()
    return {"code": asked.code, f"said-q{asked.questions.first().pk}": value}


def test_respondent_answers_without_an_account(client, asked, respondents, link):
    shown = page(client, link[1])
    sent = page(client, link[1], **said(asked), **{"source-answered_as": "pemilik"})

    reply = Reply.objects.get()
    assert (shown.status_code, sent.status_code) == (200, 200)
    assert (reply.respondent, reply.medium, reply.entered_by, reply.answered_as) == (
        respondents[0], "link", None, "pemilik"
    )  # fmt: skip
    assert (reply.answered_on, reply.lines.get().choice) == (timezone.localdate(), "yes")
    link[0].refresh_from_db()
    assert link[0].used_at is not None


def test_page_of_a_link_is_small_indonesian_and_tells_nothing_of_others(client, scene, respondents, answer, link):
    answer(respondents[1], {6: "Rahasia tetangga"})

    shown = page(client, link[1])

    text = shown.content.decode()
    assert "Apakah bantuan datang pada waktunya?" in text
    assert [word for word in ("Rahasia", "UD Dua", scene.member.full_name, "<script") if word in text] == []
    assert len(shown.content) < 80_000
    assert (shown["Referrer-Policy"], shown["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "sudah habis"),
        ({"revoked_at": timezone.now()}, "sudah ditarik"),
    ],
)
def test_link_that_is_over_is_refused_with_a_clear_page(client, asked, link, change, words):
    ReplyLink.objects.filter(pk=link[0].pk).update(**change)

    for shown in (page(client, link[1]), page(client, link[1], **said(asked))):
        assert shown.status_code == 410
        assert words in shown.content.decode()
    assert not Reply.objects.exists()


def test_link_serves_once_and_ends_with_the_evaluation(client, scene, asked, respondents, link):
    page(client, link[1], **said(asked))
    again = page(client, link[1], **said(asked, "no"))
    assert (again.status_code, ReplyLine.objects.get().choice) == (410, "yes")

    _second, token = links.make_link(respondents[1], by=scene.member)
    Evaluation.objects.update(rated_at=timezone.now())
    assert page(client, token).status_code == 410


def test_unknown_links_look_all_the_same_and_many_have_to_wait(client, link):
    shown = [page(client, f"falsch{number}") for number in range(doors.TRIES_AN_HOUR)]

    assert {answer.status_code for answer in shown} == {404}
    assert page(client, "falsch").status_code == 429
    assert page(client, link[1]).status_code == 200


def test_secret_is_not_kept_and_a_new_link_ends_the_old_one(scene, respondents, link):
    assert link[1] not in str(ReplyLink.objects.values().get()) + str([event.payload for event in Event.objects.all()])

    _made, token = links.make_link(respondents[0], by=scene.coordinator)
    with pytest.raises(doors.LinkIsOver):
        links.open_link(link[1], address="192.0.2.1")
    assert links.open_link(token, address="192.0.2.1").respondent == respondents[0]


def test_links_are_made_and_taken_back_by_their_people_alone(scene, respondents, link):
    for refused in (lambda: links.make_link(respondents[1], by=scene.stranger),
                    lambda: links.take_back(link[0], by=scene.stranger)):  # fmt: skip
        with pytest.raises(NotTheirs):
            refused()
    links.take_back(link[0], by=scene.coordinator)
    links.take_back(link[0], by=scene.coordinator)

    assert Event.objects.filter(verb="questionnaire.link_taken_back").count() == 1


def test_answers_by_telephone_end_the_open_link(client, respondents, answer, link):
    answer(respondents[0], {1: "no"})

    assert page(client, link[1]).status_code == 410


def test_empty_answer_is_refused_and_the_link_stays(client, asked, link):
    assert page(client, link[1], code=asked.code).status_code == 422
    assert page(client, link[1]).status_code == 200


def test_questions_that_changed_are_shown_anew_and_the_link_stays(client, scene, asked, link):
    old = said(asked)
    reword(asked, by=scene.evaluator, lines=lines_of(asked)[1:])

    shown = page(client, link[1], **old)
    assert (shown.status_code, "diubah" in shown.content.decode()) == (422, True)
    assert page(client, link[1], **said(asked)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_who_send_the_same_link_leave_one_answer():
    scene = make_scene()
    EvaluationFactory(plan=scene.plan)
    row = begin_version(scene.plan, by=scene.evaluator)
    smi = TargetEnterpriseFactory(plan=scene.plan).enterprise
    (respondent,) = ask(scene.plan, by=scene.member, medium="link", enterprises=[smi])
    _made, token = links.make_link(respondent, by=scene.member)
    question, results, begin = row.questions.first().pk, [], threading.Barrier(2)

    def send(value):
        try:
            begin.wait()
            links.reply_by_link(token, code=row.code, answers={question: value}, address="192.0.2.1")
            results.append("kept")
        except doors.LinkIsOver:
            results.append("over")
        except Exception as error:
            results.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(value,)) for value in ("yes", "no")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["kept", "over"], connection.vendor
    assert Reply.objects.count() == 1
