"""Styles of an ODT that only its own body uses: paragraphs that begin a page, rows, cells, pictures."""

from __future__ import annotations

from collections.abc import Iterator

from openscorecard.reports.writers.odf_package import LINE, ROW_TINT, TINT
from openscorecard.reports.writers.spans import Slot


def begun(name: str, style: str, key: str) -> str:
    begins, more = key.split("|")
    master, page = (begins, "") if begins.startswith("style:master") else ("", begins)
    inside = ""
    if more.startswith("tab"):
        inside = f'<style:tab-stops><style:tab-stop style:position="{more[4:]}cm" style:type="right" ' \
                 'style:leader-style="dotted" style:leader-text="."/></style:tab-stops>'  # fmt: skip
    above = {"cover": ' fo:margin-top="7cm"', "keep": ' fo:keep-with-next="always"'}.get(more, "")
    return (
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{style}" {master}>'
        f"<style:paragraph-properties {page}{above}>{inside}</style:paragraph-properties></style:style>"
    )


def row_style(row: list[Slot]) -> str:
    return "long-row" if any(len(run.text) > 400 for slot in row for run in slot.cell.text) else "row"


def fixed() -> Iterator[str]:
    for name, fill in (("head", f' fo:background-color="{TINT}"'), ("row-head", f' fo:background-color="{ROW_TINT}"'),
                       ("body", "")):  # fmt: skip
        yield (
            f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
            f'fo:border="{LINE}" fo:padding-left="0.15cm" fo:padding-right="0.15cm" fo:padding-top="0.03cm" '
            f'fo:padding-bottom="0.03cm"{fill}/></style:style>'
        )
    for name, whole in (("row", "always"), ("long-row", "auto")):
        yield (
            f'<style:style style:name="{name}" style:family="table-row"><style:table-row-properties '
            f'fo:keep-together="{whole}"/></style:style>'
        )
    yield (
        '<style:style style:name="picture" style:family="graphic"><style:graphic-properties '
        'style:vertical-pos="top" style:vertical-rel="baseline"/></style:style>'
    )
