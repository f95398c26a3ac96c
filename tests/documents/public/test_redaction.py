"""What everybody may read holds no name, no personal amount and no small cell, wherever one looks."""

import dataclasses
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pikepdf
import pytest

from documents import canonical, drawing
from documents.facts import Headcount, Rung, Spending, Text, both
from documents.kinds import KINDS
from documents.kinds import d3_liap as d3
from documents.kinds import d5_quarterly as d5
from documents.kinds import d7_evaluation as d7
from documents.public import redaction
from documents.public.redaction import redact, texts_of
from documents.public.scrubbing import WITHHELD, Secrets, amounts_of, names_of, scrub
from documents.rendering import Order
from liap.plans.models import FundingSource
from tests.documents import pdfcheck
from tests.documents.conftest import words_of
from tests.documents.samples import EVALUATION, HEAD, PLAN, QUARTER, SAMPLES

pytestmark = pytest.mark.once

PERSON, FIRM, TURNOVER = "Siti Rahasia Nurbaya", "UD Kakao Tersembunyi", Decimal(48_765_432)
KNOWN = Secrets(names_of([PERSON, FIRM]), amounts_of([TURNOVER]))
TOLD = f"Menurut {PERSON} dari {FIRM} omzetnya Rp48.765.432 setahun, pada tahun 2026 ada 14 pelatihan."
SOWN = {
    "D3": replace(
        PLAN,
        head=replace(HEAD, plan_title=f"Rencana {FIRM}", signatories=(replace(HEAD.signatories[0], name=PERSON),)),
        background=TOLD,
        target_names=(d3.TargetLine(name=FIRM, baseline=TURNOVER, baseline_year=2025),),
        promises=(d3.PromiseLine(statement=TOLD, who=FIRM),),
        roles=(d3.RoleLine(seat="Anggota", institution="Bank Contoh", name=PERSON),),
        changes=(d3.ChangeLine(section=Text("sasaran", "targets"), before=FIRM, after=str(TURNOVER)),),
        offers=(d3.OfferLine(institution=FIRM, activity=TOLD, answer=Text("ya", "yes"), letter=PERSON),),
    ),
    "D5": replace(
        QUARTER,
        summary=TOLD,
        issues=(d5.IssueLine(statement=TOLD, owner=PERSON),),
        corrections=(d5.CorrectionLine(task=TOLD, owner=PERSON),),
        entries=(d5.EntryLine(part=Text("IKM", "SMIs"), expected=26, received=19, missing=(FIRM,)),),
        figures=(d5.Figure(label=Text("omzet", "turnover"), reporting=2, value=TURNOVER, previous=TURNOVER),),
        review_remark=PERSON,
    ),
    "D7": replace(
        EVALUATION,
        background=TOLD,
        lessons=(TOLD,),
        comments=(d7.CommentLine(name=PERSON, statement=f"Saya {PERSON}", said_on=date(2026, 1, 1)),),
        achievements=(replace(EVALUATION.achievements[0], evidence=PERSON, reason=TOLD),),
    ),
}


def public(kind, *, enterprises=26):
    return redact(SOWN[kind], secrets=KNOWN, enterprises=enterprises, fewest=3)


def everything_in(pdf: bytes) -> dict[str, str]:
    """All that can be read out of a file: its pages, attachments, metadata, bookmarks and bare strings."""
    found = {"pages": words_of(pdf)}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found["metadata"] = opened.Root.Metadata.read_bytes().decode()
        found["information"] = " ".join(str(value) for value in opened.docinfo.values())
        for name, spec in opened.attachments.items():
            content = spec.get_file().read_bytes()
            if name.endswith("xlsx"):
                with zipfile.ZipFile(io.BytesIO(content)) as book:
                    content = b" ".join(book.read(part) for part in book.namelist())
            found[name] = content.decode()
        with opened.open_outline() as outline:
            found["bookmarks"] = " ".join(_titles(outline.root))
        strings = (one for thing in opened.objects for one in _strings(thing))
        found["strings"] = " ".join(strings)
    return found


def _titles(items):
    for item in items:
        yield item.title
        yield from _titles(item.children)


def _strings(thing, depth=0):
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array) and depth < 4:
        for one in thing:
            yield from _strings(one, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary) and depth < 4 and thing.get("/Type") != pikepdf.Name.Page:
        for one in thing.values():
            if not getattr(one, "is_indirect", False):
                yield from _strings(one, depth + 1)


LEAKS = (re.compile(r"Rahasia\s+Nurbaya|Tersembunyi", re.I), re.compile(r"48[.,\s]?765[.,\s]?432"))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", sorted(SOWN))
def test_no_name_and_no_amount_can_be_found_in_the_public_file(kind, language):
    facts = canonical.to_json(public(kind))
    inside = everything_in(
        drawing.draw(Order(kind=kind, facts=facts, language=language, number="1/2", is_public=True)).pdf
    )
    sown = canonical.to_json(SOWN[kind])

    assert all(leak.search(sown) for leak in LEAKS)
    assert [(place, leak.pattern) for place, text in inside.items() for leak in LEAKS if leak.search(text)] == []
    assert {"pages", "metadata", "information", "bookmarks", "strings"} < set(inside)
    assert len(inside) == 7


def test_the_search_finds_what_an_internal_paper_says():
    """The search above is not blind: in the paper itself it finds both kinds in pages, data and workbook."""
    inside = everything_in(
        drawing.draw(Order(kind="D3", facts=canonical.to_json(SOWN["D3"]), language="id", number="1/2")).pdf
    )

    found = {place for place, text in inside.items() if any(leak.search(text) for leak in LEAKS)}
    assert {"pages", "metadata"} < found
    assert sum(name.endswith((".json", ".xlsx")) for name in found) == 2


@pytest.mark.parametrize("kind", redaction.KINDS)
def test_a_public_paper_says_so_and_passes_the_gate(kind):
    facts = redact(SAMPLES[kind], secrets=KNOWN, enterprises=26, fewest=3)
    pdf = drawing.draw(
        Order(kind=kind, facts=canonical.to_json(facts), language="id", number="1/2", is_public=True)
    ).pdf

    assert pdfcheck.check(pdf) == []
    assert "Versi publik" in words_of(pdf)


def sow(value, place=""):
    """The same facts with a text of its own in every field of text."""
    if isinstance(value, Text):
        return value
    if isinstance(value, tuple):
        return tuple(f"{place}!" if type(one) is str else sow(one, place) for one in value)
    if dataclasses.is_dataclass(value):
        return replace(
            value,
            **{
                field.name: f"{type(value).__name__}.{field.name}!"
                if type(getattr(value, field.name)) is str and field.name != "time_zone"
                else sow(getattr(value, field.name), f"{type(value).__name__}.{field.name}")
                for field in dataclasses.fields(value)
            },
        )
    return value


@pytest.mark.parametrize("kind", redaction.KINDS)
def test_only_texts_that_are_named_as_fit_are_kept(kind):
    facts = redact(sow(SAMPLES[kind]), secrets=Secrets(), enterprises=26, fewest=3)

    kept = set(re.findall(r'"([A-Za-z]+\.[a-z_0-9]+)!"', canonical.to_json(facts)))
    allowed = {f"{shape.__name__}.{name}" for shape, names in redaction.KEPT.items() for name in names}
    assert kept <= allowed
    assert not {
        name for name in kept if name.endswith((".name", ".nip", "PromiseLine.who", ".facilitator", ".missing"))
    }


@pytest.mark.parametrize("kind", redaction.KINDS)
def test_public_facts_have_the_shape_of_the_kind(kind):
    text = canonical.to_json(redact(SAMPLES[kind], secrets=KNOWN, enterprises=26, fewest=3))

    assert canonical.to_json(canonical.from_json(KINDS[kind].shape, text)) == text


@pytest.mark.parametrize("enterprises", [None, 0, 2])
def test_values_behind_which_fewer_than_three_stand_are_left_out(enterprises):
    few = redact(
        replace(SOWN["D5"], enterprises_reporting=enterprises, enterprises_expected=None),
        secrets=KNOWN, enterprises=enterprises, fewest=3,
    )  # fmt: skip
    evaluated = public("D7", enterprises=enterprises)

    assert {(one.value, one.previous, one.target, one.baseline) for one in few.indicators} == {(None,) * 4}
    assert {one.share for one in few.channels} == {None}
    assert {(one.actual, one.target, one.baseline) for one in evaluated.achievements} == {(None,) * 3}


@pytest.mark.parametrize(
    ("expected", "reporting", "told"),
    [(26, 19, (26, 19)), (26, 25, (26, None)), (26, 24, (26, None)), (26, 2, (26, None)), (2, 2, (None, None))],
)
def test_how_many_reported_is_told_in_public_as_every_cell_is(expected, reporting, told):
    """A report of the time before the rule holds both counts, however small the rest is."""
    line = d5.EntryLine(part=Text("IKM", "SMIs"), expected=expected, received=reporting)
    before = replace(QUARTER, enterprises_expected=expected, enterprises_reporting=reporting, entries=(line,))

    facts = redact(before, secrets=KNOWN, enterprises=26, fewest=3)

    assert (facts.enterprises_expected, facts.enterprises_reporting) == told
    assert [(one.expected, one.received) for one in facts.entries] == [told]


@pytest.mark.parametrize(("value", "is_kept"), [(Decimal(900), True), (None, False)])
def test_a_count_that_is_not_told_is_few_unless_values_are(value, is_kept):
    figure = d5.Figure(label=Text("omzet", "turnover"), value=value, is_suppressed=value is None)
    before = replace(QUARTER, enterprises_expected=26, enterprises_reporting=None, figures=(figure,), channels=())

    facts = redact(before, secrets=KNOWN, enterprises=26, fewest=3)

    assert (facts.indicators[0].value is not None) == is_kept
    assert facts.figures[0].value == value


def test_counts_of_indicators_and_budget_lines_are_no_cells():
    part = both(redaction.OF_NO_ENTERPRISE[0])
    line = d5.EntryLine(part=part, expected=2, received=1, missing=("2. Omzet",))

    (told,) = redact(replace(QUARTER, entries=(line,)), secrets=KNOWN, enterprises=26, fewest=3).entries

    assert (told.expected, told.received, told.missing) == (2, 1, ())


def test_what_is_known_and_stays_inside_does_not_read_as_unknown():
    assert [one.owner for one in (*public("D5").issues, *public("D5").corrections)] == [WITHHELD, WITHHELD]
    assert [one.evidence for one in public("D7").achievements] == [WITHHELD]
    assert public("D3").approvals[0].name == WITHHELD
    assert public("D3").approvals[1].name is None


def test_how_many_answered_the_three_questions_is_told_in_public_as_every_cell_is():
    short = SAMPLES["D7f"]

    told = [
        redact(replace(short, targets=12, answered=answered), secrets=KNOWN, enterprises=12, fewest=3).answered
        for answered in (9, 10, 11, 12)
    ]

    assert told == [9, None, None, 12]


def test_values_of_many_stay():
    kept = public("D5")

    assert [one.value for one in kept.indicators] == [Decimal(14), None]
    assert public("D7").achievements[0].actual == Decimal(21)


def test_a_suppressed_figure_is_gone_from_the_facts():
    suppressed = redact(QUARTER, secrets=KNOWN, enterprises=26, fewest=3).figures[1]

    assert QUARTER.figures[1].value == Decimal(900)
    assert (suppressed.value, suppressed.previous, suppressed.reporting) == (None, None, None)
    assert suppressed.is_suppressed


def test_a_share_that_would_follow_from_the_others_goes_with_the_smallest():
    channels = redact(QUARTER, secrets=KNOWN, enterprises=26, fewest=3).channels

    assert [one.share for one in channels] == [Decimal("58.4"), Decimal("31.1"), None, None]
    assert [one.is_suppressed for one in channels] == [False, False, True, True]


def test_a_small_cell_takes_its_counterpart_along():
    told = Headcount(
        enterprises=26, small=24, medium=2, owners_women=19, owners_men=7, workers_women=71, workers_men=1
    )
    facts = redact(replace(PLAN, targets=told), secrets=KNOWN, enterprises=26, fewest=3).targets

    assert (facts.enterprises, facts.small, facts.medium) == (26, None, None)
    assert (facts.owners_women, facts.owners_men) == (19, 7)
    assert (facts.workers_women, facts.workers_men) == (None, None)


@pytest.mark.parametrize(("reached", "said"), [(0, 0), (1, None), (2, None), (3, 3), (None, None)])
def test_one_or_two_successes_are_not_counted_in_public(reached, said):
    rung = Rung(label=Text("a", "a"), number=20, reached=reached)

    assert redact(replace(PLAN, rungs=(rung,)), secrets=KNOWN, enterprises=26, fewest=3).rungs[0].reached == said


def test_the_money_of_the_enterprises_stays_theirs():
    own, city = (both(FundingSource(source).label) for source in ("enterprises", "apbd_regency"))
    budget = tuple(Spending(source=source, year=2026, proposed=TURNOVER, spent=TURNOVER) for source in (own, city))
    activity = replace(PLAN.activities[0], source=own, cost=TURNOVER)

    facts = redact(replace(PLAN, budget=budget, activities=(activity,)), secrets=KNOWN, enterprises=26, fewest=3)

    assert [(one.proposed, one.spent) for one in facts.budget] == [(None, None), (TURNOVER, TURNOVER)]
    assert facts.activities[0].cost is None


def test_what_is_withheld_does_not_read_as_something_else():
    facts = public("D3")

    assert facts.promises[0].who == WITHHELD
    assert facts.roles[0].name == WITHHELD
    assert facts.head.signatories[0].name is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SITI  rahasia\nNurbaya hadir", f"{WITHHELD} hadir"),
        ("Siti Rahasia Nurbayanti", "Siti Rahasia Nurbayanti"),
        ("Rp48.765.432,00 dan Rp48,765,432", f"Rp{WITHHELD} dan Rp{WITHHELD}"),
        ("48765432", WITHHELD),
        ("tahun 2026, 14 pelatihan, Rp50.000.000", "tahun 2026, 14 pelatihan, Rp50.000.000"),
    ],
)
def test_known_names_and_amounts_are_taken_out_of_texts(text, said):
    assert scrub(text, KNOWN) == said


@pytest.mark.parametrize("written", ["1,5 juta", "1.5 million", "1500 ribu", "1,5 jt", "Rp1.500.000"])
def test_amount_in_millions_is_taken_out(written):
    said = scrub(f"omzet {written} sebulan, bukan 2,5 juta", Secrets(amounts=frozenset({1_500_000})))

    assert "1" not in said
    assert "5 " not in said.replace("2,5 ", "")
    assert said.endswith("bukan 2,5 juta")


def test_titles_behind_a_comma_do_not_hide_a_name():
    assert scrub("Bapak Budi Santoso setuju", Secrets(names_of(["Budi Santoso, S.E."]))) == f"Bapak {WITHHELD} setuju"


@pytest.mark.parametrize(
    ("said", "is_kept"),
    [("19 of 26 owners are women", True), ("2 of 26", False), ("25 of 26", False), ("no figure", False)],
)
def test_a_sentence_about_women_is_kept_when_no_count_in_it_is_small(said, is_kept):
    facts = redact(replace(EVALUATION, women=Text("x", said)), secrets=KNOWN, enterprises=26, fewest=3)

    assert (facts.women is not None) == is_kept


def test_who_releases_sees_each_text_that_stays():
    texts = texts_of(public("D3"))

    assert scrub(TOLD, KNOWN) in texts
    assert PLAN.objective in texts
    assert not {PLAN.plan_sha256, HEAD.region_code, HEAD.industry_code} & set(texts)
    assert json.dumps(texts).count("Tersembunyi") == 0


def test_a_single_hidden_answer_does_not_follow_from_how_many_were_asked():
    line = d7.RespondentLine(medium=Text("telepon", "telephone"), asked=26, answered=21, refused=1, unreachable=4)

    (told,) = redact(replace(EVALUATION, respondents=(line,)), secrets=KNOWN, enterprises=26, fewest=3).respondents

    assert (told.asked, told.answered, told.refused, told.unreachable) == (26, 21, None, None)


@pytest.mark.parametrize(("fewest", "told"), [(3, (26, 22)), (5, (26, None))])
def test_threshold_is_that_of_the_rule(fewest, told):
    quarter = replace(QUARTER, enterprises_expected=26, enterprises_reporting=22)

    facts = redact(quarter, secrets=KNOWN, enterprises=4, fewest=fewest)

    assert (facts.enterprises_expected, facts.enterprises_reporting) == told
    assert any(one.value for one in facts.indicators) == (fewest == 3)
