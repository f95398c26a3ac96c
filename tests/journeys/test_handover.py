"""A member leaves: he writes notes, both sign, the coordinator confirms, and the successor works on."""

from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory
from tests.journeys.person import PASSWORD, Person, form_with
from tests.workflows.conftest import make_scene
from workflows.handovers.actions import begin
from workflows.models import Handover, Task


def test_a_member_hands_over_and_the_successor_works_on(db):
    scene = make_scene()
    leaver, successor, coordinator = Person(scene.members[0]), Person(UserFactory()), Person(scene.coordinator)
    task = Task.objects.human().open().filter(owner=leaver.user).first()
    address = reverse("workflows:begin_handover")

    form = form_with(leaver.get(address), "place")
    answer = leaver.send(
        address,
        form,
        place=f"seat-{scene.seats[1].pk}",
        to=str(successor.user.pk),
        since=timezone.localdate().isoformat(),
        decree="SK-9",
    )
    assert answer.status_code == 302
    handover = Handover.objects.get()
    page = answer.url
    leaver.send(page, form_with(leaver.get(page), "note"), "note", notes="Kunci di laci", promises="Balas surat bank")
    leaver.send(page, form_with(leaver.get(page), "sign"), "sign", password=PASSWORD)
    successor.send(page, form_with(successor.get(page), "sign"), "sign", password=PASSWORD)
    form = form_with(coordinator.get(page), "confirm")
    coordinator.send(page, form, "confirm", password="salah")
    handover.refresh_from_db()
    assert handover.confirmed_at is None
    answer = coordinator.send(page, form, "confirm", password=PASSWORD)

    handover.refresh_from_db()
    assert (answer.status_code, handover.reason) == (302, "")
    assert handover.confirmed_at is not None
    assert str(task.title) in successor.get(reverse("workflows:inbox")).content.decode()
    assert successor.get(reverse("workflows:task", args=[task.pk])).status_code == 200
    assert leaver.get(reverse("workflows:task", args=[task.pk])).status_code == 404
    briefing = successor.get(reverse("workflows:briefing", args=["seat", scene.seats[1].pk])).content.decode()
    assert "Kunci di laci" in briefing
    assert "Balas surat bank" in briefing


def test_signing_asks_for_the_password_and_locks_out_who_guesses(db):
    scene = make_scene()
    leaver, successor = Person(scene.members[0]), UserFactory()
    handover = begin(
        scene.seats[1], to=successor, since=timezone.localdate(), by=leaver.user, superior=scene.coordinator
    )
    page = reverse("workflows:handover", args=[handover.pk])

    answers = [
        leaver.send(page, form_with(leaver.get(page), "sign"), "sign", password="salah") for _attempt in range(4)
    ]
    handover.refresh_from_db()
    assert ({answer.status_code for answer in answers}, handover.outgoing_signed_at) == ({302}, None)
    form = form_with(leaver.get(page), "sign")
    locked_out = leaver.send(page, form, "sign", password="salah")
    right = leaver.send(page, form, "sign", password=PASSWORD)

    handover.refresh_from_db()
    assert (locked_out.status_code, right.status_code) == (429, 429)
    assert handover.outgoing_signed_at is None
