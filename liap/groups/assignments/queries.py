"""Who can be sent, by which office, and who signs the letter."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from liap.groups.models import Membership
from liap.people.access import holding, people_with
from liap.people.models import Appointment, Role, User
from liap.places.models import Organisation


@dataclass(frozen=True)
class Sendable:
    """A facilitator and the office that sends him."""

    person: User
    office: Organisation

    @property
    def key(self) -> str:
        return f"{self.person.pk}-{self.office.pk}"


def sendable_by(user: User) -> list[Sendable]:
    """Whom the person may send: a facilitator himself, the head of an office the facilitators of his region."""
    if not (user.is_authenticated and user.is_active):
        return []
    heads = Appointment.objects.filter(holding(), person=user, post__role=Role.OFFICE_HEAD)
    offices = list(heads.values_list("post__organisation__region", flat=True))
    posts = Appointment.objects.filter(
        holding(), Q(person=user) | Q(post__organisation__region__in=offices), post__role=Role.FACILITATOR
    )
    seats = Membership.objects.filter(
        holding(), Q(person=user) | Q(seat__working_group__region__in=offices), seat__role=Role.FACILITATOR
    )
    found = {}
    for row in posts.filter(person__is_active=True).select_related("person", "post__organisation__region"):
        found[row.person_id, row.post.organisation_id] = Sendable(row.person, row.post.organisation)
    for seat in seats.filter(person__is_active=True).select_related(
        "person", "seat__working_group__secretariat__region"
    ):
        office = seat.seat.working_group.secretariat
        found[seat.person_id, office.pk] = Sendable(seat.person, office)
    rows = [one for one in found.values() if one.office.region_id]
    return sorted(rows, key=lambda one: (one.person.full_name, one.office.name))


def superiors(office: Organisation) -> QuerySet[User]:
    """Who may sign the letter: the head of the office today, or who acts for him."""
    assert office.region_id is not None
    return people_with(Role.OFFICE_HEAD, working_group_id=0, region_id=office.region_id)


def facilitators(day: date | None = None) -> QuerySet[Membership]:
    """Everybody who sits as facilitator today, in a working group or by a letter of his own."""
    rows = Membership.objects.filter(holding(day), seat__role=Role.FACILITATOR, person__is_active=True)
    return rows.select_related("seat__working_group__region", "person").order_by("pk")


def contract_end(row: Membership) -> date | None:
    """The day on which the term or the letter ends, whichever is first; a decree of a group ends nobody's contract."""
    group = row.seat.working_group
    letter = group.valid_to if group.is_led_by_facilitator else None
    return min(filter(None, (row.until, letter)), default=None)
