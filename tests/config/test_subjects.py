"""G11: the copy is complete by the table of personal data, and after an erasure nothing is found anywhere."""

import json
import re
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command

from config.personal_data import ARCHIVES, TABLE
from config.subjects import erase_person, export_enterprise, export_person
from documents.models import Document
from liap.audit.queries import broken_links
from liap.enterprises.actions import edit, enter
from liap.enterprises.merging.actions import merge
from liap.enterprises.protection.actions import answer, note_access, receive
from liap.enterprises.protection.erasing import ErasedBefore, erase_enterprise
from liap.enterprises.protection.personal import ENTERPRISE_DATA, Fate
from liap.models import DataAccess, Enterprise, Invitation, PlanVersion, User
from liap.people.actions import set_active
from tests.factories import (
    AbsenceFactory,
    EnterpriseFactory,
    IndustryFactory,
    InvitationFactory,
    PlanVersionFactory,
    ProcessingBasisFactory,
    ServiceReceivedFactory,
    TargetEnterpriseFactory,
    UserFactory,
)
from tests.liap.conftest import make_scene

pytestmark = pytest.mark.django_db

NIK, PHONE, EMAIL, NAME = "1217055203800001", "081298765432", "zulaikha.uji@example.org", "Zulaikha Ujicoba"
PAPER = json.dumps({"signed": NAME})
TRACES = (NIK, PHONE, EMAIL, "zulaikha")

# Fields whose names sound like a person and that are about offices, firms or the product.
NOT_PERSONAL = {
    "liap.ContinuationCheck.no_contact",  # a number of SMIs
    "liap.Organisation.address",
    "liap.AdoptionRequest.contact",
    "documents.Stationery.contact",
    "liap.Assignment.contact",
    "liap.PublishedBlock.sex",  # of the owners of at least three SMIs
    "workflows.Task.owner_permission",
    "workflows.Task.owner_permission_obj_pk",
}
SOUNDS_PERSONAL = re.compile(
    r"^(owner_.*|.*phone|.*email|(.*_)?nik(_.*)?|nib|full_name|(.*_)?sex|person_name|username|employee_number|ip_address"
    r"|.*contact|.*address|decree_signer)$"
)


@pytest.fixture
def scene(db):
    return make_scene()


@pytest.fixture
def smi(scene) -> Enterprise:
    """An SMI whose owner left traces wherever the product lets him."""
    values = {
        "name": f"UD {NAME}", "region": scene.group.region, "industry": IndustryFactory(), "owner_name": NAME,
        "owner_phone": PHONE, "owner_email": EMAIL, "address": f"Rumah {NAME}", "owner_sex": "female",
    }  # fmt: skip
    made = enter(values, by=scene.coordinator, nik=NIK)
    values |= {"owner_phone": "", "owner_name": "Lain"}
    edit(made, by=scene.coordinator, version=1, values=values)
    other = EnterpriseFactory(region=made.region, owner_name=NAME, owner_phone=PHONE, name=f"Toko {NAME}")
    made.refresh_from_db()
    merge(made, other, by=scene.coordinator, reason=f"Keduanya milik {NAME}")
    ProcessingBasisFactory(enterprise=made, evidence=f"Map {NAME}")
    ServiceReceivedFactory(enterprise=made, result=f"Sertifikat untuk {NAME}")
    TargetEnterpriseFactory(plan=scene.plan, enterprise=made, baseline_turnover=5)
    note_access([made], by=scene.member, act="view", what="owner", reason="advice")
    receive(enterprise=made, by=scene.member, kind="access", medium="paper", text=f"{NAME} {EMAIL}")
    LogEntry.objects.create(
        user=scene.coordinator, content_type=ContentType.objects.get_for_model(Enterprise), object_id=str(made.pk),
        object_repr=made.name, action_flag=2, change_message=NAME,
    )  # fmt: skip
    made.refresh_from_db()
    return made


def hits(*traces: str) -> list[str]:
    """Every field of every table in which one of the texts is found, archives left out."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*names):
            said = zip(names, row, strict=True)
            found |= {f"{model._meta.label}.{name}" for name, value in said if _holds(value, traces)}
    return sorted(found - set(ARCHIVES))


def _holds(value: object, traces: tuple[str, ...]) -> bool:
    text = json.dumps(value, default=str).casefold()
    return any(trace.casefold() in text for trace in traces)


def in_files(folder, *traces: str) -> list[str]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in found if any(trace.encode() in path.read_bytes() for trace in traces)]


def test_every_field_that_sounds_personal_is_registered():
    registered = {f"{part.model}.{name}" for part in TABLE for name in part.fields}
    own = [model for model in apps.get_models() if model._meta.app_label in ("liap", "documents", "workflows", "axes")]
    sounding = {
        f"{model._meta.label}.{field.name}"
        for model in own
        for field in model._meta.concrete_fields
        if field.related_model is None and SOUNDS_PERSONAL.match(field.name)
    }

    assert sounding - registered - NOT_PERSONAL - set(ARCHIVES) == set()


def test_the_table_names_fields_that_exist_and_reasons_for_what_stays():
    for part in TABLE:
        for name in part.fields:
            part.found._meta.get_field(name.removesuffix("_id"))
        assert bool(part.why_kept) == (part.fate == Fate.KEEP), part


def test_every_model_about_an_smi_is_in_the_table():
    about = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Enterprise and model is not Enterprise
    }

    assert about - {part.model for part in ENTERPRISE_DATA} == set()


def test_the_copy_holds_every_registered_field_that_says_something(smi, scene):
    copy = json.dumps(export_enterprise(smi, by=scene.coordinator), default=str)

    for part in ENTERPRISE_DATA:
        for row in part.of(smi.pk):
            assert part.model in copy
            for name in part.fields:
                value = getattr(row, name)
                if isinstance(value, str):
                    assert json.dumps(value)[1:-1] in copy, (part.model, name)
    assert "Toko Zulaikha" in copy  # of the merged record
    assert scene.member.full_name in copy  # who looked
    assert DataAccess.objects.filter(act="export", by=scene.coordinator).count() == 2  # both records


def test_after_the_erasure_nothing_is_found_and_the_chain_holds(smi, scene, tmp_path, caplog):
    assert {"liap.Enterprise.owner_name", "liap.EnterpriseChange.values", "liap.EnterpriseMerge.filled"} <= set(
        hits(*TRACES)
    )

    erase_enterprise(smi, by=scene.coordinator)

    assert hits(*TRACES) == []
    assert in_files(tmp_path, *TRACES) == []
    assert not [trace for trace in TRACES if trace in caplog.text.casefold()]
    assert list(broken_links()) == []
    smi.refresh_from_db()
    assert (smi.name, smi.owner_nik_hash, smi.nib) == (f"IKM {smi.pk}", "", None)
    assert smi.services.count() == smi.accesses.count() == 1  # acts stay
    with pytest.raises(ErasedBefore):
        erase_enterprise(smi, by=scene.coordinator)


def test_a_field_that_is_forgotten_is_found(smi, scene, monkeypatch):
    kept = tuple(part for part in ENTERPRISE_DATA if part.model != "liap.EnterpriseMerge")
    monkeypatch.setattr("liap.enterprises.protection.erasing.ENTERPRISE_DATA", kept)

    erase_enterprise(smi, by=scene.coordinator)

    assert hits(*TRACES) == ["liap.EnterpriseMerge.filled", "liap.EnterpriseMerge.reason"]


def test_the_name_of_a_legal_person_stays(smi, scene):
    Enterprise.objects.filter(pk=smi.pk).update(legal_form="legal_person", name="PT Gorga")

    erase_enterprise(smi, by=scene.coordinator)

    smi.refresh_from_db()
    assert (smi.name, smi.owner_name) == ("PT Gorga", "")


def test_answering_a_deletion_erases_and_refusing_it_does_not(smi, scene):
    asked = {"enterprise": smi, "by": scene.member, "kind": "deletion", "medium": "paper", "text": NAME}
    first = receive(**asked)
    answer(first, by=scene.coordinator, outcome="refused", answer="Wajib simpan")
    assert hits("zulaikha") != []
    second = receive(**asked)

    answer(second, by=scene.coordinator, outcome="done", answer="Sudah dihapus")

    second.refresh_from_db()
    assert (second.outcome, second.text, hits("zulaikha")) == ("done", "", [])


@pytest.fixture
def person(scene) -> User:
    made = UserFactory(username="zulaikha", full_name=NAME, email=EMAIL, phone=PHONE, employee_number=NIK)
    InvitationFactory(person_name=NAME, person_email=EMAIL)
    InvitationFactory(email=EMAIL)
    AbsenceFactory(person=made, reason=f"{NAME} sakit")
    PlanVersionFactory(plan=scene.plan, content=PAPER)
    Document.objects.create(
        plan=scene.plan, region=scene.plan.region, kind="D2", number="1", organisation=scene.office, facts=PAPER,
        facts_sha256="0" * 64, dated_on=date(2019, 3, 1), issued_by=made,
    )  # fmt: skip
    set_active(made, False, by=scene.coordinator)
    return made


def test_a_person_is_erased_and_acts_and_archives_stay(person, scene):
    assert hits(*TRACES) != []

    erase_person(person, by=scene.coordinator)

    assert hits(*TRACES) == []
    assert list(broken_links()) == []
    person.refresh_from_db()
    assert (person.is_active, person.has_usable_password(), person.full_name) == (False, False, f"#{person.pk}")
    assert PlanVersion.objects.get().content == PAPER
    assert Document.objects.get().facts == PAPER  # the paper of 2019 keeps the name under it (K4)
    assert Invitation.objects.count() == 2


def test_an_erased_person_is_logged_out(client, person, scene):
    set_active(person, True, by=scene.coordinator)
    client.force_login(person)

    erase_person(person, by=scene.coordinator)

    assert client.get("/profile/").status_code == 302


def test_the_copy_of_a_person_names_his_posts_and_acts(person, scene):
    copy = json.dumps(export_person(scene.coordinator, by=None), default=str)

    assert scene.coordinator.full_name in copy
    assert "person_deactivated" in copy
    assert "liap.Membership" in copy


def test_commands_export_and_erase(smi, scene, tmp_path):
    by, file = scene.coordinator.username, tmp_path / "copy.json"
    call_command("export_subject", enterprise=smi.pk, by=by, output=file)
    assert json.loads(file.read_text())["subject"] == f"enterprise:{smi.pk}"
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="exists"):
        call_command("export_subject", enterprise=smi.pk, by=by, output=file)
    file.unlink()

    said = StringIO()
    call_command("erase_subject", enterprise=smi.pk, by=by, stdout=said)
    assert "--yes" in said.getvalue()
    assert hits("zulaikha") != []
    call_command("erase_subject", enterprise=smi.pk, by=by, yes=True, stdout=said)

    assert hits("zulaikha") == []
    for wrong in ({"enterprise": smi.pk}, {"enterprise": 987654}, {"person": "nobody"}, {"person": by}):
        with pytest.raises(CommandError):
            call_command("erase_subject", by=by, yes=True, **wrong)
