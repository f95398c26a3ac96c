"""The check three years after closing."""

from liap.outcomes.continuation.forms import ContinuationForm


class Continuation(ContinuationForm):
    """Whether the model is still in use, what continues, and what became of the successes."""
