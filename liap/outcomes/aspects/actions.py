"""Writing down the findings on aspects and choosing the photos; the caller has opened the evaluation for writing."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from liap.outcomes.aspects.models import Aspect, AspectFinding
from liap.outcomes.aspects.queries import pictures
from liap.outcomes.models import Evaluation, Evidence
from liap.refusals import NotTheirs, Refusal

MOST_PHOTOS = 6


class TooManyPhotos(Refusal):
    """A report shows a few photos; the others stay with the evidence."""


def replace_findings(evaluation: Evaluation, found: Mapping[str, tuple[str, Evidence | None]]) -> None:
    """Writes a finding for each aspect that has one; an aspect whose text was emptied has none any more."""
    for aspect, (text, evidence) in found.items():
        if evidence and evidence.plan_id != evaluation.plan_id:
            raise NotTheirs(_("The evidence belongs to another plan."))
        rows = AspectFinding.objects.filter(evaluation=evaluation, aspect=Aspect(aspect).value)
        if text.strip():
            rows.update_or_create(
                evaluation=evaluation, aspect=aspect, defaults={"finding": text.strip(), "evidence": evidence}
            )
        else:
            rows.delete()


def refuse_too_many(count: int) -> None:
    """Raises TooManyPhotos, for the form as for the action."""
    if count > MOST_PHOTOS:
        raise TooManyPhotos(_("At most %(most)d photos fit into the report.") % {"most": MOST_PHOTOS})


def choose_photos(evaluation: Evaluation, chosen: Iterable[Evidence]) -> None:
    """Rule (feature F8): a photo in a report shows the plan's work, never the proof of a single SMI."""
    wanted = {row.pk for row in chosen}
    refuse_too_many(len(wanted))
    if pictures(evaluation.plan).filter(pk__in=wanted).count() != len(wanted):
        raise NotTheirs(_("A photo belongs to another plan, or is the proof of a single SMI."))
    evaluation.photos.set(wanted)
