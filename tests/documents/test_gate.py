"""Every kind in both languages passes the gate, and the gate turns red for each fault that is planted."""

import io
import json
import re
import subprocess
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from documents import canonical, rendering
from documents.kinds import KINDS
from tests.conftest import require
from tests.documents import pdfcheck
from tests.documents.conftest import drawn, order, words_of
from tests.documents.samples import PLAN, SAMPLES

pytestmark = pytest.mark.once

EACH = pytest.mark.parametrize(("kind", "language"), [(k, lang) for k in SAMPLES for lang in ("id", "en")])


@EACH
def test_each_paper_passes_the_gate(kind, language):
    assert pdfcheck.check(drawn(SAMPLES[kind], kind, language=language)) == []


def test_each_kind_has_a_sample():
    assert set(SAMPLES) == set(KINDS)


def test_the_gate_covers_most_rules():
    assert pdfcheck.counts()["UA"] >= 60
    assert pdfcheck.counts()["A3"] >= 40


@EACH
def test_other_tools_find_no_fault(kind, language, tmp_path):
    require("qpdf", "pdfinfo")
    path = tmp_path / "paper.pdf"
    path.write_bytes(drawn(SAMPLES[kind], kind, language=language))

    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
    told = subprocess.run(["pdfinfo", path], capture_output=True, check=True)

    assert (checked.returncode, checked.stderr) == (0, b"")
    assert re.search(rb"Tagged: +yes", told.stdout)
    assert told.stderr == b""


def test_words_are_found_although_they_are_hyphenated():
    background = "penguatan kelembagaan dan pemberdayaan masyarakat berkesinambungan " * 60

    said = words_of(drawn(replace(PLAN, background=background), "D3"))

    assert said.count("kelembagaan") >= 60
    assert said.count("berkesinambungan") >= 60


@EACH
def test_the_facts_lie_inside_as_data_and_as_workbook(kind, language):
    facts = canonical.to_json(SAMPLES[kind])

    with pikepdf.open(io.BytesIO(drawn(SAMPLES[kind], kind, language=language))) as pdf:
        files = {name.rsplit(".")[-1]: spec for name, spec in pdf.attachments.items()}
        ties = {str(one.UF).rsplit(".")[-1]: str(one.AFRelationship) for one in pdf.Root.AF}
        embedded, workbook = (files[ending].get_file().read_bytes() for ending in ("json", "xlsx"))

    assert ties == {"json": "/Data", "xlsx": "/Supplement"}
    assert embedded == facts.encode()
    assert json.loads(embedded)["head"]["plan_code"] == SAMPLES[kind].head.plan_code
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))


@EACH
def test_text_stands_out_from_what_is_behind_it(kind, language):
    with pikepdf.open(io.BytesIO(drawn(SAMPLES[kind], kind, language=language))) as pdf:
        pale = [ink for page in pdf.pages for ink in inks(page) if contrast(ink, HEAD_OF_TABLE) < 4.5]

    assert pale == []


def test_letters_that_the_fonts_lack_are_replaced_on_the_page_and_kept_inside():
    facts = replace(PLAN, background="−5 ≥ 3 → ﬁrma ＡＢＣ 工業 🚀 مرحبا", objective="工" * 200)
    pdf = drawn(facts, "D3")

    assert pdfcheck.check(pdf) == []
    assert "–5 >= 3 -> firma ABC" in words_of(pdf).replace("ﬁ", "fi")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        inside = next(one for name, one in opened.attachments.items() if name.endswith("json"))
        assert json.loads(inside.get_file().read_bytes())["background"] == facts.background


HEAD_OF_TABLE = (0xE3 / 255, 0xEA / 255, 0xF3 / 255)


def inks(page):
    """The colours in which text is shown on the page."""
    colour, kept, found = (0.0, 0.0, 0.0), [], set()
    for operands, operator in pikepdf.parse_content_stream(page):
        said = str(operator)
        if said == "q":
            kept.append(colour)
        elif said == "Q":
            colour = kept.pop()
        elif said in {"rg", "scn", "sc"} and len(operands) == 3:
            colour = tuple(float(one) for one in operands)
        elif said in {"Tj", "TJ"}:
            found.add(colour)
    return found


def contrast(one, other):
    lights = []
    for colour in (one, other):
        parts = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in colour]
        lights.append(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05)
    return max(lights) / min(lights)


# --- Planted faults --------------------------------------------------------------------------------------------------


def elements(pdf, kind):
    return [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == Name(f"/{kind}")]


def first_table_without_heads(pdf):
    for one in elements(pdf, "TH"):
        one.S = Name.TD


def without_title(pdf):
    content = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(re.sub(rb"<dc:title>.*?</dc:title>", b"", content, flags=re.DOTALL))


def without_ua(pdf):
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b'pdfuaid:part="1"', b""))


def unmarked_ink(pdf):
    pdf.pages[0].contents_add(b"0 0 10 10 re f")


def box_instead_of_letter(pdf):
    name = sorted(pdf.pages[0].Resources.Font.keys())[0]
    pdf.pages[0].contents_add(f"/Artifact BMC BT {name} 9 Tf <0000> Tj ET EMC".encode())


def loose_mark(pdf):
    pdf.pages[0].contents_add(b"/Span <</MCID 9999>> BDC 0 0 10 10 re f EMC")


def tampered_file(pdf):
    pdf.Root.AF[0].EF.F.write(pdf.Root.AF[0].EF.F.read_bytes().replace(b"00.71", b"00.72"))


def font_outside(pdf):
    for one in pdf.objects:
        if isinstance(one, Dictionary) and one.get("/Type") == Name.FontDescriptor:
            del one["/FontFile2"]


def system_font(pdf):
    for one in pdf.objects:
        if isinstance(one, Dictionary) and one.get("/Type") == Name.Font:
            one.BaseFont = Name("/ABCDEF+DejaVu-Sans")


def without_meaning(pdf):
    for one in pdf.objects:
        if isinstance(one, Dictionary) and one.get("/Subtype") == Name.Type0:
            del one["/ToUnicode"]


def drop(kind, *keys):
    def from_elements(pdf):
        for one in elements(pdf, kind):
            holder = one
            for key in keys[:-1]:
                holder = holder[key]
            if keys[-1] in holder:
                del holder[keys[-1]]

    return from_elements


def rename(kind, other):
    def elements_of(pdf):
        for one in elements(pdf, kind):
            one.S = Name(f"/{other}")

    return elements_of


def lost_cell(pdf):
    row = elements(pdf, "TR")[-1]
    row.K = Array(list(row.K)[:-1])


def twice_tied(pdf):
    pdf.Root.AF = Array([*pdf.Root.AF, *pdf.Root.AF])


def links(change):
    def of_pages(pdf):
        for page in pdf.pages:
            for one in page.obj.get("/Annots", []):
                change(one)

    return of_pages


def set_root(name, value):
    return lambda pdf: pdf.Root.__setitem__(name, value)


def drop_root(name):
    return lambda pdf: pdf.Root.__delitem__(name)


FAULTS = {
    "UA 5-1": without_ua,
    "UA 7.1-3": unmarked_ink,
    "UA 7.1-5": rename("P", "Absatz"),
    "UA 7.1-9": without_title,
    "UA 7.1-10": drop_root("/ViewerPreferences"),
    "UA 7.1-11": drop_root("/StructTreeRoot"),
    "UA 7.2-2": drop_root("/Lang"),
    "UA 7.2-29": set_root("/Lang", pikepdf.String("bahasa indonesia")),
    "UA 7.2-3": rename("THead", "P"),
    "UA 7.2-4": rename("TBody", "Div"),
    "UA 7.2-8": rename("TR", "Div"),
    "UA 7.2-10": rename("TD", "P"),
    "UA 7.2-17": rename("L", "Div"),
    "UA 7.2-43": lost_cell,
    "UA 7.3-1": drop("Figure", "/Alt"),
    "UA 7.4.2-1": rename("H2", "H4"),
    "UA 7.5-1": drop("TH", "/A", "/Scope"),
    "UA 7.5-2": first_table_without_heads,
    "UA 7.18.3-1": lambda pdf: [page.obj.__delitem__("/Tabs") for page in pdf.pages],
    "UA 7.18.5-1": links(lambda one: one.__delitem__("/StructParent")),
    "UA 7.18.5-2": links(lambda one: one.__delitem__("/Contents")),
    "UA 7.21.4.1-1": font_outside,
    "UA 7.21.7-1": without_meaning,
    "UA 7.21.8-1": box_instead_of_letter,
    "A3 6.2.3-1": drop_root("/OutputIntents"),
    "A3 6.3.2-1": links(lambda one: one.__setitem__("/F", 2)),
    "A3 6.5.1-1": set_root("/OpenAction", Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))),
    "A3 6.7.2.2-1": drop_root("/MarkInfo"),
    "A3 6.8-1": twice_tied,
    "LIAP own fonts": system_font,
    "LIAP attachment is whole": tampered_file,
    "LIAP 14.7.2 IDTree": lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/IDTree"),
    "LIAP 14.7.4.4 marks match": loose_mark,
}


@pytest.mark.parametrize("rule", FAULTS)
def test_the_gate_turns_red(rule):
    with pikepdf.open(io.BytesIO(drawn(PLAN, "D3"))) as pdf:
        FAULTS[rule](pdf)
        spoilt = io.BytesIO()
        pdf.save(spoilt)

    assert rule in {said.partition(":")[0] for said in pdfcheck.check(spoilt.getvalue())}


def test_the_gate_turns_red_without_the_finisher(monkeypatch):
    monkeypatch.setattr(rendering.finishing, "finisher", lambda enclosures: lambda document, pdf: None)

    said = {one.partition(":")[0] for one in pdfcheck.check(rendering.render(order(PLAN, "D3")).pdf)}

    assert said >= {"A3 6.8-1", "LIAP 14.7.2 IDTree", "LIAP 14.7.4.4 marks match", "UA 7.5-1"}


def test_a_box_instead_of_a_letter_is_refused_by_the_drawing_itself():
    html = '<html lang="id"><title>x</title><body style="font-family: Noto Sans"><p>工業</p></body></html>'

    with pytest.raises(rendering.Undrawable, match="notdef"):
        rendering.pdf_of(html)
