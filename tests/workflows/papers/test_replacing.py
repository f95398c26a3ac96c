"""A revoked paper is replaced by the head of its office: once, under a new number, for the same round."""

from functools import partial

import pytest
from django.urls import reverse

from documents import actions as documents
from documents import canonical
from documents.kinds import KINDS
from documents.models import Document, NumberRegister
from documents.rendering import Order, html_of
from documents.revocations import actions
from liap.audit.models import Event
from tests.factories import UserFactory
from tests.workflows.papers.rows import issue
from tests.workflows.races import at_once
from workflows import papers


@pytest.fixture
def revoked(quarter):
    """A quarterly report that the head of the office took back."""
    paper = issue("D5", quarter.process)
    actions.revoke(paper, by=quarter.head, reason="Angka keliru")
    return Document.objects.get(pk=paper.pk)


def facts_of(paper):
    return canonical.from_json(KINDS[paper.kind].shape, paper.facts)


def test_a_revoked_report_is_replaced_for_the_same_quarter_from_the_corrected_data(quarter, revoked):
    quarter.told.values.filter(round=2).update(value=13)

    newer = actions.replace(revoked, by=quarter.head)

    revoked.refresh_from_db()
    before, now = facts_of(revoked), facts_of(newer)
    assert (newer.kind, newer.round, newer.edition, newer.plan) == ("D5", 2, 2, revoked.plan)
    assert (newer.number != revoked.number, NumberRegister.objects.get().last) == (True, 2)
    assert (revoked.superseded_by, newer.issued_by) == (newer, quarter.head)
    assert newer.filing.period_on == revoked.filing.period_on
    assert (before.indicators[0].value, now.indicators[0].value) == (12, 13)
    assert (before.head.replaces, now.head.replaces) == (None, revoked.number)
    assert Event.objects.filter(verb="issue document", subject=f"document:{newer.pk}").count() == 1
    assert issue("D5", quarter.process) == newer


@pytest.mark.parametrize(("language", "said"), [("id", "Menggantikan dokumen yang dicabut"), ("en", "In place of")])
def test_the_replacement_prints_the_revoked_number(quarter, revoked, language, said):
    newer = actions.replace(revoked, by=quarter.head)

    orders = [Order(kind="D5", facts=one.facts, language=language, number=one.number) for one in (revoked, newer)]

    assert [said in html_of(order) for order in orders] == [False, True]
    assert revoked.number in html_of(orders[1])


@pytest.mark.parametrize("kind", ["D2", "D3", "D4"])
def test_a_paper_of_a_stage_is_replaced_too_and_the_next_round_supersedes_the_replacement(approval, kind):
    paper = issue(kind, approval.process, by=approval.head)
    actions.revoke(paper, by=approval.head, reason="Keliru")

    newer = actions.replace(paper, by=approval.head)
    following = issue(kind, approval.process, by=approval.head)

    paper.refresh_from_db()
    newer.refresh_from_db()
    assert (newer.round, newer.edition, paper.superseded_by) == (1, 2, newer)
    assert (following.round, following.edition, newer.superseded_by) == (2, 1, following)


@pytest.mark.parametrize("kind", sorted(papers.KINDS.keys() - {"D1f", "D5", "D5f"}))
def test_the_facts_of_every_paper_of_a_stage_can_be_gathered_again(approval, kind):
    paper = issue(kind, approval.process, by=approval.head)
    actions.revoke(paper, by=approval.head, reason="Keliru")

    assert actions.replace(paper, by=approval.head).superseded_by is None


def test_a_replacement_is_revoked_and_replaced_in_its_turn(quarter, revoked):
    second = actions.replace(revoked, by=quarter.head)
    actions.revoke(second, by=quarter.head, reason="Masih keliru")

    third = actions.replace(second, by=quarter.head)

    assert (third.round, third.edition, facts_of(third).head.replaces) == (2, 3, second.number)


def test_only_a_revoked_paper_is_replaced_only_by_the_head_and_only_once(quarter, revoked):
    valid = issue("D2", quarter.process, by=quarter.head)
    with pytest.raises(documents.NotRevoked):
        actions.replace(valid, by=quarter.head)
    with pytest.raises(actions.NotTheHead):
        actions.replace(revoked, by=UserFactory())
    actions.replace(revoked, by=quarter.head)
    with pytest.raises(documents.AlreadyReplaced):
        actions.replace(revoked, by=quarter.head)

    assert Document.objects.filter(kind="D5").count() == 2


def test_a_failure_halfway_gives_the_number_back(quarter, revoked, monkeypatch):
    monkeypatch.setattr(documents, "record", lambda *args, **more: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.replace(revoked, by=quarter.head)

    revoked.refresh_from_db()
    assert (revoked.superseded_by, NumberRegister.objects.get().last) == (None, 1)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_replaces(quarter, revoked):
    result = at_once(*[partial(actions.replace, revoked, by=quarter.head)] * 4)

    assert result.count("won") == 1
    assert {type(one) for one in result if one != "won"} == {documents.AlreadyReplaced}
    assert Document.objects.filter(kind="D5", round=2).count() == 2
    assert NumberRegister.objects.get().last == 2


def test_the_pages_offer_it_to_the_head_alone_and_point_to_the_new_paper(client, quarter, revoked):
    detail, replace = (reverse(f"documents:{name}", args=[revoked.pk]) for name in ("detail", "replace"))
    client.force_login(quarter.member)
    offered = replace in client.get(detail).content.decode()
    refused = client.post(replace).status_code
    client.force_login(quarter.head)
    assert replace in client.get(detail).content.decode()

    page = client.post(replace, follow=True).content.decode()
    newer = Document.objects.get(kind="D5", edition=2)
    old = client.get(detail).content.decode()
    public = client.get(reverse("documents:verify", args=[revoked.code])).content.decode()
    again = client.post(replace, follow=True).content.decode()

    assert (offered, refused) == (False, 404)
    assert f"diterbitkan kembali dengan nomor {newer.number}" in page
    assert newer.number in old
    assert replace not in old
    assert "Dicabut." in public
    assert newer.number in public
    assert "Dokumen lain sudah menggantikan dokumen ini." in again
    assert Document.objects.filter(kind="D5").count() == 2
