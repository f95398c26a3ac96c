"""Who may take a paper back."""

from documents.models import Document
from liap.models import Organisation, User
from liap.people.access import heads_of


def may_revoke(user: User, document: Document) -> bool:
    """Whether the person heads the office that issued the paper, or the one that took over its work."""
    return heads_of(_line_of(document.organisation)).filter(pk=user.pk).exists()


def _line_of(office: Organisation) -> list[int]:
    """The office and its successors; a circle, which an administrator may have typed, ends where it began."""
    line = [office.pk]
    while (following := office.successor) and following.pk not in line:
        line.append(following.pk)
        office = following
    return line
