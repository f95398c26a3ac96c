"""Reading a plan's text: that of the version under approval, or the rows of a draft, in plain JSON types."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from liap.plans.content import content_of
from liap.plans.models import PlanVersion
from workflows.models import Stage
from workflows.papers.dossier import Dossier


@dataclass(frozen=True)
class Reading:
    """The text that is printed; a draft has no version yet."""

    version: PlanVersion | None
    content: dict[str, Any]


def reading_of(dossier: Dossier) -> Reading:
    """The version that people approve or approved; while the plan is being written, the plan as it stands."""
    version = dossier.case.submitted_version
    if version is None or dossier.case.stage == Stage.PLANNING:
        return Reading(None, content_of(dossier.plan))
    return Reading(version, json.loads(version.content))


def as_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def as_amount(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None
