"""What ODT and ODS share: a package in our own styles, with fixed times."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any, Literal
from xml.sax.saxutils import quoteattr

from openscorecard.formats.office.packing import repacked

_STAMP = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same document gives the same bytes; ODF wants no zone
_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
}
NAMESPACES = {prefix: f"{{{uri}}}" for prefix, uri in _NAMESPACES.items()}
_FONT = "Microsoft JhengHei"
_LANGUAGE = (
    'fo:language="zh" fo:country="TW" style:language-asian="zh" style:country-asian="TW" '
    f'style:font-name="{_FONT}" style:font-name-asian="{_FONT}" style:font-name-complex="{_FONT}"'
)
TINT, LINE, INK = "#dce9f7", "0.5pt solid #b8c2cc", "#0b3d6b"


def blank(kind: Literal["text", "spreadsheet"], title: str, styles: str, automatic: str) -> Any:
    """An empty package of `kind` whose named styles are `styles` and whose page is A4, landscape.

    `automatic` are the styles that only the content itself uses.
    """
    from odfdo import Document as OdfDocument
    from odfdo import Element

    package: Any = OdfDocument(kind)
    package.container.set_part("styles.xml", _styles(styles).encode())
    package.body.clear()
    holder = package.content.get_element("//office:automatic-styles")
    holder.clear()
    for style in Element.from_tag(f"<office:automatic-styles>{automatic}</office:automatic-styles>").children:
        holder.append(style)
    meta = package.meta
    meta.title, meta.language, meta.generator = title, "zh-TW", "OpenScorecard"
    meta.creation_date = _STAMP
    return package


def packed(package: Any) -> bytes:
    """The package as a file: the same content, the same bytes."""
    # What odfdo's template carries along: a picture of its empty page, empty folders of toolbars.
    dropped = ("Thumbnails/", "Configurations2/", "manifest.rdf")
    manifest = package.manifest
    for path in [path for path in manifest.get_paths() if path.startswith(dropped)]:
        manifest.del_full_path(path)
    buffer = io.BytesIO()
    package.save(buffer, pretty=False)
    return repacked(buffer.getvalue(), leave_out=dropped)


def _styles(named: str) -> str:
    spaces = " ".join(f"xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in _NAMESPACES.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {spaces} office:version="1.3">'
        f'<office:font-face-decls><style:font-face style:name="{_FONT}" svg:font-family="&apos;{_FONT}&apos;, '
        f"&apos;Noto Sans TC&apos;, &apos;Noto Sans CJK TC&apos;, sans-serif" + '"/></office:font-face-decls>'
        f"<office:styles>{named}</office:styles>"
        '<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties '
        'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1.5cm" '
        'style:scale-to-X="1" style:scale-to-Y="0"/><style:footer-style><style:header-footer-properties '
        'fo:min-height="0.6cm" fo:margin-top="0.3cm"/></style:footer-style></style:page-layout>'
        "</office:automatic-styles><office:master-styles>"
        f'<style:master-page style:name="{_MASTER}" style:page-layout-name="page"><style:footer>'
        '<text:p text:style-name="Footer"><text:title/>　<text:page-number/> / <text:page-count/></text:p>'
        "</style:footer></style:master-page></office:master-styles></office:document-styles>"
    )


_MASTER = "Standard"


def text_properties(size: float, *, bold: bool = False, ink: str = "") -> str:
    """The text properties of a style: `size` in points for every script."""
    weight = "bold" if bold else "normal"
    return (
        f'<style:text-properties {_LANGUAGE} fo:font-size="{size}pt" style:font-size-asian="{size}pt" '
        f'fo:font-weight="{weight}" style:font-weight-asian="{weight}"' + (f' fo:color="{ink}"' if ink else "") + "/>"
    )
