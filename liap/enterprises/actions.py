"""Putting SMIs on record and changing what is known of them."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from liap.audit.actions import record
from liap.enterprises.identity import identity_of, is_identity_number
from liap.enterprises.likeness import Likeness, likely_duplicates
from liap.enterprises.models import Enterprise, EnterpriseChange
from liap.enterprises.queries import may_register, may_write, winner_of
from liap.people.models import User
from liap.places.models import Region
from liap.refusals import Conflict, NotTheirs, Refusal

# What a person may write; everything else of a record is set by acts of its own.
EDITABLE = (
    "name", "nib", "legal_form", "region", "industry", "cluster", "product", "address",
    "owner_name", "owner_phone", "owner_email", "owner_sex", "owner_age_band", "owner_has_disability",
    "workers_female", "workers_male", "workers_up_to_30", "workers_31_to_45", "workers_46_to_60", "workers_over_60",
    "workers_with_disability", "investment", "figures_on",
)  # fmt: skip
BY_AGE = ("workers_up_to_30", "workers_31_to_45", "workers_46_to_60", "workers_over_60")


class LikelyDuplicates(Refusal):
    """There are SMIs on record that may be the same; the person looks at them and says that this one is another."""

    def __init__(self, found: list[Likeness]):
        self.found = found
        super().__init__(_("SMIs like this one are on record. Look at them first."))


class AlreadyOnRecord(Refusal):
    """The name or the business number belongs to an SMI on record."""


class NotAnIdentityNumber(Refusal):
    """The number is no NIK."""


class WrongFigures(Refusal):
    """The figures about workers contradict each other."""


class ForeignCluster(Refusal):
    """The cluster lies in another region."""


class RecordIsClosed(Refusal):
    """A merged or erased record is not changed any more."""


class StaleRecord(Conflict):
    """Somebody else saved the record after it was opened."""


@transaction.atomic
def register(name: str, *, region: Region, industry_id: int, by: User, owner_sex: str = "") -> Enterprise:
    """Returns the SMI of this name, region and industry, and puts it on record when it is not there yet.

    Rule: a name is enough, because many of the smallest SMIs have no business number (feature G1).
    """
    if not may_register(by, region):
        raise NotTheirs(_("You can register SMIs of your own region only."))
    Region.objects.select_for_update().get(pk=region.pk)
    name = " ".join(name.split())
    found = Enterprise.objects.filter(region=region, industry=industry_id, name__iexact=name).first()
    if found:
        return winner_of(found)
    return _create({"name": name, "region": region, "industry_id": industry_id, "owner_sex": owner_sex}, by=by)


@transaction.atomic
def enter(values: dict[str, Any], *, by: User, nik: str = "", is_another: bool = False) -> Enterprise:
    """Puts an SMI on record with all that is known of it.

    Rule: what looks like an SMI on record is refused with `LikelyDuplicates`, until the person says it is another.
    """
    values = _cleaned(values)
    region = values["region"]
    if not may_register(by, region):
        raise NotTheirs(_("You can register SMIs of your own region only."))
    Region.objects.select_for_update().get(pk=region.pk)
    _check(values, nik=nik)
    if not is_another:
        found = likely_duplicates(values["name"], region=region, by=by, nib=values.get("nib") or "", nik=nik)
        if found:
            raise LikelyDuplicates(found)
    _refuse_the_same(values)
    return _create({**values, **identity_of(nik)}, by=by)


@transaction.atomic
def edit(enterprise: Enterprise, *, by: User, version: int, values: dict[str, Any], nik: str = "") -> Enterprise:
    """Saves what is known of an SMI and what each field said before; a form opened before another save is refused."""
    row = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
    values = _cleaned(values)
    if not may_write(by, row) or not may_register(by, values.get("region", row.region)):
        raise NotTheirs(_("You can change SMIs of your own region only."))
    if row.merged_into_id or row.erased_at:
        raise RecordIsClosed(_("This record is merged or erased and is not changed any more."))
    if row.version != version:
        raise StaleRecord(_("Somebody saved this SMI after you had opened it."))
    _check({**{name: getattr(row, name) for name in EDITABLE}, **values}, nik=nik)
    _refuse_the_same(values, but=row.pk)
    changed = _write(row, {**values, **identity_of(nik)})
    if changed:
        row.version += 1
        row.save()
        EnterpriseChange.objects.create(enterprise=row, by=by, values=changed)
        _note("enterprise.changed", row, by=by, fields=sorted(changed))
    return row


def _create(values: dict[str, Any], *, by: User) -> Enterprise:
    enterprise = Enterprise.objects.create(**values)
    _note("enterprise.registered", enterprise, by=by, industry=enterprise.industry_id)
    return enterprise


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    """The editable values, with single spaces in the name and no empty business number."""
    kept = {name: value for name, value in values.items() if name in EDITABLE}
    if "name" in kept:
        kept["name"] = " ".join(kept["name"].split())
    if "nib" in kept:
        kept["nib"] = kept["nib"] or None
    return kept


def _check(values: dict[str, Any], *, nik: str) -> None:
    if nik and not is_identity_number(nik):
        raise NotAnIdentityNumber(_("An identity number (NIK) has 16 digits with the day of birth in the middle."))
    cluster = values.get("cluster")
    if cluster and cluster.region_id != values["region"].pk:
        raise ForeignCluster(_("The cluster (sentra) lies in another region. Choose one of the same region."))
    women, men = values.get("workers_female"), values.get("workers_male")
    if women is None or men is None:
        return
    aged = [values[name] for name in BY_AGE if values.get(name) is not None]
    if sum(aged) > women + men or (len(aged) == len(BY_AGE) and sum(aged) != women + men):
        raise WrongFigures(_("The workers by age do not add up to the women and men. Correct one of them."))
    if (values.get("workers_with_disability") or 0) > women + men:
        raise WrongFigures(_("More workers have a disability than work there. Correct one of the figures."))


def _refuse_the_same(values: dict[str, Any], but: int | None = None) -> None:
    others = Enterprise.objects.exclude(pk=but or 0)
    if values.get("nib") and others.filter(nib=values["nib"]).exists():
        raise AlreadyOnRecord(_("This business number (NIB) belongs to an SMI on record. Search for the number."))
    names = ("name", "region", "industry")
    if all(name in values for name in names) and others.filter(**{name: values[name] for name in names}).exists():
        raise AlreadyOnRecord(
            _("An SMI of exactly this name, region and industry is on record. Add what tells the two apart.")
        )


def _write(row: Enterprise, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Sets what differs; returns per field what it said before and says now. Of a NIK the mask is noted, no hash."""
    changed = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before == value:
            continue
        setattr(row, name, value)
        if name != "owner_nik_hash":
            changed[name] = [_plain(before), _plain(value)]
        elif values["owner_nik_masked"] == row.owner_nik_masked:
            changed.setdefault("owner_nik_masked", [row.owner_nik_masked, row.owner_nik_masked])
    return changed


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int) else str(value)


def _note(verb: str, enterprise: Enterprise, *, by: User | None, **payload: object) -> None:
    record(verb, by=by, chain=f"region:{enterprise.region_id}", subject=f"enterprise:{enterprise.pk}", **payload)
