"""Two hundred hostile texts in ten families, as people could type them; `{file}` and `{web}` are canaries to reach."""

from dataclasses import dataclass
from itertools import cycle, islice

EACH = 20


@dataclass(frozen=True)
class Payload:
    """A text and what kind of attack it tries; `in_head` also goes into names and the head of the paper."""

    family: str
    number: int
    text: str

    def __str__(self):
        return f"{self.family}-{self.number:02d}"

    def aimed(self, *, file: str, web: str) -> str:
        return self.text.replace("{file}", file).replace("{web}", web)


REACHING = (
    '<img src="{to}" alt="x">',
    '<link rel="attachment" href="{to}">',
    '<object data="{to}"></object>',
    '<embed src="{to}">',
    '<iframe src="{to}"></iframe>',
    "<style>@import url({to});</style>",
    "<style>@font-face {{ font-family: x; src: url({to}) }} * {{ font-family: x }}</style>",
    '<div style="background: url({to})">x</div>',
    '<base href="{to}"><a href="x">y</a>',
    '<a rel="attachment" href="{to}">x</a>',
    '<svg><image href="{to}"/></svg>',
    '<svg><use href="{to}#a"/></svg>',
    "<style>li::before {{ content: url({to}) }}</style>",
    "<style>ul {{ list-style: url({to}) }}</style>",
    '<link rel="stylesheet" href="{to}">',
    '<meta http-equiv="refresh" content="0; url={to}">',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "{to}">]>&e;',
    '<xi:include href="{to}" parse="text"/>',
    '{{% include "{to}" %}}',
    '</td></table><img srcset="{to} 2x" src="{to}">',
)
NESTED = (
    "<div style='display:flex'>",
    "<div style='display:grid'>",
    "<div>",
    "<b>",
    "<ul><li>",
    "<table><tr><td>",
    "<blockquote>",
    "<span style='float:left'>",
    "<svg>",
    "<details open>",
)
TABLES = (
    "<table><tr><td colspan=100000000>x</table>",
    "<table><tr><td rowspan=100000000>x</table>",
    "</td><td colspan=1000000>",
    "<col span=99999999>",
    "<table>" + "<tr><td>" * 400,
    "</tr></tbody></table><table style='table-layout:auto'>" + "<td>x" * 300,
    "<thead>" * 300,
    "</table>" * 300,
    "<colgroup><col width=99999999px></colgroup>",
    "<td style='display:table'>" * 200,
)
STYLES = (
    "</p><style>* {{ display: flex }}</style>",
    "<style>@page {{ size: 1mm 1mm }}</style>",
    "<style>* {{ font-size: 1000000000pt }}</style>",
    "<style>p {{ break-before: page }}</style>",
    "<style>* {{ columns: 999 }}</style>",
    "<style>:is({many}) {{ color: red }}</style>",
    "<style>p::before {{ content: '{many}' }}</style>",
    "<style>* {{ width: calc({many}1px) }}</style>",
    "<p style='margin: 99999999cm'>x",
    "<style>@media print {{ * {{ position: running(x) }} }}</style>",
)
LONG = (
    "kata " * 4_000,
    "x" * 20_000,
    "a\n" * 10_000,
    "- butir\n" * 2_500,
    "\n\n" * 10_000,
    "\t" * 20_000,
    "Mm" * 10_000,
    "1234567890" * 2_000,
    "a\u00ad" * 10_000,
    "a\u200b" * 10_000,
    "\u00a0" * 20_000,
    "-" * 20_000,
    "." * 20_000,
    "/" * 20_000,
    "a.b" * 6_000,
    "y" * 20_001,
    "kata " * 200_000,
    "Q" * 300,
    "W " * 150,
    "http://" + "a" * 19_000,
)
ODD = (
    "\u202e" + "kanan ke kiri" * 20,
    "\u2066\u2067\u2068\u2069" * 300,
    "e\u0301\u0302\u0303" * 3_000,
    "Z" + "\u0336" * 5_000,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 500,
    "\U0010ffff\ue000" * 500,
    "\u2028\u2029" * 500,
    "\ufffe\uffff" * 500,
    "\u0e33" * 5_000,
    "\u0915\u094d\u0937" * 2_000,
    "\uac00\u1100\u1161" * 2_000,
    "\ufdfa" * 2_000,
    "\u0000\u0001\u001b[31m" * 100,
    "\u3000工業" * 2_000,
    "\ufeff" * 1_000 + "BOM",
    "\U0001d54f\U0001d550" * 1_000,
    "مرحبا " * 1_000,
    "\u05d0\u05b7" * 3_000,
    "\u1160\u115f" * 3_000,
    "𒐫﷽" * 1_000,
)
BREAKING = (
    '"><script>alert(1)</script>',
    "]]></rdf:li></rdf:Alt>",
    '<?xml version="1.0"?><x/>',
    "endstream endobj xref trailer",
    "%PDF-1.7 %%EOF",
    "(\\) Tj ET Q",
    "/JS (app.alert(1))",
    "<< /OpenAction 1 0 R >>",
    '=HYPERLINK("{web}","x")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "{{ facts.head }}",
    "{% debug %}",
    "{{ settings.SECRET_KEY }}",
    "%(x)s %s {0} {}",
    "&amp;lt;b&gt; &#0; &#x1F600;",
    "--><!-- <!--",
    "<plaintext>",
    "\\u0000 \\x00 \\",
    "'; DROP TABLE liap_plan; --",
)
WIDE = tuple(
    word * (300 // len(word))
    for word in (
        "W",
        "mmmm",
        "panjangsekali",
        "https://x/",
        "A-",
        "9.",
        "a_b",
        "x/y",
        "$",
        "…",
        "ﬁ",
        "—",
        "%",
        "@",
        "#",
        "Ω",
        "Ж",
        "ß",
        "Å",
        "ı",
    )
)


def _taken(texts) -> list[str]:
    return list(islice(cycle(texts), EACH))


def corpus() -> list[Payload]:
    """All two hundred; the depth of nesting and the length of lists grow within a family."""
    many = ", ".join(f"x{n}" for n in range(800))
    families = {
        "file": [one.format(to="{file}") for one in REACHING],
        "web": [one.format(to="{web}") for one in REACHING],
        "nested": [tag * depth for tag, depth in zip(_taken(NESTED), (12,) * 10 + (900,) * 10, strict=True)],
        "table": [one * times for one, times in zip(_taken(TABLES), (1,) * 10 + (5,) * 10, strict=True)],
        "style": [
            one.format(many=many) * times for one, times in zip(_taken(STYLES), (1,) * 10 + (9,) * 10, strict=True)
        ],
        "long": list(LONG),
        "odd": list(ODD),
        "breaking": list(BREAKING),
        "wide": list(WIDE),
        "mixed": [
            f"{reach.format(to=to)}{tag * 12}{odd[:200]}"
            for reach, to, tag, odd in zip(REACHING, ("{file}", "{web}") * 10, _taken(NESTED), ODD, strict=True)
        ],
    }
    return [Payload(family, number, text) for family, texts in families.items() for number, text in enumerate(texts)]


def sample() -> list[Payload]:
    """One of each family, the first."""
    return [one for one in corpus() if one.number == 0]
