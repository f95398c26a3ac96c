"""Publishing what may be told about SMIs: a job's work, never a page's."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from liap.audit.actions import record
from liap.outcomes.disclosure import members, standing, sums
from liap.outcomes.disclosure.models import DisclosureRule, Publication
from liap.outcomes.disclosure.queries import newest


@transaction.atomic
def publish(on: date | None = None) -> Publication:
    """Brings the blocks of the last publication up to date and tells of them what may be told; returns the new one.

    Rule (G8): only SMIs whose data may be used for figures. Two at once: the second waits for the first.
    """
    rule, _made = DisclosureRule.objects.get_or_create(pk=1)
    rule = DisclosureRule.objects.select_for_update().get(pk=1)
    day, before = on or timezone.localdate(), newest()
    made = Publication.objects.create(drawn_at=timezone.now(), as_of=day, fewest=rule.fewest, dominance=rule.dominance)
    histories = standing.histories(day)
    members.settle(made, before, histories)
    Publication.objects.exclude(pk=made.pk).delete()
    sums.tell_standings(made, histories)
    sums.tell_turnover(made)
    sums.tell_channels(made)
    sums.tell_workers(made)
    record("figures.published", by=None, chain="figures", blocks=made.blocks.count(), fewest=rule.fewest)
    return made


def publish_when_due(today: date | None = None) -> bool:
    """Publishes when there is nothing yet, the last time is long enough ago, or the rule was changed."""
    day, last = today or timezone.localdate(), newest()
    rule = DisclosureRule.objects.filter(pk=1).first() or DisclosureRule()
    is_due = (
        last is None
        or last.as_of + timedelta(days=rule.every_days) <= day
        or (last.fewest, last.dominance) != (rule.fewest, rule.dominance)
    )
    if is_due:
        publish(day)
    return is_due
