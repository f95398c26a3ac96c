"""Rows of the engine as a paper finds them, without the steps that led there."""

from django.db import transaction
from django.utils import timezone

from documents import canonical
from documents.kinds import KINDS
from liap.plans.content import canonical as plan_text
from liap.plans.content import content_of, digest
from tests.factories import (
    PlanVersionFactory,
)
from workflows import papers
from workflows.models import Approval, Case, Process, Task


def case_of(scene, stage="planning"):
    version = frozen(scene.plan) if stage != "planning" else None
    approved = version if stage not in ("planning", "approval") else None
    return Case.objects.create(plan=scene.plan, stage=stage, submitted_version=version, approved_version=approved)


def frozen(plan, number=1):
    text = plan_text(content_of(plan))
    return PlanVersionFactory(plan=plan, number=number, content=text, sha256=digest(text))


def process_of(case, flow, stage, **values):
    return Process.objects.create(case=case, flow_class=flow, stage=stage, **values)


def done(process, step, by, **data):
    return Task.objects.create(
        process=process,
        case=process.case,
        flow_task=step,
        flow_task_type="HUMAN",
        role=step.who,
        status="DONE",
        owner=by,
        held_as="Anggota",
        data=data,
        finished=timezone.now(),
    )


def approve(case, kind, by, **values):
    version = case.submitted_version
    values = {"decision": "approved", "held_as": "Plt. Kepala Dinas"} | values
    return Approval.objects.create(
        case=case, plan_version=version, sha256=version.sha256, kind=kind, author=case.plan.author, by=by, **values
    )


def facts_of(kind, process):
    facts = papers.facts_for(kind, case=process.case, process=process)
    text = canonical.to_json(facts)
    assert canonical.to_json(canonical.from_json(KINDS[kind].shape, text)) == text
    return facts


@transaction.atomic
def issue(kind, process, by=None):
    return papers.issue(kind, case=process.case, process=process, by=by)
