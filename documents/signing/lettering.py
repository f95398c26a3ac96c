"""The papers' own fonts for what is drawn beside WeasyPrint: widths, and the few letters that are used, embedded.

pyHanko would set text in a font of the reader's machine, which PDF/A forbids.
"""

import io
from functools import cached_property
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pyhanko.pdf_utils import generic

from documents.letters import FONTS

NONSYMBOLIC = 32
UNICODE_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{ranges}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
MOST_IN_A_RANGE = 100


class Face:
    """One cut of the papers' font; sizes and widths are in points."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.font = TTFont(Path(FONTS) / f"{name}.ttf")
        self.letters: set[str] = set()

    @cached_property
    def _advances(self) -> dict[int, float]:
        per_em = self.font["head"].unitsPerEm
        return {code: self.font["hmtx"][glyph][0] / per_em for code, glyph in self.font.getBestCmap().items()}

    def width(self, text: str, size: float) -> float:
        return size * sum(self._advances[ord(letter)] for letter in text)

    def wrapped(self, text: str, *, size: float, room: float) -> list[str]:
        """The text in lines that fit the room; a word which does not is broken."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.width(longer, size) <= room:
                lines[-1] = longer
                continue
            lines.append("")
            for letter in word:
                if self.width(lines[-1] + letter, size) > room:
                    lines.append("")
                lines[-1] += letter
        return [line for line in lines if line]

    def embed(self, writer: Any, text: str) -> "Embedded":
        """Puts the letters of the text into the file and says how they are shown."""
        return Embedded(self.name, self._part(text), writer)

    def _part(self, text: str) -> TTFont:
        part = TTFont(Path(FONTS) / f"{self.name}.ttf")
        subsetter = Subsetter(Options(layout_features=[], hinting=False, notdef_outline=True))
        subsetter.populate(text=text)
        subsetter.subset(part)
        return part


class Embedded:
    """A part of a font inside a file; its glyphs are numbered anew."""

    def __init__(self, name: str, part: TTFont, writer: Any) -> None:
        self.glyphs = {code: part.getGlyphID(glyph) for code, glyph in part.getBestCmap().items()}
        self.reference = writer.add_object(_composite(f"LIAPTT+{name}", part, self.glyphs, writer))

    def shown(self, text: str) -> str:
        """The text as an operand of `Tj`."""
        return f"<{''.join(f'{self.glyphs[ord(letter)]:04X}' for letter in text)}>"


def _composite(name: str, part: TTFont, glyphs: dict[int, int], writer: Any) -> generic.DictionaryObject:
    scale = 1000 / part["head"].unitsPerEm
    out = io.BytesIO()
    part.save(out, reorderTables=None)
    program = generic.StreamObject({_name("/Length1"): generic.NumberObject(len(out.getvalue()))}, out.getvalue())
    program.compress()
    head, lines, shape = part["head"], part["hhea"], part["OS/2"]
    descriptor = _dictionary(
        Type=_name("/FontDescriptor"), FontName=_name(f"/{name}"), Flags=_whole(NONSYMBOLIC),
        FontBBox=_numbers(value * scale for value in (head.xMin, head.yMin, head.xMax, head.yMax)),
        ItalicAngle=_whole(0), Ascent=_whole(lines.ascent * scale), Descent=_whole(lines.descent * scale),
        CapHeight=_whole(getattr(shape, "sCapHeight", lines.ascent) * scale), StemV=_whole(80),
        FontFile2=writer.add_object(program),
    )  # fmt: skip
    system = _dictionary(
        Registry=generic.pdf_string("Adobe"), Ordering=generic.pdf_string("Identity"), Supplement=_whole(0)
    )
    widths = _numbers(part["hmtx"][glyph][0] * scale for glyph in part.getGlyphOrder())
    descendant = _dictionary(
        Type=_name("/Font"), Subtype=_name("/CIDFontType2"), BaseFont=_name(f"/{name}"), CIDSystemInfo=system,
        FontDescriptor=writer.add_object(descriptor), W=generic.ArrayObject([_whole(0), widths]),
        CIDToGIDMap=_name("/Identity"),
    )  # fmt: skip
    meaning = generic.StreamObject(stream_data=_unicode_map(glyphs).encode())
    meaning.compress()
    return _dictionary(
        Type=_name("/Font"), Subtype=_name("/Type0"), BaseFont=_name(f"/{name}"), Encoding=_name("/Identity-H"),
        DescendantFonts=generic.ArrayObject([writer.add_object(descendant)]), ToUnicode=writer.add_object(meaning),
    )  # fmt: skip


def _unicode_map(glyphs: dict[int, int]) -> str:
    pairs = sorted((glyph, code) for code, glyph in glyphs.items())
    ranges = []
    for at in range(0, len(pairs), MOST_IN_A_RANGE):
        some = pairs[at : at + MOST_IN_A_RANGE]
        said = "\n".join(f"<{glyph:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for glyph, code in some)
        ranges.append(f"{len(some)} beginbfchar\n{said}\nendbfchar")
    return UNICODE_MAP.format(ranges="\n".join(ranges))


def _dictionary(**entries: Any) -> generic.DictionaryObject:
    return generic.DictionaryObject({_name(f"/{key}"): value for key, value in entries.items()})


def _name(text: str) -> generic.NameObject:
    return generic.NameObject(text)


def _whole(value: float) -> generic.NumberObject:
    return generic.NumberObject(round(value))


def _numbers(values: Any) -> generic.ArrayObject:
    return generic.ArrayObject(_whole(value) for value in values)
