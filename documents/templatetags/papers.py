"""Tags and filters of the papers: values in words, numbered headings, tables and figures, totals and charts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from documents import charts, qr, series, supply, wording
from documents.facts import Text

register = template.Library()
register.filter("say", wording.say)
register.filter("lead", wording.lead)
register.filter("amount", wording.amount)
register.filter("rupiah", wording.rupiah)
register.filter("in_words", wording.in_words)
register.filter("percent", wording.percent)
register.filter("short_day", wording.short_day)
register.filter("weekday", wording.weekday)
register.simple_tag(charts.gantt, name="gantt")
register.simple_tag(charts.is_in_schedule, name="is_in_schedule")
register.simple_tag(charts.rungs, name="rungs_chart")
register.simple_tag(charts.money, name="money_chart")
register.simple_tag(charts.ratings, name="ratings_chart")
register.simple_tag(supply.chain, name="chain_drawing")
register.simple_tag(charts.shares, name="shares_chart")
register.simple_tag(charts.light, name="light")
register.simple_tag(qr.qr, name="qr")
register.simple_tag(series.funnel, name="funnel_chart")
register.simple_tag(series.points, name="points_chart")
register.simple_tag(series.trend, name="trend_chart")
register.simple_tag(series.achieved, name="achievement_chart")
register.simple_tag(series.against_plan, name="ratio_chart")


@register.filter
def unwidowed(line: str) -> str:
    """A long line whose last two words stay together, so that none of them stands alone below the others."""
    begin, _space, last = line.rpartition(" ")
    return f"{begin}\u00a0{last}" if begin.count(" ") > 1 else line


@register.filter
def moment(value: datetime, zone: str) -> str:
    return wording.moment(value, zone)


@register.filter
def figure_or_dash(value: Decimal | None, places: int | None = None) -> str:
    """A figure in a narrow column, where a dash stands for what is missing."""
    return "–" if value is None else wording.amount(value, places)


@register.simple_tag
def decimals(lines: Any, *fields: str) -> int:
    """How many decimals the fields of a line, or of all lines, are printed with, so that they stand alike."""
    rows = lines if isinstance(lines, tuple | list) else (lines,)
    values = [getattr(row, field) for row in rows for field in fields]
    return wording.decimals(one for value in values for one in (value if isinstance(value, tuple) else (value,)))


@register.simple_tag
def period(begin: date | None, end: date | None) -> SafeString:
    """From day to day in short, each day in one piece."""
    day = '<span class="whole">{}</span>'
    return format_html(f"{day} – {day}", wording.short_day(begin), wording.short_day(end))


@register.filter
def roman(number: int) -> str:
    """The number of a quarter or month as it is written in Indonesian papers."""
    return wording.ROMAN[number - 1]


@register.filter
def prose(value: Text | str | None) -> SafeString:
    """Plain text as paragraphs; lines that begin with "- " become a list. Markup in it is printed as it was typed."""
    if not value or not wording.say(value).strip():
        return format_html('<p class="none">{}</p>', gettext("Nothing was written here."))
    blocks = wording.say(value).strip().split("\n\n")
    return mark_safe("".join(_block(block) for block in blocks if block.strip()))  # noqa: S308


def _block(block: str) -> str:
    lines = [line.strip() for line in block.strip().split("\n")]
    if all(line.startswith(("- ", "• ")) for line in lines):
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line[2:],) for line in lines)))
    return format_html("<p>{}</p>", mark_safe("<br>".join(conditional_escape(line) for line in lines)))  # noqa: S308


@register.simple_tag(takes_context=True)
def heading(context: template.Context, title: str) -> SafeString:
    """A numbered heading of the first level, which the table of contents will list."""
    headings = context["headings"]
    number = str(1 + sum("." not in one["number"] for one in headings))
    return _heading("h2", headings, number, title)


@register.simple_tag(takes_context=True)
def subheading(context: template.Context, title: str) -> SafeString:
    """A numbered heading of the second level, below the last one of the first."""
    headings = context["headings"]
    above = [one["number"] for one in headings if "." not in one["number"]][-1]
    number = f"{above}.{1 + sum(one['number'].startswith(f'{above}.') for one in headings)}"
    return _heading("h3", headings, number, title)


def _heading(tag: str, headings: list[dict[str, str]], number: str, title: str) -> SafeString:
    anchor = f"s{number.replace('.', '-')}"
    headings.append({"number": number, "title": title, "anchor": anchor})
    mark = number if "." in number else f"{number}."
    shape = f'<{tag} id="{{}}"><span class="nr">{{}}</span> {{}}</{tag}>'
    return format_html(shape, anchor, mark, title)


@register.simple_tag(takes_context=True)
def caption(context: template.Context, title: str) -> SafeString:
    """The caption of a table with its running number."""
    context["tables"].append(title)
    return format_html("<caption>{} {}. {}</caption>", gettext("Table"), len(context["tables"]), title)


@register.simple_tag(takes_context=True)
def figure(context: template.Context, title: str) -> SafeString:
    """The caption of a drawing with its running number."""
    context["figures"].append(title)
    return format_html(
        "<figcaption>{} {}. {}</figcaption>", pgettext("picture", "Figure"), len(context["figures"]), title
    )


@register.simple_tag
def short(lines: Sequence[Any]) -> str:
    """Marks a table of few rows, or of some more with little in them, which stays on one page."""
    is_short = len(lines) < 5 or (len(lines) < 10 and sum(len(str(line)) for line in lines) < 1_500)
    return mark_safe(' class="short"') if is_short else ""


@dataclass(frozen=True)
class Total:
    """The sum of what is known, None when nothing is, and how many values are missing."""

    known: Decimal | None
    missing: int


@register.simple_tag
def total(lines: Iterable[Any], field: str) -> Total:
    values = [getattr(line, field) for line in lines]
    known = [value for value in values if value is not None]
    return Total(sum(known, Decimal(0)) if known else None, len(values) - len(known))


@register.filter
def in_kind(lines: Iterable[Any], wanted: bool) -> list[Any]:
    return [line for line in lines if line.in_kind is wanted]
