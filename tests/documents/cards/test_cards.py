"""The SMI card: its own data and rights in both languages, drawn on demand, one access row each time."""

import pytest
from django.urls import reverse

from documents.cards.gathering import card_of
from documents.models import Document
from liap.enterprises.protection.actions import receive
from liap.models import DataAccess, Enterprise
from tests.documents.conftest import words_of
from tests.factories import (
    EnterpriseFactory,
    NoticeTextFactory,
    ProcessingBasisFactory,
    ServiceReceivedFactory,
)
from tests.liap.conftest import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db):
    return make_scene()


@pytest.fixture
def smi(scene):
    made = EnterpriseFactory(
        name="UD Sianipar", region=scene.group.region, owner_name="Rotua Contoh", workers_female=0, nib="1234567890123"
    )
    ServiceReceivedFactory(enterprise=made, provider="LPPOM Contoh")
    notice = NoticeTextFactory(text_id="Teks yang dibacakan.")
    ProcessingBasisFactory(enterprise=made, purpose="publication", notice=notice)
    return made


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", ("Kartu IKM", "Rotua Contoh", "LPPOM Contoh", "Hak Anda", "1234567890123", "Teks yang dibacakan.")),
        ("en", ("SMI card", "Rotua Contoh", "LPPOM Contoh", "Your rights", "not available")),
    ],
)
def test_the_card_is_drawn_and_leaves_one_row(client, smi, scene, language, words):
    client.force_login(scene.member)

    answer = client.get(reverse("documents:card", args=[smi.pk, language]))

    text = words_of(answer.content)
    assert [word for word in words if word not in text] == []
    row = DataAccess.objects.get()
    assert (row.enterprise, row.by, row.act, row.what) == (smi, scene.member, "download", "D10")
    assert answer["Cache-Control"] == "no-store"
    assert not Document.objects.exists()


def test_facts_tell_what_is_missing_and_what_is_used(smi, scene):
    receive(enterprise=smi, by=scene.member, kind="withdrawal", medium="paper", purposes=["figures"])

    facts = card_of(smi)

    said = {line.label.en: line.said.en if line.said else None for line in (*facts.business, *facts.owner)}
    assert (said["women working"], said["men working"], said["size class"]) == ("0", None, None)
    assert {line.purpose.en: line.is_used for line in facts.uses} == {
        "support by the office and its plans": True,
        "added-up figures and reports": False,
        "passing on to banks, buyers and other offices": False,
        "publishing the name": True,
    }
    assert facts.head.letterhead.lines[-1] == scene.group.secretariat.name.upper()


def test_who_may_not_see_the_owner_gets_nothing(client, smi, scene):
    for person in (scene.evaluator, scene.stranger):
        client.force_login(person)
        assert client.get(reverse("documents:card", args=[smi.pk, "id"])).status_code == 404
    client.force_login(scene.member)
    assert client.get(reverse("documents:card", args=[smi.pk, "xx"])).status_code == 404
    Enterprise.objects.filter(pk=smi.pk).update(erased_at="2026-01-01T00:00Z")
    assert client.get(reverse("documents:card", args=[smi.pk, "id"])).status_code == 404
    assert not DataAccess.objects.exists()


def test_the_page_of_the_smi_offers_its_card_to_who_may(client, smi, scene):
    address = reverse("documents:card", args=[smi.pk, "id"])
    shown = []
    for person in (scene.member, scene.evaluator):
        client.force_login(person)
        shown.append(address in client.get(reverse("liap:enterprise", args=[smi.pk])).content.decode())

    assert shown == [True, False]
