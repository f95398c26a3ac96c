"""What D2 says of the industry: how it was chosen, the turnover of its enterprises, and the diagnosis in short."""

from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from documents.facts import Text, both
from documents.kinds.d2_diagnosis import BandLine
from liap.adoption.models import AdoptionRequest
from liap.enterprises.models import Enterprise
from liap.enterprises.performance.figures import BAND_CHOICES
from liap.enterprises.performance.models import PerformanceRecord
from liap.enterprises.performance.three_answers import monthly_band
from liap.outcomes.disclosure.blocks import split_told
from liap.outcomes.disclosure.queries import rule
from liap.plans.models import Plan

UNKNOWN = ""


def reason_for(plan: Plan) -> Text | None:
    """The request in which the region named the industry; None where none is on record."""
    asked = AdoptionRequest.objects.filter(region=plan.region, industry__iexact=plan.industry.name)
    found = asked.order_by("requested_on").first()
    if found is None:
        return None
    sentence = _("The region named this industry in its request {reference} to the ministry.")
    return both(format_lazy(sentence, reference=found.reference))


def turnover_of(enterprises: QuerySet[Enterprise]) -> tuple[BandLine, ...]:
    """Enterprises by the band of their newest turnover; nothing while no turnover is known.

    Rule (G8, M6): no count of one or two enterprises, and none that follows from the others.
    """
    known = PerformanceRecord.objects.current().filter(enterprise__in=enterprises, turnover_kind__gt="")
    newest = known.newest()
    if not newest:
        return ()
    bands = [monthly_band(row) for row in newest.values()]
    counts = {code: bands.count(code) for code, _label in BAND_CHOICES}
    counts[UNKNOWN] = enterprises.count() - sum(counts.values())
    told = split_told(counts, rule().fewest)
    labels = [*BAND_CHOICES, (UNKNOWN, _("not recorded, or over several bands"))]
    return tuple(BandLine(label=both(label), enterprises=told[code]) for code, label in labels)


def in_short(plan: Plan) -> Text | None:
    """The diagnosis in two sentences; None while nobody has found a problem."""
    gravest = plan.problems.select_related("chain_step").order_by("rank").first()
    if gravest is None:
        return None
    sentence = _("Problems found: {problems}; steps of the supply chain: {steps}. The gravest problem: “{text}”.")
    counts = {"problems": plan.problems.count(), "steps": plan.chain_steps.count()}
    found = [both(format_lazy(sentence, text=gravest.text, **counts))]
    if gravest.chain_step:
        found.append(both(format_lazy(_("It sits at the step “{step}”."), step=gravest.chain_step.name)))
    return Text(id=" ".join(one.id for one in found), en=" ".join(one.en for one in found))
