"""ODT: a document with real headings and tables whose heads repeat on every page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from openscorecard.formats.document import Block, Document, Heading, Table
from openscorecard.formats.document import Row as TextRow
from openscorecard.formats.office.normal import DEEPEST, normal_form
from openscorecard.formats.office.odf import INK, LINE, TINT, blank, packed, text_properties
from openscorecard.formats.office.odt_reading import read_odt
from openscorecard.formats.office.widths import column_shares

__all__ = ["read_odt", "write_odt"]

if TYPE_CHECKING:
    from odfdo import Table as OdfTable

_WIDTH = 26.7  # cm of an A4 page, landscape, within its margins


def write_odt(document: Document, *, title: str) -> bytes:
    """`document` as ODT, A4 landscape; `title` is its property and stands in the footer."""
    from odfdo import Header, Paragraph

    normal = normal_form(document)
    shares = [column_shares(block, _WIDTH) for block in normal.blocks if isinstance(block, Table)]
    package = blank("text", title, _named_styles(), "".join(_automatic_styles(shares)))
    body, tables = package.body, 0
    previous: Block | None = None
    for block in normal.blocks:
        if isinstance(block, Table):
            tables += 1
            if isinstance(previous, Table):
                body.append(Paragraph("", style="Standard"))  # tables that touch read as one
            body.append(_table(block, tables, len(shares[tables - 1])))
        elif isinstance(block, Heading):
            body.append(Header(block.level, block.text, style=f"Heading_20_{block.level}"))
        else:
            body.append(Paragraph(block.text, style="Standard"))
        previous = block
    return packed(package)


def _named_styles() -> str:
    space = '<style:paragraph-properties fo:margin-top="0.1cm" fo:margin-bottom="0.15cm"/>'
    breaks = '<style:paragraph-properties style:line-break="strict" style:text-autospace="ideograph-alpha"/>'
    styles = [
        f'<style:default-style style:family="paragraph">{breaks}{text_properties(11)}</style:default-style>',
        f'<style:style style:name="Standard" style:family="paragraph" style:class="text">{space}</style:style>',
        '<style:style style:name="Footer" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
        f"{text_properties(9)}</style:style>",
        '<style:style style:name="Cell" style:family="paragraph"/>',
        f'<style:style style:name="Head" style:family="paragraph">{text_properties(11, bold=True)}</style:style>',
    ]
    return "".join([*styles, *(_heading_style(level) for level in range(1, DEEPEST + 1))])


def _heading_style(level: int) -> str:
    return (
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" style:family="paragraph" '
        f'style:next-style-name="Standard" style:default-outline-level="{level}"><style:paragraph-properties '
        f'fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>'
        f"{text_properties(max(18 - 2 * level, 11), bold=True, ink=INK)}</style:style>"
    )


def _automatic_styles(shares: list[list[float]]) -> Iterator[str]:
    for name, fill in (("head", f' fo:background-color="{TINT}"'), ("body", "")):
        yield (
            f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
            f'fo:border="{LINE}" fo:padding="0.1cm"{fill}/></style:style>'
        )
    yield (
        '<style:style style:name="row" style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always"/></style:style>'
    )
    yield (
        f'<style:style style:name="table" style:family="table"><style:table-properties style:width="{_WIDTH}cm" '
        'fo:margin-bottom="0.3cm" table:align="left" table:border-model="collapsing"/></style:style>'
    )
    for number, widths in enumerate(shares, 1):
        for column, width in enumerate(widths, 1):
            yield (
                f'<style:style style:name="table{number}.{column}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
            )


def _table(table: Table, number: int, columns: int) -> OdfTable:
    from odfdo import Element
    from odfdo import Table as OdfTable

    element = OdfTable(f"Table{number}", style="table")
    for column in range(1, columns + 1):
        element.append(Element.from_tag(f'<table:table-column table:style-name="table{number}.{column}"/>'))
    body = table.rows
    if len(table.rows) > 1:
        head = Element.from_tag("<table:table-header-rows/>")
        head.append(_row(table.rows[0], "head"))
        element.append(head)
        body = table.rows[1:]
    for row in body:
        element.append(_row(row, "body"))
    return element


def _row(row: TextRow, look: str) -> Any:
    from odfdo import Cell, Paragraph
    from odfdo import Row as OdfRow

    element = OdfRow(style="row")
    for text in row.cells:
        cell = Cell(style=look)
        cell.set_attribute("office:value-type", "string")
        for line in text.split("\n"):
            cell.append(Paragraph(line, style="Head" if look == "head" else "Cell"))
        element.append(cell)
    return element
