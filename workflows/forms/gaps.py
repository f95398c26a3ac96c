"""The list of missing evidence, each gap with its answer."""

from liap.outcomes.gaps.forms import GapsForm


class Gaps(GapsForm):
    """What will be collected by whom and when, and what stays unverified for which reason."""
