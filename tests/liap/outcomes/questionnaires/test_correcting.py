"""Answers that were written down wrongly are corrected with a reason; what they said before stays on record."""

import pytest
from django.urls import reverse
from django.utils import timezone

from liap.models import Evaluation, Event, ReplyCorrection, ReplyLine
from liap.outcomes.questionnaires import actions, wording
from liap.outcomes.questionnaires.actions import correct_reply
from liap.refusals import NotTheirs
from tests.liap.outcomes.questionnaires.conftest import DAY


@pytest.fixture
def reply(respondents, answer):
    return answer(respondents[0], {1: "yes", 2: "1"})


def corrected(reply, said, *, by, reason="Salah dengar", seen=0, **more):
    numbers = dict(reply.questionnaire.questions.values_list("number", "pk"))
    answers = {numbers[number]: value for number, value in said.items()}
    given = {"medium": "paper", "answered_on": DAY, **more}
    return correct_reply(reply, by=by, seen=seen, answers=answers, reason=reason, **given)


def test_a_correction_counts_and_the_earlier_answers_stay(scene, reply):
    corrected(reply, {1: "no"}, by=scene.member)

    assert [line.choice for line in ReplyLine.objects.all()] == ["no"]
    kept = ReplyCorrection.objects.get()
    assert (kept.by, kept.reason, kept.before["medium"]) == (scene.member, "Salah dengar", "telephone")
    assert sorted(kept.before["lines"].values()) == ["1", "yes"]
    reply.refresh_from_db()
    assert (reply.medium, reply.respondent.medium) == ("paper", "paper")
    assert Event.objects.filter(verb="questionnaire.corrected").count() == 1


def test_a_correction_needs_a_reason_and_what_was_read(scene, reply):
    with pytest.raises(actions.ReasonMissing):
        corrected(reply, {1: "no"}, by=scene.member, reason=" ")
    with pytest.raises(actions.NothingSaid):
        corrected(reply, {}, by=scene.member)
    corrected(reply, {1: "no"}, by=scene.member)
    with pytest.raises(actions.AnsweredBefore):
        corrected(reply, {1: "partly"}, by=scene.coordinator, seen=0)
    corrected(reply, {1: "partly"}, by=scene.coordinator, seen=1)

    assert ([line.choice for line in ReplyLine.objects.all()], ReplyCorrection.objects.count()) == (["partly"], 2)


def test_strangers_correct_nothing_and_nobody_after_the_evaluation(scene, reply):
    with pytest.raises(NotTheirs):
        corrected(reply, {1: "no"}, by=scene.stranger)
    Evaluation.objects.filter(plan=scene.plan).update(rated_at=timezone.now())
    with pytest.raises(wording.NotAsking):
        corrected(reply, {1: "no"}, by=scene.member)

    assert not ReplyCorrection.objects.exists()


def test_the_page_shows_what_is_kept_and_then_the_history(client, scene, reply):
    client.force_login(scene.member)
    address = reverse("liap:correct_reply", args=[reply.respondent_id])
    page = client.get(address)
    first = reply.questionnaire.questions.first()
    sent = {"seen": "0", f"said-q{first.pk}": "no", "source-medium": "telephone", "source-answered_on": "2026-08-03"}

    assert (page.status_code, page.context["form"].said.initial[f"q{first.pk}"]) == (200, "yes")
    assert client.post(address, sent).status_code == 422
    shown = client.post(address, {**sent, "source-reason": "Pemilik menelepon"}, follow=True).content.decode()
    assert "Pemilik menelepon" in shown
    client.force_login(scene.stranger)
    assert client.get(address).status_code == 404
