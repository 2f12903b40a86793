"""The head of a COUNTER report: which report, which release, which months, and what its counts have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openscorecard.connectors.counter.exceptions import Said, exceptions_in, exceptions_of_text
from openscorecard.connectors.counter.faults import NotMonthly, UnfitReport, UnknownReport
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.periods import FIRST_YEAR, LAST_YEAR, Period

NAMED_BY = {"PR": "", "DR": "Database", "TR": "Title", "IR": "Item"}
"""What names a row of a master report and its views; rows of a platform report speak of the whole platform."""

REPORTS = frozenset(
    {"PR", "PR_P1", "DR", "DR_D1", "DR_D2", "TR", "TR_B1", "TR_B2", "TR_B3"}
    | {"TR_J1", "TR_J2", "TR_J3", "TR_J4", "IR", "IR_A1", "IR_M1"}
)
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:T.{1,20})?)?", re.ASCII)
LONGEST = 240
"""Months of a report."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a report says of itself. `covers` are whole months; `data_type` and `access_method` hold for rows that name
    none of their own, empty where the report does not tell."""

    report: str
    release: str
    covers: Coverage
    data_type: str = ""
    access_method: str = ""
    exceptions: tuple[Said, ...] = field(default=())

    @property
    def named_by(self) -> str:
        """The attribute that names a row, empty for reports of whole platforms."""
        return NAMED_BY[self.report[:2]]

    @property
    def first(self) -> int:
        """Its first month, counted from the year 0."""
        return self.covers.first.year * 12 + self.covers.first.month - 1

    @property
    def length(self) -> int:
        """How many months it speaks of."""
        return self.covers.last.year * 12 + self.covers.last.month - self.first


def header_of_json(said: Mapping[str, Any]) -> Header:
    """The head from `Report_Header`, or from a body that is one. Raises UnknownReport, UnfitReport, NotMonthly."""
    filters = _pairs(said.get("Report_Filters"))
    return _header(_word(said.get("Report_ID")), _word(said.get("Release")), filters, exceptions_in(dict(said)))


def header_of_table(said: Mapping[str, str]) -> Header:
    """The head from the labelled cells above a table."""
    filters = _written(said.get("Report_Filters", "")) | _written(said.get("Reporting_Period", ""))
    return _header(
        said.get("Report_ID", ""), said.get("Release", ""), filters, exceptions_of_text(said.get("Exceptions", ""))
    )


def _header(report: str, release: str, filters: Mapping[str, list[str]], exceptions: tuple[Said, ...]) -> Header:
    report, release = report.strip().upper(), re.sub(r"\.0+$", "", release.strip())
    if report not in REPORTS or release not in ("5", "5.1"):
        raise UnknownReport(report=report[:40], release=release[:20])
    access = _single(filters, "Access_Method") or ("Regular" if "_" in report else "")
    return Header(report, release, _covers(filters), _single(filters, "Data_Type"), access, exceptions)


def _covers(filters: Mapping[str, list[str]]) -> Coverage:
    begin, end = _single(filters, "Begin_Date"), _single(filters, "End_Date")
    if not begin or not end:
        raise UnfitReport(item="Begin_Date, End_Date", reason="缺少報表期間", reason_en="the period is missing")
    first, last = _day(begin), _day(end)
    start, stop = Period.of(first, "month"), Period.of(last, "month")
    if first != start.first_day or (len(end) > len("2022-01") and last != stop.last_day) or last < first:
        raise NotMonthly(text=f"{begin}..{end}")
    if (stop.year - start.year) * 12 + stop.number - start.number >= LONGEST:
        raise UnfitReport(
            item="Report_Filters", reason=f"超過 {LONGEST} 個月", reason_en=f"it has more than {LONGEST} months"
        )
    return Coverage(first, stop.last_day)


def month_of(begin: str, end: str) -> Period:
    """The month from the day `begin` to the day `end`, or a month `2022-01` for both. Raises NotMonthly."""
    first = _day(begin)
    period = Period.of(first, "month")
    if begin != end if len(begin) == len("2022-01") else (first, _day(end)) != (period.first_day, period.last_day):
        raise NotMonthly(text=f"{begin}..{end}")
    return period


def _day(text: str) -> date:
    """A day, or the first of a month; a time of day behind it is left out."""
    found = _DAY.fullmatch(text)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3] or 1)) if found else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year < LAST_YEAR:
        raise NotMonthly(text=text[:40])
    return day


def _pairs(said: Any) -> dict[str, list[str]]:
    """Filters as `{"Name": …, "Value": …}` in a list (release 5), or as an object (5.1)."""
    if isinstance(said, dict):
        named = list(said.items())
    elif isinstance(said, list):
        named = [(one.get("Name"), one.get("Value")) for one in said if isinstance(one, dict)]
    else:
        named = []
    found: dict[str, list[str]] = {}
    for name, value in named:
        values = value if isinstance(value, list) else [value]
        words = [part.strip() for one in values for part in _word(one).split("|")]
        found.setdefault(_word(name).casefold(), []).extend(filter(None, words))
    return found


def _written(text: str) -> dict[str, list[str]]:
    """Filters as a table writes them: `Data_Type=Book|Journal; Access_Method=Regular`."""
    found: dict[str, list[str]] = {}
    for part in text.split(";"):
        name, equals, values = part.partition("=")
        if equals:
            words = [one.strip() for one in values.split("|")]
            found.setdefault(name.strip().casefold(), []).extend(filter(None, words))
    return found


def _single(filters: Mapping[str, list[str]], name: str) -> str:
    values = filters.get(name.casefold(), [])
    return values[0][:100] if len(values) == 1 else ""


def _word(said: Any) -> str:
    return str(said) if isinstance(said, str | int | float) and not isinstance(said, bool) else ""
