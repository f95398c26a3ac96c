"""Papers that come out by themselves at their moment: at a request and its decision, at an attestation, when a decree
was sent, after a meeting, and when a year is over.

Decision of 2026-11-25: what happened is a row; the clock finds every row whose paper is not there. A paper that cannot
be issued now (nobody holds the desk, say) comes at a later beat, and stops no other.
"""

import logging
from collections.abc import Callable

from workflows.papers import d0_readiness, d1_decree, d6_yearly, d9_attestation, d11_national, nt_meeting

log = logging.getLogger(__name__)
SOURCES: dict[str, Callable[[], int]] = {
    "D0": d0_readiness.issue_due,
    "D1": d1_decree.issue_due,
    "D6": d6_yearly.issue_due,
    "D9": d9_attestation.issue_due,
    "D11": d11_national.issue_due,
    "NT": nt_meeting.issue_due,
}


def issue_due() -> dict[str, int]:
    """Issues what is due of every kind; returns how many. Called twice, or by two at once, it does no harm."""
    return {kind: _count(kind, source) for kind, source in SOURCES.items()}


def _count(kind: str, source: Callable[[], int]) -> int:
    try:
        return source()
    except Exception:
        log.exception("papers of kind %s could not be issued", kind)
        return 0
