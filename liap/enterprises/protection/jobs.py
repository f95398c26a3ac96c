"""What the clock does for data requests."""

from liap.enterprises.protection.reminders import remind


def tick() -> int:
    """Reminds of requests that are due soon or late; twice does no harm."""
    return remind()
