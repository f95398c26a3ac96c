"""The stage of the life of a LIAP that each kind of paper reports on."""

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """The stages in their order; the technical guideline of 2016 numbers its papers in the same way."""

    REQUEST = "request", _("request and readiness")
    FORMATION = "formation", _("forming the working group")
    PLANNING = "planning", _("planning")
    APPROVAL = "approval", _("approval")
    IMPLEMENTATION = "implementation", _("implementation")
    EVALUATION = "evaluation", _("evaluation")
    CLOSING = "closing", _("closing and continuation")


# By the number of the kind, so that a short form (D5f) belongs where its long form does.
_BY_NUMBER = {
    0: Stage.REQUEST,
    1: Stage.FORMATION,
    2: Stage.PLANNING,
    3: Stage.PLANNING,
    4: Stage.APPROVAL,
    5: Stage.IMPLEMENTATION,
    6: Stage.IMPLEMENTATION,
    7: Stage.EVALUATION,
    8: Stage.CLOSING,
    9: Stage.CLOSING,
    10: Stage.IMPLEMENTATION,
    11: Stage.CLOSING,
}


def stage_of(kind: str) -> Stage | None:
    """The stage that a kind such as "D5" or "D5f" reports on; None for a kind outside of the stages."""
    if kind == "NT":
        return Stage.IMPLEMENTATION
    numbered = re.match(r"D(\d+)", kind)
    return _BY_NUMBER.get(int(numbered[1])) if numbered else None


def kinds_of(stage: str, kinds: list[str]) -> list[str]:
    """Those of the kinds that report on the stage."""
    return [kind for kind in kinds if stage_of(kind) == stage]
