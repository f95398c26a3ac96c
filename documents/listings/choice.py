"""What a reader asked for: the filters of the list, as they stand in an address and in a subscription."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from documents.listings.directorates import family
from documents.models import Document, Rendition
from documents.stages import kinds_of
from liap.models import Plan

LONGEST = 100
DRAWING = [Rendition.State.PENDING, Rendition.State.RUNNING]
WORDS_OF_PLANS = ("title", "region__name", "industry__name", "industry__name_en")
WORDS_OF_PAPERS = (
    "number", "region__name", "plan__title", "plan__industry__name", "plan__industry__name_en",
    "working_group__name", "adoption__reference", "adoption__industry",
)  # fmt: skip
ORDERS = {
    "": ["-issued_at", "-pk"],
    "oldest": ["issued_at", "pk"],
    "number": ["number", "pk"],
    "region": ["region__name", "region__code", "-issued_at", "-pk"],
    "kind": ["kind", "-issued_at", "-pk"],
    "period": ["-period_on", "-issued_at", "-pk"],
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The filters; an empty one lets everything pass, one that names nothing known lets nothing pass."""

    text: str = ""
    province: str = ""
    region: str = ""
    directorate: str = ""
    industry: str = ""
    stage: str = ""
    kind: str = ""
    year: str = ""
    quarter: str = ""
    state: str = ""
    sort: str = ""
    view: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Choice":
        """Reads the filters of an address or of a stored subscription; everything else in it is passed over."""
        said = {field.name: str(asked.get(field.name) or "").strip()[:LONGEST] for field in fields(cls)}
        return cls(**{name: text.replace("\x00", "") for name, text in said.items()})

    def stored(self) -> dict[str, str]:
        """The filters that are set."""
        return {name: value for name, value in asdict(self).items() if value}

    def query(self, **changed: str) -> str:
        """The filters as the end of an address, with some of them changed."""
        return urlencode(replace(self, **changed).stored())

    @property
    def is_narrowing(self) -> bool:
        return bool(replace(self, sort="", view="").stored())


def narrowed(documents: QuerySet[Document], choice: Choice) -> QuerySet[Document]:
    """The papers that pass every filter; `documents` come from `queries.on_shelf`, which knows their period."""
    documents = with_words(documents, choice.text)
    about = _where(choice) & _about(choice, "plan__")
    return in_state(documents.filter(about).filter(_reporting_on(choice)), choice.state)


def ordered(documents: QuerySet[Document], choice: Choice) -> QuerySet[Document]:
    """The papers in the order asked for; the newest first when none or an unknown one is."""
    return documents.order_by(*ORDERS.get(choice.sort, ORDERS[""]))


def narrowed_plans(plans: QuerySet[Plan], choice: Choice) -> QuerySet[Plan]:
    """The plans which are about what the filters ask for, whatever papers they have."""
    for word in choice.text.split()[:10]:
        plans = plans.filter(_word(word, WORDS_OF_PLANS))
    return plans.filter(_where(choice) & _about(choice, ""))


def with_words(documents: QuerySet[Document], text: str) -> QuerySet[Document]:
    """The papers in whose number, subject, region or industry every word occurs."""
    for word in text.split()[:10]:
        documents = documents.filter(_word(word, WORDS_OF_PAPERS))
    return documents


def _word(word: str, names: tuple[str, ...]) -> Q:
    meant = Q()
    for name in names:
        meant |= Q(**{f"{name}__icontains": word})
    return meant


def _where(choice: Choice) -> Q:
    """In which region or province, of plans as of papers."""
    meant = Q()
    if choice.region:
        meant &= Q(region__code=choice.region)
    if choice.province:
        meant &= Q(region__code=choice.province) | Q(region__parent__code=choice.province)
    return meant


def _about(choice: Choice, plan: str) -> Q:
    """What the plan is about, as conditions on rows that reach it through the path `plan`."""
    meant = Q()
    if choice.industry:
        meant &= Q(**{f"{plan}industry": _number(choice.industry)})
    if choice.directorate:
        meant &= Q(**{f"{plan}industry__directorate__in": family(_number(choice.directorate))})
    return meant


def _reporting_on(choice: Choice) -> Q:
    meant = Q()
    if choice.kind:
        meant &= Q(kind=choice.kind)
    if choice.stage:
        meant &= Q(kind__in=kinds_of(choice.stage, Document.KindCode.values))
    if choice.year:
        year = _number(choice.year)
        meant &= Q(period_on__year=year) if 1 <= year <= 9999 else Q(pk__in=[])
    if choice.quarter:
        meant &= Q(period_on__quarter=_number(choice.quarter))
    return meant


def in_state(documents: QuerySet[Document], state: str) -> QuerySet[Document]:
    """The papers which are revoked, superseded or current, or whose drawing is ready, under way or an incident."""
    if not state:
        return documents
    if state == "revoked":
        return documents.filter(revocation__isnull=False)
    if state in ("superseded", "current"):
        return documents.filter(superseded_by__isnull=state == "current", revocation__isnull=True)
    drawings = Rendition.objects.filter(document=OuterRef("pk"))
    conditions = {
        Rendition.State.DONE: ~Exists(drawings.exclude(state=Rendition.State.DONE)),
        Rendition.State.PENDING: Exists(drawings.filter(state__in=DRAWING)),
        Rendition.State.FAILED: Exists(drawings.filter(state=Rendition.State.FAILED)),
    }
    return documents.filter(conditions[state]) if state in conditions else documents.none()


def _number(text: str) -> int:
    """The number that was typed; -1, which no row has, when it is none that a row could have."""
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if is_number else -1
