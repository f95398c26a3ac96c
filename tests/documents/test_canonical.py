from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import canonical
from documents.facts import Spending, Text
from documents.kinds import KINDS
from tests.documents.samples import HEAD, MINUTES, SAMPLES, with_head


@pytest.mark.parametrize("kind", SAMPLES)
def test_facts_come_back_from_json_as_they_were(kind):
    facts = SAMPLES[kind]

    text = canonical.to_json(facts)

    assert canonical.from_json(KINDS[kind].shape, text) == facts
    assert canonical.to_json(canonical.from_json(KINDS[kind].shape, text)) == text


def test_json_names_the_same_moment_and_amount_the_same_way():
    east = timezone(timedelta(hours=9))
    there = HEAD.data_as_of.astimezone(east)

    assert canonical.to_json(with_head(MINUTES, data_as_of=there)) == canonical.to_json(MINUTES)
    assert canonical.to_json(Spending(source=Text("a", "b"), year=2026, spent=Decimal("1.50"))) == canonical.to_json(
        Spending(source=Text("a", "b"), year=2026, spent=Decimal("1.5"))
    )


@given(st.text(max_size=300))
def test_any_text_is_cleaned_once_and_for_all(text):
    try:
        once = canonical.clean(text)
    except canonical.UnusableFacts:
        return

    assert canonical.clean(once) == once
    assert "\x00" not in once


@pytest.mark.parametrize(
    "change",
    [
        {"agenda": "x" * 20_001},
        {"attendance": MINUTES.attendance * 300},
        {"head": replace(HEAD, data_as_of=datetime(2026, 1, 1))},  # noqa: DTZ001
        {"agenda": 1.5},
        {"attendance": list(MINUTES.attendance)},
    ],
)
def test_facts_that_cannot_be_printed_are_refused(change):
    with pytest.raises(canonical.UnusableFacts):
        canonical.to_json(replace(MINUTES, **change))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"head":1}', canonical.to_json(MINUTES).replace('"counted":7', '"counted":"7"'),
     canonical.to_json(MINUTES).replace('"agenda"', '"agendum"')],
)  # fmt: skip
def test_json_of_another_shape_is_refused(text):
    with pytest.raises(canonical.UnusableFacts):
        canonical.from_json(KINDS["D4"].shape, text)
