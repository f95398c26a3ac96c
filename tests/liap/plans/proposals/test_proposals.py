"""Rows come from earlier plans of the same industry and from the region; nothing of SMIs or people comes along."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from liap.audit.models import Event
from liap.plans.actions import StaleEdit, close_sections, freeze, open_sections, publish
from liap.plans.models import Section
from liap.plans.proposals.actions import NoLongerProposed, NothingChosen, decide
from liap.plans.proposals.models import Proposal
from liap.plans.proposals.queries import candidates
from tests.factories import (
    ActivityFactory,
    EnterpriseFactory,
    IndicatorFactory,
    OrganisationFactory,
    PlanFactory,
    ProblemFactory,
    ProposalFactory,
    StakeholderFactory,
    TargetEnterpriseFactory,
)
from tests.liap.conftest import make_scene

SECTIONS = [Section.STAKEHOLDERS, Section.PROBLEMS, Section.ACTIVITIES, Section.INDICATORS]


@pytest.fixture
def scene(db):
    made = make_scene()
    open_sections(made.plan, SECTIONS, by=made.coordinator)
    made.plan.refresh_from_db()
    return made


@pytest.fixture
def earlier(scene):
    """A plan of the same industry and region, with rows of every kind."""
    plan = PlanFactory(working_group=scene.group, region=scene.plan.region, industry=scene.plan.industry, title="Lama")
    enterprise = EnterpriseFactory(region=scene.plan.region, name="UD Sinar Toba")
    TargetEnterpriseFactory(plan=plan, enterprise=enterprise, baseline_turnover=1_000_000, baseline_year=2020)
    ProblemFactory(plan=plan, rank=1, text="Pewarna tidak tahan luntur")
    ProblemFactory(plan=plan, rank=2, text="UD Sinar Toba berutang")
    ActivityFactory(plan=plan, number=1, title="Pelatihan pewarnaan", cost=5_000_000, unit="orang")
    IndicatorFactory(
        plan=plan, number=1, text="Pangsa ritel modern", baseline=3, target=20, means_of_verification="Nota penjualan"
    )
    return plan


def texts(scene, section) -> list[str]:
    return [one.text for one in candidates(scene.plan, section, scene.coordinator)]


def take(scene, section, *accept, drop=(), version=None):
    seen = version or scene.plan.version
    made = decide(scene.plan, section, accept=accept, drop=drop, by=scene.coordinator, seen_version=seen)
    scene.plan.refresh_from_db()
    return made


def test_rows_of_an_earlier_plan_are_proposed_without_names(scene, earlier):
    assert texts(scene, Section.PROBLEMS) == ["Pewarna tidak tahan luntur"]
    assert texts(scene, Section.ACTIVITIES) == ["Pelatihan pewarnaan"]
    assert texts(scene, Section.INDICATORS) == ["Pangsa ritel modern"]


def test_name_of_a_person_is_not_proposed(scene, earlier):
    ProblemFactory(plan=earlier, rank=3, text=f"{scene.coordinator.full_name} pindah tugas")

    assert texts(scene, Section.PROBLEMS) == ["Pewarna tidak tahan luntur"]


def test_other_industry_and_other_region_are_not_proposed(scene):
    other = PlanFactory(region=scene.plan.region, working_group=scene.group)
    ProblemFactory(plan=other, rank=1, text="Lain industri")
    elsewhere = PlanFactory(industry=scene.plan.industry)
    ProblemFactory(plan=elsewhere, rank=1, text="Lain daerah")

    assert texts(scene, Section.PROBLEMS) == []


@pytest.fixture
def elsewhere(scene):
    """A plan of the same industry in another region, as it was approved; since then its text went on."""
    plan = PlanFactory(industry=scene.plan.industry, title="Jauh")
    enterprise = EnterpriseFactory(region=plan.region, name="UD Sinar Jauh")
    TargetEnterpriseFactory(plan=plan, enterprise=enterprise, baseline_turnover=1_000_000, baseline_year=2020)
    for rank, text in enumerate(["Bahan baku mahal", "UD Sinar Jauh berutang", "Omzet hanya Rp 2 juta"], 1):
        ProblemFactory(plan=plan, rank=rank, text=text)
    IndicatorFactory(plan=plan, number=1, text="Jumlah pembeli", baseline=3, target=20, means_of_verification="Nota")
    version = freeze(plan, by=plan.author)
    ProblemFactory(plan=plan, rank=4, text="Belum disetujui")
    return plan, version


def test_published_plan_of_another_region_is_proposed_as_it_was_approved(scene, elsewhere):
    plan, version = elsewhere
    assert texts(scene, Section.PROBLEMS) == []

    publish(plan, sha256=version.sha256, by=plan.author)
    assert texts(scene, Section.PROBLEMS) == ["Bahan baku mahal"]
    assert texts(scene, Section.INDICATORS) == ["Jumlah pembeli"]

    take(scene, Section.INDICATORS, "Jumlah pembeli")
    made = scene.plan.indicators.get(text="Jumlah pembeli")
    assert (made.baseline, made.target, made.means_of_verification) == (None, None, "Nota")
    assert Proposal.objects.get().origin == plan

    publish(plan, sha256=None, by=plan.author)
    assert texts(scene, Section.PROBLEMS) == []


def test_indicator_comes_without_baseline_and_target(scene, earlier):
    take(scene, Section.INDICATORS, "Pangsa ritel modern")

    made = scene.plan.indicators.get(text="Pangsa ritel modern")
    assert (made.baseline, made.target, made.means_of_verification) == (None, None, "Nota penjualan")


def test_activity_comes_without_cost_and_with_the_days_of_the_plan(scene, earlier):
    take(scene, Section.ACTIVITIES, "Pelatihan pewarnaan")

    made = scene.plan.activities.get(title="Pelatihan pewarnaan")
    assert (made.cost, made.volume, made.state, made.unit) == (None, None, "not_requested", "orang")
    assert (made.starts_on, made.ends_on) == (scene.plan.starts_on, scene.plan.ends_on)
    assert made.institution == scene.group.secretariat


def test_stakeholders_are_institutions_of_the_region_and_kinds_from_elsewhere(scene, earlier):
    OrganisationFactory(region=scene.plan.region, name="UD Rahasia", kind="firm")
    bank = OrganisationFactory(name="Bank Jauh", kind="bank")
    StakeholderFactory(plan=earlier, name=bank.name)
    StakeholderFactory(plan=earlier, name="Pak Budi")

    found = texts(scene, Section.STAKEHOLDERS)

    assert scene.group.secretariat.name in found
    assert str(bank.get_kind_display()) in found
    assert not {"UD Rahasia", "Bank Jauh", "Pak Budi"} & set(found)


def test_dropped_and_accepted_rows_do_not_come_back(scene, earlier):
    ProblemFactory(plan=earlier, rank=3, text="Modal kurang")

    take(scene, Section.PROBLEMS, "Pewarna tidak tahan luntur", drop=["Modal kurang"])

    assert texts(scene, Section.PROBLEMS) == []
    assert [row.text for row in scene.plan.problems.all()] == ["Pewarna tidak tahan luntur"]
    assert list(Proposal.objects.values_list("origin", "is_accepted")) == [(earlier.pk, True), (earlier.pk, False)]
    line = Event.objects.get(verb="plan.proposals_decided")
    assert (line.payload["accepted"], line.payload["dropped"], line.payload["origins"]) == (1, 1, [earlier.pk])


def test_what_is_refused_leaves_nothing(scene, earlier):
    with pytest.raises(NothingChosen):
        take(scene, Section.PROBLEMS)
    with pytest.raises(NoLongerProposed):
        take(scene, Section.PROBLEMS, "Pewarna tidak tahan luntur", drop=["Karangan"])
    stale = scene.plan.version
    take(scene, Section.PROBLEMS, "Pewarna tidak tahan luntur")
    ProblemFactory(plan=earlier, rank=3, text="Modal kurang")
    with pytest.raises(StaleEdit):
        take(scene, Section.PROBLEMS, "Modal kurang", version=stale)
    close_sections(scene.plan, by=scene.coordinator)
    with pytest.raises(Exception, match="ditutup"):
        take(scene, Section.PROBLEMS, "Modal kurang")

    assert scene.plan.problems.count() == Proposal.objects.count() == 1


def test_database_refuses_a_second_decision_and_an_own_origin(scene):
    ProposalFactory(plan=scene.plan, text="Modal")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposalFactory(plan=scene.plan, text="Modal")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposalFactory(plan=scene.plan, origin=scene.plan)


def test_page_proposes_and_shows_the_origin(scene, earlier):
    client, address = Client(), reverse("liap:proposals", args=[scene.plan.pk]) + "?section=problems"
    client.force_login(scene.coordinator)
    page = client.get(address)
    fields = {name: field.initial for name, field in page.context["form"].fields.items()}
    fields |= {"seen_version": scene.plan.version, "row-0": "accept"}

    later = client.post(address, {**fields, "row-0": "later"})
    done = client.post(address, fields)
    after = client.get(address)

    assert (later.status_code, done.status_code) == (422, 302)
    assert "Lama" in page.content.decode()
    assert [one.origin for one in after.context["decided"]] == [earlier]
    assert client.get(address.replace("problems", "budget")).status_code == 404


def test_page_is_closed_to_strangers_and_asks_nothing_of_readers(scene, earlier):
    address = reverse("liap:proposals", args=[scene.plan.pk])
    stranger, client = Client(), Client()
    stranger.force_login(PlanFactory().author)
    client.force_login(scene.coordinator)
    close_sections(scene.plan, by=scene.coordinator)

    assert stranger.get(address).status_code == 404
    assert client.get(address).context["form"] is None
    assert client.post(address, {"seen_version": 1}).status_code == 404
