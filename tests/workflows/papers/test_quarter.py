"""D5: progress, money, the light and what the meeting decided."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from documents import canonical
from documents.facts import Light
from documents.rendering import Order, html_of
from tests.factories import ChannelShareFactory, PerformanceRecordFactory, TargetEnterpriseFactory
from tests.workflows.papers.rows import case_of, facts_of, process_of
from workflows.flows.lwg_led import QuarterlyRoundFlow
from workflows.models import Process


@time_machine.travel(datetime(2026, 7, 10, tzinfo=UTC), tick=False)
def test_quarter_prints_progress_values_and_money(quarter):
    facts = facts_of("D5", quarter.process)

    assert (facts.year, facts.quarter) == (2026, 2)
    assert (facts.starts_on, facts.ends_on) == (date(2026, 4, 1), date(2026, 6, 30))
    assert [(row.number, row.is_late, row.reason) for row in facts.activities] == [
        (1, True, "Hujan"),
        (2, True, None),
        (3, False, None),
        (4, False, None),
    ]
    assert [(row.number, row.previous, row.value) for row in facts.indicators] == [
        (1, Decimal(8), Decimal(12)),
        (2, None, None),
        (3, None, None),
    ]
    assert [(row.year, row.source.en, row.proposed, row.spent) for row in facts.money] == [
        (2026, "regency or city budget (APBD)", Decimal(100), Decimal(40)),
        (2026, "donor", Decimal(10), None),
        (2027, "regency or city budget (APBD)", Decimal(70), None),
    ]
    assert [row.reached for row in facts.rungs] == [None]
    assert facts.enterprises_expected is facts.enterprises_reporting is None


@time_machine.travel(datetime(2026, 7, 10, tzinfo=UTC), tick=False)
def test_quarter_prints_what_the_meeting_decided(quarter):
    facts = facts_of("D5", quarter.process)

    assert (facts.review_decision.en, facts.review_held_on) == ("on track", date(2026, 7, 8))
    assert [(row.statement, row.kind.en, row.owner, row.due_on, row.state.en) for row in facts.issues] == [
        ("Bahan baku mahal", "issue", str(quarter.members[0].seat), date(2026, 9, 1), "open"),
        ("Listrik padam", "issue", str(quarter.members[0].seat), date(2026, 9, 1), "open"),
    ]
    assert [(row.task, row.owner, row.due_on) for row in facts.corrections] == [
        ("Cari pemasok", str(quarter.members[1].seat), date(2026, 8, 1))
    ]


@time_machine.travel(datetime(2026, 7, 10, tzinfo=UTC), tick=False)
def test_quarter_names_who_has_not_reported(quarter):
    indicators, money = facts_of("D5", quarter.process).entries

    assert (indicators.expected, indicators.received) == (2, 1)
    assert [name.startswith("2. ") for name in indicators.missing] == [True]
    assert (money.expected, money.received) == (2, 1)
    assert [(name.id, name.en) for name in money.missing] == [("donor 2026", "donor 2026")]


@time_machine.travel(datetime(2026, 7, 10, tzinfo=UTC), tick=False)
def test_quarter_names_money_that_nobody_reported_in_the_language_of_the_paper(quarter):
    quarter.plan.budget_lines.filter(realised__isnull=True, fiscal_year=2026).update(source="private")
    facts = canonical.to_json(facts_of("D5", quarter.process))

    indonesian, english = (html_of(Order(kind="D5", facts=facts, language=one)) for one in ("id", "en"))

    assert "swasta atau CSR 2026" in indonesian
    assert "swasta" not in english
    assert "private or CSR 2026" in english


@pytest.mark.parametrize(
    ("day", "decision", "light"),
    [
        (date(2026, 5, 30), "on_track", Light.GREEN),
        (date(2026, 5, 30), "corrective", Light.AMBER),
        (date(2026, 7, 10), "on_track", Light.AMBER),
        (date(2026, 7, 10), "revise", Light.RED),
        (date(2027, 3, 1), "on_track", Light.RED),
    ],
)
def test_light_follows_from_lateness_and_the_meeting(quarter, day, decision, light):
    task = quarter.process.task_set.get()
    task.data["decision"] = decision
    task.save()

    with time_machine.travel(day, tick=False):
        facts = facts_of("D5", quarter.process)

    assert facts.light is light
    said = {"corrective": " The review meeting decided: corrective measures.",
            "revise": " The review meeting decided: the plan should be revised."}  # fmt: skip
    assert facts.light_reason.en.endswith(f"of 3 activities are late.{said.get(decision, '')}")


def test_quarter_without_anything_has_no_light(scene):
    process = process_of(case_of(scene, "implementation"), QuarterlyRoundFlow, "round", opened_for=date(2026, 1, 1))

    facts = facts_of("D5", process)

    assert (facts.light, facts.light_reason, facts.review_decision) == (None, None, None)
    assert facts.money == facts.issues == facts.corrections == ()


def test_quarter_is_the_last_full_one_when_the_round_names_none(scene):
    process = process_of(case_of(scene, "implementation"), QuarterlyRoundFlow, "round")
    Process.objects.filter(pk=process.pk).update(created=datetime(2026, 2, 3, tzinfo=UTC))
    process.refresh_from_db()

    facts = facts_of("D5", process)

    assert (facts.year, facts.quarter, facts.ends_on) == (2025, 4, date(2025, 12, 31))


def reported(plan, count, *, silent=3, **columns):
    """Target SMIs of which `count` have reported the quarter from April, and the others have not."""
    smis = [TargetEnterpriseFactory(plan=plan).enterprise for _number in range(count + silent)]
    for smi in smis[:count]:
        row = PerformanceRecordFactory(
            enterprise=smi, first_on=date(2026, 4, 1), asked_on=date(2026, 7, 3), turnover_kind="exact",
            turnover=9_000_000, method="books", **columns,
        )  # fmt: skip
        ChannelShareFactory(record=row, channel="modern", percent=100)
        PerformanceRecordFactory(enterprise=smi, first_on=date(2026, 1, 1), workers=900)


@time_machine.travel(datetime(2026, 7, 10, tzinfo=UTC), tick=False)
def test_quarter_adds_up_the_figures_of_the_enterprises(quarter):
    reported(quarter.plan, 3)

    facts = facts_of("D5", quarter.process)

    assert (facts.enterprises_expected, facts.enterprises_reporting) == (6, 3)
    assert [(row.value, row.reporting, row.is_suppressed) for row in facts.figures] == [
        (Decimal(9_000_000), 3, False),
        (Decimal(12), 3, False),
    ]
    shares = {row.label.en: row.share for row in facts.channels}
    assert shares["modern retail and hotels"] == 100
    assert [(row.expected, row.received, row.missing) for row in facts.entries[2:]] == [(6, 3, ())]


@time_machine.travel(datetime(2026, 7, 10, tzinfo=UTC), tick=False)
def test_quarter_tells_no_figure_of_two_enterprises(quarter):
    reported(quarter.plan, 2, workers_female=4, workers_male=0)

    facts = facts_of("D5", quarter.process)

    assert {(row.value, row.is_suppressed) for row in facts.figures} == {(None, True)}
    assert {(row.share, row.is_suppressed) for row in facts.channels} == {(None, True)}


@time_machine.travel(datetime(2026, 7, 10, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("count", "silent", "told", "behind"),
    [
        (5, 3, (8, 5), 5),
        (5, 0, (5, 5), 5),
        (5, 1, (6, None), None),
        (5, 2, (7, None), None),
        (2, 5, (7, None), None),
        (1, 1, (None, None), None),
        (0, 4, (4, 0), None),
    ],
)
def test_quarter_tells_no_one_or_two_that_reported_or_did_not(quarter, count, silent, told, behind):
    reported(quarter.plan, count, silent=silent)

    facts = facts_of("D5", quarter.process)

    assert (facts.enterprises_expected, facts.enterprises_reporting) == told
    assert [(row.expected, row.received) for row in facts.entries[2:]] == [told]
    assert {row.reporting for row in facts.figures} <= {behind}
    assert {row.value is None for row in facts.figures} <= {count < 3}


@time_machine.travel(datetime(2026, 7, 10, tzinfo=UTC), tick=False)
def test_figure_does_not_tell_that_one_smi_kept_its_workers_back(quarter):
    reported(quarter.plan, 5)
    reported(quarter.plan, 1, silent=0, workers=None)

    facts = facts_of("D5", quarter.process)

    assert (facts.enterprises_expected, facts.enterprises_reporting) == (9, 6)
    assert [(row.value is None, row.reporting) for row in facts.figures] == [(False, 6), (False, None)]


@time_machine.travel(datetime(2026, 7, 10, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("count", "silent", "language", "said"),
    [
        (5, 1, "en", "How many of the 6 target SMIs reported is not told"),
        (5, 1, "id", "Berapa dari 6 IKM sasaran yang melapor tidak disebutkan"),
        (5, 3, "en", "SMIs that reported: <strong>5</strong> out of <strong>8</strong>."),
    ],
)
def test_quarter_says_why_it_does_not_tell_how_many_reported(quarter, count, silent, language, said):
    reported(quarter.plan, count, silent=silent)

    facts = canonical.to_json(facts_of("D5", quarter.process))

    assert said in html_of(Order(kind="D5", facts=facts, language=language, number="1"))
