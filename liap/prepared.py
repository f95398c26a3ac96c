"""Queries of the busiest paths, whose SQL is made once: making it takes Django longer than the database to answer."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Expression, QuerySet


class Later(Expression):
    """Stands in a query for a value that is only known when the query runs."""

    def __init__(self, name: str):
        super().__init__()
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Prepared:
    """`Prepared(build)(name=value)`: the rows, as plain tuples, of the values query that `build()` returns.

    `build` is called once per kind of database and puts `Later(name)` where a value goes. Nothing is converted on
    the way out, so it is for numbers, texts and yes or no.
    """

    def __init__(self, build: Callable[[], QuerySet]):
        self._build = build
        self._made: dict[str, tuple[str, list[Any]]] = {}

    def __call__(self, **values: Any) -> list[tuple]:
        vendor = connection.vendor
        if vendor not in self._made:
            sql, parameters = self._build().query.sql_with_params()
            self._made[vendor] = sql, list(parameters)
        sql, parameters = self._made[vendor]
        given = {name: _adapted(value) for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(sql, [given[one.name] if isinstance(one, Later) else one for one in parameters])
            return cursor.fetchall()


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
