"""Somebody who logs in sees what is held about him and who took it, asks, and is answered within 72 hours."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from config.subjects import export_person
from liap.enterprises.protection.actions import receive
from liap.models import Region, SubjectRequest, User
from liap.people.actions import set_active
from liap.people.models import Role
from liap.refusals import NotTheirs
from tests.factories import AbsenceFactory, EnterpriseFactory, InvitationFactory, SubjectRequestFactory, UserFactory
from tests.workflows.conftest import appoint, make_scene
from workflows.jobs import tick
from workflows.models import Duty

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 9, 59, tzinfo=UTC)


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def scene(db):
    return make_scene()


def test_member_asks_and_is_answered_and_nobody_else_of_the_region_sees_it(scene):
    member, colleague, admin = scene.members[0], scene.coordinator, UserFactory(is_superuser=True)
    auditor = appoint(scene.reviewer.appointments.get().post.organisation, Role.AUDITOR)
    mine = browser(member)
    with time_machine.travel(FRIDAY, tick=False):
        assert reverse("own_data") in mine.get(reverse("liap:profile")).text
        asked = mine.post(
            reverse("own_data"), {"kind": "correction", "text": "Nama saya Siti, bukan Sitti"}, follow=True
        )
        tick()
        tick()
        request = SubjectRequest.objects.get()
        address = reverse("liap:data_request", args=[request.pk])
        page = mine.get(reverse("own_data"))
        waits = page.text
        own = mine.get(address)
        duty = Duty.objects.get(kind=Duty.Kind.DATA_REQUEST)
        told = browser(admin).get(reverse("workflows:duty", args=[duty.pk]))
    answer = {"outcome": "done", "answer": "Sudah diperbaiki"}

    assert (request.person, request.medium, request.received_by) == (member, "electronic", member)
    assert (duty.data_request, duty.due_at) == (request, FRIDAY + timedelta(hours=72))
    assert "You are answered within 72 hours" in asked.text
    assert "being answered" in waits
    assert told.status_code == 200
    assert (own.status_code, "Sitti" in own.text, reverse("own_data") in own.text) == (200, True, True)
    assert "<textarea" not in own.text
    seen = {name: browser(person).get(address).status_code for name, person in {
        "colleague": colleague, "head": scene.head, "other region": make_scene(is_started=False).head,
        "reviewer": scene.reviewer, "auditor": auditor, "admin": admin,
    }.items()}  # fmt: skip
    assert seen == {
        "colleague": 404, "head": 404, "other region": 404, "reviewer": 200, "auditor": 200, "admin": 200
    }  # fmt: skip
    assert browser(colleague).post(reverse("liap:answer_request", args=[request.pk]), answer).status_code == 404
    mine.post(reverse("liap:answer_request", args=[request.pk]), answer)
    request.refresh_from_db()
    assert request.answered_at is None
    with time_machine.travel(FRIDAY + timedelta(hours=80)):
        assert "late" in mine.get(reverse("own_data")).text
        browser(admin).post(reverse("liap:answer_request", args=[request.pk]), answer)
        assert "done as asked" in mine.get(reverse("own_data")).text
        assert "Sudah diperbaiki" in mine.get(address).text
        tick()
    duty.refresh_from_db()
    assert duty.ended_by == admin


@pytest.mark.parametrize("kind", ["access", "correction", "deletion", "restriction"])
def test_each_right_is_a_request_of_its_own(scene, kind):
    client = browser(scene.facilitator)

    client.post(reverse("own_data"), {"kind": kind, "text": "Seperti tertulis"})

    assert SubjectRequest.objects.values_list("kind", "person").get() == (kind, scene.facilitator.pk)
    scene.facilitator.refresh_from_db()
    assert scene.facilitator.is_active


def test_request_without_its_words_or_sent_twice_is_told_and_writes_nothing(scene):
    client = browser(scene.head)
    twice = {"kind": "access", "text": ""}

    refused = [
        client.post(reverse("own_data"), data)
        for data in ({"kind": "correction", "text": "  "}, {"kind": "withdrawal"}, {})
    ]
    client.post(reverse("own_data"), twice)
    again = client.post(reverse("own_data"), twice)

    assert [answer.status_code for answer in refused] == [200, 200, 200]
    assert "Say what it is about" in refused[0].text
    assert "You asked this already" in again.text
    assert SubjectRequest.objects.count() == 1


def test_nobody_asks_in_the_name_of_another_but_an_administrator_who_notes_it(scene):
    with pytest.raises(NotTheirs):
        receive(by=scene.head, person=scene.members[0], kind="access", medium="paper")
    receive(by=UserFactory(is_superuser=True), person=scene.members[0], kind="access", medium="paper")

    assert SubjectRequest.objects.get().person == scene.members[0]


def test_page_and_file_tell_what_is_held_and_not_what_is_held_of_others(scene):
    person = scene.members[0]
    User.objects.filter(pk=person.pk).update(full_name="Zulaikha Uji", phone="081298765432", email="z@uji.example")
    AbsenceFactory(person=person, reason="Cuti melahirkan")
    InvitationFactory(person_name="Zulaikha Uji", person_email="lain@uji.example")
    InvitationFactory(person_name="Zulaikha Uji", person_email="Z@uji.example")
    other = UserFactory(full_name="Orang Lain", phone="089911112222")
    SubjectRequestFactory(enterprise=None, person=other, text="Rahasia orang lain")
    SubjectRequestFactory(enterprise=EnterpriseFactory(), text="Rahasia usaha")
    client = browser(User.objects.get(pk=person.pk))

    page = client.get(reverse("own_data")).text
    file = client.get(reverse("own_data"), {"save": "csv"}).getvalue().decode()

    for text in (page, file):
        for told in ("081298765432", "Cuti melahirkan", "Z@uji.example"):
            assert told in text
        for hidden in ("lain@uji.example", "Orang Lain", "089911112222", "Rahasia"):
            assert hidden not in text


def test_hours_are_those_of_the_region_in_which_the_person_works(scene):
    person = scene.members[0]
    Region.objects.filter(pk=scene.plan.region_id).update(time_zone="Asia/Jayapura")
    User.objects.filter(pk=person.pk).update(date_joined=datetime(2026, 3, 31, 15, 5, tzinfo=UTC))

    assert "1 April 2026 00:05 WIT" in browser(person).get(reverse("own_data")).text


def test_page_tells_who_took_a_copy_and_who_changed_the_account(scene):
    person, admin = scene.members[0], UserFactory(is_superuser=True, full_name="Admin Uji")
    client = browser(person)
    assert "Nobody took a copy" in client.get(reverse("own_data")).text

    export_person(person, by=admin)
    export_person(scene.members[1], by=scene.head)
    set_active(person, True, by=admin)
    LogEntry.objects.create(
        user=admin, content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk),
        object_repr=str(person), action_flag=2, change_message="[]",
    )  # fmt: skip

    looks = client.get(reverse("own_data")).context["looks"]
    assert [(look.by, look.what) for look in looks] == [
        (admin, "Changed in the administration"), (admin, "account opened"), (admin, "full copy taken"),
    ]  # fmt: skip
