"""Members of the demonstration weigh the industry of their plan against others; scores and reasons are sample."""

from collections.abc import Sequence

from config.demo.scene import industry_of
from config.demo.story import Weighed
from liap.people.models import User
from liap.plans.models import Plan
from liap.plans.selections import actions
from liap.plans.selections.forms import USUAL
from workflows.models import Case
from workflows.selections import diagnosing

NO_SCORE = "-"


def weigh(case: Case, weighed: Weighed, *, coordinator: User, scorers: Sequence[User]) -> None:
    """The coordinator sets out by the usual criteria, everybody scores, and the plan's industry is chosen."""
    with diagnosing(case, by=coordinator) as plan:
        criteria = [(str(name), weight) for name, weight in USUAL]
        industries = [industry_of(name) for name in weighed.scores]
        selection = actions.set_out(plan, criteria=criteria, industries=industries, by=coordinator)
        for place, scorer in enumerate(scorers):
            sheet = _sheet(plan, [lines[place] for lines in weighed.scores.values() if place < len(lines)])
            if sheet:
                actions.score(selection, scores=sheet, by=scorer, seen_version=selection.version)
        if not weighed.is_open:
            actions.close(selection, chosen=plan.industry, by=coordinator, reason=weighed.reason)


def _sheet(plan: Plan, lines: list[str]) -> dict[tuple[int, int], int | None]:
    """What one member scored: a line per industry with a digit per criterion."""
    candidates, criteria = plan.selection.candidates.order_by("pk"), list(plan.selection.criteria.order_by("pk"))
    return {
        (candidate.pk, criterion.pk): None if digit == NO_SCORE else int(digit)
        for candidate, line in zip(candidates, lines, strict=False)
        for criterion, digit in zip(criteria, line, strict=True)
    }
