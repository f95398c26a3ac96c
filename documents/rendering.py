"""Facts and kind become the bytes of a PDF; the only importer of WeasyPrint, meant to run in a process of its own.

Drawing reads neither a clock nor live rows: the same order gives the same bytes on the same versions of the libraries,
whether the process is new or has drawn a hundred papers. What is the same for all papers is prepared once a thread, as
Pango's fonts must not be shared between threads.
"""

import atexit
import base64
import hashlib
import json
import logging
import os
import re
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.template import Context, Engine
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, override

from documents import canonical, finishing, letters, qr, spreadsheet, wording
from documents.facts import Head
from documents.finishing import Enclosure
from documents.kinds import KINDS

FOLDER = Path(__file__).resolve().parent
ASSETS = FOLDER / "assets"
TEMPLATES = FOLDER / "templates" / "documents" / "papers"
STYLE = ASSETS / "print.css"
SERVED = {"emblem.svg": "image/svg+xml", "konsep.svg": "image/svg+xml"}
SCHEME = "liap-asset:"
MAX_PAGES = 300
SHAPING = ("wording", "charts", "qr", "series", "shapes", "supply", "rendering", "finishing", "letters", "spreadsheet")


class Undrawable(Exception):
    """The paper could not be drawn as it should be; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """All that the drawing depends on; `number` is None for a draft, `is_public` says that personal data is out.

    `pictures` are the photos that the facts name, by hash and in base64; the one who orders the drawing adds them.
    """

    kind: str
    facts: str
    language: str
    number: str | None = None
    round: int = 1
    is_public: bool = False
    pictures: dict[str, str] = field(default_factory=dict)

    def to_json(self, locale_paths: list[str]) -> bytes:
        return json.dumps({**asdict(self), "locale_paths": locale_paths}).encode()


@dataclass(frozen=True)
class Drawn:
    """A drawn paper with its number of pages and the digest of all that shaped it besides the facts."""

    pdf: bytes
    pages: int
    digest: str


class Complaints(logging.Handler):
    """Collects what WeasyPrint would only log: a missing picture or an unknown style must not pass in silence."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def html_of(order: Order) -> str:
    """The paper as HTML in its language; the body comes first, as it tells the table of contents its headings."""
    kind = KINDS[order.kind]
    facts = canonical.from_json(kind.shape, order.facts)
    engine = _engine()
    with override(order.language):
        if order.language != "en" and gettext("not available") == "not available":
            raise Undrawable(f"no compiled catalogue for language {order.language!r}")
        headings: list[dict[str, str]] = []
        shared = {
            "facts": facts,
            "head": facts.head,
            "kind": kind,
            "number": order.number,
            "round": order.round,
            "language": order.language,
            "created": f"{facts.head.data_as_of:%Y-%m-%dT%H:%M:%SZ}",
            "is_draft": order.number is None,
            "is_public": order.is_public,
            "facts_sha256": canonical.sha256(order.facts),
            "headings": headings,
            "tables": [],
            "figures": [],
        }
        body = engine.get_template(kind.template).render(Context(shared))
        if facts.head.answers:
            body += engine.get_template("_parts/besides.html").render(Context(shared))
        # The body was escaped by its own template just above.
        html = engine.get_template("layout.html").render(Context({**shared, "body": mark_safe(body)}))  # noqa: S308
    return letters.divisible(letters.breakable(letters.printable(html)))


@cache
def _engine() -> Engine:
    return Engine(
        dirs=[TEMPLATES],
        builtins=["documents.templatetags.papers", "django.templatetags.i18n", "django.templatetags.l10n"],
        loaders=[("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
    )


def enclosures_of(order: Order) -> tuple[Enclosure, ...]:
    """The facts as JSON, byte for byte what the printed hash is of, and as a workbook in the paper's language."""
    kind = KINDS[order.kind]
    facts = canonical.from_json(kind.shape, order.facts)
    name = re.sub(r"[^A-Za-z0-9.]+", "-", f"{kind.code}-{_about(facts.head)}-{order.round}").strip("-")
    with override(order.language):
        about = (
            (gettext("Document"), str(kind.title)),
            (gettext("Number"), order.number),
            (gettext("Region"), facts.head.region_name),
            (gettext("Data as of"), wording.moment(facts.head.data_as_of, facts.head.time_zone)),
            (gettext("SHA-256 of the facts:"), canonical.sha256(order.facts)),
        )
        files = (
            ("json", order.facts.encode(), "application/json", "Data", gettext("The facts of this document as data")),
            (
                "xlsx", spreadsheet.workbook(facts, about=about), spreadsheet.MIME, "Supplement",
                gettext("The facts of this document as a workbook"),
            ),
        )  # fmt: skip
    return tuple(
        Enclosure(name=f"{name}.{ending}", content=content, mime=mime, relationship=tie, description=said,
                  dated_at=facts.head.data_as_of)
        for ending, content, mime, tie, said in files
    )  # fmt: skip


def _about(head: Head) -> str:
    """What stands in the names of the enclosed files: the code of the plan, else of the region, else the nation."""
    return head.plan_code or head.region_code or "ID"


@dataclass(frozen=True)
class Case:
    """What all papers of a thread are set with: the fonts, the parsed style, the pictures, and who fetches them."""

    fonts: Any
    style: Any
    fetcher: Any
    pictures: dict[str, Any] = field(default_factory=dict)
    photos: dict[str, bytes] = field(default_factory=dict)


def case() -> Case:
    """The type case of this thread."""
    return _case(threading.get_ident())


@cache
def _case(_thread: int) -> Case:
    os.environ.setdefault("FONTCONFIG_FILE", str(ASSETS / "fonts.conf"))
    import weasyprint  # noqa: PLC0415 -- slow, and the web process never needs it
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- as above
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- as above

    photos: dict[str, bytes] = {}

    class AssetFetcher(URLFetcher):
        """Serves a fixed table of assets by name, and the photos of the order; every other address is refused."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)

        def fetch(self, url, headers=None):
            name = url.removeprefix(SCHEME)
            if url.startswith(SCHEME) and name in photos:
                return URLFetcherResponse(url, photos[name], {"Content-Type": "image/jpeg"})
            if not url.startswith(SCHEME) or name not in SERVED:
                raise Undrawable(f"address refused: {url[:80]}")
            return URLFetcherResponse(url, (ASSETS / name).read_bytes(), {"Content-Type": SERVED[name]})

    fonts, fetcher = FontConfiguration(), AssetFetcher()
    style = weasyprint.CSS(string=STYLE.read_text(), font_config=fonts, url_fetcher=fetcher, base_url=SCHEME)
    return Case(fonts, style, fetcher, photos=photos)


# Before the libraries fall apart: fonts that are freed later take the process down with a signal.
atexit.register(_case.cache_clear)


def pdf_of(
    html: str, enclosures: tuple[Enclosure, ...] = (), photos: Mapping[str, bytes] = MappingProxyType({})
) -> tuple[bytes, int]:
    """Draws HTML with the assets and the photos of the order alone at hand; any warning is a failure."""
    import weasyprint  # noqa: PLC0415 -- slow, and the web process never needs it
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 -- as above

    complaints = Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    try:
        ours = case()
        ours.photos.update(photos)
        page = weasyprint.HTML(string=html, url_fetcher=ours.fetcher, base_url=SCHEME)
        options = {
            "pdf_variant": "pdf/a-3a",
            "pdf_tags": True,
            "cache": dict(ours.pictures) if photos else ours.pictures,
        }
        document = page.render(font_config=ours.fonts, stylesheets=[ours.style], **options)
        if len(document.pages) > MAX_PAGES:
            raise Undrawable(f"{len(document.pages)} pages, at most {MAX_PAGES}")
        finishing.enclose(document, enclosures)
        pdf = document.write_pdf(finisher=finishing.finisher(enclosures), **options)
    except FatalURLFetchingError as fault:
        # It is no Exception, and would take the whole process down.
        raise Undrawable(str(fault)) from fault
    finally:
        logger.removeHandler(complaints)
        case().photos.clear()
    if complaints.heard:
        raise Undrawable("; ".join(complaints.heard[:3]))
    return pdf, len(document.pages)


@cache
def digest() -> str:
    """Names the version of all that shapes a paper besides its facts: templates, styles, fonts, code, engine."""
    import weasyprint  # noqa: PLC0415 -- slow, and the web process never needs it

    shaping = [*TEMPLATES.rglob("*.html"), *(p for p in ASSETS.rglob("*") if p.is_file())]
    shaping += [FOLDER / f"{name}.py" for name in SHAPING]
    shaping += [FOLDER / "templatetags" / "papers.py"]
    total = hashlib.sha256(f"{weasyprint.__version__} {qr.VERSION}".encode())
    for path in sorted(shaping):
        total.update(f"{path.relative_to(FOLDER)}\0".encode() + path.read_bytes())
    return total.hexdigest()


def render(order: Order) -> Drawn:
    """Draws one paper in this process; the product calls `drawing.draw`, which does it in a child."""
    photos = {f"{sha256}.jpg": base64.b64decode(said) for sha256, said in order.pictures.items()}
    pdf, pages = pdf_of(html_of(order), enclosures_of(order), photos)
    return Drawn(pdf, pages, digest())
