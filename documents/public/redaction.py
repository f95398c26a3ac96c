"""Facts of a paper become facts for everybody; what is not named here as fit for the public is left out.

Rule of the field (feature F8): no personal financial value, no name of a private person, and no cell behind which
fewer enterprises stand than the rule of disclosure asks for. All is done on the facts, since they lie inside the
paper as JSON and workbook. Judged field by field: text is kept only where KEPT lists its field, and then without
known names and amounts.
"""

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, get_args, get_origin

from django.utils.translation import gettext_lazy as _

from documents import facts as shared
from documents.facts import Headcount, Text, both
from documents.kinds import d2_diagnosis, d3_liap, d3f_short, d5_quarterly, d7_evaluation, d7f_short
from documents.public.scrubbing import WITHHELD, Secrets, scrub
from liap.outcomes.disclosure.blocks import nested_told, split_told
from liap.plans.models import FundingSource

KINDS = ("D3", "D3f", "D5", "D7", "D7f")
KEPT: dict[type, frozenset[str]] = {
    shared.Letterhead: frozenset({"lines", "address", "contact"}),
    shared.Signatory: frozenset({"title", "acting", "on_behalf_of"}),
    shared.Head: frozenset({
        "plan_code", "plan_title", "region_code", "region_name", "province", "industry_code", "industry_code_system",
        "place", "time_zone", "prepared_by", "copies_to", "closing",
    }),
    shared.Proof: frozenset({"code", "address", "chain", "hash"}),
    shared.Approval: frozenset({"title"}),
    shared.Rung: frozenset({"statement"}),
    d2_diagnosis.ProblemLine: frozenset({"statement", "step"}),
    d3_liap.ActivityLine: frozenset({"title", "institution", "unit"}),
    d3_liap.PromiseLine: frozenset({"statement"}),
    d3_liap.IndicatorLine: frozenset({"statement", "verification", "unit", "reported_by"}),
    d3_liap.RoleLine: frozenset({"seat", "institution"}),
    d3_liap.MonitoringLine: frozenset({"what", "how_often", "who"}),
    d3_liap.OfferLine: frozenset({"institution", "activity"}),
    d3_liap.PlanFacts: frozenset({
        "plan_sha256", "background", "diagnosis_summary", "objective", "targets_profile", "risks",
    }),
    d3f_short.ShortPlanFacts: frozenset({"plan_sha256", "objective", "risks"}),
    d5_quarterly.ProgressLine: frozenset({"title", "institution", "reason"}),
    d5_quarterly.IndicatorProgress: frozenset({"statement", "unit"}),
    d5_quarterly.IssueLine: frozenset({"statement"}),
    d5_quarterly.CorrectionLine: frozenset({"task"}),
    d5_quarterly.QuarterFacts: frozenset({"light_reason", "summary"}),
    d7_evaluation.Finding: frozenset({"finding"}),
    d7_evaluation.Achievement: frozenset({"indicator", "unit", "reason", "source", "moved"}),
    d7_evaluation.Efficiency: frozenset({"cost_unit", "finding"}),
    d7_evaluation.RatingLine: frozenset({"reason"}),
    d7_evaluation.OverallRating: frozenset({"reason", "rule"}),
    d7_evaluation.Recommendation: frozenset({"statement"}),
    d7_evaluation.EvaluationFacts: frozenset({
        "background", "overall_goal", "purpose", "activities", "agencies", "constraints", "perspectives",
        "continuation", "impacts", "conclusion", "lessons", "data_quality",
    }),
    d7f_short.ShortEvaluationFacts: frozenset({"objective", "impacts", "recommendations", "lessons"}),
}  # fmt: skip
# What people wrote: whoever releases a paper reads it once more, as no list knows every name. Codes are no words.
PROSE = {name for kept in KEPT.values() for name in kept} - {
    "lines", "address", "contact", "plan_code", "time_zone", "code", "chain", "hash", "plan_sha256",
    "region_code", "industry_code", "industry_code_system",
}  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Limit:
    """From how many enterprises on a figure is told, and whether fewer stand behind the values of the whole paper."""

    fewest: int
    has_few: bool

    def count(self, number: int | None) -> int | None:
        """A count of enterprises or people, None where it is too small to be told."""
        return None if number is not None and 0 < number < self.fewest else number


def redact(facts: Any, *, secrets: Secrets, enterprises: int | None, fewest: int) -> Any:
    """The facts for everybody; `enterprises` is how many stand behind the figures of the plan, as far as known, and
    `fewest` how many must, by the rule of disclosure."""
    hidden = secrets.and_names(names_in(facts))
    known = [number for number in (enterprises, *_counted(facts, fewest)) if number is not None]
    return _redacted(facts, hidden, Limit(fewest, has_few=not known or min(known) < fewest))


def names_in(facts: Any) -> list[str | None]:
    """The names of persons and enterprises which the facts hold in fields of their own."""
    if isinstance(facts, tuple):
        return [name for one in facts for name in names_in(one)]
    if not dataclasses.is_dataclass(facts) or isinstance(facts, Text):
        return []
    found = [getattr(facts, name) for name in NAMES.get(type(facts), ())]
    for field in dataclasses.fields(facts):
        found += names_in(getattr(facts, field.name))
    return [name for one in found for name in (one if isinstance(one, tuple) else (one,))]


NAMES: dict[type, tuple[str, ...]] = {
    shared.Signatory: ("name", "nip"),
    shared.Approval: ("name",),
    d3_liap.PromiseLine: ("who",),
    d3_liap.TargetLine: ("name",),
    d3_liap.RoleLine: ("name",),
    d3f_short.ShortPlanFacts: ("facilitator", "letter_number"),
    d7_evaluation.CommentLine: ("name",),
}


def _counted(facts: Any, fewest: int) -> list[int | None]:
    """How many enterprises the facts themselves say stand behind them."""
    if isinstance(facts, d3_liap.PlanFacts):
        return [facts.targets.enterprises]
    if isinstance(facts, d5_quarterly.QuarterFacts):
        values = (*(one.value for one in facts.figures), *(one.share for one in facts.channels))
        return [
            facts.enterprises_expected,
            _part(facts.enterprises_reporting, facts.enterprises_expected, values, fewest),
        ]
    if isinstance(facts, d7f_short.ShortEvaluationFacts):
        return [
            facts.targets,
            _part(facts.answered, facts.targets, (one.now or None for one in facts.answers), fewest),
        ]
    return [getattr(facts, "targets", None)]


def _part(part: int | None, whole: int | None, values: Iterable[Decimal | int | None], fewest: int) -> int | None:
    """A part that the paper does not tell of a whole is few enterprises, unless it tells values of theirs."""
    if part is not None or whole is None:
        return part
    return fewest if any(value is not None for value in values) else 0


def _redacted(value: Any, secrets: Secrets, limit: Limit) -> Any:
    changed = {}
    hints = typing.get_type_hints(type(value))
    for field in dataclasses.fields(value):
        kept = field.name in KEPT.get(type(value), ())
        changed[field.name] = _field(getattr(value, field.name), hints[field.name], kept, secrets, limit)
    made = dataclasses.replace(value, **changed)
    further = FURTHER.get(type(value))
    return further(made, value, limit) if further else made


def _field(value: Any, shape: Any, kept: bool, secrets: Secrets, limit: Limit) -> Any:
    if isinstance(value, Text):
        return Text(scrub(value.id, secrets), scrub(value.en, secrets))
    if isinstance(value, tuple):
        members = (_member(one, kept, secrets, limit) for one in value)
        return tuple(one for one in members if one is not None)
    if dataclasses.is_dataclass(value):
        return _redacted(value, secrets, limit)
    if type(value) is str:
        return scrub(value, secrets) if kept else (None if _may_be_none(shape) else WITHHELD)
    return value


def _member(value: Any, kept: bool, secrets: Secrets, limit: Limit) -> Any:
    if type(value) is str:
        return scrub(value, secrets) if kept else None
    return _field(value, type(value), kept, secrets, limit)


def _may_be_none(shape: Any) -> bool:
    return get_origin(shape) in {types.UnionType, typing.Union} and type(None) in get_args(shape)


# --- What a field's name cannot tell --------------------------------------------------------------------------------


def _rung(made: shared.Rung, before: shared.Rung, limit: Limit) -> shared.Rung:
    return dataclasses.replace(made, reached=limit.count(before.reached))


def _headcount(made: Headcount, before: Headcount, limit: Limit) -> Headcount:
    """A small cell takes its counterpart along, else the total would give it away."""
    if before.enterprises is not None and before.enterprises < limit.fewest:
        return Headcount(enterprises=limit.count(before.enterprises))
    changed = {}
    for one, other in (("small", "medium"), ("owners_women", "owners_men"), ("workers_women", "workers_men")):
        if limit.count(getattr(before, one)) != getattr(before, one) or limit.count(getattr(before, other)) != getattr(
            before, other
        ):
            changed |= {one: None, other: None}
    return dataclasses.replace(made, **changed)


def _spending(made: shared.Spending, before: shared.Spending, limit: Limit) -> shared.Spending:
    """Money of the enterprises themselves is theirs, however many they are."""
    if before.source != both(FundingSource.ENTERPRISES.label):
        return made
    return dataclasses.replace(made, proposed=None, allocated=None, committed=None, spent=None)


def _activity(made: d3_liap.ActivityLine, before: d3_liap.ActivityLine, limit: Limit) -> d3_liap.ActivityLine:
    is_their_money = before.source == both(FundingSource.ENTERPRISES.label)
    return dataclasses.replace(made, cost=None if is_their_money else before.cost)


def _promise(made: d3_liap.PromiseLine, before: d3_liap.PromiseLine, limit: Limit) -> d3_liap.PromiseLine:
    """A promise of one enterprise stays one of somebody: without a name it would read as one of all."""
    return dataclasses.replace(made, who=WITHHELD if before.who else None)


def _role(made: d3_liap.RoleLine, before: d3_liap.RoleLine, limit: Limit) -> d3_liap.RoleLine:
    """A seat that is held does not read as vacant."""
    return dataclasses.replace(made, name=WITHHELD if before.name else None)


def _without_values(*names: str) -> Callable[[Any, Any, Limit], Any]:
    """Values of the enterprises together, left out where too few stand behind them; small counts always."""

    def further(made: Any, before: Any, limit: Limit) -> Any:
        values = {name: None if limit.has_few else _value(getattr(before, name), before.unit, limit) for name in names}
        return dataclasses.replace(made, **values)

    return further


def _achievement(made: Any, before: Any, limit: Limit) -> Any:
    """What was said about missing evidence names posts and SMIs in free words: it stays inside, as evidence does."""
    told = _without_values("baseline", "target", "actual")(made, before, limit)
    return dataclasses.replace(_withheld("evidence")(told, before, limit), gap=None)


def _value(value: Decimal | None, unit: str | None, limit: Limit) -> Decimal | None:
    """A value counted in enterprises or people is a count."""
    counts_people = bool(re.search(r"\b(ikm|smi|umkm|usaha|orang|pelaku|perajin|enterprise|person)", unit or "", re.I))
    return None if value is not None and counts_people and 0 < value < limit.fewest else value


def _figure(made: d5_quarterly.Figure, before: d5_quarterly.Figure, limit: Limit) -> d5_quarterly.Figure:
    if (
        before.is_suppressed
        or before.value is None
        or (before.reporting is not None and before.reporting < limit.fewest)
    ):
        return dataclasses.replace(made, value=None, previous=None, reporting=None, is_suppressed=True)
    return made


def _plan(made: d3_liap.PlanFacts, before: d3_liap.PlanFacts, limit: Limit) -> d3_liap.PlanFacts:
    """No enterprise by name, and no comparison of versions, whose sections hold names and turnover."""
    return dataclasses.replace(made, target_names=None, previous_version=None, changes=())


def _short_plan(made: Any, before: Any, limit: Limit) -> Any:
    return dataclasses.replace(made, targets=limit.count(before.targets), present=limit.count(before.present))


def _quarter(made: Any, before: d5_quarterly.QuarterFacts, limit: Limit) -> Any:
    """A single share that is held back would follow from the others, so the smallest of those goes with it.

    Reports of the time before the rule told how many reported, however many that were.
    """
    channels = [
        dataclasses.replace(one, share=None, is_suppressed=True) if one.is_suppressed or limit.has_few else one
        for one in made.channels
    ]
    open_ones = [one for one in channels if one.share is not None]
    if open_ones and len(channels) - len(open_ones) == 1:
        least = min(open_ones, key=lambda one: one.share or 0)
        channels[channels.index(least)] = dataclasses.replace(least, share=None, is_suppressed=True)
    counts = (before.enterprises_expected, before.enterprises_reporting, *(one.reporting for one in made.figures))
    expected, reporting, *behind = nested_told(counts, limit.fewest)
    return dataclasses.replace(
        made,
        channels=tuple(channels),
        enterprises_reporting=reporting,
        enterprises_expected=expected,
        figures=tuple(
            dataclasses.replace(one, reporting=told) for one, told in zip(made.figures, behind, strict=True)
        ),
    )


def _evaluation(made: Any, before: d7_evaluation.EvaluationFacts, limit: Limit) -> Any:
    return dataclasses.replace(made, comments=(), photos=(), women=_women(made.women, limit))


def _short_evaluation(made: Any, before: Any, limit: Limit) -> Any:
    targets, answered = nested_told((before.targets, before.answered), limit.fewest)
    return dataclasses.replace(made, targets=targets, answered=answered, women=_women(made.women, limit))


def _women(said: Any, limit: Limit) -> Any:
    """The sentence about women, unless a count in it, or what is left of the whole, is too small."""
    text = said.en if isinstance(said, Text) else said
    if not isinstance(text, str) or not isinstance(said, Text):
        return None
    pairs = re.findall(r"(\d+) of (\d+)", text)
    is_small = any(limit.count(int(n)) is None or limit.count(int(whole) - int(n)) is None for n, whole in pairs)
    return None if is_small or not pairs else said


def _withheld(*names: str) -> Callable[[Any, Any, Limit], Any]:
    """What is known and stays inside does not read as unknown."""

    def further(made: Any, before: Any, limit: Limit) -> Any:
        return dataclasses.replace(made, **{name: WITHHELD for name in names if getattr(before, name)})

    return further


def _respondent(made: Any, before: d7_evaluation.RespondentLine, limit: Limit) -> Any:
    """What came of asking is told as a whole: who answered in no way is what is left of those asked."""
    cells = {name: getattr(before, name) for name in ("answered", "refused", "unreachable")}
    if before.asked is None or None in cells.values():
        told = {name: limit.count(number) for name, number in cells.items()}
    else:
        told = split_told({**cells, "silent": max(before.asked - sum(cells.values()), 0)}, limit.fewest)
        del told["silent"]
    return dataclasses.replace(made, asked=limit.count(before.asked), **told)


def _tally(made: Any, before: shared.Tally, limit: Limit) -> Any:
    return dataclasses.replace(made, before=limit.count(before.before), now=limit.count(before.now))


def _change(made: Any, before: shared.ChangeLine, limit: Limit) -> Any:
    return dataclasses.replace(
        made, better=limit.count(before.better), same=limit.count(before.same), worse=limit.count(before.worse)
    )


def _entry(made: Any, before: d5_quarterly.EntryLine, limit: Limit) -> Any:
    if before.part in [both(part) for part in OF_NO_ENTERPRISE]:
        return dataclasses.replace(made, missing=())
    expected, received = nested_told((before.expected, before.received), limit.fewest)
    return dataclasses.replace(made, missing=(), expected=expected, received=received)


def _head(made: shared.Head, before: shared.Head, limit: Limit) -> shared.Head:
    """The code stays, so that readers can check the paper; the page of the code knows the public files too. No list
    can say whether the answers to additional questions name somebody, so they are left out."""
    return dataclasses.replace(made, proof=before.proof, answers=())


# Parts of a report whose rows are indicators and lines of the budget.
OF_NO_ENTERPRISE = (_("values of the indicators"), _("money spent"))
FURTHER: dict[type, Callable[[Any, Any, Limit], Any]] = {
    shared.Head: _head,
    shared.Rung: _rung,
    shared.Spending: _spending,
    shared.Tally: _tally,
    shared.ChangeLine: _change,
    Headcount: _headcount,
    d3_liap.ActivityLine: _activity,
    d3_liap.PromiseLine: _promise,
    d3_liap.RoleLine: _role,
    d3_liap.IndicatorLine: _without_values("baseline", "target"),
    d3_liap.PlanFacts: _plan,
    d3f_short.ShortPlanFacts: _short_plan,
    d5_quarterly.Figure: _figure,
    d5_quarterly.IndicatorProgress: _without_values("baseline", "previous", "value", "target"),
    d5_quarterly.EntryLine: _entry,
    d5_quarterly.IssueLine: _withheld("owner"),
    d5_quarterly.CorrectionLine: _withheld("owner"),
    shared.Approval: _withheld("name"),
    d5_quarterly.QuarterFacts: _quarter,
    d7_evaluation.Achievement: _achievement,
    d7_evaluation.RespondentLine: _respondent,
    d7_evaluation.EvaluationFacts: _evaluation,
    d7f_short.ShortEvaluationFacts: _short_evaluation,
}


def texts_of(facts: Any) -> list[str]:
    """What people wrote and everybody will read, for the eyes of whoever releases it."""
    if isinstance(facts, tuple):
        return [text for one in facts for text in texts_of(one)]
    if not dataclasses.is_dataclass(facts) or isinstance(facts, Text):
        return []
    found: list[str] = []
    for field in dataclasses.fields(facts):
        value = getattr(facts, field.name)
        if field.name in KEPT.get(type(facts), frozenset()) & PROSE:
            found += [one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, str)]
        if not isinstance(value, str):
            found += texts_of(value)
    return list(dict.fromkeys(text for text in found if text and text != WITHHELD))
