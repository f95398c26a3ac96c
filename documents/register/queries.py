"""Reading the number registers: which ones a person may open, their lines, and whether one has a gap."""

from django.db.models import Count, F, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from documents.models import Document, NumberRegister
from documents.queries import SUBJECTS, readable_by
from documents.register.models import RegisterLine
from liap.models import User


class State(TextChoices):
    """What becomes of an issued paper."""

    VALID = "valid", _("valid")
    SUPERSEDED = "superseded", _("superseded")
    REVOKED = "revoked", _("revoked")


def registers_of(user: User) -> QuerySet[NumberRegister]:
    """The registers in which a paper stands that the person may read, newest year first, with `count` of those.

    Papers of other regions keep their numbers to themselves: `hidden` says how many lines the person may not see.
    """
    seen = Q(lines__document__in=readable_by(user).order_by().values("pk"))
    rows = NumberRegister.objects.annotate(count=Count("lines", filter=seen), entered=Count("lines"))
    return (
        rows.filter(count__gt=0)
        .annotate(hidden=F("entered") - F("count"), gaps=F("last") - F("entered"))
        .select_related("organisation__region")
        .order_by("-year", "organisation__name", "classification")
    )


def lines_of(register: NumberRegister, user: User) -> QuerySet[RegisterLine]:
    """The lines of a register whose papers the person may read, in the order of their numbers."""
    rows = register.lines.filter(document__in=readable_by(user).order_by().values("pk"))
    documents = (
        *(f"document__{name}" for name in SUBJECTS),
        "document__superseded_by",
        "document__organisation",
        "document__revocation",
    )
    return rows.select_related(*documents).defer("document__facts", "document__superseded_by__facts")


def missing_numbers(register: NumberRegister) -> list[int]:
    """The numbers that were drawn and belong to no paper; there is none as long as nobody touches the database."""
    entered = set(register.lines.values_list("sequence", flat=True))
    return [number for number in range(1, register.last + 1) if number not in entered]


def state_of(document: Document) -> State:
    """What has become of a paper; its number stays its own in any case."""
    if document.is_revoked:
        return State.REVOKED
    return State.SUPERSEDED if document.superseded_by_id else State.VALID
