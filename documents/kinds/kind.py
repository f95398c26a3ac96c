"""What a kind of paper consists of."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of paper: its code, the shape of its facts, its title and its template."""

    code: str
    shape: type[Any]
    title: str | Promise
    template: str
    has_contents: bool = True
    is_compact: bool = False
    has_identity: bool = True
    signs_inside: bool = False
