"""Facts of D3f: the short plan as it was frozen and approved."""

from datetime import date

from documents.kinds.d3f_short import ShortPlanFacts
from workflows.papers.d3_activities import activity_lines
from workflows.papers.d3_liap import indicator_line, problem_line, promise_line, rung_lines
from workflows.papers.dossier import Dossier
from workflows.papers.frozen import reading_of
from workflows.papers.head import head
from workflows.papers.light_parts import (
    decision_line,
    facilitator_block,
    facilitator_of,
    head_block,
    letter_of,
    meeting_of,
)


def short_plan_facts(dossier: Dossier) -> ShortPlanFacts:
    """The version under approval or approved; while it is being written, the draft."""
    reading = reading_of(dossier)
    plan, content = reading.content["plan"], reading.content
    letter = letter_of(dossier)
    newest = dossier.plan.versions.order_by("number").last()
    return ShortPlanFacts(
        head=head(dossier, facilitator_block(dossier), head_block(dossier)),
        version=reading.version.number if reading.version else (newest.number if newest else 0) + 1,
        plan_sha256=reading.version.sha256 if reading.version else None,
        starts_on=date.fromisoformat(plan["starts_on"]),
        ends_on=date.fromisoformat(plan["ends_on"]),
        facilitator=facilitator_of(dossier),
        letter_number=letter.working_group.decree_number if letter else "–",
        approvals=decision_line(dossier) if reading.version else (),
        objective=plan["objective"] or None,
        rungs=rung_lines(content),
        problems=tuple(problem_line(row, content) for row in content["problems"]),
        targets=len(content["target_enterprises"]) or None,
        activities=activity_lines(dossier, content),
        promises=tuple(promise_line(row) for row in content["enterprise_actions"]),
        indicators=tuple(indicator_line(row, []) for row in content["indicators"]),
        risks=plan["risks"] or None,
        **meeting_of(dossier),
    )
