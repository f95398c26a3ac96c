"""Facts of D3: the plan as it was frozen, so that the printed text and the hash say the same."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from documents.facts import Approval, Headcount, Rung, Spending, both, name_of
from documents.kinds.d2_diagnosis import ProblemLine
from documents.kinds.d3_liap import (
    EarlierRecommendation,
    IndicatorLine,
    MonitoringLine,
    PlanFacts,
    PromiseLine,
    RoleLine,
)
from liap.enterprises.models import Enterprise, Purpose
from liap.groups.queries import Place, seats_on
from liap.outcomes.recommendations.models import Recommendation
from liap.outcomes.recommendations.queries import waiting_for_region
from liap.people.models import Role
from liap.plans.models import BudgetLine, FundingSource, Goal, Indicator
from liap.plans.queries import add_up
from workflows.papers.approvals import approval_sheet, said_about
from workflows.papers.d3_activities import activity_lines, offer_lines
from workflows.papers.d3_changes import changes_since_approval
from workflows.papers.d4_minutes import agreeing_meeting, head_of_office
from workflows.papers.dossier import Dossier
from workflows.papers.frozen import as_amount, as_day, reading_of
from workflows.papers.head import coordinator, head
from workflows.papers.headcounts import headcount


def plan_facts(dossier: Dossier) -> PlanFacts:
    """The version under approval or approved; while the plan is being written, the draft.

    Names of target enterprises with their turnover are personal financial data and stay out of the issued paper.
    """
    reading = reading_of(dossier)
    plan, content = reading.content["plan"], reading.content
    said = said_about(dossier) if reading.version else {}
    previous, changes = changes_since_approval(dossier, content)
    places = seats_on(dossier.plan.working_group, dossier.day)
    return PlanFacts(
        head=head(dossier, coordinator(dossier, both(_("for the working group"))), head_of_office(dossier, said)),
        version=reading.version.number if reading.version else _next_number(dossier),
        plan_sha256=reading.version.sha256 if reading.version else None,
        starts_on=date.fromisoformat(plan["starts_on"]),
        ends_on=date.fromisoformat(plan["ends_on"]),
        approvals=_sheet(dossier, said) if reading.version else (),
        background=plan["background"] or None,
        diagnosis_summary=plan["profile"] or None,
        problems=tuple(problem_line(row, content) for row in content["problems"]),
        objective=plan["objective"] or None,
        rungs=rung_lines(content),
        targets=_targets(content),
        activities=activity_lines(dossier, content),
        promises=tuple(promise_line(row) for row in content["enterprise_actions"]),
        budget=_budget(content),
        indicators=tuple(indicator_line(row, places) for row in content["indicators"]),
        roles=tuple(_role(place) for place in places),
        risks=plan["risks"] or None,
        monitoring=_monitoring(),
        offers=offer_lines(dossier),
        previous_version=previous.number if previous else None,
        changes=changes,
        earlier=_earlier(dossier),
    )


def _next_number(dossier: Dossier) -> int:
    newest = dossier.plan.versions.order_by("number").last()
    return newest.number + 1 if newest else 1


def _sheet(dossier: Dossier, said: dict) -> tuple[Approval, ...]:
    """The decision of the working group, and of those who approve."""
    later = approval_sheet(dossier, said)
    meeting = agreeing_meeting(dossier.plan)
    if meeting is None:
        return later
    first = Approval(
        step=both(_("decision of the working group")),
        title=dossier.plan.working_group.name,
        name=str(meeting.recorded_by),
        decision=both(meeting.Decision(meeting.decision).label),
        decided_on=meeting.held_on,
        remark=meeting.conditions or None,
    )
    return (first, *later)


def _earlier(dossier: Dossier) -> tuple[EarlierRecommendation, ...]:
    return tuple(
        EarlierRecommendation(
            statement=row.statement,
            addressee=both(Recommendation.Addressee(row.addressee).label),
            plan=row.evaluation.plan.title,
            state=both(Recommendation.State(row.state).label),
            due_on=row.due_on,
        )
        for row in waiting_for_region(dossier.plan)
    )


def problem_line(row: dict, content: dict) -> ProblemLine:
    steps = {step["number"]: step["name"] for step in content["chain_steps"]}
    return ProblemLine(rank=row["rank"], statement=row["text"], step=steps.get(row["chain_step"]))


def rung_lines(content: dict) -> tuple[Rung, ...]:
    rows = sorted(content["goals"], key=lambda row: Goal.Rung.values.index(row["rung"]))
    return tuple(
        Rung(
            label=both(Goal.Rung(row["rung"]).label),
            statement=row["description"] or None,
            number=row["target_count"],
            due_on=as_day(row["due_on"]),
        )
        for row in rows
    )


def _targets(content: dict) -> Headcount:
    named = [row["enterprise"]["id"] for row in content["target_enterprises"]]
    return headcount(Enterprise.objects.usable_for(Purpose.FIGURES).filter(pk__in=named))


def promise_line(row: dict) -> PromiseLine:
    who = row["enterprise"]["name"] if row["enterprise"] else None
    return PromiseLine(statement=row["text"], who=who, due_on=as_day(row["due_on"]))


def _budget(content: dict) -> tuple[Spending, ...]:
    lines: dict[tuple[int, str], list[dict]] = {}
    for row in content["budget_lines"]:
        if row.get("kind", BudgetLine.Kind.MONEY) != BudgetLine.Kind.MONEY:
            continue
        lines.setdefault((row["fiscal_year"], row["source"]), []).append(row)
    return tuple(
        Spending(
            source=both(FundingSource(source).label),
            year=year,
            **{
                column: add_up(as_amount(row[column]) for row in lines[year, source])
                for column in ("proposed", "allocated", "committed")
            },
        )
        for year, source in sorted(lines)
    )


def indicator_line(row: dict, places: list[Place]) -> IndicatorLine:
    seat = next((place.seat for place in places if place.seat.role == Role.FACILITATOR), None)
    return IndicatorLine(
        number=row["number"],
        statement=row["text"],
        level=both(Indicator.Level(row["level"]).label),
        verification=row["means_of_verification"],
        unit=row["unit"] or None,
        baseline=as_amount(row["baseline"]),
        target=as_amount(row["target"]),
        frequency=both(Indicator.Frequency(row["frequency"]).label),
        reported_by=seat.title if seat else None,
    )


def _role(place: Place) -> RoleLine:
    return RoleLine(
        seat=place.seat.title,
        institution=name_of(place.seat.institution),
        name=str(place.membership.person) if place.membership else None,
        duty=both(Role(place.seat.role).label),
    )


def _monitoring() -> tuple[MonitoringLine, ...]:
    """The quarterly round of the process: who reports what."""
    quarterly = both(Indicator.Frequency.QUARTERLY.label)
    steps = (
        (_("values of the indicators"), Role.FACILITATOR),
        (_("money spent"), Role.BUDGET_OFFICER),
        (_("review meeting and quarterly report"), Role.COORDINATOR),
    )
    return tuple(MonitoringLine(what=both(what), how_often=quarterly, who=both(role.label)) for what, role in steps)
