"""Who finishes an evaluation and who asks for it wait for each other in one order, and never for ever."""

import threading

import pytest
from django.db import connections, transaction

from liap.models import Evaluation, Plan, Respondent
from liap.outcomes.questionnaires.actions import ask
from tests.factories import EvaluationFactory, TargetEnterpriseFactory
from tests.liap.conftest import make_scene


@pytest.mark.django_db(transaction=True)
def test_asking_waits_for_who_holds_the_plan():
    scene = make_scene()
    EvaluationFactory(plan=scene.plan)
    smi, results, is_held = TargetEnterpriseFactory(plan=scene.plan).enterprise, [], threading.Event()

    def finish():
        with transaction.atomic():
            Plan.objects.select_for_update().get(pk=scene.plan.pk)
            is_held.set()
            asking.join(0.5)
            Evaluation.objects.select_for_update(of=("self",)).get(plan=scene.plan)

    def put_on_the_list():
        is_held.wait()
        ask(scene.plan, by=scene.member, medium="link", enterprises=[smi])

    def told(act):
        try:
            act()
            results.append("done")
        except Exception as error:
            results.append(repr(error))
        finally:
            connections.close_all()

    asking = threading.Thread(target=told, args=(put_on_the_list,))
    finishing = threading.Thread(target=told, args=(finish,))
    for thread in (asking, finishing):
        thread.start()
    for thread in (asking, finishing):
        thread.join()

    assert (results, Respondent.objects.count()) == (["done", "done"], 1)
