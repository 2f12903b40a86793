"""COUNTER reports for the tests, of our own making: as JSON of both releases and as tables."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

NAMED_BY = {"PR": "", "DR": "Database", "TR": "Title", "IR": "Item"}
_SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Use(NamedTuple):
    """One count as a report tells it."""

    platform: str
    title: str
    metric: str
    month: str
    count: int
    data_type: str = "Book"
    access_method: str = "Regular"
    yop: str = "2020"
    access_type: str = "Controlled"


def last_day(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    days = 29 if number == 2 and year % 4 == 0 else 28 if number == 2 else 30 if number in (4, 6, 9, 11) else 31
    return f"{month}-{days}"


def header(report: str, release: str, begin: str, end: str, exceptions: Any = None) -> dict[str, Any]:
    filters: Any = {"Begin_Date": f"{begin}-01", "End_Date": last_day(end)}
    if release == "5":
        filters = [{"Name": name, "Value": value} for name, value in filters.items()]
    said = {"Release": release, "Report_ID": report, "Report_Filters": filters}
    return said | ({"Exceptions": exceptions} if exceptions is not None else {})


def item_5(use: Use, report: str) -> dict[str, Any]:
    named = {NAMED_BY[report[:2]]: use.title} if NAMED_BY[report[:2]] else {}
    period = {"Begin_Date": f"{use.month}-01", "End_Date": last_day(use.month)}
    return {
        **named, "Platform": use.platform, "Data_Type": use.data_type, "Access_Method": use.access_method,
        "YOP": use.yop, "Access_Type": use.access_type,
        "Performance": [{"Period": period, "Instance": [{"Metric_Type": use.metric, "Count": use.count}]}],
    }  # fmt: skip


def item_51(use: Use, report: str) -> dict[str, Any]:
    named = {NAMED_BY[report[:2]]: use.title} if NAMED_BY[report[:2]] else {}
    part = {
        "Data_Type": use.data_type, "Access_Method": use.access_method, "YOP": use.yop, "Access_Type": use.access_type,
        "Performance": {use.metric: {use.month: use.count}},
    }  # fmt: skip
    item: dict[str, Any] = {**named, "Platform": use.platform, "Attribute_Performance": [part]}
    return {"Items": [item]} if report[:2] == "IR" else item


def as_json(
    uses: Sequence[Use], report: str = "TR", release: str = "5.1", begin: str = "2025-01", end: str = "2025-12",
    exceptions: Any = None,
) -> bytes:  # fmt: skip
    item = item_5 if release == "5" else item_51
    said = {
        "Report_Header": header(report, release, begin, end, exceptions),
        "Report_Items": [item(use, report) for use in uses],
    }
    return json.dumps(said).encode()


def as_table(
    uses: Sequence[Use], report: str = "TR", release: str = "5.1", begin: str = "2025-01", end: str = "2025-12",
    exceptions: str = "", separator: str = "\t",
) -> bytes:  # fmt: skip
    months = months_of(begin, end)
    named = [NAMED_BY[report[:2]]] if NAMED_BY[report[:2]] else []
    file = io.StringIO()
    write = csv.writer(file, delimiter=separator).writerow
    for label, value in (("Report_Name", "A Report"), ("Report_ID", report), ("Release", release),
                         ("Exceptions", exceptions),
                         ("Reporting_Period", f"Begin_Date={begin}-01; End_Date={last_day(end)}")):  # fmt: skip
        write([label, value])
    write([])
    write([*named, "Platform", "Data_Type", "YOP", "Access_Type", "Access_Method", "Metric_Type",
           "Reporting_Period_Total", *(f"{_SHORT[int(month[5:]) - 1]}-{month[:4]}" for month in months)])  # fmt: skip
    for use in uses:
        write([*([use.title] if named else []), use.platform, use.data_type, use.yop, use.access_type,
               use.access_method, use.metric, use.count,
               *(use.count if month == use.month else 0 for month in months)])  # fmt: skip
    return file.getvalue().encode("utf-8-sig")


def months_of(begin: str, end: str) -> list[str]:
    first, last = (int(one[:4]) * 12 + int(one[5:]) - 1 for one in (begin, end))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]
