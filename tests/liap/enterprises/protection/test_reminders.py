"""Those who answer are told a day before the 72 hours are over, and once more when they are; each once."""

from datetime import UTC, datetime, timedelta

import pytest

from liap.enterprises.protection.queries import handlers_of
from liap.enterprises.protection.reminders import remind
from tests.factories import AppointmentFactory, EnterpriseFactory, SubjectRequestFactory, UserFactory

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 9, 59, tzinfo=UTC)


@pytest.fixture
def request_of_friday(scene):
    region = scene.group.region
    region.time_zone = "Asia/Jayapura"
    region.save()
    return SubjectRequestFactory(enterprise=EnterpriseFactory(region=region, name="UD Rahasia"), received_at=FRIDAY)


@pytest.mark.parametrize(
    ("hours", "letters"), [(47.9, 0), (48, 1), (71.9, 1), (72, 1), (100, 1)], ids=lambda value: str(value)
)
def test_letters_go_out_at_their_hour(request_of_friday, mailoutbox, hours, letters):
    for _beat in range(2):
        remind(FRIDAY + timedelta(hours=hours))

    assert len(mailoutbox) == letters


def test_what_is_late_goes_to_the_administrators_too(request_of_friday, mailoutbox, scene):
    UserFactory(is_superuser=True, email="admin@contoh.id")

    remind(FRIDAY + timedelta(hours=50))
    assert [letter.to for letter in mailoutbox] == [[scene.coordinator.email]]
    remind(FRIDAY + timedelta(hours=80))

    assert [letter.to for letter in mailoutbox[1:]] == [[scene.coordinator.email], ["admin@contoh.id"]]


def test_soon_and_late_are_two_letters_with_the_regions_clock_and_no_name(request_of_friday, mailoutbox, scene):
    remind(FRIDAY + timedelta(hours=50))
    remind(FRIDAY + timedelta(hours=80))
    remind(FRIDAY + timedelta(hours=90))

    assert [letter.to for letter in mailoutbox] == [[scene.coordinator.email]] * 2
    assert all("23-11-2026 18:59 WIT" in letter.body for letter in mailoutbox)
    assert not [letter for letter in mailoutbox if "Rahasia" in letter.subject + letter.body]
    assert len({letter.extra_headers["Message-ID"] for letter in mailoutbox}) == 2


def test_an_answered_request_is_not_remembered(request_of_friday, mailoutbox, scene):
    request_of_friday.answered_at, request_of_friday.answered_by = FRIDAY, scene.coordinator
    request_of_friday.outcome = "done"
    request_of_friday.save()

    assert remind(FRIDAY + timedelta(hours=100)) == 0
    assert mailoutbox == []


def test_a_deaf_mail_server_is_tried_again(request_of_friday, mailoutbox, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", _refuse)
        assert remind(FRIDAY + timedelta(hours=50)) == 0
    assert remind(FRIDAY + timedelta(hours=50)) == 1
    assert len(mailoutbox) == 1


def _refuse(self):
    raise ConnectionRefusedError


def test_without_leaders_the_administrators_answer(db):
    admin = UserFactory(is_superuser=True)
    request = SubjectRequestFactory()
    assert handlers_of(request) == [admin]

    head = AppointmentFactory(post__organisation__region=request.enterprise.region, post__role="office_head").person

    assert handlers_of(request) == [head]
