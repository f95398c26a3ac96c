"""What the clock does for success cases."""

from liap.outcomes.success.actions import open_reconfirmations


def tick() -> int:
    """Opens the yearly questions that are due; twice does no harm."""
    return open_reconfirmations()
