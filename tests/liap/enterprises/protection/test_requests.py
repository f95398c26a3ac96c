"""What people ask about their data: 72 hours of the clock, the use stops at once, and the answer is on record."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from liap.audit.models import Event
from liap.audit.queries import broken_links
from liap.enterprises.protection import actions
from liap.enterprises.protection.actions import answer, receive, record_basis
from liap.enterprises.protection.forms import RequestForm
from liap.models import Enterprise, ProcessingBasis, Purpose, SubjectRequest
from liap.refusals import NotTheirs
from tests.factories import EnterpriseFactory, NoticeTextFactory, ProcessingBasisFactory, SubjectRequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(scene):
    return EnterpriseFactory(region=scene.group.region)


def usable(enterprise: Enterprise) -> set[str]:
    return {
        purpose
        for purpose in Purpose.values
        if Enterprise.objects.usable_for(purpose).filter(pk=enterprise.pk).exists()
    }


def ask(enterprise: Enterprise, kind: str, by, **more) -> SubjectRequest:
    return receive(enterprise=enterprise, kind=kind, medium="paper", by=by, **more)


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Asia/Jakarta", datetime(2026, 11, 20, 9, 59, tzinfo=UTC)),
        ("Asia/Makassar", datetime(2026, 11, 20, 8, 59, tzinfo=UTC)),
        ("Asia/Jayapura", datetime(2026, 11, 20, 7, 59, tzinfo=UTC)),
    ],
)
def test_the_clock_on_the_wall_is_that_of_the_region(zone, moment):
    data = {"kind": "access", "medium": "paper", "received_at": "2026-11-20T16:59"}

    form = RequestForm(data, zone=zone)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["received_at"] == moment


def test_a_request_is_due_after_three_times_24_hours_over_a_weekend(mine, scene):
    friday = datetime(2026, 11, 20, 9, 59, tzinfo=UTC)

    request = ask(mine, "access", scene.member, received_at=friday)

    assert request.due_at == datetime(2026, 11, 23, 9, 59, tzinfo=UTC)
    assert usable(mine) == {"support", "figures"}


@pytest.mark.parametrize("kind", ["withdrawal", "restriction", "deletion"])
def test_the_use_stops_before_anybody_decides(mine, scene, kind):
    ProcessingBasisFactory(enterprise=mine, purpose="sharing")
    assert usable(mine) == {"support", "figures", "sharing"}

    ask(mine, kind, scene.member)

    assert usable(mine) == set()


def test_a_withdrawal_of_some_uses_stops_these_only(mine, scene):
    for purpose in ("sharing", "publication"):
        ProcessingBasisFactory(enterprise=mine, purpose=purpose)

    ask(mine, "withdrawal", scene.member, purposes=["sharing", "figures"])

    assert usable(mine) == {"support", "publication"}
    assert ProcessingBasis.objects.exclude(withdrawn_at=None).count() == 2
    mine.refresh_from_db()
    assert mine.restricted_at is None


@pytest.mark.parametrize("kind", ["restriction", "deletion"])
def test_a_refused_stop_is_lifted_unless_another_holds(mine, scene, kind):
    first, second = ask(mine, kind, scene.member), ask(mine, "restriction", scene.member)

    answer(first, by=scene.coordinator, outcome="refused", answer="Kewajiban hukum")
    assert usable(mine) == set()
    answer(second, by=scene.coordinator, outcome="refused", answer="Kewajiban hukum")

    assert usable(mine) == {"support", "figures"}


def test_a_withdrawal_cannot_be_refused(mine, scene):
    request = ask(mine, "withdrawal", scene.member)

    with pytest.raises(actions.WithdrawalIsNotRefused):
        answer(request, by=scene.coordinator, outcome="refused", answer="Tidak")
    answer(request, by=scene.coordinator, outcome="done", answer="Dihentikan")

    assert usable(mine) == set()


def test_a_new_consent_lets_the_use_go_on(mine, scene):
    ask(mine, "withdrawal", scene.member)
    given = {"by": scene.member, "basis": "consent", "medium": "paper", "evidence": "Map 4"}
    notice = NoticeTextFactory()

    record_basis(mine, purposes=["support"], given_on=timezone.localdate() - timedelta(days=9), notice=notice, **given)
    assert usable(mine) == set()
    record_basis(mine, purposes=["support", "sharing"], given_on=timezone.localdate(), notice=notice, **given)

    assert usable(mine) == {"support", "figures", "sharing"}
    assert mine.bases.filter(purpose="support", withdrawn_at=None).count() == 1


def test_a_basis_names_its_text_and_its_day(mine, scene):
    given = {"by": scene.member, "purposes": ["sharing"], "medium": "paper", "evidence": "Map 4"}
    today = timezone.localdate()

    with pytest.raises(actions.ConsentNeedsItsText):
        record_basis(mine, basis="consent", given_on=today, **given)
    with pytest.raises(actions.GivenInTheFuture):
        record_basis(mine, basis="contract", given_on=today + timedelta(days=1), **given)
    with pytest.raises(NotTheirs):
        record_basis(mine, basis="contract", given_on=today, **{**given, "by": scene.stranger})
    assert not mine.bases.exists()


def test_requests_are_taken_and_answered_by_the_right_people_once(mine, scene):
    with pytest.raises(NotTheirs):
        ask(mine, "access", scene.stranger)
    with pytest.raises(actions.GivenInTheFuture):
        ask(mine, "access", scene.member, received_at=timezone.now() + timedelta(hours=1))
    request = ask(mine, "access", scene.member)
    with pytest.raises(NotTheirs):
        answer(request, by=scene.member, outcome="done", answer="Ya")
    answer(request, by=scene.coordinator, outcome="done", answer="Ya")
    with pytest.raises(actions.AnsweredAlready):
        answer(request, by=scene.coordinator, outcome="partly", answer="Tidak")

    request.refresh_from_db()
    assert (request.outcome, request.answered_by) == ("done", scene.coordinator)
    verbs = Event.objects.filter(subject=f"data_request:{request.pk}").values_list("verb", flat=True)
    assert list(verbs) == ["data_request.received", "data_request.answered"]
    assert list(broken_links()) == []


def test_nothing_is_asked_about_erased_data(mine, scene):
    Enterprise.objects.filter(pk=mine.pk).update(erased_at=timezone.now())

    with pytest.raises(actions.ErasedAlready):
        ask(mine, "access", scene.member)


def test_a_withdrawal_over_pages(client, mine, scene):
    client.force_login(scene.coordinator)
    client.cookies["django_language"] = "en"
    data = {"kind": "withdrawal", "medium": "spoken", "received_at": "2026-11-20T16:59", "text": "Jangan lagi"}

    answered = client.post(reverse("liap:receive_request", args=[mine.pk]), data, follow=True)

    request = mine.requests.get()
    assert usable(mine) == set()
    assert "Jangan lagi" in answered.content.decode()
    listed = client.get(reverse("liap:data_requests")).content.decode()
    assert reverse("liap:data_request", args=[request.pk]) in listed
    assert "late" in listed
    address = reverse("liap:answer_request", args=[request.pk])
    assert client.post(address, {"outcome": "done"}).status_code == 302
    client.post(address, {"outcome": "refused", "answer": "Tidak"})
    request.refresh_from_db()
    assert request.answered_at is None
    client.post(address, {"outcome": "done", "answer": "Dihentikan"})

    request.refresh_from_db()
    assert request.outcome == "done"
    assert "Dihentikan" in client.get(reverse("liap:data_request", args=[request.pk])).content.decode()


def test_a_basis_over_pages(client, mine, scene):
    client.force_login(scene.member)
    notice = NoticeTextFactory(text_id="Kalimat yang dibacakan", valid_from=timezone.localdate())
    address = reverse("liap:record_basis", args=[mine.pk])
    data = {
        "purposes": ["sharing"],
        "basis": "consent",
        "given_on": "2026-03-02",
        "medium": "paper",
        "evidence": "Map",
    }
    assert "Kalimat yang dibacakan" in client.get(address).content.decode()
    assert client.post(address, data).status_code == 200

    client.post(address, {**data, "notice": notice.pk})

    basis = mine.bases.get()
    assert (basis.purpose, basis.notice, basis.recorded_by) == ("sharing", notice, scene.member)


def test_requests_of_another_region_do_not_exist(client, scene):
    foreign = SubjectRequestFactory()
    client.force_login(scene.coordinator)

    assert client.get(reverse("liap:data_request", args=[foreign.pk])).status_code == 404
    assert client.post(reverse("liap:answer_request", args=[foreign.pk]), {"outcome": "done"}).status_code == 404
