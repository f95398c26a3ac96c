"""Thin entry points of the clock."""

from workflows import reminders


def tick() -> dict[str, int]:
    """One beat: opens rounds, writes reminders and escalations, mails them. Doing it twice does no harm."""
    return {
        "rounds": reminders.open_rounds(),
        "reminders": reminders.remind(),
        "escalations": reminders.escalate(),
        "mails": reminders.send_notices(),
    }
