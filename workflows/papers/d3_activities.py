"""The support activities of D3: the frozen plan of each, its state today, and what the institutions answered."""

from datetime import date

from documents.facts import Text, both, name_of
from documents.kinds.d3_liap import ActivityLine, OfferLine
from liap.places.models import Organisation
from liap.plans.models import Activity, FundingSource
from workflows.papers.dossier import Dossier
from workflows.papers.frozen import as_amount

COMMITTED = (Activity.State.RUNNING, Activity.State.DONE)
ANSWERED = (*COMMITTED, Activity.State.DECLINED)


def activity_lines(dossier: Dossier, content: dict) -> tuple[ActivityLine, ...]:
    """Every activity of the plan's text; an institution is printed under the name that was approved."""
    rows = content["activities"]
    offices = Organisation.objects.in_bulk([row["institution"]["id"] for row in rows])
    states = dict(dossier.plan.activities.values_list("number", "state"))
    return tuple(_line(row, offices, states.get(row["number"])) for row in rows)


def offer_lines(dossier: Dossier) -> tuple[OfferLine, ...]:
    """What institutions have answered; before the first approval nobody was asked yet."""
    answered = dossier.plan.activities.filter(state__in=ANSWERED).select_related("institution")
    days = _answer_days(dossier) if answered else {}
    return tuple(
        OfferLine(
            institution=name_of(row.institution),
            activity=row.title,
            answer=both(Activity.State(row.state).label),
            answered_on=days.get(row.pk),
        )
        for row in answered
    )


def _line(row: dict, offices: dict[int, Organisation], state: str | None) -> ActivityLine:
    office, name = offices.get(row["institution"]["id"]), row["institution"]["name"]
    return ActivityLine(
        number=row["number"],
        title=row["title"],
        institution=Text(id=name, en=(office.name_en if office else "") or name),
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        answers=row["problem"],
        volume=as_amount(row["volume"]),
        unit=row["unit"] or None,
        cost=as_amount(row["cost"]),
        source=both(FundingSource(row["funding_source"]).label) if row["funding_source"] else None,
        state=both(Activity.State(state).label) if state else None,
        is_committed=state in COMMITTED,
        depends_on=tuple(row["depends_on"]),
    )


def _answer_days(dossier: Dossier) -> dict[int, date]:
    """When each activity was last answered, by its key."""
    tasks = (
        dossier.case.tasks.human().filter(status="DONE", process__stage="implementation").order_by("finished", "id")
    )
    return {
        task.data["activity"]: dossier.local_day(task.finished)
        for task in tasks.order_by("finished", "id")
        if task.data.get("decision") in ("accepted", "declined")
    }
