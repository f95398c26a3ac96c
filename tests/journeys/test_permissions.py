"""Roles by addresses by ownership: every address is declared, and another region's rows do not exist."""

import re
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from documents import storage
from documents.listings.choice import Choice
from documents.models import SignedCopy
from documents.queries import papers_of
from documents.subscriptions.actions import subscribe
from liap.adoption.actions import ask
from liap.adoption.models import AdoptionRequest
from liap.enterprises.models import Enterprise
from liap.enterprises.performance.models import EntryLink
from liap.exchange.models import SheetImport
from liap.outcomes.files import clean, keep
from liap.outcomes.questionnaires.models import Respondent
from liap.outcomes.recommendations.models import Recommendation
from liap.outcomes.success.models import SuccessCase
from liap.people.models import Role
from tests.factories import (
    EnterpriseFactory,
    EntryLinkFactory,
    EvaluationFactory,
    EvidenceFactory,
    ProvinceFactory,
    RecommendationFactory,
    ReplyLinkFactory,
    RespondentFactory,
    SheetImportFactory,
    SubjectRequestFactory,
    SuccessCaseFactory,
    UserFactory,
)
from tests.workflows.conftest import Scene, appoint, make_scene
from tests.workflows.test_actions import to_drafting
from workflows import lifecycle
from workflows.lock import locked
from workflows.models import Case, Duty, Handover, Process

SIGNED_IN = {"member", "coordinator", "facilitator", "office_head", "ministry", "auditor", "admin"}
ROLES = ["anonymous", *sorted(SIGNED_IN)]


# Who keeps the records of SMIs, and who decides on them.
KEEPERS = {
    False: {"member", "coordinator", "facilitator", "office_head", "admin"},
    True: {"coordinator", "office_head", "admin"},
}


@dataclass(frozen=True)
class Address:
    """What an address takes: which object it is about, and which methods it knows."""

    about: str = ""  # "", "case", "task", "round", "evidence" or "paper"
    post_only: bool = False
    is_public: bool = False
    steers: bool = False  # for the coordinator alone
    is_of_the_head: bool = False
    facilitates: bool = False  # for the facilitator of a plan that is led by one
    is_of_the_region: bool = False  # for who keeps the records of the region
    is_of_the_leaders: bool = False  # for who decides on them


DECLARED = {
    "healthz": Address(is_public=True),
    "home": Address(),
    "liap:login": Address(is_public=True),
    "liap:logout": Address(post_only=True),
    "own_data": Address(),
    "liap:profile": Address(),
    "liap:password": Address(),
    "liap:language": Address(is_public=True, post_only=True),
    "liap:evidence": Address("evidence"),
    "liap:guidelines": Address(),
    "liap:first_meeting": Address(),
    "liap:about": Address(is_public=True),
    "liap:robots": Address(is_public=True),
    "workflows:inbox": Address(),
    "workflows:several": Address(),
    "workflows:cases": Address(),
    "workflows:start": Address(),
    "workflows:pulse": Address(),
    "workflows:rules": Address("variant"),
    "workflows:waits": Address("variant"),
    "workflows:case_waits": Address("case"),
    "workflows:decree": Address("case"),
    "workflows:decree_of_group": Address("group"),
    "workflows:task": Address("task"),
    "workflows:duty": Address("duty"),
    "workflows:training_kit": Address("kit"),
    "workflows:claim": Address("task", post_only=True),
    "workflows:release": Address("task", post_only=True),
    "workflows:hand_over": Address("task"),
    "workflows:case": Address("case"),
    "workflows:case_of_plan": Address("plan"),
    "workflows:content": Address("case"),
    "workflows:progress": Address("case"),
    "workflows:gaps": Address("case"),
    "workflows:selection": Address("case"),
    "workflows:history": Address("case"),
    "workflows:issues": Address("case"),
    "workflows:diagram": Address("case"),
    "workflows:suspend": Address("case", steers=True),
    "workflows:resume": Address("case", steers=True),
    "workflows:withdraw": Address("case", steers=True),
    "workflows:amend": Address("case", steers=True),
    "workflows:change_variant": Address("case", is_of_the_head=True),
    "workflows:start_light": Address(),
    "workflows:visits": Address("case"),
    "workflows:log_visit": Address("case", facilitates=True),
    "workflows:skip_round": Address("round", steers=True),
    "liap:enterprises": Address(),
    "liap:register_enterprise": Address(),
    "liap:enterprise": Address("enterprise"),
    "liap:edit_enterprise": Address("enterprise", is_of_the_region=True),
    "liap:merge_enterprise": Address("enterprise", is_of_the_leaders=True),
    "documents:card": Address("card", is_of_the_region=True),
    "liap:undo_merge": Address("merge", post_only=True),
    "liap:receive_service": Address("enterprise", post_only=True),
    "liap:enterprise_owner": Address("enterprise", is_of_the_region=True),
    "liap:record_basis": Address("enterprise", is_of_the_region=True),
    "liap:receive_request": Address("enterprise", is_of_the_region=True),
    "liap:data_accesses": Address(),
    "liap:data_requests": Address(),
    "liap:data_request": Address("data_request"),
    "liap:answer_request": Address("data_request", post_only=True),
    "liap:performance": Address("enterprise"),
    "liap:enter_performance": Address("enterprise"),
    "liap:performance_paper": Address("enterprise"),
    "liap:make_entry_link": Address("enterprise", post_only=True),
    "liap:take_back_entry_link": Address("entry_link", post_only=True),
    "liap:enter_by_link": Address("secret", is_public=True),
    "liap:entries": Address("plan"),
    "liap:questionnaire": Address("plan"),
    "liap:begin_questionnaire": Address("plan", post_only=True),
    "liap:write_questions": Address("plan"),
    "liap:ask_respondents": Address("plan", post_only=True),
    "liap:questionnaire_paper": Address("plan"),
    "liap:respondent": Address("respondent"),
    "liap:correct_reply": Address("respondent"),
    "liap:note_attempt": Address("respondent", post_only=True),
    "liap:make_reply_link": Address("respondent", post_only=True),
    "liap:take_back_reply_link": Address("reply_link", post_only=True),
    "liap:reply_by_link": Address("secret", is_public=True),
    "liap:groups": Address(),
    "liap:group": Address("group"),
    "liap:invite": Address("group", post_only=True),
    "liap:decree": Address("group"),
    "liap:explain_composition": Address("group", post_only=True),
    "liap:women_and_men": Address("group", post_only=True),
    "liap:record_training": Address("group", post_only=True),
    "liap:seat_person": Address("invited", post_only=True),
    "liap:invitation": Address("secret", is_public=True),
    "liap:recommendations": Address(),
    "liap:recommendation": Address("recommendation"),
    "liap:successes": Address(),
    "liap:results": Address(),
    "liap:results_of": Address("results"),
    "liap:close_year": Address("place_of_money", post_only=True),
    "liap:report_success": Address("plan"),
    "liap:proposals": Address("plan"),
    "liap:activity_codes": Address("plan"),
    "liap:success": Address("success"),
    "liap:confirm_success": Address("success", post_only=True),
    "liap:answer_success": Address("success", post_only=True),
    "liap:adoption": Address(),
    "liap:ask_adoption": Address(),
    "liap:attest": Address(),
    "liap:adoption_request": Address("adoption"),
    "liap:assess_adoption": Address("adoption", post_only=True),
    "liap:offer_adoption": Address("adoption", post_only=True),
    "liap:move_adoption": Address("adoption", post_only=True),
    "liap:imports": Address(),
    "liap:profiles": Address(),
    "liap:import": Address("import"),
    "liap:decide_import": Address("import", post_only=True),
    "liap:import_template": Address("kind of import"),
    "workflows:due_date": Address("task"),
    "workflows:take_over": Address("task", post_only=True),
    "workflows:mail_settings": Address(),
    "workflows:make_calendar": Address(post_only=True),
    "workflows:revoke_calendar": Address(post_only=True),
    "workflows:calendar": Address("secret", is_public=True),
    "workflows:handovers": Address(),
    "workflows:begin_handover": Address(),
    "workflows:acting": Address(),
    "workflows:absences": Address(),
    "workflows:handover": Address("handover"),
    "workflows:note_handover": Address("handover", post_only=True),
    "workflows:sign_handover": Address("handover", post_only=True),
    "workflows:confirm_handover": Address("handover", post_only=True),
    "workflows:briefing": Address("place"),
    "documents:list": Address(),
    "documents:subscriptions": Address(),
    "documents:subscribe": Address(post_only=True),
    "documents:unsubscribe": Address(is_public=True),
    "documents:subscription": Address("subscription", post_only=True),
    "documents:table": Address(),
    "documents:bundle": Address(),
    "documents:bundle_file": Address(),
    "documents:missing": Address(),
    "documents:missing_table": Address(),
    "documents:public_list": Address(is_public=True),
    "documents:public_file": Address("public", is_public=True),
    "documents:release": Address("paper_of_the_head"),
    "documents:withdraw_public": Address("paper_of_the_head", post_only=True),
    "documents:retry_public": Address("public_of_the_head", post_only=True),
    "documents:registers": Address(),
    "documents:register": Address("register"),
    "documents:register_table": Address("register"),
    "documents:ask_verification": Address(is_public=True),
    "documents:verify": Address("secret", is_public=True),
    "documents:detail": Address("paper"),
    "documents:revoke": Address("paper", is_of_the_head=True),
    "documents:replace": Address("paper", is_of_the_head=True, post_only=True),
    "documents:add_copy": Address("paper"),
    "documents:copy": Address("copy"),
    "documents:compare_copy": Address("copy", post_only=True),
    "documents:download": Address("paper"),
    "documents:download_unsigned": Address("paper"),
    "documents:retry_signature": Address("paper", post_only=True),
    "documents:picture": Address("paper"),
    "documents:retry": Address("paper", post_only=True),
}


def walk(resolver=None, namespace=""):
    """The name of every address of the URLconf; the administration is walked apart."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                yield from walk(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


def test_every_address_is_declared():
    assert set(walk()) == set(DECLARED)


def test_an_undeclared_address_is_found(settings):
    settings.ROOT_URLCONF = "tests.journeys.planted_urls"

    assert set(walk()) - set(DECLARED) == {"planted"}


@dataclass
class World:
    """Two regions of two provinces with a plan each, and people of the first."""

    own: Scene
    other: Scene
    people: dict


@pytest.fixture
def world(db) -> World:
    own, other = make_scene(), make_scene()
    for scene in (own, other):
        to_drafting(scene)
        with locked(scene.case.pk) as case:
            lifecycle.open_stage(case, "round", opened_for="2026-07-01")
        photo = clean(SimpleUploadedFile("foto.pdf", b"%PDF-1.7"))
        keep(photo)
        kept = {"file_name": photo.name, "content_type": photo.content_type, "sha256": photo.sha256, "size": 8}
        EvidenceFactory(plan=scene.plan, **kept)
    people = {
        "member": own.members[0],
        "coordinator": own.coordinator,
        "facilitator": own.facilitator,
        "office_head": own.head,
        "ministry": own.reviewer,
        "auditor": appoint(own.reviewer.appointments.get().post.organisation, Role.AUDITOR),
        "admin": UserFactory(is_superuser=True, is_staff=True),
    }
    return World(own, other, people)


def browser(world: World, role: str) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(world.people[role])
    return client


def address_of(name: str, scene: Scene | None) -> str:
    """The address about an object of the scene; without a scene about one that does not exist."""
    about, absent = DECLARED[name].about, 987654
    if not about:
        return reverse(name)
    if about == "task":
        return reverse(name, args=[scene.case.tasks.open().human().last().pk if scene else absent])
    if about == "case":
        return reverse(name, args=[scene.case.pk if scene else absent])
    if about == "subscription":
        return reverse(name, args=[subscribe(Choice(), by=scene.head).pk if scene else absent])
    if about in HANDOVER_AND_ADOPTION:
        return reverse(name, args=HANDOVER_AND_ADOPTION[about](scene))
    if about == "evidence":
        return reverse(name, args=[scene.plan.evidence.get().pk if scene else absent])
    if about == "round":
        live = Process.objects.get(case=scene.case, stage="round").pk if scene else absent
        return reverse(name, args=[scene.case.pk if scene else absent, live])
    paper = papers_of(scene.plan).get(kind="D2").pk if scene else absent
    is_about_both = name in ("documents:detail", "documents:revoke", "documents:replace", "documents:add_copy")
    return reverse(name, args=[paper] if is_about_both else [paper, "id"])


HANDOVER_AND_ADOPTION = {
    "import": lambda scene: [scene_import(scene) if scene else 987654],
    "kind of import": lambda scene: ["industries"],
    "variant": lambda scene: ["lwg_led" if scene else "nothing"],
    "group": lambda scene: [scene.plan.working_group_id if scene else 987654],
    "invited": lambda scene: [scene.plan.working_group_id if scene else 987654, 1],
    "plan": lambda scene: [scene.plan.pk if scene else 987654],
    "entry_link": lambda scene: [scene_link(scene) if scene else 987654],
    "respondent": lambda scene: [scene_respondent(scene).pk if scene else 987654],
    "reply_link": lambda scene: [scene_reply_link(scene) if scene else 987654],
    "place_of_money": lambda scene: [scene.plan.region_id if scene else 987654],
    "results": lambda scene: ["region", scene.plan.region_id if scene else 987654],
    "success": lambda scene: [scene_success(scene) if scene else 987654],
    "recommendation": lambda scene: [scene_recommendation(scene) if scene else 987654],
    "enterprise": lambda scene: [scene_enterprise(scene).pk if scene else 987654],
    "card": lambda scene: [scene_enterprise(scene).pk if scene else 987654, "id"],
    "merge": lambda scene: [scene_enterprise(scene).pk if scene else 987654, 987654],
    "data_request": lambda scene: [scene_data_request(scene) if scene else 987654],
    "secret": lambda scene: ["987654"],
    "kit": lambda scene: ["id" if scene else "xx"],
    "duty": lambda scene: [scene_duty(scene) if scene else 987654],
    "adoption": lambda scene: [scene_adoption(scene) if scene else 987654],
    "copy": lambda scene: [scene_copy(scene) if scene else 987654],
    "handover": lambda scene: [scene_handover(scene) if scene else 987654],
    "register": lambda scene: [papers_of(scene.plan).get(kind="D2").register_line.register_id if scene else 987654],
    "public": lambda scene: [987654, "id"],
    "paper_of_the_head": lambda scene: [papers_of(scene.plan).get(kind="D2").pk if scene else 987654],
    "public_of_the_head": lambda scene: [papers_of(scene.plan).get(kind="D2").pk if scene else 987654, "id"],
    "place": lambda scene: ["seat", scene.seats[1].pk if scene else 987654],
}


def scene_link(scene: Scene) -> int:
    """A link by which an SMI of the scene's region enters figures."""
    smi = scene_enterprise(scene)
    found = EntryLink.objects.filter(enterprise=smi, revoked_at=None).first()
    return (found or EntryLinkFactory(enterprise=smi)).pk


def scene_respondent(scene: Scene) -> Respondent:
    """An SMI of the scene's region that the evaluation asks."""
    smi = scene_enterprise(scene)
    found = Respondent.objects.filter(plan=scene.plan, enterprise=smi).first()
    return found or RespondentFactory(plan=scene.plan, enterprise=smi)


def scene_reply_link(scene: Scene) -> int:
    """A link by which it answers."""
    respondent = scene_respondent(scene)
    return (respondent.links.first() or ReplyLinkFactory(respondent=respondent)).pk


def scene_import(scene: Scene) -> int:
    """A file that the coordinator brings in."""
    found = SheetImport.objects.filter(by=scene.coordinator).first()
    return (found or SheetImportFactory(by=scene.coordinator)).pk


def scene_success(scene: Scene) -> int:
    """A success case of the scene's plan."""
    found = SuccessCase.objects.filter(plan=scene.plan).first()
    return (found or SuccessCaseFactory(plan=scene.plan, evidence=scene.plan.evidence.get())).pk


def scene_recommendation(scene: Scene) -> int:
    """A recommendation of the evaluation of the scene's plan."""
    found = Recommendation.objects.filter(evaluation__plan=scene.plan).first()
    if found is None:
        evaluation = EvaluationFactory(plan=scene.plan, rated_at=timezone.now())
        found = RecommendationFactory(evaluation=evaluation)
    return found.pk


def scene_enterprise(scene: Scene) -> Enterprise:
    """An SMI of the scene's region."""
    found = Enterprise.objects.filter(region=scene.plan.region).first()
    return found or EnterpriseFactory(region=scene.plan.region)


def scene_data_request(scene: Scene) -> int:
    """What an SMI of the scene's region asked about its data."""
    enterprise = scene_enterprise(scene)
    return (enterprise.requests.first() or SubjectRequestFactory(enterprise=enterprise)).pk


def scene_copy(scene: Scene) -> int:
    """A scan of the signed diagnosis report."""
    paper = papers_of(scene.plan).get(kind="D2")
    kept = storage.put(b"%PDF-1.7 scan", ending="scan")
    row = {"stored_name": kept.name, "size": kept.size, "uploaded_by": scene.coordinator, "held_as": ""}
    return SignedCopy.objects.get_or_create(document=paper, sha256=kept.sha256, defaults=row)[0].pk


def scene_adoption(scene: Scene) -> int:
    """The region's request to adopt the model."""
    asked = AdoptionRequest.objects.filter(region=scene.plan.region).first()
    return (asked or ask(scene.plan.region, industry="Ulos", by=scene.head)).pk


def scene_duty(scene: Scene) -> int:
    """What the head of the office owes although no plan carries it."""
    about = {"kind": Duty.Kind.ANSWER, "adoption_id": scene_adoption(scene), "region": scene.plan.region}
    values = {"subject": "Ulos", "role": Role.OFFICE_HEAD, "due_on": "2026-12-01"}
    return Duty.objects.get_or_create(**about, defaults=values)[0].pk


def scene_handover(scene: Scene) -> int:
    """The open handover of the first member's seat."""
    found = Handover.objects.filter(seat=scene.seats[1]).first()
    if found is None:
        found = Handover.objects.create(
            seat=scene.seats[1], outgoing=scene.members[0], incoming=scene.members[1], superior=scene.coordinator,
            since="2026-01-05", begun_by=scene.members[0],
        )  # fmt: skip
    return found.pk


def send(client: Client, name: str, address: str, method: str):
    data = {"reason": "Alasan", "sections": ["budget"]} if method == "post" else {}
    return getattr(client, method)(address, data)


def body(response) -> str:
    """The page without what differs at every answer."""
    text = response.getvalue().decode()  # also of what is streamed
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", re.sub(r"/\d+/", "/n/", text))


@pytest.mark.once
def test_anonymous_is_sent_to_the_log_in(world):
    client, leaks = browser(world, "anonymous"), []
    for name in sorted(name for name, address in DECLARED.items() if not address.is_public):
        for method in ("get", "post"):
            response = send(client, name, address_of(name, world.own), method)
            is_sent = response.status_code == 302 and response.url.startswith(reverse("liap:login"))
            if not is_sent and response.status_code != 405:
                leaks.append((name, method, response.status_code))

    assert leaks == []


@pytest.mark.once
@pytest.mark.parametrize("role", ["member", "coordinator", "facilitator", "office_head"])
def test_other_region_is_like_nothing(world, role):
    client, leaks = browser(world, role), []
    before = Case.objects.get(pk=world.other.case.pk).move_count
    for name in sorted(name for name, address in DECLARED.items() if address.about not in ("", "variant", "kit")):
        for method in ("get", "post"):
            foreign = send(client, name, address_of(name, world.other), method)
            absent = send(client, name, address_of(name, None), method)
            is_same = (foreign.status_code, body(foreign)) == (absent.status_code, body(absent))
            if not is_same or foreign.status_code not in (404, 405):
                leaks.append((name, method, foreign.status_code))

    assert leaks == []
    assert Case.objects.get(pk=world.other.case.pk).move_count == before


SHOWING_OWNERS = ("liap:enterprise_owner", "documents:card")


def keeps(role: str, name: str) -> bool:
    """Whether the role keeps the records of SMIs as the address asks for; the auditor looks at owners, too."""
    return role in KEEPERS[DECLARED[name].is_of_the_leaders] or (role == "auditor" and name in SHOWING_OWNERS)


def answers(role: str, name: str) -> set[int]:
    """What a role may be answered when it opens an address about its own region."""
    address = DECLARED[name]
    if address.steers or address.is_of_the_head:
        return {200} if role == ("coordinator" if address.steers else "office_head") else {403, 404}
    if address.is_of_the_region or address.is_of_the_leaders:
        return {200} if keeps(role, name) else {404}
    if role == "ministry" and address.about in ONE_SMI:
        return {404}
    if name in SOMETIMES:
        return {200, 404}
    if address.about in ("handover", "place"):
        return {200} if role in ("member", "coordinator") else {200, 404}
    if address.about in ("import", "kind of import"):
        return {200} if role == "admin" or (role, name) == ("coordinator", "liap:import") else {404}
    if address.about in ("secret", "public", "paper_of_the_head") or address.facilitates:
        return {404}
    return {
        "home": {302},
        "liap:login": {302},
        "workflows:case_of_plan": {302},
        "documents:unsubscribe": {404},
        "healthz": {503},
    }.get(name, {200})


# About a single SMI, of which the ministry is told sums.
ONE_SMI = ("enterprise", "success", "data_request")

# Not there for everybody, or not yet.
SOMETIMES = (
    "documents:add_copy",
    "documents:download",
    "documents:download_unsigned",
    "documents:picture",
    "workflows:hand_over",
    "workflows:due_date",
    "workflows:decree",
    "workflows:decree_of_group",
    "liap:enter_performance",
    "liap:write_questions",
    "liap:questionnaire_paper",
    "liap:respondent",
    "liap:correct_reply",
)


@pytest.mark.once
@pytest.mark.parametrize("role", sorted(SIGNED_IN))
def test_own_region_can_be_read(world, role):
    client, wrong = browser(world, role), []
    for name in sorted(name for name, address in DECLARED.items() if not address.post_only):
        status = send(client, name, address_of(name, world.own), "get").status_code
        if status not in answers(role, name):
            wrong.append((name, status))

    assert wrong == []


@pytest.mark.once
@pytest.mark.parametrize("role", sorted(SIGNED_IN - {"coordinator"}))
def test_only_the_coordinator_steers(world, role):
    client, before = browser(world, role), Case.objects.get(pk=world.own.case.pk)
    for name in sorted(name for name, address in DECLARED.items() if address.steers):
        response = send(client, name, address_of(name, world.own), "post")

        assert response.status_code in (403, 404, 422), name
    after = Case.objects.get(pk=world.own.case.pk)
    assert (after.stage, after.move_count) == (before.stage, before.move_count)


@pytest.mark.once
@pytest.mark.parametrize(
    "gate",
    [
        "liap.people.access.RegionScopedQuerySet",
        "liap.enterprises.models.EnterpriseQuerySet",
        "workflows.models.case.CaseQuerySet",
    ],
)
def test_a_gate_left_open_is_found(world, monkeypatch, gate):
    monkeypatch.setattr(f"{gate}.visible_to", lambda self, user: self)

    with pytest.raises(AssertionError):
        test_other_region_is_like_nothing(world, "member")


def test_national_roles_see_both_regions(world):
    for role in ("ministry", "auditor", "admin"):
        client = browser(world, role)

        assert client.get(address_of("workflows:case", world.other)).status_code == 200


def test_province_sees_its_regencies_only(world):
    province = ProvinceFactory()
    world.own.plan.region.parent = province
    world.own.plan.region.save()
    office = world.own.head.appointments.get().post.organisation
    office.pk, office.region, office.name = None, province, "Dinas Provinsi"
    office.save()
    world.people["province"] = appoint(office, Role.OFFICE_HEAD)
    client = browser(world, "province")

    assert client.get(address_of("workflows:case", world.own)).status_code == 200
    assert client.get(address_of("workflows:case", world.other)).status_code == 404


def test_lists_show_what_can_be_opened(world):
    for role in sorted(SIGNED_IN):
        client = browser(world, role)
        numbers = set(re.findall(r'href="/plans/(\d+)/"', client.get(reverse("workflows:cases")).content.decode()))
        papers = set(re.findall(r'href="/documents/(\d+)/"', client.get(reverse("documents:list")).content.decode()))

        expected = {world.own.case, world.other.case} if role in ("ministry", "auditor", "admin") else {world.own.case}
        assert numbers == {str(case.pk) for case in expected}
        assert papers == {str(paper.pk) for case in expected for paper in papers_of(case.plan)}


def test_administration_is_for_administrators(world):
    for role in ROLES:
        response = browser(world, role).get("/admin/")

        assert (response.status_code == 200) == (role == "admin")
