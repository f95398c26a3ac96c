"""The history of a plan names papers as people do."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from workflows.queries import TimelineEntry
from workflows.templatetags.workflow_words import what


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({"kind": "D6"}, "yearly report"),
        ({"paper": "D3"}, "Local Industry Action Plan (LIAP)"),
        ({"kind": "X"}, "X"),
        ({}, ""),
    ],
)
def test_papers_are_named(payload, words):
    entry = TimelineEntry(at=timezone.now(), kind="issue document", person=None, task=None, move=None, payload=payload)

    with override("en"):
        assert what(entry).casefold() == words.casefold()
