"""The styles and pages of an ODT; an institution's template keeps its own, and gets those it lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openscorecard.domain.text import Language
from openscorecard.reports.paper import Paper
from openscorecard.reports.writers.faults import UnfitTemplate
from openscorecard.reports.writers.odf_package import (
    ACCENT,
    INK,
    MUTED,
    default_text,
    document_styles,
    letters,
    text_properties,
)
from openscorecard.reports.writers.pages import Lie

_MARGIN = 2.0  # cm
MASTERS: dict[Lie, str] = {
    Lie(): "Standard", Lie(True): "PaperLandscape", Lie(True, "a3"): "PaperA3Landscape", Lie(False, "a3"): "PaperA3",
}  # fmt: skip
COVER = "PaperCover"
# Name: size, bold, colour, cm above and below, and what else its paragraphs have.
_PARAGRAPHS: dict[str, tuple[float, bool, str, float, float, str]] = {
    "Standard": (10.5, False, INK, 0, 0.15, 'fo:line-height="100%"'),
    "Title": (24, True, ACCENT, 0, 0.3, 'fo:line-height="120%"'),
    "Subtitle": (14, False, INK, 0, 0.5, ""),
    "Heading_20_1": (17, True, ACCENT, 0.7, 0.3, 'fo:keep-with-next="always"'),
    "Heading_20_2": (13.5, True, ACCENT, 0.35, 0.15, 'fo:keep-with-next="always"'),
    "Heading_20_3": (11.5, True, ACCENT, 0.25, 0.1, 'fo:keep-with-next="always"'),
    "Caption": (10, True, INK, 0.2, 0.1, 'fo:keep-with-next="always"'),
    "Footer": (8.5, False, MUTED, 0, 0, 'fo:text-align="center"'),
    "Contents_20_Heading": (17, True, ACCENT, 0, 0.3, 'fo:keep-with-next="always"'),
    "Contents_20_1": (10.5, True, INK, 0.1, 0.05, ""),
    "Contents_20_2": (10.5, False, INK, 0, 0.05, 'fo:margin-left="0.5cm"'),
    "Contents_20_3": (10.5, False, INK, 0, 0.05, 'fo:margin-left="1cm"'),
    "PaperFacts": (10, False, MUTED, 0, 0.5, ""),
    "PaperLead": (12, True, INK, 0, 0.2, ""),
    "PaperNote": (9, False, MUTED, 0.1, 0.2, ""),
    "PaperQuote": (10.5, False, INK, 0.2, 0.3,
                   f'fo:margin-left="0.6cm" fo:padding-left="0.3cm" fo:border-left="2pt solid {ACCENT}"'),
    "PaperTerm": (10.5, False, INK, 0, 0.1, 'fo:margin-left="0.8cm" fo:text-indent="-0.8cm"'),
    "PaperItem": (10.5, False, INK, 0, 0.1, ""),
    **{
        f"PaperCell{small}{side}": (size, False, INK, 0, 0, f'fo:line-height="100%"{align}')
        for small, size in (("", 9.5), ("Small", 8.5), ("Smallest", 7.5))
        for side, align in (("", ""), ("Centre", ' fo:text-align="center"'), ("End", ' fo:text-align="end"'))
    },
    "PaperGap": (4, False, INK, 0, 0, ""),
}  # fmt: skip
_LISTS = (
    '<text:list-style style:name="PaperBullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
    '<style:list-level-properties text:space-before="0.2cm" text:min-label-width="0.5cm"/>'
    "</text:list-level-style-bullet></text:list-style>"
    '<text:list-style style:name="PaperNumbers"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."><style:list-level-properties text:space-before="0.2cm" text:min-label-width="0.6cm"/>'
    "</text:list-level-style-number></text:list-style>"
)
_PLAIN = '<style:style style:name="PaperPlain" style:display-name="Paper Plain" style:family="text"/>'
"""Letters of a link that looks like the words around it."""
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def styles_of(paper: Paper, template: Path | None) -> str:
    """styles.xml for `paper`. Raises UnfitTemplate."""
    ours = document_styles(_named(paper.language), _layouts(), _masters(paper))
    return _merged(template, ours) if template else ours


def _named(language: Language) -> str:
    breaks = '<style:paragraph-properties style:line-break="strict" style:text-autospace="ideograph-alpha"/>'
    default = (
        f'<style:default-style style:family="paragraph">{breaks}{default_text(language, 10.5)}</style:default-style>'
    )
    return default + "".join(_paragraph(name, look) for name, look in _PARAGRAPHS.items()) + _LISTS + _PLAIN


def _paragraph(name: str, look: tuple[float, bool, str, float, float, str]) -> str:
    size, bold, colour, above, below, more = look
    outline = f' style:default-outline-level="{name[-1]}"' if name.startswith("Heading") else ""
    parent = ' style:parent-style-name="Standard"' if name != "Standard" else ""
    shown = name.replace("_20_", " ")
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph"{parent}'
        f'{outline}><style:paragraph-properties fo:margin-top="{above}cm" fo:margin-bottom="{below}cm" {more}/>'
        f"{text_properties(size, bold=bold, colour=colour)}</style:style>"
    )


def _layouts() -> str:
    return "".join(_layout(name, lie) for lie, name in MASTERS.items())


def _layout(name: str, lie: Lie) -> str:
    width, height = lie.size
    lying = "landscape" if lie.landscape else "portrait"
    return (
        f'<style:page-layout style:name="{name}Page"><style:page-layout-properties fo:page-width="{width / 10}cm" '
        f'fo:page-height="{height / 10}cm" style:print-orientation="{lying}" fo:margin-left="{_MARGIN}cm" '
        f'fo:margin-right="{_MARGIN}cm" '
        'fo:margin-top="1.6cm" fo:margin-bottom="1.2cm"/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.3cm"/>'
        "</style:footer-style></style:page-layout>"
    )


def _masters(paper: Paper) -> str:
    words = letters(f"{paper.footer}　") if paper.footer else ""
    foot = (
        f'<style:footer><text:p text:style-name="Footer">{words}<text:page-number text:select-page="current">1'
        "</text:page-number> / <text:page-count>1</text:page-count></text:p></style:footer>"
    )
    pages = "".join(
        f'<style:master-page style:name="{name}" style:page-layout-name="{name}Page">{foot}</style:master-page>'
        for name in MASTERS.values()
    )
    return f'{pages}<style:master-page style:name="{COVER}" style:page-layout-name="StandardPage"/>'


def _merged(template: Path, ours: str) -> str:
    """The template's styles.xml with those of ours that it has no style of the same name and family for."""
    from lxml import etree

    theirs = _read(template)
    mine = etree.fromstring(ours.encode())
    for part in ("styles", "automatic-styles", "master-styles"):
        here = theirs.find(f"{_OFFICE}{part}")
        if here is None:
            raise UnfitTemplate(path=template, form="odt", reason=f"styles.xml: office:{part} ∅")
        there = {_name(one) for one in here}
        for one in mine.find(f"{_OFFICE}{part}"):  # type: ignore[union-attr]
            if _name(one) not in there:
                here.append(one)
    return etree.tostring(theirs, encoding="unicode")


def _name(style: Any) -> tuple[str, str, str]:
    family = style.get(f"{_STYLE}family", "")
    return str(style.tag), family, style.get(f"{_STYLE}name", "")


def _read(template: Path) -> Any:
    from zipfile import ZipFile

    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with ZipFile(template) as archive:
            if archive.read("mimetype").strip() not in _KINDS:
                raise ValueError(archive.read("mimetype")[:60].decode("ascii", "replace"))
            return etree.fromstring(archive.read("styles.xml"), parser)
    except Exception as broken:  # whatever a damaged file makes the libraries raise
        raise UnfitTemplate(path=template, form="odt", reason=str(broken)) from broken


_KINDS = {b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.text-template"}
