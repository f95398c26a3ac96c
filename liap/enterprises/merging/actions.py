"""Merging two records of one SMI, and undoing it: references move, both records stay readable."""

from typing import Any

from django.apps import apps
from django.db import DatabaseError, OperationalError, models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.enterprises.merging.models import EnterpriseMerge
from liap.enterprises.merging.queries import references
from liap.enterprises.models import Enterprise
from liap.enterprises.performance.models import PerformanceRecord
from liap.enterprises.queries import may_lead
from liap.people.models import User
from liap.refusals import Conflict, NotTheirs, Refusal

# What the winner takes over where it says nothing itself; the mask and the hash of a NIK go together.
FILLED = (
    "nib", "legal_form", "cluster_id", "product", "address", "owner_name", "owner_phone", "owner_email", "owner_sex",
    "owner_age_band", "owner_has_disability", "owner_nik_masked", "owner_nik_hash",
)  # fmt: skip
EMPTY = {"nib": None, "cluster_id": None, "owner_has_disability": None}


class SameRecord(Refusal):
    """A record is not merged with itself."""


class StillRestricted(Refusal):
    """The use of one of the two is stopped, and a merge would be a use."""


class AlreadyMerged(Conflict):
    """Somebody merged one of the two records first."""


class AlreadyUndone(Conflict):
    """Somebody undid the merge first."""


class MergedSince(Conflict):
    """The winner lost a later merge, which has to be undone first."""


@transaction.atomic
def merge(winner: Enterprise, loser: Enterprise, *, by: User, reason: str) -> EnterpriseMerge:
    """Lets one record stand for both. What is about the loser is about the winner from now on.

    Rows that the database keeps as they were written (visits' answers, access) or that the winner has already (figures
    of the same period, the same plan's target, the same success) stay with the loser, where they can be read; they
    count no more.
    """
    if winner.pk == loser.pk:
        raise SameRecord(_("Choose another record; this one is the same."))
    winner, loser = _locked(winner, loser)
    if not may_lead(by, winner, loser):
        raise NotTheirs(_("Records are merged by the coordinator or the head of the office of their region."))
    if winner.merged_into_id or loser.merged_into_id:
        raise AlreadyMerged(_("One of the two records was merged in the meantime."))
    if any(one.restricted_at or one.erased_at for one in (winner, loser)):
        raise StillRestricted(_("The use of one of the two records is stopped, so they cannot be merged."))
    row = EnterpriseMerge.objects.create(winner=winner, loser=loser, by=by, reason=reason.strip())
    row.filled = _fill(winner, loser)
    loser.merged_into = winner
    loser.version += 1
    loser.save()
    winner.version += 1
    winner.save()
    # After the loser points to the winner: figures move along a merge only.
    row.moved = [moved for model, field in references() for moved in _move(model, field, loser, winner)]
    row.save()
    _note("enterprise.merged", row, by=by, moved=len(row.moved), fields=sorted(row.filled))
    return row


@transaction.atomic
def undo(merge: EnterpriseMerge, *, by: User) -> EnterpriseMerge:
    """Makes two records of one again: what moved goes back, what was filled in is emptied where it says so still."""
    row = EnterpriseMerge.objects.select_related("winner", "loser").get(pk=merge.pk)
    winner, loser = _locked(row.winner, row.loser)
    row.refresh_from_db()
    if not may_lead(by, winner, loser):
        raise NotTheirs(_("Merges are undone by the coordinator or the head of the office of the region."))
    if row.undone_at:
        raise AlreadyUndone(_("Somebody undid this merge in the meantime."))
    if winner.merged_into_id:
        raise MergedSince(_("The record was merged into another one since. Undo that merge first."))
    for name, value in row.filled.items():
        if getattr(winner, name) == value:
            setattr(winner, name, EMPTY.get(name, ""))
    for label, field, pk in [*row.moved, *_corrections(row)]:
        model = apps.get_model(label)
        model._base_manager.filter(**{"pk": pk, field: winner.pk}).update(**{field: loser.pk})
    if "nib" in row.filled and winner.nib is None:
        loser.nib = row.filled["nib"]
    winner.version, loser.version, loser.merged_into = winner.version + 1, loser.version + 1, None
    winner.save()
    loser.save()
    row.undone_by, row.undone_at = by, timezone.now()
    row.save()
    _note("enterprise.merge_undone", row, by=by, moved=len(row.moved))
    return row


def _locked(winner: Enterprise, loser: Enterprise) -> tuple[Enterprise, Enterprise]:
    """Both rows under lock, always in the same order, so that two merges wait for each other and never block."""
    rows = Enterprise.objects.select_for_update(of=("self",)).filter(pk__in=[winner.pk, loser.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[winner.pk], found[loser.pk]


def _move(model: type[models.Model], field: str, loser: Enterprise, winner: Enterprise) -> list[list[Any]]:
    """Moves the rows that the database lets go; returns label, field and number of each."""
    moved = []
    rows = model._base_manager.filter(**{field: loser.pk})
    if model is PerformanceRecord:  # a period of which the winner has figures stays whole, with its corrections
        rows = rows.exclude(
            Exists(winner.performance_records.filter(first_on=OuterRef("first_on"), months=OuterRef("months")))
        )
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**{field: winner.pk})
        except OperationalError:
            raise
        except DatabaseError:  # append-only, or the winner has such a row: it stays where it is
            continue
        moved.append([model._meta.label, field, pk])
    return moved


def _corrections(row: EnterpriseMerge) -> list[list[Any]]:
    """The figures by which figures that moved were corrected since: they go back with what they correct."""
    label, found = PerformanceRecord._meta.label, []
    pks = [pk for moved, _field, pk in row.moved if moved == label]
    while pks:
        rows = PerformanceRecord.objects.filter(replaces__in=pks).exclude(pk__in=pks)
        pks = list(rows.values_list("pk", flat=True))
        found += [[label, "enterprise", pk] for pk in pks]
    return found


def _fill(winner: Enterprise, loser: Enterprise) -> dict[str, Any]:
    filled = {}
    for name in FILLED:
        value = getattr(loser, name)
        if getattr(winner, name) in (None, "") and value not in (None, ""):
            setattr(winner, name, value)
            filled[name] = value
    if "nib" in filled:  # a number belongs to one record: the loser gives it up before the winner takes it
        loser.nib = None
    return filled


def _note(verb: str, row: EnterpriseMerge, *, by: User, **payload: object) -> None:
    payload |= {"merge": row.pk, "winner": row.winner_id, "loser": row.loser_id}
    record(verb, by=by, chain=f"region:{row.winner.region_id}", subject=f"enterprise:{row.winner_id}", **payload)
