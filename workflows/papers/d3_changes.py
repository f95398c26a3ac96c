"""The change log of D3: what differs from the version that was approved before."""

import json

from django.utils.translation import override

from documents.facts import both
from documents.kinds.d3_liap import ChangeLine
from liap.plans.models import PlanVersion, Section
from liap.plans.queries import Change, compare
from workflows.papers.dossier import Dossier

# A change log points to the place; the whole text stands in its section.
SHOWN_CHARACTERS = 300


def changes_since_approval(dossier: Dossier, content: dict) -> tuple[PlanVersion | None, tuple[ChangeLine, ...]]:
    """The version approved last and the differences from it; nothing for a plan that was never approved."""
    current = dossier.case.submitted_version_id
    approved = dossier.case.moves.filter(name="approve").exclude(plan_version=current).select_related("plan_version")
    last = approved.order_by("number").last()
    if last is None or last.plan_version is None:
        return None, ()
    with override("id"):
        changes = list(compare(json.loads(last.plan_version.content), content))
    return last.plan_version, tuple(_line(change) for change in changes)


def _line(change: Change) -> ChangeLine:
    where = " – ".join(part for part in (change.row, change.field) if part)
    return ChangeLine(
        section=both(Section(change.section).label), before=_said(where, change.old), after=_said(where, change.new)
    )


def _said(where: str, text: str | None) -> str | None:
    if text is None:
        return None
    shown = text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
    return f"{where}: {shown}"
