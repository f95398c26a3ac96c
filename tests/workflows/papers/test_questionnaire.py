"""From a link without an account, a telephone call and a sheet of paper to the annex of the evaluation report."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from documents import canonical
from documents.facts import Text
from documents.kinds.d7_evaluation import EvaluationFacts, RespondentLine
from liap.models import Question, Respondent, Role
from tests.factories import AppointmentFactory, EnterpriseFactory, RespondentFactory
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
    assert facts.respondents == (RespondentLine(medium=LINK), RespondentLine(medium=PHONE))
    assert "Not all respondents answered." in [line.en for line in facts.constraints_found]


def asked(plan, medium, **states):
    """So many SMIs of the plan asked through a medium, in each state."""
    for state, count in states.items():
        for _number in range(count):
            RespondentFactory(plan=plan, enterprise=EnterpriseFactory(), medium=medium, state=state, attempts=1)


def told(evaluation):
    facts = facts_of("D7", evaluation.process)
    cells = [(line.asked, line.answered, line.refused, line.unreachable) for line in facts.respondents]
    return cells, [line.en for line in facts.constraints_found if "respondents" in line.en]


def test_no_cell_of_one_or_two_smis_stands_in_the_report_nor_follows_from_its_sums(evaluation):
    asked(evaluation.plan, "telephone", answered=9, refused=1, unreachable=4)
    asked(evaluation.plan, "link", answered=5, refused=3)

    cells, sentences = told(evaluation)

    assert cells == [(8, 5, 3, 0), (14, 9, None, None)]
    assert sentences == ["Not all of the 22 respondents answered."]


def test_a_medium_through_which_two_smis_were_asked_is_named_and_not_counted(evaluation):
    asked(evaluation.plan, "paper", answered=1, refused=1)
    asked(evaluation.plan, "link", answered=5, refused=3)

    cells, sentences = told(evaluation)

    assert cells == [(8, 5, 3, 0), (None, None, None, None)]
    assert sentences == ["Not all respondents answered."]


def test_cells_of_three_and_more_are_counted(evaluation):
    asked(evaluation.plan, "telephone", answered=9, refused=3, unreachable=4)

    assert told(evaluation) == (
        [(16, 9, 3, 4)],
        ["Of 16 respondents 3 refused, 4 were not reached, 0 are silent."],
    )


def test_short_report_keeps_back_the_same_cells(evaluation):
    asked(evaluation.plan, "telephone", answered=9, refused=1, unreachable=4)

    (line,) = facts_of("D7f", evaluation.process).respondents

    assert (line.asked, line.answered, line.refused, line.unreachable) == (14, 9, None, None)


def test_report_of_a_plan_that_asked_nobody_has_no_such_table(evaluation):
    facts = facts_of("D7", evaluation.process)

    assert facts.respondents == ()
    assert [line.en for line in facts.constraints_found if "respondents" in line.en] == []


def test_facts_of_older_reports_are_read_as_they_are(evaluation):
    text = json.loads(canonical.to_json(facts_of("D7", evaluation.process)))
    text["respondents"] = [{"medium": {"id": "telepon", "en": "telephone"}, "asked": 26, "answered": 21}]

    read = canonical.from_json(EvaluationFacts, json.dumps(text))

    assert (read.respondents[0].answered, read.respondents[0].refused) == (21, None)
