"""From a link without an account, a telephone call and a sheet of paper to the annex of the evaluation report."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from documents import canonical
from documents.facts import Text
from documents.kinds.d7_evaluation import EvaluationFacts, RespondentLine
from liap.models import Question, Respondent, Role
from tests.factories import AppointmentFactory
from tests.workflows.papers.rows import facts_of

LINK, PHONE = Text("tautan", "link"), Text("wawancara telepon", "telephone interview")


def address(name, pk):
    return reverse(f"liap:{name}", args=[pk])


@pytest.fixture
def evaluator(evaluation):
    office = evaluation.plan.working_group.secretariat
    return AppointmentFactory(post__organisation=office, post__role=Role.EVALUATOR, post__title="Evaluator").person


def test_answers_over_http_stand_in_the_report_by_medium(client, evaluation, evaluator):
    plan = evaluation.plan
    client.force_login(evaluator)
    smis = [target.enterprise_id for target in plan.target_enterprises.all()]
    client.post(address("begin_questionnaire", plan.pk))
    client.post(address("ask_respondents", plan.pk), {"enterprises": smis, "medium": "telephone"})
    client.post(address("ask_respondents", plan.pk), {"others": "Bank Sulteng", "medium": "link"})
    first, second, third, bank = Respondent.objects.order_by("pk")
    question = Question.objects.order_by("number").first()
    code = question.questionnaire.code

    shown = client.post(address("make_reply_link", first.pk))
    said = {"code": code, f"said-q{question.pk}": "partly"}
    sent = Client().post(shown.context["address"].removeprefix("http://127.0.0.1:8000"), said)
    interview = {**said, "source-medium": "telephone", "source-answered_on": "2026-08-03"}
    written = client.post(address("respondent", second.pk), interview)
    tried = {"attempt-state": "unreachable", "attempt-medium": "telephone", "attempt-attempts": "3",
             "attempt-reason": "Nomor tidak aktif"}  # fmt: skip
    client.post(address("note_attempt", third.pk), tried)

    facts = facts_of("D7", evaluation.process)
    assert (sent.status_code, written.status_code, bank.state) == (200, 302, "invited")
    assert facts.respondents == (
        RespondentLine(medium=LINK, asked=2, answered=1, refused=0, unreachable=0),
        RespondentLine(medium=PHONE, asked=2, answered=1, refused=0, unreachable=1),
    )
    assert "Of 4 respondents 0 refused, 1 were not reached, 1 are silent." in [
        line.en for line in facts.constraints_found
    ]


def test_report_of_a_plan_that_asked_nobody_has_no_such_table(evaluation):
    facts = facts_of("D7", evaluation.process)

    assert facts.respondents == ()
    assert [line.en for line in facts.constraints_found if "respondents" in line.en] == []


def test_facts_of_older_reports_are_read_as_they_are(evaluation):
    text = json.loads(canonical.to_json(facts_of("D7", evaluation.process)))
    text["respondents"] = [{"medium": {"id": "telepon", "en": "telephone"}, "asked": 26, "answered": 21}]

    read = canonical.from_json(EvaluationFacts, json.dumps(text))

    assert (read.respondents[0].answered, read.respondents[0].refused) == (21, None)
