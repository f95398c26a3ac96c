"""An evaluation that has begun, with a questionnaire out of the defaults and target SMIs to ask."""

from datetime import date

import pytest

from liap.outcomes.questionnaires.actions import ask, record_reply
from liap.outcomes.questionnaires.wording import begin_version
from tests.factories import EvaluationFactory, TargetEnterpriseFactory

DAY = date(2026, 8, 3)


@pytest.fixture
def asked(scene):
    """The questionnaire of the scene's plan."""
    EvaluationFactory(plan=scene.plan)
    return begin_version(scene.plan, by=scene.evaluator)


@pytest.fixture
def smis(scene):
    names = ("UD Satu", "UD Dua", "UD Tiga", "UD Empat")
    return [TargetEnterpriseFactory(plan=scene.plan, enterprise__name=name).enterprise for name in names]


@pytest.fixture
def respondents(scene, asked, smis):
    return ask(scene.plan, by=scene.evaluator, medium="telephone", enterprises=smis)


@pytest.fixture
def answer(scene, asked):
    """Writes an interview down; what is said by the number of the question."""

    def write(respondent, said, *, by=None, **more):
        numbers = dict(asked.questions.values_list("number", "pk"))
        answers = {numbers[number]: value for number, value in said.items()}
        given = {"medium": "telephone", "answered_on": DAY, **more}
        asked.refresh_from_db()
        return record_reply(respondent, by=by or scene.member, code=asked.code, answers=answers, **given)

    return write
