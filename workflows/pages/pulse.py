"""How the process runs: where LIAPs stand, what is late, where they wait, how much work they take."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from liap import charts
from liap.people.models import User
from liap.tables.answers import saved
from liap.tables.columns import Table
from workflows import bottlenecks, columns, figures, queries
from workflows.continuation import continuations
from workflows.gaps import gaps_by_region
from workflows.models import Case

SLOWEST = 10


def pulse(request: HttpRequest) -> HttpResponse:
    """Shows the figures of all LIAPs that the person may see."""
    if answer := saved(request, **_tables(request.user)):
        return answer
    stages = figures.stage_counts(Case.objects.visible_to(request.user))
    slices = [charts.Slice(stage.label, stage.count) for stage in stages]
    late = figures.cards(queries.overdue(request.user)[:100])
    title = _("LIAPs per stage")
    context = {
        "stages": stages,
        "total": sum(stage.count for stage in stages),
        "picture": charts.pipeline(slices, title=title),
        "narrow_picture": charts.pipeline(slices, title=title, narrow=True),
        "next_work": figures.next_work(request.user),
        "late": late,
        "late_count": queries.overdue(request.user).count(),
        "gaps": gaps_by_region(request.user),
        "continuations": continuations(request.user),
        "waits": bottlenecks.slowest(request.user)[:SLOWEST],
        "effort": figures.effort(request.user),
    }
    return render(request, "workflows/pulse/pulse.html", context)


def _tables(user: User) -> dict[str, Callable[[], Table]]:
    """The tables of the page in full: what the screen cuts short is complete in the file."""
    return {
        "stages": lambda: Table(
            code="stages",
            title=_("LIAPs per stage"),
            columns=columns.STAGES,
            rows=figures.stage_counts(Case.objects.visible_to(user)),
        ),
        "late": lambda: Table(
            code="late", title=_("Late tasks"), columns=columns.LATE, rows=figures.cards(queries.overdue(user))
        ),
        "gaps": lambda: Table(
            code="gaps", title=_("Missing evidence by region"), columns=columns.GAPS, rows=gaps_by_region(user)
        ),
        "continuations": lambda: Table(
            code="continuations",
            title=_("Three years after closing"),
            columns=columns.CONTINUATIONS,
            rows=continuations(user),
        ),
        "waits": lambda: Table(
            code="waits", title=_("Where LIAPs wait longest"), columns=columns.WAITS, rows=bottlenecks.slowest(user)
        ),
        "effort": lambda: Table(
            code="effort", title=_("Work reported"), columns=columns.EFFORT, rows=figures.effort(user)
        ),
    }
