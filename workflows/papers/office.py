"""Heads of papers that no working group issues: who speaks for an office, and what its papers say of themselves."""

from datetime import date, datetime

from django.conf import settings
from django.utils.functional import Promise

from documents.facts import Head, Signatory, both
from documents.stationery.queries import forms_of
from liap.people.access import holding
from liap.people.models import Appointment, Role, User
from liap.places.models import Organisation, Region
from liap.places.queries import day_in


def desk() -> Appointment | None:
    """The ministry's adoption desk: who holds it today, in the name of which unit."""
    held = Appointment.objects.filter(holding(), post__role=Role.MINISTRY_REVIEWER)
    return held.select_related("person", "post__organisation").order_by("post", "-since", "pk").first()


def office_headed(person: User, region: Region, on: date) -> Organisation | None:
    """The office of the region that the person headed on a day, else the industry office of the region."""
    held = Appointment.objects.filter(
        holding(on), person=person, post__role=Role.OFFICE_HEAD, post__organisation__region=region
    )
    if appointment := held.select_related("post__organisation").first():
        return appointment.post.organisation
    return region.organisations.filter(kind=Organisation.Kind.INDUSTRY_OFFICE).order_by("pk").first()


def zone_of(region: Region | None) -> str:
    return region.time_zone if region else settings.TIME_ZONE


def head_of(
    office: Organisation, *, kind: str, title: str, region: Region | None, at: datetime, source: str | Promise,
    signatories: tuple[Signatory, ...] = (), industry: str | None = None, is_sample: bool = False,
) -> Head:  # fmt: skip
    """What a paper about no plan says of itself, in the forms of the office that issues it."""
    forms = forms_of(office, kind=kind)
    return Head(
        letterhead=forms.letterhead,
        plan_title=title,
        region_code=region.code if region else None,
        region_name=region.name if region else "Indonesia",
        province=region.province.name if region else None,
        industry=industry,
        place=forms.place or (region.name if region else "Jakarta"),
        dated_on=day_in(region, at),
        time_zone=zone_of(region),
        data_as_of=at,
        source=both(source),
        signatories=signatories,
        copies_to=forms.copies_to or (),
        closing=forms.closing,
        is_sample=is_sample,
    )


def signed_by(appointment: Appointment) -> Signatory:
    """The signature block of whoever holds a post."""
    person = appointment.person
    return Signatory(title=appointment.post.title, name=str(person), nip=person.employee_number or None)
