"""A structural gate for PDF/UA-1 and PDF/A-3a over pikepdf; its rules are named as veraPDF names them.

"UA 7.2-3" is clause 7.2, test 3 of veraPDF's PDFUA-1 profile, "A3 6.8-2" of its PDFA-3A profile, and "LIAP" marks
rules of the house. It checks against that list of rules; it is no veraPDF, and no paper is certified by it.
"""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

STANDARD = set(
    """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private H H1 H2 H3 H4 H5 H6 P L LI Lbl
    LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP
    Warichu WT WP Figure Formula Form
    """.split()  # noqa: SIM905 -- a list of words reads better than fifty quotes
)
UA, AID = "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}"
RDF, DC = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}", "{http://purl.org/dc/elements/1.1/}"
EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"
LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "EI", "INLINE IMAGE"}
OPERATORS = PAINTING | set(
    """
    b B BDC BI BMC BT BX c cm cs CS d d0 d1 DP EMC ET EX g G gs h i ID j J K k l m M MP n q Q re RG rg ri SC sc
    SCN scn T* Tc Td TD Tf TL Tm Tr Ts Tw Tz v w W W* y
    """.split()  # noqa: SIM905 -- as above
)
ACTIONS = {"Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState", "Rendition", "Trans",
           "GoTo3DView", "JavaScript"}  # fmt: skip
ANNOTATIONS = {"Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline",
               "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "FileAttachment", "Widget", "PrinterMark",
               "TrapNet", "Watermark", "Redact"}  # fmt: skip
RELATIONSHIPS = {"Source", "Data", "Alternative", "Supplement", "Unspecified"}
RULES: dict[str, Callable[["Paper"], Iterator[str]]] = {}


@dataclass
class Element:
    """An element of the structure tree: its standard type, its kids' types and where it hangs."""

    raw: Dictionary
    kind: str
    parent: str
    kids: list[str] = field(default_factory=list)


@dataclass
class Paper:
    """What the rules look at, gathered once."""

    pdf: pikepdf.Pdf
    xmp: ElementTree.Element
    elements: list[Element] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    mcids: dict[tuple[int, int], str] = field(default_factory=dict)
    drawn: dict[tuple[int, int], int] = field(default_factory=dict)
    shown: dict[str, set[bytes]] = field(default_factory=dict)
    fonts: dict[str, Dictionary] = field(default_factory=dict)

    @property
    def root(self) -> Dictionary:
        return self.pdf.Root

    @property
    def language(self) -> str:
        return str(self.root.get("/Lang", ""))

    def of(self, *kinds: str) -> list[Element]:
        return [one for one in self.elements if one.kind in kinds]

    def annotations(self) -> Iterator[tuple[Dictionary, Dictionary]]:
        for page in self.pdf.pages:
            for one in page.obj.get("/Annots", []):
                yield page.obj, one

    def files(self) -> list[Dictionary]:
        names = self.root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", [])
        return list(names)[1::2]

    def streams(self) -> Iterator[Stream]:
        return (one for one in self.pdf.objects if isinstance(one, Stream))

    def said(self, tag: str) -> list[str]:
        return [one.text or "" for one in self.xmp.iter(tag)] + [
            one.attrib[tag] for one in self.xmp.iter(f"{RDF}Description") if tag in one.attrib
        ]


def rule(*names: str):
    """Registers a check under each rule that it stands for."""

    def register(check):
        for name in names:
            assert name not in RULES, name
            RULES[name] = check
        return check

    return register


def check(content: bytes) -> list[str]:
    """What the paper breaks, as "rule: what", sorted; empty when nothing."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if "/Metadata" not in pdf.Root:
            return ["UA 7.1-8: no metadata"]
        xmp = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())
        paper = Paper(pdf, xmp)
        _walk_tree(paper)
        _walk_pages(paper)
        found = set()
        for name, one in RULES.items():
            found |= {f"{name}: {said}" for said in one(paper)}
        found |= {f"{name}: {said}" for name, said in paper.faults}
        found |= {f"LIAP syntax: {said}" for said in pdf.check_pdf_syntax()}
        found |= {f"A3 6.1.2-1: {said}" for said in _header(content)}
        return sorted(found)


# --- Gathering ------------------------------------------------------------------------------------------------------


def _walk_tree(paper: Paper) -> None:
    root = paper.root.get("/StructTreeRoot")
    if root is None:
        paper.faults.append(("UA 7.1-11", "no structure tree"))
        return
    pages = {page.obj.objgen: number for number, page in enumerate(paper.pdf.pages)}
    seen: set[tuple[int, int]] = set()

    def visit(raw: Dictionary, parent: str, page: int | None) -> str:
        kind = _mapped(root, str(raw.S)[1:])
        here = Element(raw, kind, parent)
        paper.elements.append(here)
        if raw.objgen in seen:
            paper.faults.append(("LIAP tree", "an element hangs in two places"))
            return kind
        seen.add(raw.objgen)
        page = pages.get(raw.Pg.objgen, page) if "/Pg" in raw else page
        for kid in _kids(raw):
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                continue
            if isinstance(kid, Dictionary) and "/S" in kid:
                here.kids.append(visit(kid, kind, page))
            else:
                mcid = int(kid.MCID) if isinstance(kid, Dictionary) else int(kid)
                paper.mcids[page if page is not None else -1, mcid] = kind
        return kind

    for kid in _kids(root):
        visit(kid, "", None)


def _kids(raw: Dictionary) -> list:
    kids = raw.get("/K", [])
    return list(kids) if isinstance(kids, Array) else [kids]


def _mapped(root: Dictionary, kind: str) -> str:
    for _ in range(10):
        if kind in STANDARD or f"/{kind}" not in root.get("/RoleMap", {}):
            return kind
        kind = str(root.RoleMap[f"/{kind}"])[1:]
    return kind


def _walk_pages(paper: Paper) -> None:
    for number, page in enumerate(paper.pdf.pages):
        _walk_content(paper, number, page, page.obj.get("/Resources", Dictionary()), [])


def _walk_content(paper: Paper, number: int, source, resources: Dictionary, inherited: list) -> None:  # noqa: C901 -- one branch for each operator
    stack = list(inherited)
    font, depth, deepest = "", 0, 0
    for operands, operator in pikepdf.parse_content_stream(source):
        said = str(operator)
        if said not in OPERATORS:
            paper.faults.append(("A3 6.2.2-1", f"unknown operator {said}"))
        depth += (said == "q") - (said == "Q")
        deepest = max(deepest, depth)
        if said in {"BMC", "BDC"}:
            _open(paper, number, stack, operands, said)
        elif said == "EMC":
            if len(stack) == len(inherited):
                paper.faults.append(("LIAP marks", f"page {number + 1} ends a mark that was not begun"))
            else:
                stack.pop()
        elif said == "Tf":
            font = _font(paper, resources, str(operands[0]))
        elif said in {"Tj", "TJ", "'", '"'}:
            pieces = operands[-1] if said == "TJ" else [operands[-1]]
            paper.shown.setdefault(font, set()).update(bytes(one) for one in pieces if isinstance(one, pikepdf.String))
        elif said == "Do":
            _draw(paper, number, resources, str(operands[0]), stack)
            continue
        if said in PAINTING and not stack:
            paper.faults.append(
                ("UA 7.1-3", f"page {number + 1} paints what is neither content nor artifact ({said})")
            )
    if deepest > 28:
        paper.faults.append(("A3 6.1.13-8", f"page {number + 1} nests q {deepest} deep"))
    if len(stack) != len(inherited) or depth:
        paper.faults.append(("LIAP marks", f"page {number + 1} leaves marks or states open"))


def _open(paper: Paper, number: int, stack: list, operands, said: str) -> None:
    tag = str(operands[0])[1:]
    properties = operands[1] if said == "BDC" and isinstance(operands[1], Dictionary) else Dictionary()
    mcid = int(properties.MCID) if "/MCID" in properties else None
    if tag == "Artifact" and any(mark[1] is not None for mark in stack):
        paper.faults.append(("UA 7.1-1", f"page {number + 1}: an artifact inside of tagged content"))
    if mcid is not None and any(mark[0] == "Artifact" for mark in stack):
        paper.faults.append(("UA 7.1-2", f"page {number + 1}: tagged content inside of an artifact"))
    if mcid is not None:
        paper.drawn[number, mcid] = paper.drawn.get((number, mcid), 0) + 1
    for key, name in (("/ActualText", "UA 7.2-30"), ("/Alt", "UA 7.2-31"), ("/E", "UA 7.2-32")):
        if tag == "Span" and key in properties and "/Lang" not in properties and not paper.language:
            paper.faults.append((name, "text without a language"))
    stack.append((tag, mcid))


def _font(paper: Paper, resources: Dictionary, name: str) -> str:
    font = resources.get("/Font", {}).get(name)
    if font is None:
        paper.faults.append(("UA 7.21.4.1-1", f"no font {name}"))
        return name
    key = f"{font.objgen}{name if font.objgen == (0, 0) else ''}"
    paper.fonts[key] = font
    return key


def _draw(paper: Paper, number: int, resources: Dictionary, name: str, stack: list) -> None:
    if not stack:
        paper.faults.append(("UA 7.1-3", f"page {number + 1} draws {name} as neither content nor artifact"))
    form = resources.get("/XObject", {}).get(name)
    if form is not None and form.get("/Subtype") == Name.Form:
        own = form.get("/Resources", resources)
        _walk_content(paper, number, form, own, stack)


def _header(content: bytes) -> Iterator[str]:
    first, second = content.split(b"\n", 2)[:2]
    if not re.fullmatch(rb"%PDF-1\.[0-7]", first):
        yield "no header of PDF 1.0 to 1.7"
    if not (second.startswith(b"%") and len(second) >= 5 and all(byte > 127 for byte in second[1:5])):
        yield "no comment of four high bytes in the second line"


# --- PDF/UA-1: identification and general ---------------------------------------------------------------------------


@rule("UA 5-1")
def identified(paper):
    if len(paper.said(f"{UA}part")) != 1:
        yield "no PDF/UA identification"


@rule("UA 5-2")
def part_is_one(paper):
    if [one for one in paper.said(f"{UA}part") if one != "1"]:
        yield "the part is not 1"


@rule("UA 7.1-4")
def not_suspect(paper):
    if paper.root.get("/MarkInfo", {}).get("/Suspects", False):
        yield "the structure is marked as suspect"


@rule("UA 7.1-5", "UA 7.1-6")
def standard_types(paper):
    yield from {f"type {one.kind}" for one in paper.elements if one.kind not in STANDARD}


@rule("UA 7.1-7")
def standard_types_stay(paper):
    mapped = paper.root.get("/StructTreeRoot", {}).get("/RoleMap", {})
    yield from (f"{name} is mapped to something else" for name in mapped.keys() if str(name)[1:] in STANDARD)  # noqa: SIM118


@rule("UA 7.1-8")
def has_metadata(paper):
    if paper.root.Metadata.get("/Subtype") != Name.XML:
        yield "the metadata is no XML"


@rule("UA 7.1-9")
def has_title(paper):
    if not [
        one for title in paper.xmp.iter(f"{DC}title") for one in title.iter(f"{RDF}li") if (one.text or "").strip()
    ]:
        yield "no dc:title"


@rule("UA 7.1-10")
def shows_title(paper):
    if paper.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield "the title is not displayed"


@rule("UA 7.1-11", "A3 6.7.3.3-1")
def has_tree(paper):
    if len(paper.elements) < 2:
        yield "no structure"


@rule("LIAP 14.7.4.4 marks match")
def parents_match(paper):
    """Each marked piece of a page belongs to one element, and the way back leads to the same."""
    nums = list(paper.root.get("/StructTreeRoot", {}).get("/ParentTree", {}).get("/Nums", []))
    parents = {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}
    if set(paper.drawn) != set(paper.mcids):
        yield f"{len(set(paper.drawn) ^ set(paper.mcids))} marked pieces are content without element or the reverse"
    for number, page in enumerate(paper.pdf.pages):
        listed = parents.get(int(page.obj.get("/StructParents", -1)))
        for mcid, element in enumerate(listed if listed is not None else []):
            wanted = paper.mcids.get((number, mcid))
            if (element is None) != (wanted is None):
                yield f"page {number + 1}, mark {mcid}: the way back differs"
    yield from (f"mark {mark} is drawn twice" for mark, count in paper.drawn.items() if count > 1)


# --- PDF/UA-1: text, tables, lists ----------------------------------------------------------------------------------


@rule("UA 7.2-2", "UA 7.2-33", "UA 7.2-21", "UA 7.2-22", "UA 7.2-23", "UA 7.2-24", "UA 7.2-25")
def language_known(paper):
    """One language in the catalogue answers for bookmarks, metadata, alternatives, annotations and fields alike."""
    if not paper.language:
        yield "no language"


@rule("UA 7.2-29")
def language_is_tag(paper):
    tags = [paper.language, *(str(one.raw.Lang) for one in paper.elements if "/Lang" in one.raw)]
    yield from {f"{tag!r} is no language" for tag in tags if tag and not LANGUAGE.fullmatch(tag)}


def _kids_match(name: str, kind: str, pattern: str) -> None:
    @rule(name)
    def kids_match(paper):
        for one in paper.of(kind):
            if not re.fullmatch(pattern, "&".join(one.kids)):
                yield f"{kind} holds {' '.join(one.kids)[:90]}"


def _inside(name: str, kind: str, *parents: str) -> None:
    @rule(name)
    def inside(paper):
        yield from {f"{kind} inside of {one.parent}" for one in paper.of(kind) if one.parent not in parents}


_PART = "(TR|THead|TBody|TFoot)"
_kids_match("UA 7.2-3", "Table", rf"(Caption&)?{_PART}(&{_PART})*|{_PART}(&{_PART})*(&Caption)?|Caption|")
_inside("UA 7.2-4", "TR", "Table", "THead", "TBody", "TFoot")
_inside("UA 7.2-5", "THead", "Table")
_inside("UA 7.2-6", "TBody", "Table")
_inside("UA 7.2-7", "TFoot", "Table")
_inside("UA 7.2-8", "TH", "TR")
_inside("UA 7.2-9", "TD", "TR")
_kids_match("UA 7.2-10", "TR", r"((TH|TD)(&(TH|TD))*)?")
_inside("UA 7.2-17", "LI", "L")
_inside("UA 7.2-18", "LBody", "LI")
_kids_match("UA 7.2-19", "L", r"(Caption&)?(L|LI)(&(L|LI))*|Caption|")
_kids_match("UA 7.2-20", "LI", r"((Lbl|LBody)(&(Lbl|LBody))*)?")
_inside("UA 7.2-26", "TOCI", "TOC")
_kids_match("UA 7.2-27", "TOC", r"(Caption&)?(TOC|TOCI)(&(TOC|TOCI))*|Caption|")
_kids_match("UA 7.2-36", "THead", r"(TR(&TR)*)?")
_kids_match("UA 7.2-37", "TBody", r"(TR(&TR)*)?")
_kids_match("UA 7.2-38", "TFoot", r"(TR(&TR)*)?")


@rule("UA 7.2-11", "UA 7.2-12")
def one_head_one_foot(paper):
    yield from (f"{k} twice" for one in paper.of("Table") for k in ("THead", "TFoot") if one.kids.count(k) > 1)


@rule("UA 7.2-13", "UA 7.2-14")
def head_has_body(paper):
    if any({"THead", "TFoot"} & set(one.kids) and "TBody" not in one.kids for one in paper.of("Table")):
        yield "a table of heads alone"


def _spans(raw: Dictionary) -> tuple[int, int]:
    attributes = raw.get("/A", Dictionary())
    return int(attributes.get("/RowSpan", 1)), int(attributes.get("/ColSpan", 1))


@rule("UA 7.2-15", "UA 7.2-41", "UA 7.2-42", "UA 7.2-43")
def rows_are_regular(paper):
    for table in paper.of("Table"):
        open_rows: dict[int, int] = {}
        widths = []
        for row in _rows(table.raw):
            taken = {column for column, left in open_rows.items() if left > 0}
            open_rows = {column: left - 1 for column, left in open_rows.items() if left > 1}
            place = 0
            for cell in _kids(row):
                down, across = _spans(cell)
                while place in taken:
                    place += 1
                for column in range(place, place + across):
                    taken.add(column)
                    if down > 1:
                        open_rows[column] = down - 1
                place += across
            widths.append(len(taken))
        if len(set(widths)) > 1:
            yield f"rows of {sorted(set(widths))} columns"
        if not widths:
            yield "a table without rows"


def _rows(raw: Dictionary) -> Iterator[Dictionary]:
    for kid in _kids(raw):
        if isinstance(kid, Dictionary) and kid.get("/S") == Name.TR:
            yield kid
        elif isinstance(kid, Dictionary) and str(kid.get("/S")) in {"/THead", "/TBody", "/TFoot"}:
            yield from _rows(kid)


@rule("UA 7.5-1", "UA 7.5-2")
def heads_have_scope(paper):
    """Each head says what it is the head of, and each cell that names heads names existing ones."""
    names = {str(one.raw.ID) for one in paper.elements if "/ID" in one.raw}
    for one in paper.of("TH"):
        if str(one.raw.get("/A", {}).get("/Scope", "")) not in {"/Row", "/Column", "/Both"}:
            yield "TH without scope"
    for one in paper.of("TD"):
        if {str(head) for head in one.raw.get("/A", {}).get("/Headers", [])} - names:
            yield "TD names a head that does not exist"
    if any(
        "TH" not in {str(cell.S)[1:] for row in _rows(one.raw) for cell in _kids(row)} for one in paper.of("Table")
    ):
        yield "a table without heads (used for layout?)"


@rule("LIAP 14.7.2 IDTree")
def names_are_listed(paper):
    names = [str(one.raw.ID) for one in paper.elements if "/ID" in one.raw]
    tree = paper.root.get("/StructTreeRoot", {}).get("/IDTree")
    listed = [str(name) for kid in (tree.Kids if tree is not None else []) for name in list(kid.Names)[::2]]
    if sorted(names) != listed:
        yield f"{len(names)} names, {len(listed)} in the tree of names"
    if len(set(names)) != len(names):
        yield "a name is given twice"


# --- PDF/UA-1: figures, headings, notes, layers, files --------------------------------------------------------------


def _needs_alternative(name: str, kind: str) -> None:
    @rule(name)
    def alternative(paper):
        for one in paper.of(kind):
            if not str(one.raw.get("/Alt", "")).strip() and not str(one.raw.get("/ActualText", "")).strip():
                yield f"{kind} without alternative text"


_needs_alternative("UA 7.3-1", "Figure")
_needs_alternative("UA 7.7-1", "Formula")


@rule("LIAP 14.8.5.4.3 BBox")
def figures_lie_on_the_page(paper):
    for one in paper.of("Figure"):
        x1, y1, x2, y2 = (float(v) for v in one.raw.A.BBox)
        left, low, right, high = (float(v) for v in one.raw.Pg.MediaBox)
        if not (left <= x1 <= x2 <= right + 1 and low - 1 <= y1 <= y2 <= high):
            yield "the box of a figure lies off its page"


@rule("UA 7.4.2-1")
def headings_in_order(paper):
    before = 0
    for one in paper.elements:
        if match := re.fullmatch(r"H([1-6])", one.kind):
            if int(match[1]) > before + 1:
                yield f"{one.kind} after {f'H{before}' if before else 'nothing'}"
            before = int(match[1])


@rule("UA 7.4.4-1", "UA 7.4.4-2", "UA 7.4.4-3")
def one_way_of_headings(paper):
    if any(one.kids.count("H") > 1 for one in paper.elements):
        yield "an element with two H"
    if paper.of("H") and paper.of("H1", "H2", "H3", "H4", "H5", "H6"):
        yield "H beside H1 to H6"


@rule("UA 7.9-1", "UA 7.9-2")
def notes_have_names(paper):
    names = [str(one.raw.get("/ID", "")) for one in paper.of("Note")]
    if "" in names or len(set(names)) != len(names):
        yield "a note without a name of its own"


@rule("UA 7.10-1", "UA 7.10-2", "A3 6.9-1", "A3 6.9-3")
def layers_are_named(paper):
    layers = paper.root.get("/OCProperties")
    for one in [layers.D, *layers.get("/Configs", [])] if layers is not None else []:
        if not str(one.get("/Name", "")) or "/AS" in one:
            yield "a configuration of layers without name or with AS"


@rule("UA 7.11-1", "A3 6.8-2")
def files_have_names(paper):
    if any(not str(one.get("/F", "")) or not str(one.get("/UF", "")) for one in paper.files()):
        yield "an attached file without F or UF"


@rule("UA 7.15-1", "A3 6.4.2-1", "A3 6.4.2-2")
def no_xfa(paper):
    if "/XFA" in paper.root.get("/AcroForm", {}) or paper.root.get("/NeedsRendering", False):
        yield "XFA"


@rule("UA 7.16-1", "A3 6.1.3-2")
def not_encrypted(paper):
    if paper.pdf.is_encrypted:
        yield "encrypted"


# --- PDF/UA-1: annotations ------------------------------------------------------------------------------------------


def _holder(paper: Paper, annotation: Dictionary) -> str:
    nums = list(paper.root.get("/StructTreeRoot", {}).get("/ParentTree", {}).get("/Nums", []))
    parents = {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}
    holder = parents.get(int(annotation.get("/StructParent", -1)))
    if not isinstance(holder, Dictionary) or "/S" not in holder:
        return ""
    inside = {one.raw.objgen for one in paper.elements}
    return str(holder.S)[1:] if holder.objgen in inside else ""


def _is_outside(page: Dictionary, annotation: Dictionary) -> bool:
    left, low, right, high = (float(one) for one in page.get("/CropBox", page.get("/MediaBox")))
    x1, y1, x2, y2 = (float(one) for one in annotation.Rect)
    return max(x1, x2) < left or min(x1, x2) > right or max(y1, y2) < low or min(y1, y2) > high


@rule("UA 7.18.1-1", "UA 7.18.1-2", "UA 7.18.4-1", "UA 7.18.5-1", "UA 7.18.8-1")
def annotations_hang_right(paper):
    """An annotation that lies outside of the page's crop box is not read, and hangs nowhere."""
    wanted = {"Widget": "Form", "Link": "Link", "PrinterMark": ""}
    for page, one in paper.annotations():
        kind = str(one.Subtype)[1:]
        if kind != "Popup" and not _is_outside(page, one) and _holder(paper, one) != wanted.get(kind, "Annot"):
            yield f"{kind} hangs in {_holder(paper, one) or 'nothing'}"


@rule("UA 7.18.1-3")
def fields_are_described(paper):
    for _, one in paper.annotations():
        if one.Subtype == Name.Widget and not str(one.get("/TU", "")):
            yield "a field without description"


@rule("UA 7.18.2-1", "A3 6.3.1-1")
def annotations_allowed(paper):
    for _, one in paper.annotations():
        if str(one.Subtype)[1:] not in ANNOTATIONS - {"TrapNet"}:
            yield f"annotation {one.Subtype}"


@rule("UA 7.18.3-1")
def tabs_follow_structure(paper):
    if any(page.get("/Tabs") != Name.S for page, _ in paper.annotations()):
        yield "a page with annotations and another order of tabs"


@rule("UA 7.18.5-2")
def links_are_described(paper):
    for _, one in paper.annotations():
        if one.Subtype == Name.Link and not str(one.get("/Contents", "")).strip():
            yield "a link without description"


@rule("UA 7.18.6.2-1", "UA 7.18.6.2-2")
def no_media(paper):
    if any(isinstance(one, Dictionary) and one.get("/Type") == Name.MediaClip for one in paper.pdf.objects):
        yield "a media clip"


@rule("UA 7.20-1", "A3 6.2.9-1", "A3 6.2.9-2", "A3 6.2.9-3")
def no_foreign_forms(paper):
    for one in paper.streams():
        if one.get("/Subtype") == Name.Form and {"/Ref", "/OPI", "/PS"} & {str(k) for k in one.keys()}:  # noqa: SIM118
            yield "a form drawn from elsewhere"


# --- PDF/UA-1: fonts ------------------------------------------------------------------------------------------------


def _below(font: Dictionary) -> Dictionary:
    return font.DescendantFonts[0] if font.get("/Subtype") == Name.Type0 else font


@rule("UA 7.21.3.1-1", "UA 7.21.3.3-1", "UA 7.21.3.3-2", "UA 7.21.3.3-3", "A3 6.2.11.3.1-1", "A3 6.2.11.3.3-1")
def identity_encoding(paper):
    yield from (
        f"encoding {one.get('/Encoding')}"
        for one in paper.fonts.values()
        if one.get("/Subtype") == Name.Type0 and str(one.get("/Encoding")) not in {"/Identity-H", "/Identity-V"}
    )


@rule("UA 7.21.3.2-1", "A3 6.2.11.3.2-1")
def glyph_map(paper):
    for one in paper.fonts.values():
        if _below(one).get("/Subtype") == Name.CIDFontType2 and "/CIDToGIDMap" not in _below(one):
            yield "no CIDToGIDMap"


@rule("UA 7.21.4.1-1", "A3 6.2.11.4.1-1")
def fonts_embedded(paper):
    for one in paper.fonts.values():
        described = _below(one).get("/FontDescriptor", {})
        if one.get("/Subtype") != Name.Type3 and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.keys()):
            yield f"{one.get('/BaseFont')} is not embedded"


@rule("LIAP own fonts")
def own_fonts(paper):
    yield from {
        f"{one.BaseFont} is none of ours"
        for one in paper.fonts.values()
        if "Noto-Sans" not in str(one.get("/BaseFont"))
    }


@rule("UA 7.21.6-2", "UA 7.21.6-3")
def simple_fonts(paper):
    if any(one.get("/Subtype") == Name.TrueType for one in paper.fonts.values()):
        yield "a simple TrueType font: its encoding is not checked here"


@rule("UA 7.2-1", "UA 7.21.7-1", "UA 7.21.7-2", "A3 6.2.11.7.2-1", "A3 6.2.11.7.2-2")
def text_means_something(paper):
    """Each code that is shown has a meaning in Unicode."""
    for key, texts in paper.shown.items():
        font = paper.fonts.get(key)
        if font is None or "/ToUnicode" not in font:
            yield "a font without ToUnicode"
            continue
        meaning = _meanings(font.ToUnicode.read_bytes())
        codes = {text[place : place + 2] for text in texts for place in range(0, len(text), 2)}
        yield from (f"code {code.hex()} means nothing" for code in codes if not meaning.get(code))
        if {"\x00", "\ufeff", "\ufffe"} & {c for one in meaning.values() for c in one}:
            yield "a code means zero or a byte order mark"


def _meanings(cmap: bytes) -> dict[bytes, str]:
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", block):
            found[bytes.fromhex(code.decode())] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found


@rule("UA 7.21.8-1", "A3 6.2.11.8-1")
def no_missing_glyph(paper):
    """Glyph 0 is the box that is drawn for a letter which the font lacks."""
    for texts in paper.shown.values():
        if any(text[place : place + 2] == b"\0\0" for text in texts for place in range(0, len(text), 2)):
            yield "a letter that the font lacks"


# --- PDF/A-3a -------------------------------------------------------------------------------------------------------


@rule("A3 6.1.3-1")
def has_identifier(paper):
    if len(paper.pdf.trailer.get("/ID", [])) != 2:
        yield "no identifier"


@rule("A3 6.1.6.1-1", "A3 6.1.7.2-1")
def streams_are_inside(paper):
    for one in paper.streams():
        if {"/F", "/FFilter", "/FDecodeParms"} & set(one.keys()) and one.get("/Type") != Name.Filespec:
            yield "a stream that lies elsewhere"
        if "/LZWDecode" in str(one.get("/Filter", "")):
            yield "LZW"


@rule("A3 6.1.12-1")
def no_permissions(paper):
    if set(paper.root.get("/Perms", {}).keys()) - {"/UR3", "/DocMDP"}:
        yield "other permissions than UR3 and DocMDP"


@rule("A3 6.1.13-1", "A3 6.1.13-10")
def pages_have_size(paper):
    for page in paper.pdf.pages:
        left, low, right, high = (float(v) for v in page.mediabox)
        if not (3 <= right - left <= 14400 and 3 <= high - low <= 14400):
            yield "a page below 3 or above 14400 units"


@rule("A3 6.2.3-1", "A3 6.2.3-2", "A3 6.2.4.3-2")
def colour_is_defined(paper):
    intents = [one for one in paper.root.get("/OutputIntents", []) if one.S == Name.GTS_PDFA1]
    if len(intents) != 1:
        yield "not one output intent"
    elif (intents[0].DestOutputProfile.N, intents[0].DestOutputProfile.read_bytes()[36:40]) != (3, b"acsp"):
        yield "the output intent is no profile of three colours"


@rule("A3 6.2.5-1", "A3 6.2.5-2", "A3 6.2.10-1")
def states_are_plain(paper):
    for one in paper.pdf.objects:
        if isinstance(one, Dictionary) and not isinstance(one, Stream) and one.get("/Type") == Name.ExtGState:
            if {"/TR", "/HTP"} & set(one.keys()) or one.get("/TR2", Name.Default) != Name.Default:
                yield "a transfer function"
            if str(one.get("/BM", "/Normal")) not in {"/Normal", "/Compatible"}:
                yield "another blend mode"


@rule("A3 6.2.8-1", "A3 6.2.8-2", "A3 6.2.8-3")
def pictures_are_plain(paper):
    for one in paper.streams():
        if one.get("/Subtype") == Name.Image and (
            {"/Alternates", "/OPI"} & set(one.keys()) or one.get("/Interpolate", False)
        ):
            yield "a picture that is interpolated or has alternates"


@rule("A3 6.3.2-1", "A3 6.3.2-2", "A3 6.3.3-1")
def annotations_print(paper):
    for _, one in paper.annotations():
        flags = int(one.get("/F", 0))
        if one.Subtype != Name.Popup and (not flags & 4 or flags & (1 | 2 | 32 | 256)):
            yield "an annotation that is not printed"
        x1, y1, x2, y2 = (float(corner) for corner in one.Rect)
        has_size = x1 != x2 or y1 != y2
        if has_size and one.Subtype not in {Name.Popup, Name.Link} and "/AP" not in one:
            yield "an annotation without appearance"


@rule("A3 6.5.1-1", "A3 6.5.1-2", "A3 6.5.2-1", "A3 6.5.2-2")
def no_actions(paper):
    holders = [paper.root, *(page.obj for page in paper.pdf.pages), *(one for _, one in paper.annotations())]
    if any("/AA" in one for one in holders):
        yield "actions of their own accord"
    actions = [one[key] for one in holders for key in ("/A", "/OpenAction") if isinstance(one.get(key), Dictionary)]
    yield from (f"action {one.S}" for one in actions if str(one.get("/S", "/"))[1:] in ACTIONS)
    if "/JavaScript" in paper.root.get("/Names", {}):
        yield "scripts"


@rule("A3 6.6.2.1-1", "A3 6.6.2.1-4")
def metadata_is_open(paper):
    if "/Filter" in paper.root.Metadata and paper.root.Metadata.Filter != Name.FlateDecode:
        yield "metadata packed in a strange way"
    paper.root.Metadata.read_bytes().decode("utf-8")


@rule("A3 6.6.2.3.1-1", "A3 6.6.2.3.3-1")
def extension_schemas(paper):
    """Properties beyond the known schemas are described in the file itself."""
    described = [one.text for one in paper.xmp.iter("{http://www.aiim.org/pdfa/ns/schema#}prefix")]
    if "pdfuaid" not in described:
        yield "pdfuaid is not described"
    if len(list(paper.xmp.iter(f"{EXTENSION}schemas"))) > 1:
        yield "two lists of schemas"


@rule("A3 6.6.3-1")
def information_agrees(paper):
    """Title and date in the old dictionary and in the metadata are the same."""
    info, titles = paper.pdf.docinfo, [li.text for t in paper.xmp.iter(f"{DC}title") for li in t.iter(f"{RDF}li")]
    if str(info.get("/Title", "")) not in titles:
        yield "two titles"


@rule("A3 6.6.4-1", "A3 6.6.4-2", "A3 6.6.4-3")
def identified_as_archive(paper):
    if (paper.said(f"{AID}part"), paper.said(f"{AID}conformance")) != (["3"], ["A"]):
        yield "not identified as PDF/A-3a"


@rule("A3 6.7.2.2-1")
def is_marked(paper):
    if paper.root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield "not marked as tagged"


@rule("A3 6.7.4-1")
def language_in_archive(paper):
    if not LANGUAGE.fullmatch(paper.language):
        yield "no language"


@rule("A3 6.8-1", "A3 6.8-3", "A3 6.8-4", "A3 6.8-5")
def files_are_tied(paper):
    tied = [one.objgen for one in paper.root.get("/AF", [])]
    if sorted(tied) != sorted(one.objgen for one in paper.files()):
        yield f"{len(paper.files())} attached files, {len(tied)} tied to the document"
    for one in paper.files():
        stream = one.EF.F
        if str(one.get("/AFRelationship", "/"))[1:] not in RELATIONSHIPS:
            yield "a file without relationship"
        if not re.fullmatch(r"/[-\w.+]+/[-\w.+]+", str(stream.get("/Subtype", ""))):
            yield "a file of unknown type"
        if "/ModDate" not in stream.Params:
            yield "a file without date"


@rule("LIAP attachment is whole")
def files_are_whole(paper):
    for one in paper.files():
        content = one.EF.F.read_bytes()
        said = (int(one.EF.F.Params.Size), bytes(one.EF.F.Params.CheckSum))
        if said != (len(content), hashlib.md5(content, usedforsecurity=False).digest()):
            yield f"{one.UF} was changed"


def counts() -> Counter:
    """How many rules of each profile are looked at; the faults found while walking count too."""
    walked = {"UA 7.1-1", "UA 7.1-2", "UA 7.1-3", "UA 7.2-30", "UA 7.2-31", "UA 7.2-32", "A3 6.2.2-1", "A3 6.1.13-8",
              "A3 6.1.2-1"}  # fmt: skip
    return Counter(name.split()[0] for name in {*RULES, *walked})
