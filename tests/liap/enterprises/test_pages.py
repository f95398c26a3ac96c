"""The register over HTTP: finding, registering after a look at what is alike, changing, merging, services."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from documents.cards.gathering import card_of
from liap.enterprises.sizes.defaults import load_size_rule
from liap.models import DataAccess, Enterprise, Region, ServiceReceived
from tests.factories import ClusterFactory, EnterpriseFactory, IndustryFactory, ProcessingBasisFactory

pytestmark = pytest.mark.django_db
NIK = "1217055203800001"


@pytest.fixture
def mine(scene):
    return EnterpriseFactory(
        name="UD Sianipar", region=scene.group.region, owner_name="Rotua Contoh", owner_phone="0812345"
    )


@pytest.fixture
def browser(client, scene):
    client.force_login(scene.coordinator)
    client.cookies["django_language"] = "en"
    return client


def form_of(enterprise=None, **more) -> dict:
    data = {"name": "UD Baru", "region": "", "industry": "", "legal_form": "sole"}
    if enterprise:
        data |= {"region": enterprise.region_id, "industry": enterprise.industry_id, "name": enterprise.name}
    return data | more


def test_the_list_shows_the_own_region_and_narrows(browser, mine):
    load_size_rule()
    cluster = ClusterFactory(region=mine.region)
    Enterprise.objects.filter(pk=mine.pk).update(
        workers_female=2, workers_male=1, investment=5, nib="1234567890123", cluster=cluster
    )
    EnterpriseFactory(name="UD Jauh")
    EnterpriseFactory(name="UD Besar", region=mine.region)
    lost = EnterpriseFactory(name="UD Lama", region=mine.region, merged_into=mine)

    def shown(**asked) -> list[str]:
        page = browser.get(reverse("liap:enterprises"), asked)
        return [one.name for one in page.context["page"]]

    assert shown() == ["UD Besar", "UD Sianipar"]
    for asked in (
        {"text": "ud sian"}, {"text": "12345"}, {"size": "small"}, {"cluster": cluster.pk},
        {"industry": mine.industry_id}, {"text": "sianipar", "region": mine.region_id},
    ):  # fmt: skip
        assert shown(**asked) == ["UD Sianipar"], asked
    assert shown(size="large") == shown(text="nobody") == []
    assert shown(size="nonsense", region="x", page="99") == ["UD Besar", "UD Sianipar"]
    assert browser.get(reverse("liap:enterprise", args=[lost.pk])).status_code == 200


def test_a_likely_duplicate_is_shown_before_saving(browser, mine):
    industry = IndustryFactory()
    data = form_of(name="Sianipar", region=mine.region_id, industry=industry.pk, nik=NIK)

    asked = browser.post(reverse("liap:register_enterprise"), data)
    assert (asked.status_code, Enterprise.objects.count()) == (200, 1)
    assert reverse("liap:enterprise", args=[mine.pk]) in asked.content.decode()
    browser.post(reverse("liap:register_enterprise"), {**data, "is_another": "yes"})

    made = Enterprise.objects.exclude(pk=mine.pk).get()
    assert (made.name, made.industry, made.owner_nik_masked) == ("Sianipar", industry, "************0001")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"nib": "12"}, "exactly 13 digits"),
        ({"nik": "12"}, "16 digits"),
        ({"workers_female": 1, "workers_male": 0, "workers_over_60": 5}, "do not add up"),
        ({"investment": "1,5 juta"}, "whole rupiah"),
        ({"name": ""}, "required"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(browser, mine, wrong, sentence):
    data = form_of(name="Toko Beda", region=mine.region_id, industry=mine.industry_id) | wrong

    page = browser.post(reverse("liap:register_enterprise"), data)

    assert sentence in page.content.decode()
    assert Enterprise.objects.count() == 1


def test_the_page_of_an_smi_shows_nothing_of_the_owner(browser, mine):
    page = browser.get(reverse("liap:enterprise", args=[mine.pk])).content.decode()

    assert "UD Sianipar" in page
    assert not [text for text in ("Rotua", "0812345") if text in page]
    assert not DataAccess.objects.exists()


def test_looking_at_the_owner_needs_a_reason_and_leaves_one_row(browser, mine, scene):
    address = reverse("liap:enterprise_owner", args=[mine.pk])
    asked = browser.get(address).content.decode()
    refused = browser.post(address, {"reason": "curiosity"}).content.decode()
    assert "Rotua" not in asked + refused
    assert not DataAccess.objects.exists()

    shown = browser.post(address, {"reason": "contact"}).content.decode()

    assert "Rotua Contoh" in shown
    row = DataAccess.objects.get()
    assert (row.enterprise, row.by, row.act, row.what, row.reason) == (
        mine, scene.coordinator, "view", "owner", "contact",
    )  # fmt: skip


def test_each_form_that_shows_the_owner_leaves_one_row(browser, mine):
    address = reverse("liap:edit_enterprise", args=[mine.pk])

    assert "Rotua Contoh" in browser.get(address).content.decode()
    browser.post(address, form_of(mine, seen_version=1, product="Ulos", owner_name="Rotua Contoh"))

    mine.refresh_from_db()
    assert (mine.product, mine.version, DataAccess.objects.count()) == ("Ulos", 2, 1)


def test_a_stale_form_is_answered_by_409(browser, mine):
    address = reverse("liap:edit_enterprise", args=[mine.pk])
    browser.post(address, form_of(mine, seen_version=1, product="Ulos"))

    stale = browser.post(address, form_of(mine, seen_version=1, product="Kain"))

    assert stale.status_code == 409
    mine.refresh_from_db()
    assert mine.product == "Ulos"


def test_the_history_tells_fields_and_the_owner_page_their_values(browser, mine):
    browser.post(reverse("liap:edit_enterprise", args=[mine.pk]), form_of(mine, seen_version=1, owner_phone="0899"))

    page = browser.get(reverse("liap:enterprise", args=[mine.pk])).content.decode()
    owner = browser.post(reverse("liap:enterprise_owner", args=[mine.pk]), {"reason": "advice"}).content.decode()

    assert "phone" in page
    assert "0812345" not in page
    assert "0812345 → 0899" in owner


def test_merging_and_undoing_over_pages(browser, mine):
    other = EnterpriseFactory(name="UD Sianipar Dua", region=mine.region)
    address = reverse("liap:merge_enterprise", args=[mine.pk])
    assert "UD Sianipar Dua" in browser.get(address, {"other": other.pk}).content.decode()
    abroad = EnterpriseFactory()
    unknown = browser.post(address, {"other": abroad.pk, "reason": "Sama"}).content.decode()
    assert "No SMI that you may see" in unknown
    assert abroad.name not in unknown

    browser.post(address, {"other": other.pk, "reason": "Sama"})
    other.refresh_from_db()
    assert other.merged_into == mine
    page = browser.get(reverse("liap:enterprise", args=[other.pk])).content.decode()
    assert reverse("liap:enterprise", args=[mine.pk]) in page
    row = mine.merges_won.get()
    browser.post(reverse("liap:undo_merge", args=[mine.pk, row.pk]))

    other.refresh_from_db()
    assert other.merged_into is None


@pytest.mark.parametrize("nonsense", ["", "abc", "-1", "9" * 30])
def test_a_number_that_is_none_merges_nothing(browser, mine, nonsense):
    page = browser.post(reverse("liap:merge_enterprise", args=[mine.pk]), {"other": nonsense, "reason": "Sama"})

    assert page.status_code == 200
    assert not Enterprise.objects.exclude(merged_into=None).exists()


def test_services_are_recorded_once_and_not_ahead(browser, mine):
    address = reverse("liap:receive_service", args=[mine.pk])
    data = {"kind": "halal", "provider": "LPPOM", "received_on": "2026-03-02", "result": "Sertifikat terbit"}
    for sent in (data, data, {**data, "received_on": "2099-01-01"}, {**data, "kind": "magic"}):
        assert browser.post(address, sent).status_code == 302

    service = ServiceReceived.objects.get()
    assert (service.enterprise, service.provider, service.result) == (mine, "LPPOM", "Sertifikat terbit")
    page = browser.get(reverse("liap:enterprise", args=[mine.pk])).content.decode()
    assert "LPPOM" in page


@pytest.mark.parametrize(
    ("kind", "english", "indonesian"),
    [
        ("permit", "Permit", "Perizinan"),
        ("halal", "Halal certificate", "Sertifikat halal"),
        ("bki", "Ship classification (BKI)", "Klasifikasi kapal (BKI)"),
        ("training", "Training", "Pelatihan"),
        ("machine", "Machine", "Mesin"),
        ("credit", "Credit", "Kredit"),
    ],
)
def test_every_kind_of_service_is_told_with_provider_day_and_result(browser, mine, kind, english, indonesian):
    said = {"kind": kind, "provider": f"Penyedia {kind}", "received_on": "2026-03-02", "result": f"Hasil {kind}"}
    sent = browser.post(reverse("liap:receive_service", args=[mine.pk]), said)
    address = reverse("liap:enterprise", args=[mine.pk])

    page = browser.get(address).text
    browser.cookies["django_language"] = "id"
    local = browser.get(address).text
    saved = b"".join(browser.get(address, {"save": "csv", "table": "services"}).streaming_content).decode("utf-8-sig")
    told = card_of(mine).services

    assert sent.status_code == 302
    row = page[page.index('<td class="cell-title">') :].partition("</tr>")[0]
    assert [word in row for word in (english, f"Penyedia {kind}", "2 March 2026", f"Hasil {kind}")] == [True] * 4
    assert f'<td class="cell-title">{indonesian}</td>' in local
    assert saved.splitlines()[1].split(";")[:4] == [indonesian, f"Penyedia {kind}", "2026-03-02", f"Hasil {kind}"]
    assert [(one.service.en, one.service.id, one.provider, one.received_on, one.result) for one in told] == [
        (english[0].lower() + english[1:], indonesian[0].lower() + indonesian[1:], f"Penyedia {kind}",
         date(2026, 3, 2), f"Hasil {kind}")
    ]  # fmt: skip


def test_list_of_kinds_of_services_is_complete():
    assert set(ServiceReceived.Kind.values) == {"permit", "halal", "bki", "training", "machine", "credit"}


def test_service_of_today_is_recorded_on_the_day_of_the_region(browser, mine):
    Region.objects.filter(pk=mine.region_id).update(time_zone="Asia/Jayapura")
    said = {"kind": "permit", "provider": "DPMPTSP", "received_on": "2026-04-01", "result": ""}

    kept = []
    for minute in (-1, 1):
        with time_machine.travel(datetime(2026, 3, 31, 15, 0, tzinfo=UTC) + timedelta(minutes=minute)):
            browser.post(reverse("liap:receive_service", args=[mine.pk]), said)
        kept.append(ServiceReceived.objects.count())

    assert kept == [0, 1]


def test_people_without_a_seat_read_only(client, mine, scene):
    client.force_login(scene.evaluator)

    assert client.get(reverse("liap:enterprise", args=[mine.pk])).status_code == 200
    for name in ("edit_enterprise", "merge_enterprise", "enterprise_owner", "record_basis", "receive_request"):
        assert client.get(reverse(f"liap:{name}", args=[mine.pk])).status_code == 404
    data = {"kind": "halal", "provider": "LPPOM", "received_on": "2026-03-02"}
    client.post(reverse("liap:receive_service", args=[mine.pk]), data)
    assert not ServiceReceived.objects.exists()


def test_the_list_takes_the_same_few_queries_however_long(browser, mine, django_assert_max_num_queries):
    load_size_rule()
    for _number in range(25):
        EnterpriseFactory(region=mine.region)
    ProcessingBasisFactory(enterprise=mine)

    with django_assert_max_num_queries(30):
        browser.get(reverse("liap:enterprises"))
