"""A COUNTER report, whole: recognised, read, judged by its exceptions, and written as rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openscorecard.connectors.counter.cells import rows_of_text, rows_of_workbook, text_of
from openscorecard.connectors.counter.exceptions import Said
from openscorecard.connectors.counter.faults import DamagedReport, ReportSays, ReportWithoutItems
from openscorecard.connectors.counter.json_report import JsonReport
from openscorecard.connectors.counter.table_report import TableReport
from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.text import Text

TOLD_LIMIT = 1_000
_BEGINNING = 64 * 1024
_ARCHIVE = b"PK\x03\x04"
_OF_JSON = re.compile(rb'"(Report_Header|Report_Items|Report_ID|Exceptions?|Severity)"|"Code"(?s:.{,2000})"Message"')
# A bare text in quotes is JSON too, unless a table begins with it.
_JSON = re.compile(r'\s*(?:[{\[]|"(?!Report_Name"))')
_NO_REPORT = frozenset({"refused", "down", "wait", "not-ready", "gone", "partial", "unfit"})
_INCOMPLETE = frozenset({"not-ready", "gone", "partial"})


@dataclass(frozen=True, slots=True)
class ReportReading:
    """What a report says.

    `counts` were read, `refused` of them are wrong (`faults`, the first thousand); `rows` were written. `covers` are
    the months it speaks for: all of its `period`, or, where the vendor says that some are missing, from the first to
    the last that has a count; None where it speaks for none. `exceptions` are what the vendor said beside the figures.
    """

    report: str
    release: str
    counts: int
    refused: int
    rows: int
    faults: tuple[Fault, ...]
    covers: Coverage | None
    exceptions: tuple[Said, ...]
    platforms: tuple[str, ...] = ()
    period: Coverage | None = None

    @property
    def remarks(self) -> tuple[Text, ...]:
        """The exceptions in words."""
        return tuple(said.remark for said in self.exceptions)


def is_counter(source: bytes | Path) -> bool:
    """Whether a file is meant as a COUNTER report or as what a vendor sends instead of one, by its content."""
    data = _opening(source)
    start = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] in (b"{", b"["):
        return bool(_OF_JSON.search(start))
    if data.startswith(_ARCHIVE):
        try:
            _, cells = next(rows_of_workbook(_whole(source)))
        except (DamagedReport, StopIteration):
            return False
        return bool(cells) and str(cells[0]).strip() == "Report_Name"
    try:
        opening = data[:200].decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "ignore")
    except UnicodeDecodeError:
        return False
    return re.split(r"[\t,\r\n]", opening, maxsplit=1)[0].strip('" ') == "Report_Name"


def _opening(source: bytes | Path) -> bytes:
    if isinstance(source, bytes):
        return source[:_BEGINNING]
    with source.open("rb") as file:
        return file.read(_BEGINNING)


def _whole(source: bytes | Path) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


def read_report(
    source: bytes | Path, target: Path, platforms: Mapping[str, str] | None = None, *, keep_good: bool = False
) -> ReportReading:
    """Write the counts of the report `source` to `target` (see `Tally.write`) and say what it is.

    Raises DamagedReport, UnknownReport, UnfitReport, NotMonthly; the faults of its counts, all at once, unless
    `keep_good`; ReportSays where the vendor sends a message instead of figures, ReportWithoutItems.
    """
    report, faults, refused = _read(source, platforms or {})
    if faults and not keep_good:
        refuse(faults)
    rows = report.tally.write(target) if report.tally else 0
    if faults and not rows:
        refuse(faults)
    header = report.header
    covers = _judged(report, rows)
    return ReportReading(
        report=header.report if header else "",
        release=header.release if header else "",
        counts=report.counts,
        refused=refused,
        rows=rows,
        faults=tuple(faults),
        covers=covers,
        exceptions=report.exceptions,
        platforms=report.tally.platforms() if report.tally else (),
        period=header.covers if header else None,
    )


def _read(source: bytes | Path, platforms: Mapping[str, str]) -> tuple[JsonReport | TableReport, list[Fault], int]:
    faults: list[Fault] = []
    refused = 0

    def refuse_one(fault: Fault) -> None:
        nonlocal refused
        refused += 1
        if len(faults) < TOLD_LIMIT:
            faults.append(fault)

    report: JsonReport | TableReport
    if _opening(source).startswith(_ARCHIVE):
        report = TableReport(rows_of_workbook(_whole(source)), platforms, refuse_one)
    else:
        text = text_of(_whole(source))  # the bytes of a large file are let go again
        if _JSON.match(text):
            report = JsonReport(text, platforms, refuse_one)
        else:
            report = TableReport(rows_of_text(text), platforms, refuse_one)
    try:
        report.read()
    except RecursionError:
        raise DamagedReport(reason="JSON: […[…[…") from None
    return report, faults, refused


def _judged(report: JsonReport | TableReport, rows: int) -> Coverage | None:
    """The months the report speaks for, by its rows and by what the vendor said."""
    asked = {said.asks for said in report.exceptions}
    header = report.header
    if rows and report.tally:
        return report.tally.months() if asked & _INCOMPLETE else report.tally.header.covers
    told = next((said for said in report.exceptions if said.asks in _NO_REPORT), None)
    if told is not None:
        raise ReportSays(said=told, meaning=told.meaning.zh, meaning_en=told.meaning.en or told.meaning.zh)
    if header is None or not (report.has_items or "zero" in asked):
        raise ReportWithoutItems()
    return header.covers
