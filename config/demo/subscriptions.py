"""What the sample reviewer of the ministry asked to be told of, by e-mail to an address that nobody has."""

from documents.listings.choice import Choice
from documents.models import Subscription
from documents.subscriptions.actions import subscribe
from liap.people.models import User

REVIEWER = "peninjau-kementerian"
WISHES = (({"stage": "evaluation"}, "at_once"), ({"kind": "D5"}, "daily"))


def subscribe_reviewer() -> None:
    """Subscribes once; what the reviewer changed since then stays."""
    reviewer = User.objects.get(username=REVIEWER)
    if not Subscription.objects.of(reviewer).exists():
        for filters, pace in WISHES:
            subscribe(Choice.of(filters), by=reviewer, pace=pace)
