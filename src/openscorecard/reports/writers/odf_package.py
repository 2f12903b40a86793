"""What ODT and ODS have in common: the package with its manifest, meta data, namespaces and letters."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Literal
from zipfile import ZipFile

from openscorecard.domain.text import Language
from openscorecard.drawing.palette import LIGHT
from openscorecard.formats.office.packing import repacked
from openscorecard.reports.paper import Paper
from openscorecard.reports.writers.letters import xml

FONT = "Microsoft JhengHei"
ACCENT, TINT, ROW_TINT, LINE = "#0b3d6b", "#e8f0f8", "#f5f8fb", "0.5pt solid #b8c2cc"
INK, MUTED, LINK = LIGHT["ink"], LIGHT["muted"], "#0b5cad"
COUNTRIES: dict[Language, tuple[str, str]] = {"zh-Hant": ("zh", "TW"), "en": ("en", "GB")}
_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_BLANKS = re.compile("^ | (?= )| $")


def letters(text: str) -> str:
    """`text` as ODF keeps it: blanks beside blanks and breaks are elements."""
    return _BLANKS.sub("<text:s/>", xml(text)).replace("\n", "<text:line-break/>")


def text_properties(
    size: float = 0, *, bold: bool | None = None, colour: str = "", language: Language | None = None
) -> str:
    """The letters of a style, alike for Latin and Chinese."""
    parts = [f'fo:font-size="{size}pt" style:font-size-asian="{size}pt"'] if size else []
    if bold is not None:
        weight = "bold" if bold else "normal"
        parts.append(f'fo:font-weight="{weight}" style:font-weight-asian="{weight}"')
    if colour:
        parts.append(f'fo:color="{colour}"')
    if language:
        tag, country = COUNTRIES[language]
        parts.append(f'fo:language="{tag}" fo:country="{country}"')
        parts.append(f'style:language-asian="{tag}" style:country-asian="{country}"')
    return f"<style:text-properties {' '.join(parts)}/>"


def default_text(language: Language, size: float) -> str:
    """The letters of everything, unless a style says otherwise."""
    country = 'fo:language="en" fo:country="GB" style:language-asian="zh" style:country-asian="TW"'
    if language == "zh-Hant":
        country = 'fo:language="zh" fo:country="TW" style:language-asian="zh" style:country-asian="TW"'
    return (
        f'<style:text-properties {country} fo:color="{INK}" style:font-name="{FONT}" style:font-name-asian="{FONT}" '
        f'style:font-name-complex="{FONT}" fo:font-size="{size}pt" style:font-size-asian="{size}pt"/>'
    )


def fonts() -> str:
    return (
        f'<office:font-face-decls><style:font-face style:name="{FONT}" svg:font-family="&apos;{FONT}&apos;, '
        '&apos;Noto Sans TC&apos;, &apos;Noto Sans CJK TC&apos;, sans-serif"/></office:font-face-decls>'
    )


def packed(
    kind: Literal["text", "spreadsheet"],
    paper: Paper,
    *,
    styles: str,
    automatic: str,
    body: str,
    pictures: Mapping[str, bytes] | None = None,
    settings: str = "",
) -> bytes:
    """The package: `styles` is the whole of styles.xml, `automatic` and `body` go into content.xml."""
    content = (
        f'{_HEAD}<office:document-content {SPACES} office:version="1.3">{fonts()}<office:automatic-styles>{automatic}'
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    parts = {"content.xml": content.encode(), "styles.xml": styles.encode(), "meta.xml": _meta(paper).encode()}
    if settings:
        held = f"<office:settings>{settings}</office:settings>"
        parts["settings.xml"] = (
            f'{_HEAD}<office:document-settings {SPACES} office:version="1.3">{held}</office:document-settings>'.encode()
        )
    parts |= pictures or {}
    media = f"application/vnd.oasis.opendocument.{kind}"
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as target:
        target.writestr("mimetype", media)  # first and not packed, so that its place in the file is known
        for name, data in parts.items():
            target.writestr(name, data)
        target.writestr("META-INF/manifest.xml", _manifest(media, parts))
    return repacked(buffer.getvalue())


def _manifest(media: str, parts: Mapping[str, bytes]) -> str:
    entries = [("/", media), *((name, "image/png" if name.endswith("png") else "text/xml") for name in parts)]
    lines = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>' for name, kind in entries
    )
    spaces = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"'
    return f"{_HEAD}<manifest:manifest {spaces}>{lines}</manifest:manifest>"


def _meta(paper: Paper) -> str:
    day = f"{paper.day.isoformat()}T00:00:00" if paper.day else "2000-01-01T00:00:00"
    tag = {"zh-Hant": "zh-TW", "en": "en-GB"}[paper.language]
    return (
        f'{_HEAD}<office:document-meta {SPACES} office:version="1.3"><office:meta>'
        f"<meta:generator>OpenScorecard</meta:generator><dc:title>{xml(paper.title)}</dc:title>"
        f"<dc:subject>{xml(paper.subtitle)}</dc:subject><meta:initial-creator>{xml(paper.author)}"
        f"</meta:initial-creator><dc:creator>{xml(paper.author)}</dc:creator><meta:creation-date>{day}"
        f"</meta:creation-date><dc:date>{day}</dc:date><dc:language>{tag}</dc:language></office:meta>"
        "</office:document-meta>"
    )


def document_styles(named: str, automatic: str, masters: str) -> str:
    """The whole of styles.xml."""
    return (
        f'{_HEAD}<office:document-styles {SPACES} office:version="1.3">{fonts()}<office:styles>{named}</office:styles>'
        f"<office:automatic-styles>{automatic}</office:automatic-styles><office:master-styles>{masters}"
        "</office:master-styles></office:document-styles>"
    )
