"""Working groups as the person may see them: who sits, what is missing, who was asked, who was trained."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liap.groups.formation.models import Invitation, TrainingRecord
from liap.groups.models import Membership, WorkingGroup
from liap.groups.queries import members_on
from liap.people.access import has_role, is_national, regions_of
from liap.people.models import Role, User
from liap.places.models import Organisation, Region

Kind = Organisation.Kind
# After the guideline of 2016 and feature A3; which institutions count for what is our proposal.
NEEDED: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "enterprises": (_("a representative of the SMIs"), (Kind.FIRM, Kind.ASSOCIATION)),
    "planning": (_("the planning agency (Bappeda)"), (Kind.PLANNING_AGENCY,)),
    "outside": (
        _("an institution outside industry and trade"),
        (Kind.OTHER_OFFICE, Kind.BANK, Kind.UNIVERSITY, Kind.OTHER),
    ),
}
WOMAN = "woman"
LABELS: dict[str, Promise] = {code: label for code, (label, _kinds) in NEEDED.items()} | {WOMAN: _("a woman")}


def groups(user: User) -> QuerySet[WorkingGroup]:
    """The working groups of the regions that the person may see; a facilitator's letter makes no group."""
    found = WorkingGroup.objects.filter(kind=WorkingGroup.Kind.GROUP).select_related("region__parent", "secretariat")
    return found if is_national(user) else found.filter(region__in=regions_of(user))


def leads(user: User, group: WorkingGroup) -> bool:
    """Whether the person forms the group: its coordinator, or the head of the office."""
    where = {"working_group_id": group.pk, "region_id": group.region_id}
    return any(has_role(user, role, **where) for role in (Role.COORDINATOR, Role.OFFICE_HEAD))


def missing(group: WorkingGroup, day: date | None = None) -> dict[str, Promise]:
    """The kinds of members that nobody stands for on a day; a vacant seat stands for nobody.

    A woman is missing when it is known of every member that he is a man; what is not known is not missing.
    """
    rows = members_on(group, day).values_list("seat__institution__kind", "person__sex")
    seated, sexes = {kind for kind, _sex in rows}, {sex for _kind, sex in rows}
    lacking = {code: LABELS[code] for code, (_label, kinds) in NEEDED.items() if not seated & set(kinds)}
    return lacking | ({WOMAN: LABELS[WOMAN]} if sexes == {User.Sex.MALE} else {})


def is_woman_unknown(group: WorkingGroup, day: date | None = None) -> bool:
    """Whether nobody can say if a woman sits in the group: none is recorded, and of some it is not known."""
    sexes = set(members_on(group, day).values_list("person__sex", flat=True))
    return "" in sexes and User.Sex.FEMALE not in sexes


def members_of_unknown_sex(group: WorkingGroup) -> QuerySet[Membership]:
    """The members of today of whom it is not recorded whether they are women or men."""
    return members_on(group).filter(person__sex="")


def named_in(asked: Invitation) -> dict[str, str]:
    """Whom an institution named so far."""
    return {"name": asked.person_name, "email": asked.person_email, "sex": asked.person_sex}


def late_invitations(group: WorkingGroup, today: date | None = None) -> QuerySet[Invitation]:
    """The institutions that did not answer in time."""
    waiting = Invitation.objects.filter(seat__working_group=group, answered_at__isnull=True)
    return waiting.filter(due_on__lt=today or timezone.localdate()).select_related("seat__institution")


def decree_text(group: WorkingGroup) -> dict[str, str]:
    """The text that was written last, else a proposal to begin with; decrees are written in Indonesian."""
    draft = group.decree_drafts.order_by("-number").first()
    if draft:
        names = ("signer", "about", "considering", "recalling", "decisions")
        return {name: getattr(draft, name) for name in names}
    region = group.region
    heads = {Region.Kind.CITY: "Wali Kota", Region.Kind.REGENCY: "Bupati", Region.Kind.PROVINCE: "Gubernur"}
    name = region.name
    for kind in ("Kota ", "Kabupaten ", "Provinsi "):
        name = name.removeprefix(kind)
    return {
        "signer": f"{heads[Region.Kind(region.kind)]} {name}",
        "about": f"Pembentukan {group.name}",
        "considering": "\n".join(
            (
                f"bahwa industri kecil dan menengah di {region.name} perlu difasilitasi secara terpadu;",
                "bahwa untuk maksud tersebut perlu dibentuk Kelompok Kerja.",
            )
        ),
        "recalling": "Undang-Undang Nomor 3 Tahun 2014 tentang Perindustrian.",
        "decisions": "\n".join(
            (
                "Membentuk Kelompok Kerja dengan susunan keanggotaan sebagaimana tercantum dalam Lampiran.",
                "Kelompok Kerja menyusun, melaksanakan dan mengevaluasi Rencana Aksi Industri Lokal.",
                "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
            )
        ),
    }


@dataclass(frozen=True)
class Trained:
    """How many of the seats that somebody holds are held by a trained person, and how many seats there are."""

    trained: int
    held: int
    seats: int


def trained(group: WorkingGroup) -> Trained:
    """Counts people who sit today: training leaves with the person."""
    sitting = list(members_on(group))
    records = TrainingRecord.objects.filter(person__in=[row.person_id for row in sitting])
    known = set(records.values_list("person", flat=True))
    return Trained(
        trained=sum(row.person_id in known for row in sitting), held=len(sitting), seats=group.seats.count()
    )


def trained_by_region(counted: Iterable[tuple[WorkingGroup, Trained]]) -> list[tuple[Region, int, int]]:
    """Per region its trained posts and all its posts in working groups (feature A7); a vacant post is not trained."""
    found: dict[Region, list[int]] = {}
    for group, one in counted:
        row = found.setdefault(group.region, [0, 0])
        row[0], row[1] = row[0] + one.trained, row[1] + one.seats
    return [(region, trained, seats) for region, (trained, seats) in found.items()]
