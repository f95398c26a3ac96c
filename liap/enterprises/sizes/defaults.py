"""The rule of size that the product comes with."""

from datetime import date

from django.db import transaction

from liap.enterprises.sizes.models import Size, SizeBand, SizeRule

BILLION = 10**9
BASIS = "Permenperin 64/M-IND/PER/7/2016"
# The first of the month in the number of the decree; earlier plans had another rule, which is not on record.
VALID_FROM = date(2016, 7, 1)
# size, workers from and to, whole rupiah without land and building from and to; both ends included
BANDS = (
    (Size.SMALL, 0, 19, 0, BILLION - 1),
    (Size.MEDIUM, 0, 19, BILLION, None),
    (Size.MEDIUM, 20, None, 0, 15 * BILLION),
    (Size.LARGE, 20, None, 15 * BILLION + 1, None),
)


@transaction.atomic
def load_size_rule() -> None:
    """Puts the rule on record when it is not there."""
    rule, made = SizeRule.objects.get_or_create(basis=BASIS, defaults={"valid_from": VALID_FROM})
    if made:
        names = ("size", "workers_from", "workers_to", "investment_from", "investment_to")
        SizeBand.objects.bulk_create(SizeBand(rule=rule, **dict(zip(names, row, strict=True))) for row in BANDS)
