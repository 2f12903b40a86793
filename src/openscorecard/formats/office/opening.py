"""Any office document as a Document, whichever of the formats it is in."""

from __future__ import annotations

from typing import Any

from openscorecard.formats.archive import kind_of
from openscorecard.formats.document import Document
from openscorecard.formats.faults import ForeignFile


def read_office(data: bytes, name: str = "") -> Document:
    """The document in a DOCX, ODT, XLSX or ODS file. Raises a Fault on any other file, text included."""
    kind = kind_of(data, name)
    if kind == "docx":
        from openscorecard.formats.office.docx_reading import read_docx

        return read_docx(data)
    if kind == "odt":
        from openscorecard.formats.office.odt_reading import read_odt

        return read_odt(data)
    if kind == "xlsx":
        from openscorecard.formats.office.xlsx import read_xlsx

        return read_xlsx(data)
    if kind == "ods":
        from openscorecard.formats.office.ods import read_ods

        return read_ods(data)
    raise ForeignFile(found="文字檔", found_en="a text file")


def read_in_worker(data: bytes) -> list[dict[str, Any]]:
    """The task `read-document`: a file's bytes to `Document.to_data`."""
    return read_office(data).to_data()
