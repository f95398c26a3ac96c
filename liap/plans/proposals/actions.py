"""Taking proposed rows over into a section, and dropping others for good."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.people.models import User
from liap.plans.actions import save_section
from liap.plans.models import Plan, Section
from liap.plans.proposals.models import Proposal
from liap.plans.proposals.queries import ROWS, Candidate, candidates
from liap.refusals import Conflict, Refusal


class NothingChosen(Refusal):
    """Every row was left for later."""


class NoLongerProposed(Conflict):
    """Somebody decided on the row, or wrote it himself, in between."""


def decide(
    plan: Plan, section: str, *, accept: Sequence[str], drop: Sequence[str], by: User, seen_version: int
) -> list[Proposal]:
    """Writes the accepted rows at the end of the section and remembers the dropped ones, in one act."""
    if not accept and not drop:
        raise NothingChosen(_("Choose at least one row to take over or to drop."))
    decided: list[Proposal] = []

    def write(locked: Plan) -> None:
        known = {one.text: one for one in candidates(locked, section, by)}
        if unknown := [text for text in [*accept, *drop] if text not in known]:
            text = _("“%(row)s” is no longer proposed. Please look at the rows again.")
            raise NoLongerProposed(text % {"row": unknown[0]})
        for text in accept:
            _add(locked, section, known[text])
        decided.extend(
            Proposal(
                plan=locked, section=section, text=text, origin=known[text].origin, is_accepted=text in accept, by=by
            )
            for text in [*accept, *drop]
        )
        Proposal.objects.bulk_create(decided)
        record(
            "plan.proposals_decided",
            by=by,
            chain=f"plan:{locked.pk}",
            section=str(section),
            accepted=len(accept),
            dropped=len(drop),
            origins=sorted({one.origin_id for one in decided if one.origin_id}),
        )

    save_section(plan, section, by=by, seen_version=seen_version, write=write)
    return decided


def _add(plan: Plan, section: str, row: Candidate) -> None:
    model, column = ROWS[section]
    values: dict[str, Any] = {column: row.text, **row.values}
    if section == Section.PROBLEMS:
        values["rank"] = _next(plan, model, "rank")
    elif section in (Section.ACTIVITIES, Section.INDICATORS):
        values["number"] = _next(plan, model, "number")
    if section == Section.ACTIVITIES:
        # Who carries it out and when is for the group to say; until then the secretariat, over the whole plan.
        values |= {"institution_id": plan.working_group.secretariat_id}
        values |= {"starts_on": plan.starts_on, "ends_on": plan.ends_on}
    model.objects.create(plan=plan, **values)


def _next(plan: Plan, model: Any, column: str) -> int:
    return (model.objects.filter(plan=plan).aggregate(last=Max(column))["last"] or 0) + 1
