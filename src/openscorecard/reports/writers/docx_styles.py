"""The styles of a DOCX: ours, each with its East Asian font, wherever a template has none of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openscorecard.drawing.palette import LIGHT

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

FONT, ACCENT = "Microsoft JhengHei", "0B3D6B"
TINT, ROW_TINT, LINE = "E8F0F8", "F5F8FB", "B8C2CC"
MUTED = LIGHT["muted"].removeprefix("#").upper()
# Name: size in points, bold, colour, points before and after, style it is based on.
_STYLES: dict[str, tuple[float, bool, str, float, float]] = {
    "Normal": (10.5, False, "17202B", 0, 6),
    "Title": (24, True, ACCENT, 0, 6),
    "Subtitle": (14, False, "17202B", 0, 12),
    "Heading 1": (17, True, ACCENT, 20, 8),
    "Heading 2": (13.5, True, ACCENT, 14, 6),
    "Heading 3": (11.5, True, ACCENT, 10, 4),
    "Caption": (10, True, "17202B", 10, 4),
    "List Bullet": (10.5, False, "17202B", 0, 3),
    "List Number": (10.5, False, "17202B", 0, 3),
    "Footer": (8.5, False, MUTED, 0, 0),
    "PaperContents": (17, True, ACCENT, 0, 8),
    "PaperFacts": (10, False, MUTED, 0, 14),
    "PaperLead": (12, True, "17202B", 0, 8),
    "PaperNote": (9, False, MUTED, 3, 8),
    "PaperQuote": (10.5, False, "17202B", 6, 8),
    "PaperTerm": (10.5, False, "17202B", 0, 4),
    "PaperGap": (4, False, "17202B", 0, 0),
    "PaperCell": (9.5, False, "17202B", 1, 1),
    "PaperCellSmall": (8.5, False, "17202B", 1, 1),
    "PaperCellSmallest": (7.5, False, "17202B", 1, 1),
    "toc 1": (10.5, True, "17202B", 4, 2),
    "toc 2": (10.5, False, "17202B", 0, 2),
    "toc 3": (10.5, False, "17202B", 0, 2),
}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INDENTS = {"PaperQuote": 18.0, "toc 2": 14.0, "toc 3": 28.0}


def set_styles(package: DocxDocument, *, keep: bool) -> None:
    """Every style that a paper uses; `keep` leaves those alone that the template brought along."""
    from docx.enum.style import WD_STYLE_TYPE

    there = {style.name for style in package.styles}
    for name in _STYLES:
        if name in there and keep:
            continue
        style = package.styles[name] if name in there else package.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if name not in there:
            style.element.set(_W + "styleId", _id_of(name))
        _set(style, name)
    if not keep:
        _set_languages(package)


def _id_of(name: str) -> str:
    return name.replace("toc ", "TOC").replace(" ", "")


def _set(style: Any, name: str) -> None:
    from docx.shared import Pt, RGBColor

    size, bold, colour, before, after = _STYLES[name]
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # theme fonts would win over named ones
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(_W + script, FONT)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.0 if name.startswith("PaperCell") else 1.1
    if name in _INDENTS:
        form.left_indent = Pt(_INDENTS[name])
    if name.startswith("Heading") or name == "Caption":
        form.keep_with_next = True
    borders = style.element.pPr.find(_W + "pBdr") if style.element.pPr is not None else None
    if borders is not None:
        style.element.pPr.remove(borders)  # the line below python-docx's own title


def _set_languages(package: DocxDocument) -> None:
    from docx.oxml import OxmlElement

    normal: Any = package.styles["Normal"]
    language = OxmlElement("w:lang")
    language.set(_W + "val", "en-GB")
    language.set(_W + "eastAsia", "zh-TW")
    normal.element.get_or_add_rPr().append(language)


def number_list(package: DocxDocument) -> int:
    """A numbered list that begins with 1 again: the number that its paragraphs name."""
    style: Any = package.styles["List Number"]
    numbering: Any = package.part.numbering_part.element
    listed = style.element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    own = int(listed.get(_W + "val")) if listed is not None else None
    abstract = next((one.abstractNumId.val for one in numbering.num_lst if one.numId == own), None)
    if abstract is None:
        return 0
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)
