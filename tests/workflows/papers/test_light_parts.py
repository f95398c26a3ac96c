"""What the papers of a facilitator share: the three answers, in an order that no language changes."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone
from django.utils.translation import override

from liap.enterprises.performance.three_answers import ThreeAnswers
from liap.outcomes.visits.actions import record_checks
from tests.factories import EnterpriseFactory, TargetEnterpriseFactory
from workflows.papers.light_parts import answers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("first", "order"), [("channel", ["Main market", "Turnover", "Workers"]),
                                              ("", ["Turnover", "Main market", "Workers"])])  # fmt: skip
def test_the_paper_begins_with_the_question_that_it_compares_first(scene, monkeypatch, language, first, order):
    monkeypatch.setattr(timezone, "localdate", lambda *args, **zone: date(2026, 4, 10))
    smis = [EnterpriseFactory(region=scene.plan.region) for _number in range(3)]
    for smi in smis:
        TargetEnterpriseFactory(plan=scene.plan, enterprise=smi)
    given = [(smi, ThreeAnswers("up_to_25", "modern", 4)) for smi in smis]
    record_checks(scene.plan, answers=given, occasion="quarter", round=1, checked_on=date(2026, 4, 8), by=scene.member)

    with override(language):
        told = answers(SimpleNamespace(plan=scene.plan), "quarter", first=first)["answers"]

    assert list(dict.fromkeys(one.question.en for one in told)) == order
    assert next(one.now for one in told if one.question.en == "Workers") == 12
