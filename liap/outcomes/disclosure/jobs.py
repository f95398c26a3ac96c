"""What the clock does for published figures."""

from liap.outcomes.disclosure.actions import publish_when_due


def tick() -> bool:
    """Publishes when it is due; twice does no harm."""
    return publish_when_due()
