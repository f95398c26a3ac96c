"""Figures of an SMI are entered, corrected and read on pages that need no script."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from liap.enterprises.performance.actions import record_performance
from liap.enterprises.performance.figures import Figures, in_band
from liap.enterprises.performance.forms import code_of, offered_periods, period_from
from liap.enterprises.performance.periods import last_ended
from liap.models import EntryLink, PerformanceRecord
from tests.factories import EnterpriseFactory, PerformanceRecordFactory, TargetEnterpriseFactory
from tests.journeys.person import Person, form_with

pytestmark = pytest.mark.django_db
QUARTER = last_ended(timezone.localdate())


@pytest.fixture
def smi(scene):
    return EnterpriseFactory(region=scene.group.region, is_sample=True)


@pytest.fixture
def member(client, scene):
    client.force_login(scene.member)
    return client


def enter(client, smi, **answers):
    sent = {"source-medium": "telephone", "source-asked_on": timezone.localdate().isoformat(), **answers}
    return client.post(reverse("liap:enter_performance", args=[smi.pk]), sent)


def told(smi, by, period=QUARTER, **figures):
    return record_performance(
        smi, by=by, period=period, figures=Figures(**figures), medium="visit", asked_on=timezone.localdate()
    )


def test_three_answers_are_enough_and_what_is_missing_is_said(member, smi):
    answer = enter(member, smi, **{"three-band": "up_to_25", "three-main_channel": "modern", "three-workers": "4"})

    row = PerformanceRecord.objects.get()
    assert answer.url == reverse("liap:performance", args=[smi.pk])
    assert (row.turnover_kind, row.medium, row.period, row.is_sample) == ("range", "telephone", QUARTER, True)
    page = member.get(answer.url).content.decode()
    assert "Masih kosong, dan tidak dihitung sebagai nol: bagian saluran pasar" in page
    assert "data contoh" in page


@pytest.mark.parametrize(
    ("method", "kind"),
    [("books", "exact"), ("daily_notes", "exact"), ("owner", "estimate"), ("", "estimate")],
)  # fmt: skip
def test_amount_is_exact_only_from_what_was_written_down(member, smi, method, kind):
    enter(member, smi, **{"three-amount": "Rp 12.500.000", "more-method": method})

    row = PerformanceRecord.objects.get()
    assert (row.turnover_kind, row.turnover, row.method) == (kind, 12_500_000, method or "owner")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"three-band": "more", "three-amount": "5"}, "jangan keduanya"),
        ({"three-amount": "viel"}, "rupiah bulat"),
        ({"share-online": "40"}, "40 persen"),
        ({"three-workers": "2", "more-workers_female": "3"}, "melebihi"),
        ({"more-production": "5"}, "satuannya"),
        ({}, "sedikitnya satu jawaban"),
        ({"three-workers": "2", "source-asked_on": "2999-01-01"}, "Perbaiki tanggal"),
    ],
)
def test_bad_answers_keep_what_was_typed_and_say_what_to_do(member, smi, answers, words):
    answer = enter(member, smi, **{"source-remark": "lewat telepon", **answers})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "lewat telepon" in text
    assert not PerformanceRecord.objects.exists()


def test_last_answers_are_shown_with_a_line_of_how_they_went(member, scene, smi):
    told(smi, scene.member, QUARTER.previous.previous, **in_band("up_to_5", 3))
    told(smi, scene.member, QUARTER.previous, **in_band("up_to_25", 3), main_channel="export", workers=6)

    text = member.get(reverse("liap:enter_performance", args=[smi.pk])).content.decode()

    assert '<option value="export" selected>' in text
    assert '<option value="up_to_25" selected>' in text
    assert text.count("<circle") == 2


def test_correction_needs_a_reason_and_leaves_the_earlier_figures_readable(member, scene, smi):
    first = told(smi, scene.coordinator, workers=4)

    without = enter(member, smi, **{"three-workers": "5", "replaces": str(first.pk)})
    assert without.status_code == 422
    enter(member, smi, **{"three-workers": "5", "replaces": str(first.pk), "reason-reason": "salah dengar"})

    text = member.get(reverse("liap:performance", args=[smi.pk])).content.decode()
    assert PerformanceRecord.objects.current().get().workers == 5
    assert "salah dengar" in text


def test_whoever_comes_second_reads_the_first_before_correcting(member, scene, smi):
    told(smi, scene.coordinator, workers=4)

    answer = enter(member, smi, **{"three-workers": "5"})

    assert "Orang lain mengisi data ini" in answer.content.decode()
    assert PerformanceRecord.objects.get().workers == 4


def test_page_compares_with_the_year_before_or_says_why_not(member, scene, smi):
    year_before = QUARTER.year_before
    told(smi, scene.member, year_before, turnover_kind="estimate", turnover=Decimal(100), method="owner")
    told(smi, scene.member, QUARTER, turnover_kind="exact", turnover=Decimal(150), method="books")
    told(smi, scene.member, QUARTER.previous, turnover_kind="exact", turnover=Decimal(90), method="books")
    told(smi, scene.member, year_before.previous, turnover_kind="exact", turnover=Decimal(60), method="books")

    text = member.get(reverse("liap:performance", args=[smi.pk])).content.decode()

    assert "perkiraan dibandingkan dengan tepat" in text
    assert "+50" in text


def test_shares_are_drawn_over_time_with_the_table_behind(member, scene, smi):
    told(smi, scene.member, QUARTER.previous, shares={"traditional": 100})
    told(smi, scene.member, QUARTER, shares={"traditional": 60, "modern": 40})

    text = member.get(reverse("liap:performance", args=[smi.pk])).content.decode()

    assert text.count("<svg") == 2
    assert "ritel modern dan hotel 40 %" in text
    assert "<script" not in text


def test_link_is_shown_once_and_taken_back(member, smi):
    shown = member.post(reverse("liap:make_entry_link", args=[smi.pk]))
    made = EntryLink.objects.get()
    assert "/figures/" in shown.content.decode()

    member.post(reverse("liap:take_back_entry_link", args=[made.pk]))

    made.refresh_from_db()
    assert made.revoked_at is not None


def test_empty_form_is_for_printing(member, smi):
    text = member.get(reverse("liap:performance_paper", args=[smi.pk])).content.decode()

    assert "☐ 5 sampai 25 juta rupiah sebulan" in text
    assert "<input" not in text.split("<main")[1].split("</main")[0]


def test_paper_answers_are_typed_in_and_marked_wherever_they_are_shown(client, scene, smi):
    TargetEnterpriseFactory(plan=scene.plan, enterprise=smi)
    member = Person(scene.member)
    printed = member.get(reverse("liap:performance_paper", args=[smi.pk]))
    door = re.search(r'href="([^"]*medium=paper)"', printed.content.decode()).group(1).replace("&amp;", "&")
    form = form_with(member.get(door), "source-medium")
    assert form.fields["source-medium"] == ["paper"]

    member.send(door, form, **{"three-band": "up_to_25", "three-workers": "4"})

    assert PerformanceRecord.objects.get().medium == "paper"
    figures, entries = reverse("liap:performance", args=[smi.pk]), reverse("liap:entries", args=[scene.plan.pk])
    file = b"".join(member.client.get(figures, {"save": "csv", "table": "figures"}))
    for shown in (member.get(figures).content, Person(scene.coordinator).get(entries).content, file):
        assert "formulir kertas" in shown.decode("utf-8-sig").lower()
    assert "Media" in file.decode("utf-8-sig").splitlines()[0].split(";")


def test_unknown_medium_in_an_address_is_passed_over(member, smi):
    page = member.get(reverse("liap:enter_performance", args=[smi.pk]), {"medium": "import"})

    assert form_with(page, "source-medium").fields["source-medium"] == ["visit"]


def test_coordinator_sees_who_reported_and_who_is_missing(client, scene):
    smis = [EnterpriseFactory(region=scene.group.region, name=f"UD {letter}") for letter in "ABC"]
    for one in smis:
        TargetEnterpriseFactory(plan=scene.plan, enterprise=one)
    told(smis[0], scene.member, workers=2)
    PerformanceRecordFactory(first_on=QUARTER.first_on)
    client.force_login(scene.coordinator)

    answer = client.get(reverse("liap:entries", args=[scene.plan.pk]))

    status = answer.context["status"]
    assert (status.reported, status.expected) == (1, 3)
    assert [str(one) for one in status.missing] == ["UD B", "UD C"]
    assert [count for _post, count in status.by_post] == [1]
    assert "1 / 3" in answer.content.decode()


def test_number_of_queries_does_not_grow_with_the_smis(client, scene, django_assert_max_num_queries):
    client.force_login(scene.coordinator)
    for _number in range(12):
        smi = EnterpriseFactory(region=scene.group.region)
        TargetEnterpriseFactory(plan=scene.plan, enterprise=smi)
        told(smi, scene.member, workers=2)

    with django_assert_max_num_queries(22):
        client.get(reverse("liap:entries", args=[scene.plan.pk]))


@pytest.mark.parametrize("code", ["2026-02.3", "2026-01", "x.3", "2999-01.3", "2026-01.2", "2026-1-1.3", "2026-01.x"])
def test_period_that_cannot_be_is_not_found(member, smi, code):
    assert period_from(code, today=timezone.localdate()) is None
    address = reverse("liap:enter_performance", args=[smi.pk])
    assert member.get(address, {"period": code}).status_code == 404


def test_offered_periods_are_over_and_read_back_from_their_address():
    for period in offered_periods(timezone.localdate()):
        assert (period_from(code_of(period), today=timezone.localdate()), period.last_on < timezone.localdate()) == (
            period,
            True,
        )
