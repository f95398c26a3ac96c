"""The shape of an importer: columns as data, a judgement of each row, and one write of all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import TextChoices
from django.utils.functional import Promise

from liap.exchange.cells import Field
from liap.people.models import User


class Outcome(TextChoices):
    CREATE = "create"
    CHANGE = "change"
    SAME = "same"


@dataclass
class Judged:
    """What one row would do: a new row, a changed one with what it said before, or nothing."""

    outcome: Outcome
    subject: str
    row: Any = None
    changed: dict[str, tuple[object, object]] = field(default_factory=dict)


class Importer:
    """Rows of one kind. `load` reads once what all rows are compared with; `judge` writes nothing."""

    code: ClassVar[str]
    title: ClassVar[str | Promise]
    help: ClassVar[str | Promise]
    fields: ClassVar[tuple[Field, ...]]

    def __init__(self, user: User):
        self.user = user

    @classmethod
    def may_use(cls, user: User) -> bool:
        """Whether the person may import rows of this kind for at least one region."""
        raise NotImplementedError

    def allowed(self) -> dict[str, Sequence[str]]:
        """The values of columns that depend on the person, for the template: regions, industries, clusters."""
        return {}

    def mark(self) -> object | None:
        """What tells whether anything that `load` reads was written since; None when the rows must be judged in the
        transaction that writes them."""
        return None

    def lock(self, rows: list[Judged]) -> bool:
        """Locks what is about to be written; whether the rows to be changed are still as they were read."""
        return True

    def load(self, *, locks: bool = False) -> None:
        """Reads what the rows are compared with; with `locks`, inside the transaction that will write."""
        raise NotImplementedError

    def judge(self, values: dict[str, Any]) -> Judged:
        """What the row would do; a CellFault when it cannot be taken."""
        raise NotImplementedError

    def write(self, rows: list[Judged], *, number: int) -> None:
        """Writes new and changed rows and their history; `number` is that of the import."""
        raise NotImplementedError


def differing(row: Any, values: dict[str, Any]) -> dict[str, tuple[object, object]]:
    """Sets on a row what the file says otherwise; what the file leaves empty stays. Returns before and after."""
    changed = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            changed[name] = (before, value)
    return changed
