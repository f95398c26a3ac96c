"""Names of the files that readers keep: what the paper is, where and about when, in the language of the file."""

import re
from datetime import date

from django.utils.translation import override

from documents.listings.actions import quarter_of
from documents.models import Document, Rendition
from liap.models import Region

LONGEST = 150
TITLES = dict(Document.KindCode.choices)


def file_name(rendition: Rendition) -> str:
    """The name that the file of a drawing gets on the reader's machine."""
    document = rendition.document
    return name_of_file(
        kind=document.kind,
        region=place_of(document.region),
        period_on=period(document),
        number=document.number,
        language=rendition.language,
    )


def place_of(region: Region | None) -> str:
    """The region of a paper, or the nation."""
    return region.name if region else "Indonesia"


def name_of_file(*, kind: str, region: str, period_on: date, number: str, language: str) -> str:
    """Kind, title, region, period, number and language; no clock, so the same file always has the same name."""
    with override(language):
        title = str(TITLES[kind])
    about = f"{kind} {title} {region} {period_code(period_on)}"
    return allowed(f"{about[: LONGEST - len(number)]} {number} {language}") + ".pdf"


def period(document: Document) -> date:
    """The first day of the period that the paper reports on, as it was filed."""
    filed = (
        getattr(document, "period_on", None)
        or Document.objects.filter(pk=document.pk).values_list("filing__period_on", flat=True).get()
    )
    return filed or quarter_of(document.dated_on)


def period_code(first: date) -> str:
    """The quarter as it sorts: 2026-Q3."""
    return f"{first.year}-Q{(first.month + 2) // 3}"


def allowed(name: str) -> str:
    """Without what a file system or an archive takes for a path or refuses."""
    return re.sub(r"\s+", " ", re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]', "-", name)).strip(" .")
