"""Who adopted the model and who did not: facts of the evaluation of 2021 and of the press of 2017, and a sample."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from config.demo.report import EX_POST, REPORT
from liap.adoption import actions
from liap.adoption.models import AdoptionRequest, Attestation
from liap.people.models import Role, User
from liap.places.models import Region

PRESS: dict[str, Any] = REPORT["adoption"]
DECLARED_ON = date(2017, 12, 1)
SAMPLE_INDUSTRY = "Pengolahan lidah buaya (permintaan contoh)"


@transaction.atomic
def load() -> None:
    """Puts the funnel and the yearly words on record, once."""
    if AdoptionRequest.objects.exists():
        return
    for row in PRESS["declared"]:
        _declare(row)
    for key, row in REPORT["regions"].items():
        if "is_model_in_use" in row:
            _attest(row, key)
    _sample()


def _declare(row: dict[str, Any]) -> None:
    region = Region.objects.get(code=row["code"], valid_to=None)
    asked = actions.ask(region, industry=row["industry"], by=None, on=DECLARED_ON, source=PRESS["source"])
    for step in row.get("steps", ()):
        reason, on = step.get("reason", ""), date.fromisoformat(step["on"])
        if step["move"] == "assess":
            asked = actions.assess(asked, by=None, on=on)
        else:
            asked = actions.advance(asked, step["move"], by=None, reason=reason, on=on)


def _attest(row: dict[str, Any], key: str) -> None:
    in_use = row["is_model_in_use"]
    actions.attest(
        Region.objects.get(code=row["code"], valid_to=None),
        year=EX_POST.year,
        is_in_use=in_use,
        reason="" if in_use else Attestation.Reason.STAFF_AND_EFFORT,
        staff=row["provincial_staff"],
        by=None,
        on=EX_POST,
        source=PRESS["evaluation"],
    )


def _sample() -> None:
    """A region of six staff asks again: the readiness proposes the variant of a single facilitator."""
    head = User.objects.filter(username="kepala-dinas-pontianak").first()
    desk = User.objects.filter(appointments__post__role=Role.MINISTRY_REVIEWER, is_sample=True).first()
    if head is None or desk is None:
        return
    asked = actions.ask(
        Region.objects.get(code="61.71", valid_to=None),
        industry=SAMPLE_INDUSTRY,
        by=head,
        letter_number="500.9/CONTOH/2026",
        contact="Kepala Dinas Contoh",
        staff=6,
        budget=Decimal(150_000_000),
        sentras=1,
        facilitators=1,
        is_sample=True,
    )
    asked = actions.assess(asked, by=desk)
    actions.offer(asked, facilitator=True, budget=Decimal(25_000_000), training="Pelatihan awal dua hari", by=desk)
