"""Taking and finishing a task: our actions, audit record included, beside viewflow's own tables, lock and views."""

from statistics import median, quantiles
from time import perf_counter

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from viewflow.workflow.models import Task as StockTask

from liap.people.models import User
from tests.benchmarks import flows
from tests.workflows.conftest import make_scene
from workflows import actions
from workflows.lock import locked
from workflows.models import Task

WARM_UP, PROCESSES = 12, 60  # of three steps each
STEPS = ("left", "right", "last")

pytestmark = pytest.mark.django_db(transaction=True)


class Ours:
    """A process of our flow, one round of the case."""

    def __init__(self, scene, number: int):
        self.by = scene.members[0]
        with locked(scene.case.pk) as case:
            self.process = flows.OurFlow.instance.start.run(case=case, stage="round", round=number)

    def prepare(self, step: str) -> None:
        self.task = Task.objects.get(process=self.process, flow_task__endswith=f".{step}")
        self.person = User.objects.get(pk=self.by.pk)

    def claim(self) -> None:
        actions.claim(self.task, by=self.person)

    def complete(self) -> None:
        actions.complete(self.task, by=self.person, work=lambda by: {"decision": "agreed"})

    def is_done(self) -> bool:
        self.process.refresh_from_db()
        return self.process.status == "DONE"


class Stock:
    """A process of the same shape in viewflow's tables, moved by POST to viewflow's views."""

    def __init__(self, scene, number: int):
        self.by = scene.members[0]
        self.process = flows.StockFlow.instance.start.run()

    def prepare(self, step: str) -> None:
        task = StockTask.objects.get(process=self.process, flow_task__endswith=f".{step}")
        self.posts = [self._post(step, task, act) for act in ("assign", "execute")]

    def _post(self, step: str, task, act: str):
        url = f"/stock/{self.process.pk}/{step}/{task.pk}/{act}/"
        request = RequestFactory().post(url)
        request.resolver_match = resolve(url, flows)
        request.user = User.objects.get(pk=self.by.pk)
        return request

    def _send(self, request) -> None:
        match = request.resolver_match
        response = match.func(request, *match.args, **match.kwargs)
        assert response.status_code == 302

    def claim(self) -> None:
        self._send(self.posts[0])

    def complete(self) -> None:
        self._send(self.posts[1])

    def is_done(self) -> bool:
        self.process.refresh_from_db()
        return self.process.status == "DONE"


@pytest.fixture
def scene(transactional_db, settings, monkeypatch):
    flows.install(monkeypatch)
    settings.ROOT_URLCONF = "tests.benchmarks.flows"
    scene = make_scene()
    may = Permission.objects.get(codename="change_task", content_type__app_label="workflows")
    scene.members[0].user_permissions.add(may)
    return scene


def timed(act) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def statements(act) -> int:
    """Statements that read or write, and savepoints; not the beginning and the end of a transaction."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return sum(query["sql"] not in ("BEGIN", "BEGIN IMMEDIATE", "COMMIT") for query in captured)


def test_claim_and_complete(scene):
    times = {(kind, step): [] for kind in (Ours, Stock) for step in STEPS}
    counts = {}
    for number in range(1, WARM_UP + PROCESSES + 1):
        pair = [Ours(scene, number), Stock(scene, number)]
        for step in STEPS:
            # Turn and turn about, so that neither always follows the other.
            pair.reverse()
            for side in pair:
                side.prepare(step)
                if number <= WARM_UP:
                    counts[type(side), step] = (statements(side.claim), statements(side.complete))
                else:
                    times[type(side), step].append((timed(side.claim), timed(side.complete)))
        assert all(side.is_done() for side in pair)
    report(times, counts)


def report(times, counts) -> None:
    print(f"\nClaim and complete on {connection.vendor}, {3 * PROCESSES} pairs, milliseconds, ours / viewflow's own")
    for step in (*STEPS, "all"):
        rows = {kind: [pair for s in STEPS if step in (s, "all") for pair in times[kind, s]] for kind in (Ours, Stock)}
        line = [f"  {step:6}"]
        for name, value in (("claim", lambda pair: pair[0]), ("complete", lambda pair: pair[1]), ("both", sum)):
            mine, theirs = ([value(pair) for pair in rows[kind]] for kind in (Ours, Stock))
            line.append(f"{name} {median(mine):5.2f} / {median(theirs):5.2f} = {median(mine) / median(theirs):.2f}")
            if name == "both":
                ninth = [quantiles(some, n=10)[8] for some in (mine, theirs)]
                line.append(f"p90 {ninth[0]:5.2f} / {ninth[1]:5.2f} = {ninth[0] / ninth[1]:.2f}")
        if step != "all":
            mine, theirs = counts[Ours, step], counts[Stock, step]
            line.append("queries {}+{} / {}+{}".format(*mine, *theirs))
        print("   ".join(line))
    sums = [sum(sum(counts[kind, step]) for step in STEPS) / len(STEPS) for kind in (Ours, Stock)]
    print("  queries of a pair, mean: {:.1f} / {:.1f}".format(*sums))
