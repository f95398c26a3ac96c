"""Forming a working group: who is missing, who is asked and named, who sat on a day, who was trained."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liap.groups.formation import actions, queries
from liap.groups.formation.models import Invitation
from liap.groups.models import Membership
from liap.people.models import User
from liap.refusals import Conflict, NotTheirs, Refusal
from tests.factories import OrganisationFactory, SeatFactory
from tests.journeys.person import Person, form_with
from tests.workflows.conftest import make_scene
from workflows.papers.d1_decree import decree_facts


@pytest.fixture
def scene(db):
    return make_scene()


def vacant(scene, kind="bank"):
    group = scene.plan.working_group
    return SeatFactory(working_group=group, institution=OrganisationFactory(region=group.region, kind=kind))


def link_in(message):
    return next(word for word in message.body.split() if "/invitation/" in word)


def test_vacant_seat_stands_for_nobody(scene):
    group = scene.plan.working_group
    assert set(queries.missing(group)) == {"enterprises", "planning", "outside"}
    seat = vacant(scene)
    assert "outside" in queries.missing(group)

    Membership.objects.create(seat=seat, person=scene.stranger, since=timezone.localdate())

    assert set(queries.missing(group)) == {"enterprises", "planning"}
    assert "outside" in queries.missing(group, timezone.localdate() - timedelta(days=1))


def test_group_of_men_lacks_a_woman_and_what_is_not_known_is_not_missing(scene):
    group = scene.plan.working_group
    members = User.objects.filter(memberships__seat__working_group=group)
    assert ("woman" in queries.missing(group), queries.is_woman_unknown(group)) == (False, True)

    members.update(sex=User.Sex.MALE)
    assert ("woman" in queries.missing(group), queries.is_woman_unknown(group)) == (True, False)
    note = actions.accept_composition(group, reason="Menyusul", by=scene.coordinator)
    assert "woman" in note.missing

    User.objects.filter(pk=scene.coordinator.pk).update(sex=User.Sex.FEMALE)
    assert ("woman" in queries.missing(group), queries.is_woman_unknown(group)) == (False, False)


def test_coordinator_records_women_and_men_where_it_is_not_known(scene):
    group = scene.plan.working_group
    coordinator, page = Person(scene.coordinator), reverse("liap:group", args=[group.pk])
    shown = coordinator.get(page)
    assert "Belum tercatat apakah ada perempuan" in shown.content.decode()

    form, member = form_with(shown, "women_and_men"), scene.members[0]
    coordinator.send(page, form, "women_and_men", **{f"person_{member.pk}": "female"})
    again = coordinator.send(page, form, "women_and_men", **{f"person_{member.pk}": "male"})

    member.refresh_from_db()
    assert (member.sex, again.status_code) == ("female", 302)
    shown = coordinator.get(page)
    assert "Belum tercatat apakah ada perempuan" not in shown.content.decode()
    assert f"person_{member.pk}" not in form_with(shown, "women_and_men").names
    reader = Person(scene.members[1])
    assert "women_and_men" not in reader.get(page).content.decode()
    assert (
        b"hanya" in reader.client.post(form.action, {f"person_{scene.head.pk}": "male"}, follow=True).content.lower()
    )


def test_nobody_is_said_to_be_a_woman_or_a_man_who_does_not_sit_or_stands_recorded(scene):
    group, member, other = scene.plan.working_group, scene.members[0], scene.members[1]
    User.objects.filter(pk=member.pk).update(sex=User.Sex.MALE)
    for answer in ({member: "female", other: "female"}, {other: "female", scene.stranger: "female"}):
        with pytest.raises(Conflict):
            actions.record_women_and_men(group, answer, by=scene.coordinator)
    with pytest.raises(actions.NothingSaid):
        actions.record_women_and_men(group, {}, by=scene.coordinator)
    with pytest.raises(NotTheirs):
        actions.record_women_and_men(group, {other: "female"}, by=member)

    assert not User.objects.filter(sex=User.Sex.FEMALE).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=other.pk).update(sex="other")


def test_decree_names_the_missing_woman_and_the_reason(scene):
    """A reason that was written before the group lacked a woman does not speak of her."""
    group = scene.plan.working_group
    actions.accept_composition(group, reason="Bappeda menyusul", by=scene.coordinator)
    User.objects.filter(memberships__seat__working_group=group).update(sex=User.Sex.MALE)
    text = {"signer": "Bupati", "about": "Pembentukan", "considering": "", "recalling": "", "decisions": "Membentuk"}
    actions.write_decree(group, by=scene.coordinator, **text)
    with pytest.raises(actions.CompositionUnexplained):
        actions.send_decree(group, by=scene.coordinator)

    actions.accept_composition(group, reason="Anggota perempuan menyusul", by=scene.coordinator)
    facts = decree_facts(actions.send_decree(group, by=scene.coordinator))

    assert facts.reason == "Anggota perempuan menyusul"
    assert ("seorang perempuan", "a woman") in [(text.id, text.en) for text in facts.missing]


def test_group_goes_on_only_with_a_written_reason(scene):
    group = scene.plan.working_group
    with pytest.raises(Refusal):
        actions.accept_composition(group, reason=" ", by=scene.coordinator)
    with pytest.raises(NotTheirs):
        actions.accept_composition(group, reason="Belum ada", by=scene.members[0])

    note = actions.accept_composition(group, reason="Bappeda menyusul", by=scene.coordinator)

    assert (note.missing, note.by) == (["enterprises", "outside", "planning"], scene.coordinator)


def test_institution_names_its_person_by_a_link(scene, django_capture_on_commit_callbacks, settings):
    settings.PUBLIC_URL = "https://liap.example"
    coordinator, seat = Person(scene.coordinator), vacant(scene)
    page = reverse("liap:group", args=[scene.plan.working_group_id])

    with django_capture_on_commit_callbacks(execute=True):
        coordinator.send(page, form_with(coordinator.get(page), "invite"), "invite", seat=str(seat.pk), email="b@x.id")
    link = link_in(mail.outbox[0]).removeprefix("https://liap.example")
    visitor = Client()
    form = form_with(visitor.get(link), "answer")
    visitor.post(link, {**form.fields, "name": "Rosmini Contoh", "email": "Rosmini@bank.id", "sex": "female"})
    asked = Invitation.objects.get()
    coordinator.send(page, form_with(coordinator.get(page), f"seat_{asked.pk}"), f"seat_{asked.pk}")

    member = Membership.objects.get(seat=seat)
    named = member.person
    assert (named.full_name, named.email, named.sex) == ("Rosmini Contoh", "rosmini@bank.id", "female")
    assert not member.person.has_usable_password()
    assert visitor.get(link).status_code == 404
    assert Client().get(reverse("liap:invitation", args=["x" * 20])).status_code == 404


def test_new_link_voids_the_one_before_and_late_answers_show(scene):
    seat = vacant(scene)
    first = actions.invite(seat, email="a@x.id", by=scene.coordinator)
    second = actions.invite(seat, email="b@x.id", by=scene.coordinator)
    assert list(Invitation.objects.all()) == [second]
    assert first.token_sha256 != second.token_sha256

    group = scene.plan.working_group
    assert list(queries.late_invitations(group, second.due_on)) == []
    assert list(queries.late_invitations(group, second.due_on + timedelta(days=1))) == [second]


def test_held_seat_is_handed_over_not_invited_to(scene):
    with pytest.raises(Conflict):
        actions.invite(scene.seats[1], email="a@x.id", by=scene.coordinator)


def test_nobody_is_seated_whom_nobody_named(scene):
    asked = actions.invite(vacant(scene), email="a@x.id", by=scene.coordinator)

    with pytest.raises(actions.NobodyNamed):
        actions.seat_person(asked, by=scene.coordinator)


def test_training_counts_people_who_sit_today(scene):
    group, today = scene.plan.working_group, timezone.localdate()
    rows = list(Membership.objects.filter(seat__in=scene.seats[:3]))

    actions.record_training(group, course="Awal", held_on=today, hours=6, members=rows, by=scene.coordinator)

    assert queries.trained(group) == queries.Trained(trained=3, held=5, seats=5)
    rows[1].until = today - timedelta(days=1)
    rows[1].save()
    assert queries.trained(group) == queries.Trained(trained=2, held=4, seats=5)
    with pytest.raises(Conflict):
        actions.record_training(group, course="Awal", held_on=today, hours=6, members=rows, by=scene.coordinator)
    with pytest.raises(Refusal):
        actions.record_training(
            group, course="Lain", held_on=today + timedelta(days=1), hours=6, members=rows, by=scene.coordinator
        )


def test_page_adds_up_trained_posts_by_region_and_only_of_regions_one_may_see(scene):
    """Of two groups of a region the posts are added; a vacant seat is a post, its training left with the person."""
    second, far = make_scene(is_started=False), make_scene(is_started=False)
    group, twin = scene.plan.working_group, second.seats[0].working_group
    type(twin).objects.filter(pk=twin.pk).update(region=group.region, name="Kelompok kedua")
    today, there = timezone.localdate(), far.seats[0].working_group
    for one, seats, by in ((group, scene.seats[:3], scene.coordinator), (twin, second.seats[:2], second.coordinator)):
        rows = list(Membership.objects.filter(seat__in=seats))
        actions.record_training(one, course="Awal", held_on=today, hours=6, members=rows, by=by)
    Membership.objects.filter(seat=scene.seats[0]).update(until=today - timedelta(days=1))
    address = reverse("liap:groups")

    own, all_of_them = Person(scene.head).get(address), Person(scene.reviewer).get(address)

    assert own.context["regions"] == [(group.region, 4, 10)]
    assert sorted(all_of_them.context["regions"], key=lambda row: -row[1]) == [
        (group.region, 4, 10), (there.region, 0, 5)
    ]  # fmt: skip
    assert str(there.region) not in own.text


def test_page_says_who_sat_on_a_past_day(scene):
    row = Membership.objects.get(seat=scene.seats[1])
    row.until = timezone.localdate() - timedelta(days=1)
    row.save()
    reader, page = Person(scene.head), reverse("liap:group", args=[scene.plan.working_group_id])

    assert str(row.person) not in reader.get(page).content.decode()
    assert str(row.person) in reader.get(f"{page}?on={row.until.isoformat()}").content.decode()
    assert reader.get(f"{page}?on=2026-99-99").status_code == 200
