"""How well the figures behind D7 are known, the findings on aspects, and the photos that the evaluator chose."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from documents import pictures
from documents.facts import Grade, both
from documents.kinds.d7_evaluation import Finding, PhotoLine, QualityLine
from liap.enterprises.models import Enterprise, Purpose
from liap.enterprises.performance.models import PerformanceRecord
from liap.outcomes.aspects.models import ASPECTS, Aspect, AspectFinding
from liap.outcomes.disclosure.blocks import split_told
from liap.outcomes.disclosure.queries import rule
from liap.outcomes.models import CriterionRating, Evaluation
from liap.outcomes.queries import evidence_path
from liap.plans.models import Criterion, Plan, TargetEnterprise
from workflows.papers.dossier import Dossier

EXACT, ESTIMATED, MISSING = "exact", "estimated", "missing"


def findings_on(evaluation: Evaluation, rating: CriterionRating | None, criterion: Criterion) -> tuple[Finding, ...]:
    """Each aspect that the evaluator wrote on, and the rating of the whole; its reason stands with the ratings, and
    here only where nothing else was found."""
    rows: Iterable[AspectFinding] = evaluation.aspect_findings.select_related("evidence") if evaluation.pk else ()
    found = {row.aspect: row for row in rows}
    lines = [
        Finding(
            aspect=both(Aspect(aspect).label),
            finding=found[aspect].finding,
            evidence=str(found[aspect].evidence) if found[aspect].evidence else None,
        )
        for aspect in ASPECTS[criterion]
        if aspect in found
    ]
    if rating and lines:
        lines.append(Finding(aspect=both(_("as a whole")), grade=Grade(rating.given)))
    elif rating:
        lines = [Finding(aspect=both(criterion.label), finding=rating.reason or None, grade=Grade(rating.given))]
    return tuple(lines)


def photos_of(evaluation: Evaluation, dossier: Dossier) -> tuple[PhotoLine, ...]:
    """The photos that the evaluator chose, made small; a file that is gone is left out."""
    rows = evaluation.photos.order_by("recorded_at", "pk") if evaluation.pk else ()
    found = [(row, path) for row in rows if (path := evidence_path(row)) and path.exists()]
    return tuple(
        PhotoLine(
            title=row.description,
            picture=pictures.keep(path.read_bytes()),
            recorded_on=dossier.local_day(row.recorded_at),
        )
        for row, path in found
    )


def quality_of(plan: Plan) -> tuple[QualityLine, ...]:
    """How the figures of the target SMIs are known. Rule (G8, M6): no count of one or two, nor one that follows."""
    usable = Enterprise.objects.usable_for(Purpose.FIGURES)
    targets = list(plan.target_enterprises.filter(enterprise__in=usable))
    if not targets:
        return ()
    records = PerformanceRecord.objects.current().filter(
        enterprise__in=[row.enterprise_id for row in targets], first_on__gte=plan.starts_on
    )
    newest = records.prefetch_related("shares").newest()
    on = max((row.first_on for row in newest.values()), default=None)

    def of_records(label, known: Callable[[PerformanceRecord], str]) -> QualityLine:
        return _line(
            label,
            [known(newest[one.enterprise_id]) if one.enterprise_id in newest else MISSING for one in targets],
            on,
        )

    return (
        _line(_("turnover at the start"), [_baseline(one) for one in targets]),
        of_records(_("turnover while the plan ran"), _turnover),
        of_records(_("market channels"), lambda row: EXACT if row.shares.all() else MISSING),
        of_records(_("workers"), lambda row: MISSING if row.workers is None else EXACT),
    )


def _baseline(row: TargetEnterprise) -> str:
    return MISSING if row.baseline_turnover is None else EXACT


def _turnover(row: PerformanceRecord) -> str:
    kinds = {"": MISSING, PerformanceRecord.TurnoverKind.EXACT.value: EXACT}
    return kinds.get(row.turnover_kind, ESTIMATED)


def _line(label, known: list[str], newest_on: date | None = None) -> QualityLine:
    told = split_told({name: known.count(name) for name in (EXACT, ESTIMATED, MISSING)}, rule().fewest)
    return QualityLine(figure=both(label), newest_on=newest_on, **told)
