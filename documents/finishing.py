"""What WeasyPrint leaves undone for a lasting and accessible file: PDF/A-3a and PDF/UA-1 together, facts inside.

WeasyPrint 70 writes one standard per file, lists each attachment twice, names heads of tables twice when they repeat,
gives them no scope and leaves running heads outside of the structure. Each repair here names the clause it serves
(ISO 19005-3, ISO 14289-1, ISO 32000-1); all work on the objects of pydyf before they are written, hence the pins.
"""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace, tostring

import pydyf

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
UA = "http://www.aiim.org/pdfua/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """A file inside the paper; its date is one of the facts, as the clock is not read."""

    name: str
    content: bytes
    mime: str
    relationship: str
    description: str
    dated_at: datetime


def enclose(document: Any, enclosures: tuple[Enclosure, ...]) -> None:
    """Puts the files into the paper and declares both standards in its metadata."""
    from weasyprint import Attachment  # noqa: PLC0415 -- slow, and the web process never needs it

    for one in sorted(enclosures, key=lambda one: one.name):
        document.metadata.attachments.append(
            Attachment(
                file_obj=io.BytesIO(one.content), name=one.name, description=one.description,
                created=one.dated_at, modified=one.dated_at, relationship=one.relationship,
            )
        )  # fmt: skip
    plain = document.metadata.generate_rdf_metadata
    document.metadata.generate_rdf_metadata = lambda *arguments: declare_ua(plain(*arguments))


def finisher(enclosures: tuple[Enclosure, ...]):
    """The callable which WeasyPrint runs on the finished objects."""

    def finish(document: Any, pdf: pydyf.PDF) -> None:
        _name_types(pdf, {one.name: one.mime for one in enclosures})
        _list_attachments_once(pdf)
        inside = _structure(pdf)
        _make_artifacts(pdf, {one.number for one in inside})
        _place_figures(pdf, inside)
        _name_heads(pdf, inside)
        _keep_streams(pdf)

    return finish


def declare_ua(metadata: bytes) -> bytes:
    """Adds `pdfuaid:part` with the schema that PDF/A wants for it (ISO 19005-3, 6.6.2.3)."""
    for prefix, address in (("pdfuaid", UA), ("pdfaExtension", EXTENSION), ("pdfaSchema", SCHEMA)):
        register_namespace(prefix, address)
    register_namespace("pdfaProperty", PROPERTY)
    rdf = fromstring(metadata)  # noqa: S314 -- our own writer's output a moment ago
    SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": "", f"{{{UA}}}part": "1"})
    described = SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
    schema = _resource(SubElement(SubElement(described, f"{{{EXTENSION}}}schemas"), f"{{{RDF}}}Bag"))
    SubElement(schema, f"{{{SCHEMA}}}schema").text = "PDF/UA identification schema"
    SubElement(schema, f"{{{SCHEMA}}}namespaceURI").text = UA
    SubElement(schema, f"{{{SCHEMA}}}prefix").text = "pdfuaid"
    listed = _resource(SubElement(SubElement(schema, f"{{{SCHEMA}}}property"), f"{{{RDF}}}Seq"))
    for name, said in (("name", "part"), ("valueType", "Integer"), ("category", "internal")):
        SubElement(listed, f"{{{PROPERTY}}}{name}").text = said
    SubElement(listed, f"{{{PROPERTY}}}description").text = "Part of ISO 14289 to which the file conforms"
    return tostring(rdf, encoding="utf-8")


def _resource(bag: Element) -> Element:
    return SubElement(bag, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})


def _name_types(pdf: pydyf.PDF, types: dict[str, str]) -> None:
    """Says what the attached files are, which would else depend on the tables of the machine (6.8)."""
    for one in pdf.objects:
        if isinstance(one, dict) and one.get("Type") == "/Filespec":
            stream = pdf.objects[_number(one["EF"]["F"])]
            stream.extra["Subtype"] = "/" + types[one["UF"].string].replace("/", "#2f")


def _list_attachments_once(pdf: pydyf.PDF) -> None:
    """One entry in /AF for each attached file (ISO 19005-3, 6.8)."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _structure(pdf: pydyf.PDF) -> list[pydyf.Dictionary]:
    """The elements that hang in the structure tree, in the order of reading."""
    found: list[pydyf.Dictionary] = []
    waiting = [_number(pdf.catalog["StructTreeRoot"])]
    while waiting:
        element = pdf.objects[waiting.pop()]
        found.append(element)
        kids = [_number(kid) for kid in element.get("K", ()) if not isinstance(kid, int)]
        waiting += [kid for kid in reversed(kids) if pdf.objects[kid].get("Type") == "/StructElem"]
    return found


def _make_artifacts(pdf: pydyf.PDF, inside: set[int]) -> None:
    """Running heads and page numbers are no content: marked as pagination, out of the structure (14289-1, 7.8)."""
    orphans = [
        one
        for one in pdf.objects
        if isinstance(one, dict) and one.get("Type") == "/StructElem" and one.number not in inside
    ]
    parents = pdf.objects[_number(pdf.objects[_number(pdf.catalog["StructTreeRoot"])]["ParentTree"])]["Nums"]
    for key, value in zip(parents[::2], parents[1::2], strict=True):
        if not isinstance(value, pydyf.Array):
            continue
        loose = {mcid for mcid, reference in enumerate(value) if _number(reference) not in inside}
        value[:] = [b"null" if mcid in loose else reference for mcid, reference in enumerate(value)]
        page = pdf.objects[pdf.pages["Kids"][::3][key]]
        items = pdf.objects[_number(page["Contents"])].stream
        for place, item in enumerate(items):
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") in loose:
                items[place - 1] = "/Artifact"
                items[place] = pydyf.Dictionary({"Type": "/Pagination"})
    for one in orphans:
        one.clear()


def _place_figures(pdf: pydyf.PDF, inside: list[pydyf.Dictionary]) -> None:
    """The box of a figure in units of the page, from below (ISO 32000-1, 14.8.5.4.3)."""
    for one in inside:
        if one.get("S") == "/Figure" and "A" in one:
            height = pdf.objects[_number(one["Pg"])]["MediaBox"][3]
            x1, y1, x2, y2 = one["A"]["BBox"]
            box = (x1 * 0.75, height - y2 * 0.75, x2 * 0.75, height - y1 * 0.75)
            one["A"]["BBox"] = pydyf.Array(round(value, 2) for value in box)


def _name_heads(pdf: pydyf.PDF, inside: list[pydyf.Dictionary]) -> None:
    """Heads of tables get their scope, one name each, and the tree of names (7.5; ISO 32000-1, 14.7.2)."""
    names: list[Any] = []
    for one in inside:
        if one.get("S") != "/TH":
            continue
        row = pdf.objects[_number(one["P"])]
        group = pdf.objects[_number(row["P"])]
        one["A"]["Scope"] = "/Row" if group["S"] == "/TBody" else "/Column"
        if "ID" in one:
            # The cells below hold this very object, so that they follow the new name.
            one["ID"].string = f"h{len(names) // 2:05d}"
            names += [one["ID"], one.reference]
    if names:
        limits = pydyf.Array([names[0], names[-2]])
        leaf = pydyf.Dictionary({"Limits": limits, "Names": pydyf.Array(names)})
        pdf.add_object(leaf)
        tree = pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})
        pdf.add_object(tree)
        pdf.objects[_number(pdf.catalog["StructTreeRoot"])]["IDTree"] = tree.reference


class _Kept(pydyf.Object):
    """A stream packed once: pydyf would pack it again for the identifier of the file."""

    def __init__(self, stream: pydyf.Stream) -> None:
        super().__init__()
        self.number, self.generation, self.bytes = stream.number, stream.generation, stream.data

    @property
    def data(self) -> bytes:
        return self.bytes

    @property
    def compressible(self) -> bool:
        return False


def _keep_streams(pdf: pydyf.PDF) -> None:
    pdf.objects[:] = [_Kept(one) if isinstance(one, pydyf.Stream) else one for one in pdf.objects]


def _number(reference: bytes) -> int:
    return int(re.match(rb"\d+", reference)[0])  # type: ignore[index]
