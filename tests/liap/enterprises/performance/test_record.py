"""Figures of an SMI are kept as they were told, completed where that follows, and corrected by a new row."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from liap.audit.models import Event
from liap.enterprises.performance import actions, queries
from liap.enterprises.performance.actions import record_performance
from liap.enterprises.performance.figures import BANDS, Figures, band_of, figures_of, in_band
from liap.enterprises.performance.periods import Period
from liap.models import ChannelShare, PerformanceRecord, Role
from liap.refusals import NotTheirs
from tests.factories import AppointmentFactory, EnterpriseFactory, PerformanceRecordFactory

pytestmark = pytest.mark.django_db
QUARTER = Period(date(2026, 1, 1), 3)
EXACT = {"turnover_kind": "exact", "turnover": Decimal(90_000_000), "method": "books"}
RANGE = {"turnover_kind": "range", "method": "owner"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: date(2026, 4, 10))


@pytest.fixture
def smi(scene):
    return EnterpriseFactory(region=scene.group.region)


def told(smi, by, figures=None, **kwargs):
    values = {"period": QUARTER, "medium": "visit", "asked_on": date(2026, 4, 8), **kwargs}
    return record_performance(smi, by=by, figures=figures or Figures(workers=4), **values)


def test_everything_that_was_said_is_kept(scene, smi):
    figures = Figures(
        **EXACT, confidence="high", production=Decimal("120.5"), production_unit=" kg ",
        workers_female=3, workers_male=2, buyers=7, shares={"modern": 60, "online": 40, "export": 0},
    )  # fmt: skip

    row = told(smi, scene.member, figures, remark=" buku kas ")

    kept = figures_of(row)
    assert (kept.turnover, kept.production_unit, kept.workers, kept.main_channel) == (90_000_000, "kg", 5, "modern")
    assert kept.shares == {"modern": 60, "online": 40}
    assert (row.entered_by, row.held_as != "", row.note, row.medium) == (scene.member, True, "buku kas", "visit")
    assert queries.missing_answers(row) == []


def test_missing_stays_empty_and_is_named(scene, smi):
    row = told(smi, scene.member, Figures(main_channel="online"))

    assert (row.turnover, row.workers, row.buyers) == (None, None, None)
    assert [str(one) for one in queries.missing_answers(row)] == [
        "omzet", "bagian saluran pasar", "pekerja", "pekerja menurut jenis kelamin", "produksi", "pembeli",
    ]  # fmt: skip


def test_zero_is_an_answer(scene, smi):
    row = told(smi, scene.member, Figures(turnover_kind="exact", turnover=Decimal(0), method="owner", workers=0))

    assert (row.turnover, row.workers) == (0, 0)


@pytest.mark.parametrize("code", list(BANDS))
def test_band_of_a_month_is_a_range_of_the_period(scene, smi, code):
    row = told(smi, scene.member, Figures(**in_band(code, 3)))

    assert (row.turnover_kind, row.method) == ("range", "owner")
    assert band_of(row.turnover_low, row.turnover_high, 3) == code
    assert band_of(row.turnover_low, row.turnover_high, 12) == ""


@pytest.mark.parametrize(
    ("refusal", "figures"),
    [
        ("NothingSaid", Figures()),
        ("TurnoverUnclear", Figures(turnover_kind="exact", method="books")),
        ("TurnoverUnclear", Figures(turnover=Decimal(5), method="books")),
        ("TurnoverUnclear", Figures(turnover_kind="exact", turnover=Decimal(5))),
        ("TurnoverUnclear", Figures(turnover_kind="exact", turnover=Decimal(-5), method="books")),
        ("TurnoverUnclear", Figures(**RANGE, turnover_low=Decimal(9), turnover_high=Decimal(5))),
        ("TurnoverUnclear", Figures(**RANGE, turnover_high=Decimal(5))),
        ("TurnoverUnclear", Figures(**EXACT, turnover_low=Decimal(5))),
        ("TurnoverUnclear", Figures(workers=3, method="books")),
        ("UnitMissing", Figures(production=Decimal(5))),
        ("UnitMissing", Figures(workers=1, production_unit="kg")),
        ("SharesDoNotAddUp", Figures(shares={"modern": 60, "online": 30})),
        ("SharesDoNotAddUp", Figures(shares={"modern": 60, "online": 50})),
        ("WorkersDoNotAddUp", Figures(workers=4, workers_female=3, workers_male=2)),
        ("WorkersDoNotAddUp", Figures(workers=2, workers_female=3)),
        ("WorkersDoNotAddUp", Figures(workers_female=3)),
    ],
)  # fmt: skip
def test_figures_that_cannot_be_are_refused_with_a_sentence(scene, smi, refusal, figures):
    with pytest.raises(getattr(actions, refusal)) as caught:
        told(smi, scene.member, figures)

    assert len(str(caught.value)) > 30
    assert not PerformanceRecord.objects.exists()


@pytest.mark.parametrize(
    ("refusal", "when"),
    [
        ("AskedInTheFuture", {"asked_on": date(2026, 4, 11)}),
        ("PeriodNotOver", {"asked_on": date(2026, 3, 30)}),
        ("PeriodNotOver", {"period": Period(date(2026, 1, 1), 12)}),
    ],
)
def test_days_that_cannot_be_are_refused(scene, smi, refusal, when):
    with pytest.raises(getattr(actions, refusal)):
        told(smi, scene.member, **when)


def test_saying_the_same_again_changes_nothing(scene, smi):
    figures = Figures(**EXACT, shares={"modern": 100})
    first = told(smi, scene.member, figures)

    again = told(smi, scene.coordinator, figures, medium="paper")

    assert (again, PerformanceRecord.objects.count()) == (first, 1)


def test_other_figures_of_the_same_period_need_the_row_and_a_reason(scene, smi):
    first = told(smi, scene.member)

    with pytest.raises(actions.EnteredBefore):
        told(smi, scene.member, Figures(workers=5))
    with pytest.raises(actions.ReasonMissing):
        told(smi, scene.member, Figures(workers=5), replaces=first)
    second = told(smi, scene.coordinator, Figures(workers=5), replaces=first, reason="salah hitung")

    first.refresh_from_db()
    assert (first.workers, first.superseded_at is not None) == (4, True)
    assert (queries.record_for(smi, QUARTER), second.replaces, queries.earlier_versions(second)) == (
        second,
        first,
        [first],
    )
    assert list(queries.records_of(smi, scene.member)) == [second]


def test_correcting_a_row_that_somebody_else_has_corrected_is_refused(scene, smi):
    first = told(smi, scene.member)
    told(smi, scene.member, Figures(workers=5), replaces=first, reason="salah hitung")

    with pytest.raises(actions.EnteredBefore):
        told(smi, scene.coordinator, Figures(workers=6), replaces=first, reason="salah hitung")


def test_failure_halfway_leaves_the_old_row_in_force(scene, smi, monkeypatch):
    first = told(smi, scene.member)

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions, "note", fail)
    with pytest.raises(RuntimeError):
        told(smi, scene.member, Figures(shares={"modern": 100}), replaces=first, reason="salah")

    first.refresh_from_db()
    assert (first.superseded_at, PerformanceRecord.objects.count(), ChannelShare.objects.count()) == (None, 1, 0)


def test_people_of_other_regions_write_and_see_nothing(scene, smi):
    told(smi, scene.member)

    with pytest.raises(NotTheirs):
        told(smi, scene.stranger, Figures(workers=9))
    with pytest.raises(NotTheirs):
        told(smi, None)
    assert list(queries.records_of(smi, scene.stranger)) == []


def test_head_of_the_office_writes_but_the_ministry_and_the_evaluator_do_not(scene, smi):
    head = AppointmentFactory(post__organisation=scene.office, post__role=Role.OFFICE_HEAD).person
    reviewer = AppointmentFactory(post__role=Role.MINISTRY_REVIEWER).person

    assert [queries.may_enter(one, smi) for one in (head, reviewer, scene.evaluator)] == [True, False, False]
    scene.member.is_active = False
    assert not queries.may_enter(scene.member, smi)


def test_figures_whose_use_is_stopped_are_not_entered(scene, smi):
    smi.restricted_at = timezone.now()
    smi.save()

    with pytest.raises(actions.UseStopped):
        told(smi, scene.member)


def test_audit_names_the_record_but_no_figure(scene, smi):
    row = told(smi, scene.member, Figures(**EXACT))

    event = Event.objects.get(verb="performance.recorded")
    assert event.payload == {"record": row.pk, "first_on": "2026-01-01", "months": 3, "medium": "visit"}


def test_figures_of_a_sample_enterprise_are_sample(scene):
    row = told(EnterpriseFactory(region=scene.group.region, is_sample=True), scene.member)

    assert row.is_sample


def test_visible_rows_are_those_of_ones_regions(scene, smi):
    own, other = PerformanceRecordFactory(enterprise=smi), PerformanceRecordFactory()
    reviewer = AppointmentFactory(post__role=Role.MINISTRY_REVIEWER).person
    auditor = AppointmentFactory(post__role=Role.AUDITOR).person

    assert list(PerformanceRecord.objects.visible_to(scene.member)) == [own]
    assert set(PerformanceRecord.objects.visible_to(reviewer)) == set()
    assert set(PerformanceRecord.objects.visible_to(auditor)) == {own, other}
