"""Sentences that D7 computes: women among owners and workers, and how much of it is proven."""

from collections.abc import Iterable

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from documents.facts import Text, both
from liap.enterprises.models import Enterprise, Purpose
from liap.outcomes.disclosure.blocks import split_told
from liap.outcomes.disclosure.queries import rule
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
    """Rule (G8, M6): no count of one or two SMIs, and none that follows from the others."""
    known = [row.owner_sex for row in rows if row.owner_sex]
    if not known:
        return None
    women = known.count(Enterprise.Sex.FEMALE)
    counts = {"women": women, "men": len(known) - women, "unknown": len(rows) - len(known)}
    told = split_told(counts, rule().fewest)
    if told["women"] is None:
        return both(_("How many target SMIs women own is not told, as too few SMIs would stand behind a figure."))
    if None in told.values():
        return both(format_lazy(_("Women own {women} of the {targets} target SMIs."), women=women, targets=len(rows)))
    sentence = _("Women own {women} of {known} target SMIs ({share}%); the owner of {unknown} is not recorded.")
    share = ratio_percent(women, len(known))
    return both(format_lazy(sentence, women=women, known=len(known), share=share, unknown=counts["unknown"]))


def _workers(rows: list[Enterprise]) -> Text | None:
    """Women among the workers of at least three SMIs; how many SMIs did not report where that is told."""
    known = [row for row in rows if row.workers_female is not None and row.workers_male is not None]
    women = sum(row.workers_female for row in known)
    everybody = women + sum(row.workers_male for row in known)
    if not everybody or len(known) < rule().fewest:
        return None
    share, unknown = ratio_percent(women, everybody), len(rows) - len(known)
    if not unknown:
        sentence = _("Women are {women} of {everybody} workers ({share}%).")
        return both(format_lazy(sentence, women=women, everybody=everybody, share=share))
    if unknown < rule().fewest:
        sentence = _("Women are {women} of {everybody} workers ({share}%); not all target SMIs reported workers.")
        return both(format_lazy(sentence, women=women, everybody=everybody, share=share))
    sentence = _("Women are {women} of {everybody} workers ({share}%); {unknown} target SMIs did not report workers.")
    return both(format_lazy(sentence, women=women, everybody=everybody, share=share, unknown=unknown))


def verified_share(count: int, verdicts: Iterable[Verdict]) -> Text | None:
    """How many verdicts stand on evidence; None before anything was judged."""
    if not count:
        return None
    proven = sum(verdict.evidence_id is not None for verdict in verdicts)
    return both(format_lazy(_("{proven} of {count} verdicts rest on recorded evidence."), proven=proven, count=count))
