"""Puts the offices, people and working groups of the demonstration on record, marked as sample."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from config.demo.decree import scan_of
from config.demo.places import FIRST_NAMES, PLACES, Place
from config.demo.story import Row
from documents.stationery.models import CopyLine, Stationery
from liap.enterprises.models import Enterprise
from liap.groups.models import Membership, Seat, WorkingGroup
from liap.people.models import Appointment, Post, Role, User
from liap.places.models import Organisation, Region
from liap.plans.models import Industry
from workflows.formation.actions import file_decree

# One password for all, printed by the command that loads the demonstration and nowhere else.
PASSWORD = "Kain-Ulos-2021"  # noqa: S105 -- opens sample people only
HELD_SINCE = date(2013, 1, 2)
MINISTRY_UNIT = "Direktorat Jenderal Industri Kecil, Menengah, dan Aneka"
CLOSING = "Dokumen ini dibuat untuk peragaan dan tidak mengikat siapa pun."
LEGAL_UNIT = "Bagian Hukum dan Kerja Sama"


class Stage:
    """Makes people one after the other, so that each name is used once and each run gives the same names."""

    def __init__(self):
        self.names: Iterator[tuple[str, ...]] = iter(FIRST_NAMES)
        # Hashed once: hashing is slow on purpose, and all sample people have the same password.
        self.password = make_password(PASSWORD)

    def person(self, username: str, **more) -> User:
        name, sex = next(self.names)
        given = {"full_name": f"{name} Contoh", "sex": sex, "password": self.password, "is_sample": True, **more}
        return User.objects.get_or_create(username=username, defaults=given)[0]


@transaction.atomic
def build() -> None:
    """All places and the ministry."""
    stage = Stage()
    for place in PLACES:
        _build_place(stage, place)
    unit = Organisation.objects.get(name=MINISTRY_UNIT, valid_to=None)
    _appoint(stage, "peninjau-kementerian", unit, "Peninjau LIAP", Role.MINISTRY_REVIEWER)
    # Of a name that no mail server may ever have (RFC 2606).
    User.objects.filter(username="peninjau-kementerian", email="").update(email="peninjau@kementerian.example")
    _appoint(stage, "auditor", Organisation.objects.get(name=LEGAL_UNIT, valid_to=None), "Auditor", Role.AUDITOR)
    stage.person("admin", is_staff=True, is_superuser=True)


def group_of(place: str) -> WorkingGroup:
    """The working group of a place."""
    return WorkingGroup.objects.get(region__code=_by_key(place).code, is_sample=True, kind=WorkingGroup.Kind.GROUP)


def institution(place: str, key: str) -> str:
    """The full name of an institution of a place."""
    return _by_key(place).institution(key)


def industry_of(name: str) -> Industry:
    """The sample industry of that name."""
    return Industry.objects.get(name=name, is_sample=True)


def put_enterprises(region: Region, industry: Industry, rows: list[Row]) -> None:
    """The sample SMIs of a story."""
    held = set(Enterprise.objects.filter(region=region, industry=industry).values_list("name", flat=True))
    Enterprise.objects.bulk_create(
        Enterprise(
            region=region,
            industry=industry,
            is_sample=True,
            **{name: value for name, value in row.items() if name != "baseline"},
        )
        for row in rows
        if row["name"] not in held
    )


def _by_key(key: str) -> Place:
    return next(place for place in PLACES if place.key == key)


def _build_place(stage: Stage, place: Place) -> None:
    region = Region.objects.get(code=place.code, valid_to=None)
    office = _organisation(region, place, place.office, Organisation.Kind.INDUSTRY_OFFICE)
    agency = _organisation(region, place, place.agency, Organisation.Kind.PLANNING_AGENCY)
    _stationery(office, place)
    group, _made = WorkingGroup.objects.get_or_create(
        name=f"Kelompok Kerja Industri Lokal {region.name}",
        region=region,
        defaults={
            "secretariat": office,
            "decree_number": place.decree_number,
            "decree_on": place.decree_on,
            "decree_signer": place.decree_signer,
            "valid_from": place.decree_on,
            "is_sample": True,
        },
    )
    key = place.key
    _seat(stage, f"koordinator-{key}", group, office, Role.COORDINATOR, "Koordinator")
    if not group.is_decree_on_file:
        file_decree(
            group,
            file=scan_of(group),
            number=place.decree_number,
            signed_on=place.decree_on,
            signer=place.decree_signer,
            by=User.objects.get(username=f"koordinator-{key}"),
        )
    for number, (name, kind) in enumerate(place.members.values(), 1):
        username = f"anggota-{key}" if number == 1 else f"anggota-{key}-{number}"
        institution = _organisation(region, place, name, kind)
        _seat(stage, username, group, institution, Role.MEMBER, f"Anggota {number}")
    _seat(stage, f"fasilitator-{key}", group, office, Role.FACILITATOR, "Tenaga Penyuluh Lapangan (TPL-IKM)")
    _appoint(stage, f"kepala-dinas-{key}", office, "Kepala Dinas", Role.OFFICE_HEAD)
    _appoint(stage, f"bappeda-{key}", agency, "Pejabat Anggaran", Role.BUDGET_OFFICER)
    _appoint(stage, f"evaluator-{key}", agency, "Evaluator", Role.EVALUATOR)


def _organisation(region: Region, place: Place, name: str, kind: str) -> Organisation:
    given = {"kind": kind, "seat_town": place.town, "is_sample": True}
    if kind in (Organisation.Kind.INDUSTRY_OFFICE, Organisation.Kind.PLANNING_AGENCY):
        given["letterhead"] = place.letterhead
    return Organisation.objects.get_or_create(name=name, region=region, valid_to=None, defaults=given)[0]


def _stationery(office: Organisation, place: Place) -> None:
    """Gives the papers of the office a contact line, a closing sentence and copies, all of them sample."""
    given = {"contact": f"telepon (0000) 000000 · {place.key}@contoh.example", "closing": CLOSING}
    own, is_new = Stationery.objects.get_or_create(organisation=office, defaults=given)
    if is_new:
        for position, recipient in enumerate((f"Kepala {place.agency}", MINISTRY_UNIT), 1):
            CopyLine.objects.create(stationery=own, position=position, recipient=recipient)


def _seat(stage: Stage, username: str, group: WorkingGroup, institution: Organisation, role: str, title: str) -> None:
    person = stage.person(username)
    has_vote = role != Role.FACILITATOR
    seat, made = Seat.objects.get_or_create(
        working_group=group, institution=institution, role=role, defaults={"title": title, "has_vote": has_vote}
    )
    if made:
        Membership.objects.create(seat=seat, person=person, since=group.valid_from)


def _appoint(stage: Stage, username: str, organisation: Organisation, title: str, role: str) -> None:
    person = stage.person(username)
    post, made = Post.objects.get_or_create(organisation=organisation, title=title, defaults={"role": role})
    if made:
        Appointment.objects.create(post=post, person=person, since=HELD_SINCE)
