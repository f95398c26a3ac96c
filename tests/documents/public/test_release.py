"""The ministry or the head of an office releases a paper; everybody reads it without logging in; it is withdrawn."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from documents import canonical, drawing, jobs, storage
from documents.kinds.d3_liap import PlanFacts
from documents.models import PublicRendition, PublicVersion
from documents.public import actions, queries
from documents.public import jobs as public
from documents.rendering import Undrawable
from documents.revocations.actions import revoke
from liap.audit.models import Event
from liap.models import DisclosureRule, Role
from liap.plans.actions import freeze
from liap.refusals import NotTheirs
from tests.documents.conftest import address, issue, reader
from tests.documents.samples import PLAN
from tests.factories import (
    AppointmentFactory,
    EnterpriseFactory,
    OrganisationFactory,
    PlanFactory,
    PostFactory,
    TargetEnterpriseFactory,
    UserFactory,
)

FIRM, OWNER, TURNOVER = "UD Kakao Tersembunyi", "Siti Rahasia Nurbaya", 48_765_432


@pytest.fixture
def plan(db):
    plan = PlanFactory()
    for number in range(3):
        firm = EnterpriseFactory(
            name=FIRM if not number else f"IKM Lain {number}", owner_name=OWNER if not number else ""
        )
        TargetEnterpriseFactory(plan=plan, enterprise=firm, baseline_turnover=TURNOVER if not number else None)
    return plan


@pytest.fixture
def document(plan, rings):
    told = f"{OWNER} dari {FIRM} beromzet Rp48.765.432."
    return issue(plan, kind="D3", facts=replace(PLAN, background=told))


@pytest.fixture
def head(document):
    return reader(document.plan.region)


@pytest.fixture
def ministry(db):
    post = PostFactory(organisation=OrganisationFactory(region=None), role=Role.MINISTRY_REVIEWER)
    return AppointmentFactory(post=post).person


def seen(document):
    return canonical.sha256(canonical.to_json(actions.public_facts(document)))


def release(document, by):
    return actions.release(document, by=by, seen_sha256=seen(document))


def read_public(version, language="id"):
    return Client().get(reverse("documents:public_file", args=[version.pk, language]))


def test_nothing_is_public_before_it_is_released(client, document, quick_drawing):
    jobs.sweep(draw_here=True)

    listed = client.get(reverse("documents:public_list"))

    assert listed.status_code == 200
    assert document.number not in listed.content.decode()
    assert client.get(reverse("documents:public_file", args=[document.pk, "id"])).status_code == 404
    assert client.get(address("download", document, "id")).status_code == 302


def test_the_head_reads_releases_and_everybody_finds_it(client, document, head, quick_drawing):
    client.force_login(head)
    page = client.get(address("release", document)).content.decode()
    answer = client.post(address("release", document), {"seen_sha256": seen(document), "has_read": "on"}, follow=True)
    public.sweep(draw_here=True)
    version = PublicVersion.objects.get()

    listed = Client().get(reverse("documents:public_list")).content.decode()
    file = read_public(version)

    assert FIRM not in page
    assert OWNER not in page
    assert "48.765.432" not in page
    assert "beromzet Rp–" in page
    assert answer.status_code == 200
    assert document.number in listed
    assert reverse("documents:public_file", args=[version.pk, "en"]) in listed
    assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")
    assert {order.is_public for order in quick_drawing} == {True}
    assert [event.by for event in Event.objects.filter(verb="release to the public")] == [head]


def test_the_public_version_is_checked_by_the_code_of_its_paper(document, head, quick_drawing):
    version = release(document, head)
    public.sweep(draw_here=True)
    file = read_public(version).content
    page = reverse("documents:verify", args=[document.code])

    def compare(content):
        answer = Client().post(page, {"file": SimpleUploadedFile("x.pdf", content, "application/pdf")})
        return "Ini versi publiknya." in answer.content.decode()

    assert canonical.from_json(PlanFacts, version.facts).head.proof.code == document.code
    assert (compare(file), compare(file + b"x")) == (True, False)
    actions.withdraw(document, by=head)
    assert compare(file) is False


def test_the_log_in_page_leads_to_what_everybody_may_read(client, db):
    page = client.get(reverse("liap:login")).content.decode()

    assert f'href="{reverse("documents:public_list")}"' in page
    assert f'href="{reverse("documents:ask_verification")}"' in page


def test_the_public_facts_hold_nothing_that_the_product_knows_to_be_private(document, head):
    version = release(document, head)

    for secret in (FIRM, OWNER, str(TURNOVER), "48.765.432", "Nama Contoh"):
        assert secret not in version.facts
    assert "beromzet" in json.loads(version.facts)["background"]
    assert version.facts_sha256 == canonical.sha256(version.facts)


def test_the_ministry_may_release_and_others_may_not(client, document, ministry):
    others = [UserFactory(), UserFactory(is_superuser=True, is_staff=True), reader(PlanFactory().region)]
    budget = AppointmentFactory(
        post=PostFactory(organisation=OrganisationFactory(region=document.plan.region), role=Role.BUDGET_OFFICER)
    ).person

    for person in (*others, budget):
        with pytest.raises(NotTheirs):
            release(document, person)
        client.force_login(person)
        assert client.get(address("release", document)).status_code == 404
    assert release(document, ministry).released_by == ministry


def test_a_kind_that_has_no_public_form_is_not_released(plan, rings):
    minutes = issue(plan, kind="D4")

    assert not queries.may_release(reader(plan.region), minutes)


def test_nothing_goes_out_that_nobody_has_read(client, document, head):
    client.force_login(head)

    unread = client.post(address("release", document), {"seen_sha256": seen(document)})
    with pytest.raises(actions.NotRead):
        actions.release(document, by=head, seen_sha256="0" * 64)

    assert "Baca teks" in unread.content.decode()
    assert PublicVersion.objects.count() == 0
    assert PublicRendition.objects.count() == 0


def test_rows_of_a_released_plan_are_open_to_other_regions_until_it_is_withdrawn(plan, rings, ministry):
    version = freeze(plan, by=plan.author)
    document = issue(plan, kind="D3", facts=replace(PLAN, plan_sha256=version.sha256))

    release(document, ministry)
    plan.refresh_from_db()
    assert plan.published_version == version

    actions.withdraw(document, by=ministry)
    plan.refresh_from_db()
    assert plan.published_version is None


def test_a_paper_is_released_once(document, head):
    release(document, head)

    with pytest.raises(actions.AlreadyReleased):
        release(document, head)


def test_what_is_withdrawn_is_gone_from_list_and_address(client, document, head, quick_drawing):
    version = release(document, head)
    public.sweep(draw_here=True)
    before = read_public(version).status_code
    client.force_login(head)

    client.post(address("withdraw_public", document))

    listed = Client().get(reverse("documents:public_list")).content.decode()
    assert (before, read_public(version).status_code) == (200, 404)
    assert document.number not in listed
    assert Event.objects.filter(verb="withdraw from the public", by=head).count() == 1
    with pytest.raises(actions.NotReleased):
        actions.withdraw(document, by=head)


def test_only_who_may_release_withdraws(document, head):
    release(document, head)

    with pytest.raises(NotTheirs):
        actions.withdraw(document, by=UserFactory())


def test_the_list_is_searched(client, document, head):
    release(document, head)

    found = client.get(reverse("documents:public_list"), {"text": document.plan.region.name}).content.decode()
    missed = client.get(reverse("documents:public_list"), {"text": "tidakada"}).content.decode()

    assert document.number in found
    assert document.number not in missed


def test_the_list_asks_the_same_questions_for_many(client, db, rings, django_assert_max_num_queries):
    for number in range(6):
        plan = PlanFactory()
        release(issue(plan, kind="D3", facts=replace(PLAN, version=number)), reader(plan.region))

    with django_assert_max_num_queries(3):
        answer = client.get(reverse("documents:public_list"))

    assert answer.content.decode().count("data-label") >= 24


def test_a_public_drawing_that_failed_is_an_incident_that_is_tried_again(client, document, head, monkeypatch):
    def fail(order):
        raise Undrawable("not drawn within 60 seconds")

    version = release(document, head)
    with monkeypatch.context() as broken:
        broken.setattr(drawing, "draw", fail)
        for _ in range(3):
            PublicRendition.objects.filter(state="pending").update(lease_until=None)
            public.sweep(draw_here=True)
    client.force_login(head)
    page = client.get(address("release", document)).content.decode()

    answer = client.post(address("retry_public", document, "id"))

    states = dict(version.renditions.values_list("language", "state"))
    assert "terlalu lama" in page
    assert answer.status_code == 302
    assert states == {"id": "pending", "en": "failed"}


def test_a_file_that_was_changed_is_not_handed_out(document, head, quick_drawing, settings):
    version = release(document, head)
    public.sweep(draw_here=True)
    path = settings.DOCUMENTS_ROOT / version.renditions.get(language="id").stored_name
    path.chmod(0o640)
    path.write_bytes(b"%PDF-forged")

    assert read_public(version).status_code == 404
    assert Event.objects.filter(verb="file corrupt", by=None).count() == 1


def test_public_files_are_kept_by_the_tidying(document, head, quick_drawing, monkeypatch):
    release(document, head)
    public.sweep(draw_here=True)
    monkeypatch.setattr(storage, "STRAY_AFTER", -1)

    assert jobs.tidy() == 0


def test_the_database_forbids_half_a_withdrawal(document, head):
    version = release(document, head)

    for change in ({"withdrawn_by": head}, {"facts_sha256": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PublicVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicRendition.objects.update(state="done")


@pytest.mark.django_db(transaction=True)
def test_two_who_release_at_once_make_one_public_version(rings):
    plan = PlanFactory()
    document = issue(plan, kind="D3", facts=PLAN)
    people = [reader(plan.region) for _ in range(4)]

    def one(person):
        try:
            release(document, person)
        except actions.AlreadyReleased:
            return "late"
        finally:
            connection.close()
        return "released"

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(one, people))

    assert told == ["late", "late", "late", "released"]
    assert (PublicVersion.objects.count(), PublicRendition.objects.count()) == (1, 2)


def test_a_revoked_paper_is_listed_as_such_and_its_file_is_not_handed_out(document, head, quick_drawing):
    version = release(document, head)
    public.sweep(draw_here=True)
    before = read_public(version).status_code

    issuer = AppointmentFactory(post=PostFactory(organisation=document.organisation, role=Role.OFFICE_HEAD)).person
    revoke(document, by=issuer, reason="Angka keliru.")

    listed = Client().get(reverse("documents:public_list")).content.decode()
    assert (before, read_public(version).status_code) == (200, 404)
    assert "dicabut" in listed
    assert reverse("documents:public_file", args=[version.pk, "id"]) not in listed
    assert "Angka keliru" not in listed


def test_release_keeps_to_the_rule_of_disclosure_and_notes_it(plan, document, head):
    """Three target SMIs: enough by the rule of three, too few by a rule of five that came while somebody read."""
    read = seen(document)
    assert any(one.target for one in actions.public_facts(document).indicators)
    DisclosureRule.objects.create(pk=1, fewest=5)

    with pytest.raises(actions.NotRead):
        actions.release(document, by=head, seen_sha256=read)
    version = release(document, by=head)

    assert not any(one["target"] for one in json.loads(version.facts)["indicators"])
    assert Event.objects.get(verb="release to the public").payload["fewest"] == 5
