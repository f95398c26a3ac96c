"""Who adopted the model and who did not: facts of the evaluation of 2021 and of the press of 2017, and a sample."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from config.demo.report import EX_POST, REPORT
from config.demo.scene import group_of
from liap.adoption import actions
from liap.adoption.models import AdoptionRequest, Attestation
from liap.adoption.offers import place_all
from liap.people.models import Role, User
from liap.places.models import Region

PRESS: dict[str, Any] = REPORT["adoption"]
DECLARED_ON = date(2017, 12, 1)
SAMPLE_INDUSTRY = "Pengolahan lidah buaya (permintaan contoh)"
OFFER: dict[str, Any] = {
    "facilitator": True, "budget": Decimal(25_000_000), "training": "Pelatihan awal dua hari"
}  # fmt: skip
ACCEPTED_INDUSTRY = "Komponen otomotif (permintaan contoh)"


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
    _accepted()


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
    asked = _asked(
        "pontianak", industry=SAMPLE_INDUSTRY, staff=6, budget=Decimal(150_000_000), sentras=1, facilitators=1
    )
    if asked:
        actions.offer(asked, **OFFER, by=_desk())


def _accepted() -> None:
    """A region that plans accepted what the ministry offered: it stands in the budget of its plan by source."""
    asked = _asked(
        "pasuruan", industry=ACCEPTED_INDUSTRY, staff=14, budget=Decimal(900_000_000), sentras=2, facilitators=2
    )
    if asked:
        more = {"honorarium": Decimal(36_000_000), "training_cost": Decimal(18_000_000)}
        asked = actions.offer(asked, **OFFER, **more, year=timezone.localdate().year + 1, by=_desk())
        actions.advance(asked, "commit", by=_head("pasuruan"))
        place_all()


def _asked(place: str, **said: Any) -> AdoptionRequest | None:
    """A sample request that the ministry has assessed; None where there are no sample people."""
    head, desk = _head(place), _desk()
    if head is None or desk is None:
        return None
    region = group_of(place).region
    asked = actions.ask(
        region, by=head, letter_number="500.9/CONTOH/2026", contact="Kepala Dinas Contoh", is_sample=True, **said
    )
    return actions.assess(asked, by=desk)


def _head(place: str) -> User | None:
    return User.objects.filter(username=f"kepala-dinas-{place}").first()


def _desk() -> User | None:
    return User.objects.filter(appointments__post__role=Role.MINISTRY_REVIEWER, is_sample=True).first()
