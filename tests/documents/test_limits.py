"""What is too long is refused with a sentence, and a drawing that was stopped says why."""

from dataclasses import replace

import pytest

from documents import canonical, drawing, press
from documents.reasons import explain
from liap.refusals import Refusal
from tests.documents.samples import PLAN


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (lambda: replace(PLAN, background="x" * 20_001), "20001"),
        (lambda: replace(PLAN, activities=PLAN.activities * 500), "2500"),
    ],
)
def test_what_is_too_long_is_refused_with_a_sentence(facts, said):
    with pytest.raises(Refusal, match=said) as refused:
        canonical.to_json(facts())

    assert isinstance(refused.value, canonical.UnusableFacts)


def test_the_limits_of_time_fit_into_each_other(settings):
    queue = settings.Q_CLUSTER

    # A paper ends by its own clock, then by the wall's; nobody kills its worker or takes the paper over before that.
    assert press.SECONDS < drawing.WALL_SECONDS < queue["timeout"] < settings.LEASE < queue["retry"]
    assert drawing.WALL_SECONDS < settings.SILENCE


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("not drawn within 60 seconds", "terlalu lama"),
        ("the drawing process was ended by signal 24", "terlalu lama"),
        ("MemoryError: ", "memori"),
        ("the drawing process was ended by signal 9", "memori"),
        ("Undrawable: 301 pages, at most 300", "301 halaman"),
        ("the worker ended while drawing", "dihentikan"),
        ("KeyError: 'x'", "Coba lagi"),
        ("", ""),
    ],
)
def test_each_reason_is_explained(reason, said):
    assert said in explain(reason)
    assert bool(explain(reason)) == bool(reason)
