"""Counting who asks on the public page, so that nobody can try codes or send files without end."""

import ipaddress
from datetime import datetime, timedelta

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from documents.models import Lookup
from liap.people.addresses import address_of
from liap.refusals import Refusal

STRETCH = timedelta(minutes=10)
# An office behind one address may check a pile of papers; at this pace a million guesses take two months.
MOST = 120
SALT = "documents.verification"


class TooOften(Refusal):
    """One source asks more often than people do."""

    def __str__(self) -> str:
        return str(_("Too many questions came from your address. Please wait ten minutes, then try again."))


def note_question(source: str, *, now: datetime | None = None) -> None:
    """Counts one question of the source, or raises TooOften; one statement, so that it holds over all processes."""
    now = now or timezone.now()
    begun_at = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % STRETCH
    table = Lookup._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (source, begun_at, count) VALUES (%s, %s, 1) "  # noqa: S608 -- our own table
            f"ON CONFLICT (source, begun_at) DO UPDATE SET count = {table}.count + 1 RETURNING count",
            [source, connection.ops.adapt_datetimefield_value(begun_at)],
        )
        if cursor.fetchone()[0] > MOST:
            raise TooOften


def source_of(request: HttpRequest) -> str:
    """Who asks, as a keyed hash: of an IPv6 address its network, as a household has billions of addresses."""
    return salted_hmac(SALT, _network(address_of(request)), algorithm="sha256").hexdigest()


def forget(*, before: datetime) -> int:
    """Deletes counts that limit nobody any more; returns how many."""
    return Lookup.objects.filter(begun_at__lt=before - STRETCH).delete()[0]


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
