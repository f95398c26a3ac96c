"""What happens inside of a product under test: `python -m tests.chaos.scenes NAME ...` prints its answer as JSON."""
# ruff: noqa: E402 -- Django has to be set up first

import json
import sys
import time

import django

django.setup()

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django_q.models import OrmQ

from documents import actions
from documents.models import Document, Rendition
from liap.models import Organisation, Plan
from tests.chaos.oracle import violations
from tests.documents.conftest import issue as issue_one
from tests.factories import PlanFactory


def issue(papers: str, rung: str = "rung") -> list:
    """Issues papers as the web process does; "unrung" is one that dies between commit and doorbell."""
    if rung == "unrung":
        actions.ring = lambda _number: None
    plan = Plan.objects.first() or PlanFactory()
    expected = []
    for round in range(Document.objects.count() + 1, Document.objects.count() + int(papers) + 1):
        with transaction.atomic():
            document = issue_one(plan, round=round, by=plan.author, organisation=Organisation.objects.first())
        expected.append([plan.pk, document.kind, document.round])
    return expected


def flush() -> int:
    """Empties the queue, as a broker that lost its memory; how many doorbells went."""
    return OrmQ.objects.all().delete()[0]


def queued() -> int:
    """How many doorbells wait."""
    return OrmQ.objects.count()


def drawn(seconds: str) -> dict:
    """Waits until every paper is drawn while an operator tries incidents again; what is left, and how many tries."""
    end, retried, left = time.monotonic() + float(seconds), 0, ["unknown"]
    while left and time.monotonic() < end:
        try:
            for incident in Rendition.objects.filter(state=Rendition.State.FAILED):
                actions.retry(incident, by=incident.document.issued_by)
                retried += 1
            waiting = Rendition.objects.exclude(state=Rendition.State.DONE).select_related("document")
            left = [f"{row}: {row.state}, attempt {row.attempts}, {row.reason}" for row in waiting]
        except DatabaseError:
            connection.close()
        time.sleep(0.3)
    return {"left": left, "retried": retried}


def judge(expected: str) -> list[str]:
    """Everything lost, doubled or damaged."""
    return violations({tuple(key) for key in json.loads(expected)})


def verify() -> list[str]:
    """The product's own commands find nothing wrong with papers and audit, or this scene fails."""
    call_command("documents_verify", verbosity=0)
    call_command("verify_audit", verbosity=0)
    return []


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
