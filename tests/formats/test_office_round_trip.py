"""What is written to an office format comes back equal."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings

from openscorecard.formats.archive import check_archive, kind_of
from openscorecard.formats.document import Document, Heading, Paragraph, Row, Table
from openscorecard.formats.faults import TextTooLongForCell
from openscorecard.formats.office.normal import normal_form
from tests.formats.office_documents import FORMATS, SAMPLE, TRICKY, documents

every_format = pytest.mark.parametrize("kind", FORMATS)


@every_format
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents)
def test_any_document_comes_back_in_its_normal_form(kind: str, document: Document) -> None:
    write, read = FORMATS[kind]
    assert read(write(document, title="計畫")) == normal_form(document)


@every_format
def test_a_document_in_its_normal_form_comes_back_unchanged(kind: str) -> None:
    write, read = FORMATS[kind]
    assert normal_form(SAMPLE) == SAMPLE
    assert read(write(SAMPLE, title="計畫")) == SAMPLE


@every_format
def test_every_tricky_text_survives_as_heading_paragraph_and_cell(kind: str) -> None:
    write, read = FORMATS[kind]
    document = Document(
        tuple(
            block
            for text in TRICKY
            for block in (Heading(text, 1), Paragraph(text), Table((Row((text, text)), Row(("", text)))))
        )
    )
    assert read(write(document, title=TRICKY[0])) == document


@every_format
def test_the_same_document_gives_the_same_bytes(kind: str) -> None:
    write, _ = FORMATS[kind]
    first = write(SAMPLE, title="計畫")
    time.sleep(2.1)  # the clock of a ZIP archive ticks every two seconds
    assert write(SAMPLE, title="計畫") == first


@every_format
def test_what_is_written_is_recognised_and_safe_to_open(kind: str) -> None:
    data = FORMATS[kind][0](SAMPLE, title="計畫")
    check_archive(data)
    assert kind_of(data, "upload.bin") == kind


@every_format
def test_an_empty_document_comes_back_empty(kind: str) -> None:
    write, read = FORMATS[kind]
    assert read(write(Document(()), title="")) == Document(())


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_text_too_long_for_a_cell_is_refused_before_anything_is_written(kind: str) -> None:
    with pytest.raises(TextTooLongForCell):
        FORMATS[kind][0](Document((Paragraph("字" * 32_768),)), title="")


def test_the_normal_form_drops_what_says_nothing_and_squares_tables() -> None:
    document = Document(
        (
            Heading(" \n", 1),
            Paragraph("\ta\x07\tb "),
            Table((Row(("a",)), Row((" ", "")), Row(("", "b", "")))),
            Table((Row(("", "")),)),
            Heading("deep", 12),
        )
    )
    assert normal_form(document) == Document(
        (Paragraph("a b"), Table((Row(("a", "")), Row(("", "b")))), Heading("deep", 9))
    )


def test_places_of_a_workbook_are_its_real_rows() -> None:
    document = FORMATS["xlsx"][1](FORMATS["xlsx"][0](SAMPLE, title=""))
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [(row.place.row, row.place.column, row.place.sheet) for row in table.rows] == [
        (5, 2, "策略地圖"),
        (6, 2, "策略地圖"),
    ]


def test_places_of_a_text_document_count_paragraphs_and_rows() -> None:
    document = FORMATS["odt"][1](FORMATS["odt"][0](SAMPLE, title=""))
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [row.place.row for row in table.rows] == [4, 5]
