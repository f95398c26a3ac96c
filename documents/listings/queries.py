"""The list of papers: what may be read, counted and chosen from, in a number of queries that does not grow."""

from dataclasses import dataclass, replace

from django.db.models import Count, DateField, QuerySet
from django.db.models.functions import Coalesce, ExtractYear, TruncQuarter
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.listings.choice import Choice, narrowed
from documents.listings.directorates import directorates_among
from documents.models import Document
from documents.queries import readable_by
from documents.stages import Stage
from liap.models import Industry, Plan, Region, User

Option = tuple[str, str]


@dataclass(frozen=True)
class Filter:
    """One filter as the page shows it: its name in the address, its label, what can be chosen and what is."""

    name: str
    label: str
    options: list[Option]
    chosen: str


@dataclass(frozen=True)
class KindCount:
    """How many papers of a kind pass the other filters."""

    kind: str
    label: str
    count: int
    is_chosen: bool


def on_shelf(user: User) -> QuerySet[Document]:
    """The papers that the person may read, with the period they report on and without their facts, which are long."""
    return filed(readable_by(user)).defer("facts", "superseded_by__facts", "revocation__reason")


def filed(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Says of each paper the first day of its period; a paper that was never filed counts by its date."""
    return documents.annotate(
        period_on=Coalesce("filing__period_on", TruncQuarter("dated_on"), output_field=DateField())
    )


def kind_counts(documents: QuerySet[Document], choice: Choice) -> list[KindCount]:
    """The papers that pass the other filters, by kind; kinds without any are left out unless chosen."""
    others = narrowed(documents, replace(choice, kind="")).order_by().select_related(None)
    counts = dict(others.values_list("kind").annotate(count=Count("pk")))
    return [
        KindCount(kind, str(label), counts.get(kind, 0), kind == choice.kind)
        for kind, label in Document.KindCode.choices
        if counts.get(kind) or kind == choice.kind
    ]


def filters(documents: QuerySet[Document], choice: Choice) -> list[Filter]:
    """The filters with what there is to choose from among the papers that the person may read."""
    years = documents.order_by().annotate(year=ExtractYear("period_on")).values_list("year", flat=True).distinct()
    plans = Plan.objects.filter(pk__in=documents.order_by().values("plan"))
    regions = Region.objects.filter(pk__in=documents.order_by().values("region"))
    state = Filter("state", _("Status"), _states(), choice.state)
    return [*filters_among(regions, plans, set(years), choice), state]


def filters_of_plans(plans: QuerySet[Plan], years: set[int], choice: Choice) -> list[Filter]:
    """The filters by what plans are about and by period, with what there is to choose from."""
    regions = Region.objects.filter(pk__in=plans.order_by().values("region"))
    return filters_among(regions, plans, years, choice)


def filters_among(places: QuerySet[Region], plans: QuerySet[Plan], years: set[int], choice: Choice) -> list[Filter]:
    """The filters with these regions, industries of plans and years to choose from."""
    regions = list(places.select_related("parent"))
    provinces = {region.province.pk: region.province for region in regions}
    industries = list(Industry.objects.filter(pk__in=plans.order_by().values("industry")))
    lines = directorates_among({industry.directorate_id for industry in industries if industry.directorate_id})
    shown = [
        ("province", _("Province"), _by_name((place.code, place.name) for place in provinces.values())),
        ("region", _("Region"), _by_name((region.code, region.name) for region in regions)),
        ("directorate", _("Directorate"), [(str(line.head.pk), str(line.head)) for line in lines]),
        ("industry", _("Industry"), _by_name((str(industry.pk), str(industry)) for industry in industries)),
        ("stage", _("Stage"), [(value, capfirst(str(label))) for value, label in Stage.choices]),
        ("kind", _("Kind"), [(code, f"{code} {label}") for code, label in Document.KindCode.choices]),
        ("year", _("Year of the period"), [(str(year), str(year)) for year in sorted(years, reverse=True)]),
        ("quarter", _("Quarter"), [(str(number), quarter_label(number)) for number in (1, 2, 3, 4)]),
    ]
    return [Filter(name, label, options, getattr(choice, name)) for name, label, options in shown]


def quarter_label(number: int) -> str:
    """The quarter as it is written: "Q3", in Indonesian with a Roman numeral."""
    return [
        pgettext("quarter", "Q1"),
        pgettext("quarter", "Q2"),
        pgettext("quarter", "Q3"),
        pgettext("quarter", "Q4"),
    ][number - 1]


def sort_options() -> list[Option]:
    """The orders in which the list can be shown."""
    return [
        ("", _("newest first")),
        ("oldest", _("oldest first")),
        ("period", _("by period")),
        ("region", _("by region")),
        ("kind", _("by kind")),
        ("number", _("by number")),
    ]


def chosen_words(documents: QuerySet[Document], choice: Choice) -> str:
    """The filters in words, for a heading, a subject line or the name of a file; empty when none is set."""
    return words_among(filters(documents, choice), choice)


def words_among(shown: list[Filter], choice: Choice) -> str:
    """The same, where the filters with their options are at hand already."""
    words = [
        label for one in shown for value, label in one.options if value == getattr(choice, one.name, "") and value
    ]
    return ", ".join([*words, *([f"“{choice.text}”"] if choice.text else [])])


def _states() -> list[Option]:
    return [
        ("current", _("current")),
        ("superseded", _("superseded")),
        ("revoked", _("revoked")),
        ("done", _("ready")),
        ("pending", _("being drawn")),
        ("failed", _("incident")),
    ]


def _by_name(options) -> list[Option]:
    return sorted(set(options), key=lambda option: (option[1].casefold(), option[0]))
