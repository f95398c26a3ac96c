"""What a signed paper shows of its electronic signature, below the foot of its last page.

Every paper keeps that place free, and nothing is there where nobody signed. The words come with the signature: as the
appearance of its field, which hangs in the structure of the paper (ISO 14289-1, 7.18.4), in the papers' own fonts.
They do not stand above the name of an officer: the key is the office's, and he did not sign by his own hand.
"""

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent, ResourceType
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.sign import fields
from pyhanko.stamp import StaticStampStyle

from documents import letters
from documents.signing.lettering import Face

MM = 72 / 25.4
# Below the foot in the print styles, even where that has two lines, and above what office printers leave white.
LEFT, BOTTOM, WIDTH, HEIGHT = 20 * MM, 4 * MM, 170 * MM, 8.1 * MM
INSET, LEADING = 6.0, 1.25
SIZES = (6.1, 5.6, 5.0, 4.5, 4.0)
INK, BAR = "0.133 0.188 0.247", "0.122 0.227 0.373"


def put_field(writer: Any, name: str, words: tuple[str, ...]) -> None:
    """Adds the empty field in its place, read aloud as the words, at the end of the order of reading."""
    said = " ".join(words)
    box = (LEFT, BOTTOM, LEFT + WIDTH, BOTTOM + HEIGHT)
    fields.append_signature_field(writer, fields.SigFieldSpec(name, on_page=-1, box=box, readable_field_name=said))
    field = writer.root["/AcroForm"]["/Fields"].raw_get(-1)
    _hang(writer, field, writer.find_page_for_modification(-1)[0], said)


def _hang(writer: Any, field: Any, page: Any, said: str) -> None:
    root = writer.root["/StructTreeRoot"]
    paper = root["/K"].raw_get(0)
    parents = root["/ParentTree"]["/Nums"]
    key = max(int(one) for one in list(parents)[::2]) + 1
    name = generic.NameObject
    inside = generic.DictionaryObject({name("/Type"): name("/OBJR"), name("/Obj"): field, name("/Pg"): page})
    form = writer.add_object(
        generic.DictionaryObject({
            name("/Type"): name("/StructElem"), name("/S"): name("/Form"), name("/P"): paper, name("/Pg"): page,
            name("/K"): generic.ArrayObject([inside]), name("/Alt"): generic.TextStringObject(said),
        })
    )  # fmt: skip
    paper.get_object()["/K"].append(form)
    parents.extend([generic.NumberObject(key), form])
    widget = field.get_object()
    widget[name("/StructParent")] = generic.NumberObject(key)
    widget[name("/Contents")] = generic.TextStringObject(said)
    page.get_object()[name("/Tabs")] = name("/S")
    for changed in (paper.get_object()["/K"], parents, widget, page.get_object()):
        writer.update_container(changed)


def appearance(writer: Any, words: tuple[str, ...]) -> StaticStampStyle:
    """The words as they are drawn: a bar, the first paragraph bold, all as large as the place allows."""
    said = [letters.printable(one) for one in words]
    faces = [Face("NotoSans-Bold"), *[Face("NotoSans-Regular")] * (len(said) - 1)]
    size, lines = _fitted(faces, said)
    embedded = {
        face.name: face.embed(writer, "".join(line for own, line in lines if own is face)) for face in set(faces)
    }
    step = size * LEADING
    y = HEIGHT / 2 + len(lines) * step / 2 - size
    drawn = [f"{BAR} rg 0 0 2.4 {HEIGHT:.2f} re f {INK} rg BT"]
    for face, line in lines:
        drawn.append(f"/{face.name} {size} Tf 1 0 0 1 {INSET} {y:.2f} Tm {embedded[face.name].shown(line)} Tj")
        y -= step
    drawn.append("ET")
    content = RawContent("\n".join(drawn).encode(), box=BoxConstraints(width=WIDTH, height=HEIGHT))
    for font, one in embedded.items():
        content.set_resource(ResourceType.FONT, generic.NameObject(f"/{font}"), one.reference)
    whole = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, margins=Margins(0, 0, 0, 0))
    return StaticStampStyle(border_width=0, background=content, background_layout=whole, background_opacity=1)


def _fitted(faces: list[Face], said: list[str]) -> tuple[float, list[tuple[Face, str]]]:
    """The largest size at which all fits; names are kept so short that at the smallest it does."""
    lines: list[tuple[Face, str]] = []
    for size in SIZES:
        lines = [
            (face, line)
            for face, one in zip(faces, said, strict=True)
            for line in face.wrapped(one, size=size, room=WIDTH - 2 * INSET)
        ]
        if len(lines) * size * LEADING <= HEIGHT:
            return size, lines
    return SIZES[-1], lines[: int(HEIGHT / (SIZES[-1] * LEADING))]
