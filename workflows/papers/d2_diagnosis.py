"""Facts of D2: stakeholders, chain and problems after the diagnosis was accepted, with who took part."""

from django.db.models import Q, QuerySet

from documents.facts import both
from documents.kinds.d2_diagnosis import (
    Baseline,
    ChainLine,
    DiagnosisFacts,
    MeetingLine,
    Participant,
    ProblemLine,
    StakeholderLine,
)
from liap.enterprises.models import Enterprise, Purpose
from liap.groups.models import Meeting
from liap.groups.queries import members_on
from liap.plans.models import Plan, Stakeholder
from workflows.models import Task
from workflows.papers.annexes import annexes_of
from workflows.papers.d2_profile import in_short, reason_for, turnover_of
from workflows.papers.dossier import Dossier, done_tasks, outcome_with
from workflows.papers.head import coordinator, head
from workflows.papers.headcounts import headcount
from workflows.papers.weighing import weighing_of


def diagnosis_facts(dossier: Dossier) -> DiagnosisFacts:
    """The diagnosis as it stands."""
    plan = dossier.plan
    tasks = done_tasks(dossier.process)
    registered = _registered(plan)
    return DiagnosisFacts(
        head=head(dossier, coordinator(dossier)),
        summary=in_short(plan),
        reason_for_industry=reason_for(plan),
        weighing=weighing_of(dossier),
        profile=plan.profile or None,
        headcount=headcount(registered),
        turnover=turnover_of(registered),
        stakeholders=tuple(_stakeholder(row) for row in plan.stakeholders.all()),
        chain=tuple(
            ChainLine(
                number=step.number,
                name=step.name,
                actors=step.actors or None,
                price=step.price,
                bottleneck=step.bottleneck or None,
            )
            for step in plan.chain_steps.all()
        ),
        problems=problem_lines(plan),
        baseline=_baseline(plan, tasks),
        meetings=tuple(_meeting(row) for row in plan.meetings.prefetch_related("attendances")),
        participants=_participants(dossier, tasks),
        annexes=annexes_of(dossier),
    )


def problem_lines(plan: Plan) -> tuple[ProblemLine, ...]:
    """The problems by rank, each at its step of the chain."""
    return tuple(
        ProblemLine(rank=row.rank, statement=row.text, step=row.chain_step.name if row.chain_step else None)
        for row in plan.problems.select_related("chain_step")
    )


def _registered(plan: Plan) -> QuerySet[Enterprise]:
    """The enterprises of the industry which are registered in the region."""
    here = Q(region=plan.region_id) | Q(region__parent=plan.region_id)
    return Enterprise.objects.usable_for(Purpose.FIGURES).filter(here, industry=plan.industry_id)


def _stakeholder(row: Stakeholder) -> StakeholderLine:
    return StakeholderLine(
        name=row.name,
        interest=row.interest or None,
        influence=both(Stakeholder.Level(row.influence).label),
        offer=row.offer or None,
    )


def _baseline(plan: Plan, tasks: list[Task]) -> Baseline:
    """How many baselines there are, and with which gap the reviewer went on."""
    turnovers = list(plan.target_enterprises.values_list("baseline_turnover", flat=True))
    remark = outcome_with(tasks, "decision").get("reason") or None
    if not turnovers:
        return Baseline(remark=remark)
    missing = turnovers.count(None)
    return Baseline(targets=len(turnovers), measured=len(turnovers) - missing, missing=missing, remark=remark)


def _meeting(row: Meeting) -> MeetingLine:
    invited = list(row.attendances.all())
    return MeetingLine(
        held_on=row.held_on,
        title=both(Meeting.Purpose(row.purpose).label),
        place=row.place or None,
        invited=len(invited) or None,
        attended=sum(one.is_present for one in invited) if invited else None,
    )


def _participants(dossier: Dossier, tasks: list[Task]) -> tuple[Participant, ...]:
    """Who finished a step of the diagnosis, once each, with the seat held then."""
    seats = {member.person_id: member.seat for member in members_on(dossier.plan.working_group, dossier.day)}
    found = {}
    for task in tasks:
        seat = task.seat or seats.get(task.owner_id)
        found.setdefault(
            task.owner_id,
            Participant(
                name=str(task.owner),
                post=seat.title if seat else task.held_as or None,
                institution=seat.institution.name if seat else None,
            ),
        )
    return tuple(found.values())
