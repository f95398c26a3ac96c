"""Sentences that D7 computes: women among owners and workers, and how much of it is proven."""

from collections.abc import Iterable

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from documents.facts import Text, both
from liap.enterprises.models import Enterprise, Purpose
from liap.outcomes.models import Verdict
from liap.outcomes.rules import ratio_percent
from liap.plans.models import Plan


def women_among(plan: Plan) -> Text | None:
    """Women among the owners and workers of the target enterprises, with how many enterprises did not say."""
    usable = Enterprise.objects.usable_for(Purpose.FIGURES)
    rows = list(usable.filter(pk__in=plan.target_enterprises.values("enterprise")))
    sentences = [sentence for sentence in (_owners(rows), _workers(rows)) if sentence]
    if not sentences:
        return None
    return Text(id=" ".join(one.id for one in sentences), en=" ".join(one.en for one in sentences))


def _owners(rows: list[Enterprise]) -> Text | None:
    known = [row.owner_sex for row in rows if row.owner_sex]
    if not known:
        return None
    sentence = _("Women own {women} of {known} target SMIs ({share}%); the owner of {unknown} is not recorded.")
    women = known.count(Enterprise.Sex.FEMALE)
    share = ratio_percent(women, len(known))
    return both(format_lazy(sentence, women=women, known=len(known), share=share, unknown=len(rows) - len(known)))


def _workers(rows: list[Enterprise]) -> Text | None:
    known = [row for row in rows if row.workers_female is not None and row.workers_male is not None]
    women = sum(row.workers_female for row in known)
    everybody = women + sum(row.workers_male for row in known)
    if not everybody:
        return None
    sentence = _("Women are {women} of {everybody} workers ({share}%); {unknown} target SMIs did not report workers.")
    share = ratio_percent(women, everybody)
    return both(format_lazy(sentence, women=women, everybody=everybody, share=share, unknown=len(rows) - len(known)))


def verified_share(count: int, verdicts: Iterable[Verdict]) -> Text | None:
    """How many verdicts stand on evidence; None before anything was judged."""
    if not count:
        return None
    proven = sum(verdict.evidence_id is not None for verdict in verdicts)
    return both(format_lazy(_("{proven} of {count} verdicts rest on recorded evidence."), proven=proven, count=count))
