"""Issues and risks are raised by whoever works on the plan, have an owner, and stay until somebody closes them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liap.outcomes.issues.actions import AlreadyClosed, ClosingUnexplained, close_issue, pass_issue, raise_issue
from liap.outcomes.issues.models import Issue
from liap.outcomes.issues.queries import open_issues, owners_for
from liap.refusals import NotTheirs
from tests.factories import IssueFactory, OrganisationFactory, PlanFactory, UserFactory
from tests.workflows.conftest import make_scene


@pytest.fixture
def scene(db):
    return make_scene()


def raised(scene, **changes):
    given = {"kind": "risk", "text": "Listrik padam", "owner": scene.seats[1], "by": scene.members[0], **changes}
    return raise_issue(scene.plan, **given)


def test_issue_stands_open_until_it_is_closed(scene, time_machine):
    issue = raised(scene, due_on=date(2026, 9, 1))
    today = timezone.localdate()
    assert (list(open_issues(scene.plan)), issue.owner) == ([issue], scene.seats[1])

    time_machine.move_to(timezone.now() + timedelta(days=3))
    with pytest.raises(ClosingUnexplained):
        close_issue(issue, how="  ", by=scene.coordinator)
    closed = close_issue(issue, how="Genset dibeli", by=scene.coordinator)

    assert (closed.closed_by, closed.closed_on) == (scene.coordinator, today + timedelta(days=3))
    assert [list(open_issues(scene.plan, day)) for day in (None, today, today + timedelta(days=3))] == [
        [],
        [issue],
        [],
    ]
    for act in (lambda: close_issue(issue, how="Lagi", by=scene.head), lambda: passed(scene, issue)):
        with pytest.raises(AlreadyClosed, match="Genset dibeli"):
            act()


def passed(scene, issue, **changes):
    return pass_issue(
        issue, **{"owner": scene.plan.working_group.secretariat, "due_on": None, "by": scene.head} | changes
    )


def test_issue_goes_to_another_owner(scene):
    issue = passed(scene, raised(scene, due_on=date(2026, 9, 1)))

    issue.refresh_from_db()
    assert (issue.owner, issue.owner_seat, issue.due_on) == (scene.plan.working_group.secretariat, None, None)


def test_strangers_keep_no_register(scene):
    issue = raised(scene)
    for stranger in (UserFactory(), PlanFactory().author):
        for act in (raised, lambda scene, by: passed(scene, issue, by=by)):
            with pytest.raises(NotTheirs):
                act(scene, by=stranger)


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"owner_institution": None}, {"closed_on": date(2026, 2, 1)}, {"closed_how": "Selesai"}, "two"],
)
def test_database_refuses_an_entry_without_owner_or_end(scene, wrong):
    changes = {"owner_seat": scene.seats[0]} if wrong == "two" else wrong

    with pytest.raises(IntegrityError), transaction.atomic():
        IssueFactory(plan=scene.plan, **changes)


def test_member_raises_passes_and_closes_on_the_page(scene):
    client, address = Client(), reverse("workflows:issues", args=[scene.case.pk])
    client.force_login(scene.members[0])
    owner = f"institution-{scene.plan.working_group.secretariat_id}"
    OrganisationFactory(name="Lain daerah")
    assert owner in owners_for(scene.plan)

    refused = client.post(address, {"raise": "1", "kind": "issue", "text": "", "owner": "seat-0"})
    client.post(
        address, {"raise": "1", "kind": "issue", "text": "Bahan baku mahal", "owner": f"seat-{scene.seats[0].pk}"}
    )
    issue = Issue.objects.get()
    client.post(address, {"pass": issue.pk, f"pass-{issue.pk}-owner": owner, f"pass-{issue.pk}-due_on": "2026-12-31"})
    unsaid = client.post(address, {"close": issue.pk, f"close-{issue.pk}-how": ""})
    shown = client.get(address).content.decode()
    client.post(address, {"close": issue.pk, f"close-{issue.pk}-how": "Pemasok baru"})

    issue.refresh_from_db()
    assert [sorted(refused.context["form"].errors), unsaid.status_code] == [["owner", "text"], 200]
    assert (issue.owner, issue.due_on, issue.closed_how) == (
        scene.plan.working_group.secretariat,
        date(2026, 12, 31),
        "Pemasok baru",
    )
    assert ("Bahan baku mahal" in shown, "Pemasok baru" in client.get(address).content.decode()) == (True, True)


def test_page_of_a_reader_has_no_forms(scene):
    client, address = Client(), reverse("workflows:issues", args=[scene.case.pk])
    client.force_login(scene.evaluator)
    issue = raised(scene)

    assert client.get(address).context["may_write"] is False
    assert client.post(address, {"close": issue.pk}).status_code == 404
