"""Thin entry points of the clock and the queue."""

import logging

from django.utils import timezone
from django_q.tasks import async_task

from workflows import (
    attestations,
    ballots,
    continuation,
    contracts,
    data_requests,
    funding,
    gaps,
    mails,
    reminders,
    uploads,
)
from workflows.duties import actions as duties
from workflows.formation import vacancies
from workflows.handovers.actions import sweep
from workflows.models import Heartbeat
from workflows.papers import moments

logger = logging.getLogger(__name__)


def tick() -> dict[str, int]:
    """One beat: opens rounds, writes reminders and escalations, mails them. Doing it twice does no harm."""
    beat("clock")
    return {
        "rehomed": sweep(),
        "vacancies": vacancies.open_tasks(),
        "ballots": ballots.close_due(),
        "rounds": reminders.open_rounds(),
        "funding": funding.open_funding(),
        "contracts": contracts.open_handovers(),
        "gaps": gaps.open_lists(),
        "continuations": continuation.open_checks(),
        "attestations": attestations.open_questions(),
        "attested": attestations.end_answered(),
        "data_requests": data_requests.open_tasks(),
        "answered_requests": data_requests.end_answered(),
        "duties": duties.keep_up(),
        "reminders": reminders.remind() + duties.remind(),
        "escalations": reminders.escalate() + duties.escalate(),
        "mails": mails.send_notices(),
    }


def papers() -> dict[str, int]:
    """Issues the papers whose moment has come. Doing it twice does no harm."""
    return moments.issue_due()


def tidy() -> int:
    """Removes files of drafts and of evidence that nobody will ask for."""
    return uploads.tidy()


def ring_heartbeat() -> None:
    """Sends a sign of life through the queue; a cluster that hangs never answers it."""
    try:
        async_task("workflows.jobs.heartbeat", 0, q_options={"save": False})
    except Exception:
        logger.exception("The queue did not take the heartbeat")


def heartbeat(_nothing: int = 0) -> None:
    """Runs in the worker: the cluster is alive."""
    beat("worker")


def beat(name: str) -> None:
    """Notes the moment at which a background process was alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})
