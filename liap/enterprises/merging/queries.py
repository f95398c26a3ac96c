"""What points to an SMI's record, and the merges of a record."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from liap.enterprises.merging.models import EnterpriseMerge
from liap.enterprises.models import Enterprise

# What happened to a record stays with it: its history, its merges, who saw it, and the sums it was published in.
OWN = {"enterprisechange", "enterprisemerge", "dataaccess", "blockmember"}


def references() -> Iterator[tuple[type[models.Model], str]]:
    """Every model and field, of whichever area, whose rows are about an SMI and follow it into a merge.

    So do records that were merged into it before: every merged record points to the one that stands for it today.
    """
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.related_model is Enterprise and model._meta.model_name not in OWN:
                yield model, field.name


def merges_of(enterprise: Enterprise) -> QuerySet[EnterpriseMerge]:
    """The merges that a record won or lost, the newest first."""
    rows = EnterpriseMerge.objects.filter(Q(winner=enterprise) | Q(loser=enterprise))
    return rows.select_related("winner", "loser", "by", "undone_by")
