"""A region asks, the ministry assesses and offers, the region accepts, and says a year later that it stopped."""

from django.urls import reverse

from liap.adoption.models import AdoptionRequest, Attestation
from liap.people.models import Role
from tests.factories import RegionFactory
from tests.journeys.person import Person, form_with
from tests.liap.adoption.conftest import officer


def test_adoption_from_request_to_disuse(db):
    region = RegionFactory()
    head, desk = Person(officer(Role.OFFICE_HEAD, region)), Person(officer(Role.MINISTRY_REVIEWER))
    stranger = Person(officer(Role.OFFICE_HEAD, RegionFactory()))
    address = reverse("liap:ask_adoption")

    form = form_with(head.get(address), "industry")
    answer = head.send(address, form, industry="Ulos", letter_number="1/2026", staff="6", budget="Rp 100.000.000")
    asked = AdoptionRequest.objects.get()
    page = answer.url
    assert asked.reference in head.get(page).content.decode()
    assert stranger.get(page).status_code == 404

    desk.send(page, form_with(desk.get(page), "assess"), "assess")
    wrong = desk.send(page, form_with(desk.get(page), "offer"), "offer", training="Dua hari", budget="25 juta")
    assert (wrong.status_code, 'value="Dua hari"' in wrong.text) == (422, True)
    desk.send(page, form_with(desk.get(page), "offer"), "offer", facilitator="on", budget="25.000.000")
    assert desk.get(page).context["offer"].initial["budget"] == 25_000_000
    for move in ("commit", "prepare", "activate"):
        form = form_with(head.get(page), "move")
        head.client.post(form.action, {**form.fields, "move": move})
    asked.refresh_from_db()
    assert (asked.state, asked.proposed_variant, int(asked.offered_budget)) == (
        "active",
        "facilitator_led",
        25_000_000,
    )

    address = reverse("liap:attest")
    wrong = head.send(address, form_with(head.get(address), "is_in_use"), is_in_use="no")
    assert (wrong.status_code, Attestation.objects.count()) == (200, 0)
    head.send(address, form_with(head.get(address), "is_in_use"), is_in_use="no", reason="staff_effort")
    assert Attestation.objects.get().reason == "staff_effort"
    assert stranger.get(reverse("liap:adoption")).content.decode().count(asked.reference) == 0
