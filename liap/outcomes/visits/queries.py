"""Reading the visit log, and three answers added up so that no single SMI can be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liap.enterprises.performance.figures import BAND_CHOICES
from liap.enterprises.performance.models import Channel, PerformanceRecord
from liap.enterprises.performance.three_answers import ThreeAnswers, three_answers
from liap.outcomes.disclosure.blocks import split_told
from liap.outcomes.disclosure.queries import rule
from liap.outcomes.visits.models import EnterpriseCheck, Visit
from liap.plans.models import Plan

Occasion = EnterpriseCheck.Occasion


@dataclass(frozen=True)
class Answered:
    """How many SMIs gave an answer at the start and now; None where fewer than three SMIs stand behind it.

    `code` is the question whatever the language.
    """

    code: str
    question: str | Promise
    answer: str | Promise
    before: int | None
    now: int | None


def visits_of(plan: Plan, since: date | None = None, until: date | None = None, topic: str = "") -> QuerySet[Visit]:
    """The visits of a plan, the oldest first, between two days and about one topic if they are given."""
    rows = plan.visits.select_related("recorded_by").prefetch_related("enterprises", "steps")
    if since:
        rows = rows.filter(visited_on__gte=since)
    if until:
        rows = rows.filter(visited_on__lte=until)
    if topic:
        rows = rows.filter(topic=topic)
    return rows.order_by("visited_on", "id")


def checks_at(plan: Plan, occasion: str, round: int = 1) -> list[PerformanceRecord]:
    """What the SMIs said on one occasion, as it stands today: where a record was corrected, the correction, and where
    records of an SMI were merged, what counts of them."""
    checks = plan.checks.filter(occasion=occasion, round=round)
    told = PerformanceRecord.objects.filter(pk__in=checks.values("record"))
    same = told.filter(
        Q(enterprise=OuterRef("enterprise")) | Q(enterprise__merged_into=OuterRef("enterprise")),
        first_on=OuterRef("first_on"), months=OuterRef("months"),
    )  # fmt: skip
    rows = PerformanceRecord.objects.current().filter(Exists(same), enterprise__merged_into=None)
    return list(rows.select_related("enterprise").order_by("enterprise__name"))


def added_up(before: Iterable[PerformanceRecord], now: Iterable[PerformanceRecord]) -> list[Answered]:
    """The three answers before and now. Rule (G8): what fewer than three SMIs stand behind is not told."""
    then, today = [three_answers(row) for row in before], [three_answers(row) for row in now]
    rows = []
    for question, field, choices in (
        (_("Turnover"), "turnover", BAND_CHOICES),
        (_("Main market"), "channel", Channel.choices),
    ):
        values = [value for value, _label in choices]
        was, found = _counts(then, field, values), _counts(today, field, values)
        rows += [Answered(field, question, label, was[value], found[value]) for value, label in choices]
    return [*rows, Answered("workers", _("Workers"), _("all together"), _workers(then), _workers(today))]


def changes_at_the_end(plan: Plan) -> list[tuple[Promise, dict[str, int | None]]]:
    """How many SMIs said at the evaluation that product and place of production are better, as before or worse.

    Rule (G8): what fewer than three SMIs stand behind is not told. Of records that were merged one counts.
    """
    checks = plan.checks.filter(occasion=Occasion.EVALUATION).select_related("enterprise").order_by("-pk")
    kept = {check.enterprise.merged_into_id or check.enterprise_id: check for check in checks}.values()
    found: list[tuple[Promise, dict[str, int | None]]] = []
    for question, name in ((_("Product"), "product_change"), (_("Place of production"), "place_change")):
        said = [getattr(check, name) for check in kept]
        counts = {change: said.count(change) for change in EnterpriseCheck.Change.values}
        found.append((question, split_told(counts, rule().fewest)))
    return found


def _counts(checks: list[ThreeAnswers], field: str, choices: list[str]) -> dict[str, int | None]:
    """SMIs by answer, as far as it can be told."""
    known = [getattr(check, field) for check in checks if getattr(check, field)]
    return split_told({choice: known.count(choice) for choice in choices}, rule().fewest)


def _workers(checks: list[ThreeAnswers]) -> int | None:
    known = [check.workers for check in checks if check.workers is not None]
    return None if len(known) < rule().fewest else sum(known)
