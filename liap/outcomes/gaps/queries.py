"""Which evidence an evaluation would miss today (feature E3): every gap, what closes it and who does that."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import Promise, lazy
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from liap.enterprises.models import Enterprise, Purpose
from liap.outcomes.entries.progress import standings
from liap.outcomes.gaps.models import GapAnswer, GapTopic
from liap.outcomes.models import Evidence, IndicatorValue
from liap.outcomes.success.models import SuccessCase
from liap.people.access import may_see_rows
from liap.people.models import Role, User
from liap.plans.models import Goal, Indicator, Plan, TargetEnterprise
from liap.templatetags.liap_format import day as in_words_of_day

Words = str | Promise
# Said in the language of whoever reads it, a paper in two languages among them.
_day = lazy(in_words_of_day, str)
# What people write into the means of verification when they have none.
NO_SOURCE = ("", "-", "--", "—", "?", "...", "belum ada", "tidak ada", "none", "n/a", "tbd")


@dataclass(frozen=True)
class Gap:
    """Something without which a result cannot be judged; `subject` is the indicator, the SMI or the rung."""

    topic: GapTopic
    subject: str
    what: Words
    todo: Words
    role: Role
    indicator: Indicator | None = None

    @property
    def who(self) -> str:
        return capfirst(str(self.role.label))


@dataclass(frozen=True)
class Question:
    """The gaps that are answered together: those of one indicator, or of SMIs and rungs by topic."""

    topic: GapTopic
    indicator: Indicator | None
    gaps: tuple[Gap, ...]

    @property
    def key(self) -> str:
        return f"indicator-{self.indicator.pk}" if self.indicator else self.topic.value

    @property
    def legend(self) -> str:
        return str(self.indicator) if self.indicator else capfirst(str(self.topic.label))


def gaps_of(plan: Plan) -> list[Gap]:
    """The gaps of one plan."""
    return gaps_by_plan([plan])[plan.pk]


def gaps_by_plan(plans: Sequence[Plan]) -> dict[int, list[Gap]]:
    """The gaps of each plan: indicators, target SMIs, successes; in a few queries whatever the number of plans."""
    found: dict[int, list[Gap]] = {plan.pk: [] for plan in plans}
    by_number = {plan.pk: plan for plan in plans}
    for finder in (_of_indicators, _of_targets, _of_successes, _of_rungs):
        for plan_id, gap in finder(by_number):
            found[plan_id].append(gap)
    return found


def gaps_told(plan: Plan, user: User) -> list[Gap]:
    """The gaps that a person may read: of SMIs and their rungs only where he sees SMIs one by one."""
    found = gaps_of(plan)
    return found if may_see_rows(user, plan.region_id) else [gap for gap in found if gap.indicator]


def questions(gaps: Iterable[Gap]) -> list[Question]:
    """The gaps in the groups in which they are answered, in their order."""
    groups: dict[tuple[GapTopic, int | None], list[Gap]] = {}
    for gap in gaps:
        groups.setdefault((gap.topic, gap.indicator.pk if gap.indicator else None), []).append(gap)
    return [Question(topic, members[0].indicator, tuple(members)) for (topic, _pk), members in groups.items()]


def answers_of(plan: Plan) -> dict[tuple[str, int | None], GapAnswer]:
    """What was said about the gaps of a plan, by topic and indicator."""
    rows = GapAnswer.objects.filter(plan=plan).select_related("by", "indicator")
    return {(row.topic, row.indicator_id): row for row in rows}


def answer_to(gap: Gap, answers: dict[tuple[str, int | None], GapAnswer]) -> GapAnswer | None:
    """What was said about a gap."""
    return answers.get((gap.topic.value, gap.indicator.pk if gap.indicator else None))


def in_words(answer: GapAnswer) -> Promise:
    """What was said about a gap before the evaluation, as a sentence for forms and papers."""
    if answer.answer == GapAnswer.Answer.COLLECTED:
        sentence = _("Before the evaluation {post} was to collect the evidence by {day}. {reason}")
        return format_lazy(sentence, post=answer.post, day=_day(answer.due_on), reason=answer.reason)
    return format_lazy(_("Before the evaluation it was said to stay unverified: {reason}"), reason=answer.reason)


Found = Iterator[tuple[int, Gap]]


def _of_indicators(plans: dict[int, Plan]) -> Found:
    value = IndicatorValue.objects.filter(indicator=OuterRef("pk"), value__isnull=False)
    proof = Evidence.objects.filter(indicator=OuterRef("pk"))
    rows = Indicator.objects.filter(plan__in=plans).annotate(has_value=Exists(value), has_proof=Exists(proof))
    for row in rows.order_by("plan", "number"):
        for is_missing, what, todo, role in (
            (not row.has_value, _("no measured value"), _("Measure it and report it."), Role.FACILITATOR),
            (
                not row.has_proof,
                _("no evidence"),
                _("Add a file or reference that proves the value."),
                Role.FACILITATOR,
            ),
            (
                row.means_of_verification.strip().lower() in NO_SOURCE,
                _("no source in the means of verification"),
                _("Name the source when the plan is amended."),
                Role.COORDINATOR,
            ),
        ):
            if is_missing:
                yield row.plan_id, Gap(GapTopic.INDICATOR, str(row), what, todo, role, row)


def _of_targets(plans: dict[int, Plan]) -> Found:
    """SMIs that withdrew their consent are not asked any more, so nothing of them is missing."""
    usable = Enterprise.objects.usable_for(Purpose.FIGURES)
    rows = TargetEnterprise.objects.filter(plan__in=plans, enterprise__in=usable).select_related("enterprise")
    targets = list(rows.order_by("plan", "enterprise__name", "pk"))
    for target, standing in zip(targets, standings(targets, plans), strict=True):
        name = str(target.enterprise)
        if standing.baseline is None:
            todo = _("Ask for the turnover of the year before the plan, with how it is known.")
            yield target.plan_id, Gap(GapTopic.BASELINE, name, _("no baseline"), todo, Role.FACILITATOR)
        elif not standing.change.is_comparable:
            todo = _("Enter the turnover of a whole year, known in the same way as the baseline.")
            reason = standing.change.reason
            yield target.plan_id, Gap(GapTopic.PERIOD, name, reason, todo, Role.FACILITATOR)


def _of_successes(plans: dict[int, Plan]) -> Found:
    rows = SuccessCase.objects.filter(plan__in=plans, confirmed_on__isnull=True, enterprise__merged_into=None)
    for row in rows.select_related("enterprise").order_by("plan", "pk"):
        todo = _("Let somebody else than the reporter confirm it.")
        what = _("reported, but nobody confirmed it")
        yield row.plan_id, Gap(GapTopic.SUCCESS, str(row), what, todo, Role.COORDINATOR)


def _of_rungs(plans: dict[int, Plan]) -> Found:
    """Rungs of a goal for which SMIs were counted, or none yet, without a proven and confirmed case for each."""
    cases = SuccessCase.objects.counting(timezone.localdate()).filter(plan__in=plans).values_list("plan", "rung")
    proven = Counter(cases.order_by())
    for row in Goal.objects.filter(plan__in=plans, target_count__gt=0).order_by("plan", "pk"):
        if proven[row.plan_id, row.rung] < max(row.reached_count or 0, 1):
            todo = _("Report each SMI on this rung as a success case with its evidence.")
            what = _("fewer successes are proven than were counted, or none")
            yield row.plan_id, Gap(GapTopic.RUNG, capfirst(str(row.get_rung_display())), what, todo, Role.FACILITATOR)
