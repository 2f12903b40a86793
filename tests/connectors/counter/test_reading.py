"""A report becomes rows: added up where the dataset has no field, kept apart where it has one, refused by place."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.connectors.counter.faults import (
    DamagedReport,
    NotMonthly,
    OutsideReport,
    ReportSays,
    ReportWithoutItems,
    UnfitCount,
    UnfitReport,
    UnknownReport,
)
from openscorecard.connectors.counter.reading import TOLD_LIMIT, is_counter
from openscorecard.connectors.counter.table_report import month_of_head
from openscorecard.connectors.counter.tally import COLUMNS, UNNAMED
from openscorecard.domain.faults import Fault
from openscorecard.formats.datasets.contracts import standard_datasets
from tests.connectors.counter.read_rows import Key, read, rows_of, sums
from tests.connectors.counter.reports import Use, as_json, as_table, header, item_5, item_51

USAGE = standard_datasets()["eresource_usage"]
BOOK = Use("P", "A", "Total_Item_Requests", "2025-02", 3)


def body(report: str = "TR", release: str = "5.1", **said: Any) -> bytes:
    return json.dumps({"Report_Header": header(report, release, "2025-01", "2025-12"), **said}).encode()


def key(use: Use, report: str) -> Key:
    title = "" if report[:2] == "PR" else use.title
    return (use.month, use.platform, report, title, use.metric, use.data_type, use.access_method)


def oracle(uses: list[Use], report: str) -> Counter[Key]:
    """The plain judge: every count added under its key, zeros forgotten."""
    found: Counter[Key] = Counter()
    for use in uses:
        found[key(use, report)] += use.count
    return +found


uses_of_reports = st.lists(
    st.builds(
        Use,
        platform=st.sampled_from(["P", "Q 平臺"]),
        title=st.sampled_from(["A", "書", "quoted “B”, with comma", '"', "#1 tab\u3000here".replace("\u3000", " ")]),
        metric=st.sampled_from(["Total_Item_Requests", "Unique_Title_Requests", "No_License"]),
        month=st.sampled_from(["2024-12", "2025-01", "2025-02", "2025-03"]),
        count=st.integers(0, 10**9),
        data_type=st.sampled_from(["Book", "Journal"]),
        access_method=st.sampled_from(["Regular", "TDM"]),
        yop=st.sampled_from(["2019", "2020"]),
        access_type=st.sampled_from(["Controlled", "Open"]),
    ),
    max_size=25,
)


@given(uses_of_reports, st.sampled_from(["PR", "DR", "TR", "IR", "TR_J4", "DR_D1", "IR_M1", "PR_P1"]))
def test_every_form_of_a_report_gives_the_rows_of_the_plain_judge(uses: list[Use], report: str) -> None:
    span = {"begin": "2024-12", "end": "2025-03"}
    wanted = oracle(uses, report)
    for release in ("5", "5.1"):
        assert rows_of(as_json(uses, report, release, **span)) == wanted
        for separator in ("\t", ","):
            assert rows_of(as_table(uses, report, release, **span, separator=separator)) == wanted


def test_the_columns_are_those_of_the_dataset() -> None:
    assert USAGE.names == COLUMNS


def test_years_of_publication_and_access_types_are_added_up() -> None:
    uses = [BOOK, BOOK._replace(yop="1999"), BOOK._replace(access_type="Open", count=10)]
    assert rows_of(as_json(uses)) == {key(BOOK, "TR"): 16}


def test_data_types_and_access_methods_are_kept_apart() -> None:
    uses = [BOOK, BOOK._replace(data_type="Journal"), BOOK._replace(access_method="TDM")]
    assert len(rows_of(as_json(uses))) == 3


def test_names_of_platforms_become_codes_before_adding() -> None:
    uses = [BOOK, BOOK._replace(platform="P2")]
    assert rows_of(as_json(uses), {"P": "p", "P2": "p"}) == {key(BOOK._replace(platform="p"), "TR"): 6}


@pytest.mark.parametrize("release", ["5", "5.1"])
def test_a_filter_tells_what_the_rows_do_not(release: str) -> None:
    use = {"5": item_5, "5.1": item_51}[release](BOOK, "TR_B1")
    for part in (use, *use.get("Attribute_Performance", ())):
        part.pop("Data_Type", None)
        part.pop("Access_Method", None)
    filters: Any = {"Begin_Date": "2025-01-01", "End_Date": "2025-12-31", "Data_Type": ["Book"]}
    if release == "5":
        filters = [{"Name": name, "Value": value if isinstance(value, str) else "|".join(value)}
                   for name, value in filters.items()]  # fmt: skip
    head = {"Report_ID": "TR_B1", "Release": release, "Report_Filters": filters}
    ((row, count),) = rows_of(json.dumps({"Report_Header": head, "Report_Items": [use]}).encode()).items()
    assert (row[5:], count) == (("Book", "Regular"), 3)  # a standard view counts regular access only


def test_components_are_counted_in_their_item_alone() -> None:
    whole = item_5(BOOK, "IR") | {"Item_Component": [item_5(BOOK._replace(count=99), "IR")]}
    assert rows_of(body("IR", "5", Report_Items=[whole])) == {key(BOOK, "IR"): 3}
    rows = as_table([BOOK, BOOK._replace(count=99)], "IR").decode("utf-8-sig").splitlines()
    rows = [f"{line}\t{mark}" for line, mark in zip(rows, [""] * 6 + ["Component_Title", "", "part"], strict=True)]
    assert rows_of("\n".join(rows).encode()) == {key(BOOK, "IR"): 3}


@pytest.mark.parametrize(
    ("title", "kept"),
    [(None, UNNAMED), ("", UNNAMED), ("  ", UNNAMED), (" a\n b\u00a0c ", "a b c"), ("Total", "「Total」"),
     ("小計", "「小計」"), ("-", "「-」"), ("N/A", "「N/A」"), ("e\u0301", "é"), ("\ud800x", "x"), ("\x00A", "A")],
)  # fmt: skip
def test_titles_are_kept_as_any_table_can_hold_them(title: Any, kept: str) -> None:
    use = item_51(BOOK, "TR") | {"Title": title}
    assert {row[3] for row in rows_of(body(Report_Items=[use]))} == {kept}


def test_the_head_may_come_after_the_items() -> None:
    said = json.loads(as_json([BOOK]))
    turned = json.dumps(dict(reversed(said.items()))).encode()
    assert rows_of(turned) == rows_of(as_json([BOOK]))


def test_a_wrapped_report_is_read() -> None:
    wrapped = b'{"response": {"status": 200}, "body": ' + as_json([BOOK]) + b"}"
    assert rows_of(wrapped) == rows_of(as_json([BOOK]))


def test_a_workbook_is_read_as_its_table() -> None:
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, line in enumerate(as_table([BOOK], "DR").decode("utf-8-sig").splitlines()):
        for column, cell in enumerate(line.split("\t")):
            sheet.write(number, column, int(cell) if cell.isdigit() else cell)
    month = book.add_format({"num_format": "mmm-yyyy"})
    sheet.write_datetime(6, 9, date(2025, 2, 1), month)  # what a spreadsheet makes of Feb-2025
    book.close()
    assert is_counter(file.getvalue())
    assert rows_of(file.getvalue()) == {key(BOOK, "DR"): 3}
    with pytest.raises(DamagedReport):
        read(file.getvalue()[:-200])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_encodings(encoding: str) -> None:
    use = BOOK._replace(title="圖書館")
    data = as_table([use]).decode("utf-8-sig").encode(encoding)
    assert is_counter(data)
    assert rows_of(data) == {key(use, "TR"): 3}


@pytest.mark.parametrize(
    ("head", "month"),
    [("Jan-2025", "2025-01"), ("feb-19", "2019-02"), ("September 2024", "2024-09"), ("2025-11", "2025-11"),
     (date(2025, 3, 1), "2025-03"), ("Jan", None), ("Reporting_Period_Total", None), ("Foo-2025", None),
     ("2025-13", None), ("", None), (None, None), (12.5, None)],
)  # fmt: skip
def test_months_of_columns(head: object, month: str | None) -> None:
    found = month_of_head(head)
    assert (found and str(found)) == month


# What is wrong, and where


@pytest.mark.parametrize("count", [-1, 1.5, "x", None, True, [], {}, 10**13, "1e3", "-2", "", 1e300])
@pytest.mark.parametrize("release", ["5", "5.1"])
def test_a_count_that_is_no_whole_number_is_refused_with_its_line(count: Any, release: str) -> None:
    make = {"5": item_5, "5.1": item_51}[release]
    items = [make(BOOK, "TR"), make(BOOK._replace(count=count), "TR")]
    text = json.dumps(json.loads(body("TR", release, Report_Items=items)), indent=1)
    with pytest.raises(UnfitCount) as told:
        read(text.encode())
    # The place is where the item begins.
    begins = [number for number, line in enumerate(text.splitlines(), 1) if line == "  {"]
    assert (told.value.row, told.value.column) == (begins[1], 3)


def test_counts_may_be_written_in_figures() -> None:
    assert rows_of(as_json([BOOK._replace(count="1,234")])) == {key(BOOK, "TR"): 1234}  # type: ignore[arg-type]


def test_a_count_in_a_table_is_refused_with_row_and_column() -> None:
    lines = as_table([BOOK, BOOK]).decode("utf-8-sig").splitlines()
    cells = lines[7].split("\t")
    cells[9] = "three"
    lines[7] = "\t".join(cells)
    with pytest.raises(UnfitCount) as told:
        read("\n".join(lines).encode())
    assert (told.value.row, told.value.column, told.value.facts["text"]) == (8, 10, "three")


def test_all_faults_come_at_once_and_a_thousand_at_most() -> None:
    with pytest.raises(UnfitCount) as told:
        read(as_json([BOOK._replace(count=-1)] * (TOLD_LIMIT + 5)))
    assert len(told.value.all()) == TOLD_LIMIT


def test_the_good_counts_can_be_kept_and_both_numbers_stay() -> None:
    reading, rows = read(as_json([BOOK, BOOK._replace(count=-1)]), keep_good=True)
    assert (reading.counts, reading.refused, len(reading.faults), list(rows.values())) == (2, 1, 1, [3])
    with pytest.raises(UnfitCount):
        read(as_json([BOOK._replace(count=-1)]), keep_good=True)


def test_a_count_outside_the_period_is_refused() -> None:
    for data in (
        as_json([BOOK], begin="2025-03"),
        as_table([BOOK], begin="2025-02").replace(b"=2025-02-01", b"=2025-03-01"),
    ):
        with pytest.raises(OutsideReport):
            read(data)


def test_an_empty_month_outside_the_period_says_nothing() -> None:
    data = as_table([BOOK._replace(month="2025-04")], begin="2025-02").replace(b"=2025-02-01", b"=2025-03-01")
    assert len(rows_of(data)) == 1


def test_a_report_that_is_not_by_month_is_refused() -> None:
    item = item_5(BOOK, "TR")
    item["Performance"][0]["Period"]["End_Date"] = "2025-12-31"
    with pytest.raises(NotMonthly):
        read(body("TR", "5", Report_Items=[item]))
    with pytest.raises(NotMonthly):
        read(as_json([BOOK._replace(month="2025-Q1")]))
    lines = as_table([BOOK]).decode("utf-8-sig").splitlines()
    with pytest.raises(NotMonthly) as told:
        read("\n".join("\t".join(line.split("\t")[:8]) for line in lines).encode())
    assert told.value.row == 7


@pytest.mark.parametrize(
    ("begin", "end"),
    [("2025-01-02", "2025-12-31"), ("2025-01-01", "2025-12-30"), ("2025-05-01", "2025-01-31"), ("2025", "2025"),
     ("soon", "2025-12-31"), ("2025-02-30", "2025-12-31"), ("0000-01-01", "0000-01-31")],
)  # fmt: skip
def test_a_period_that_is_not_of_whole_months_is_refused(begin: str, end: str) -> None:
    head = {"Report_ID": "TR", "Release": "5.1", "Report_Filters": {"Begin_Date": begin, "End_Date": end}}
    with pytest.raises(NotMonthly):
        read(json.dumps({"Report_Header": head, "Report_Items": []}).encode())


@pytest.mark.parametrize(("report", "release"), [("JR1", "5"), ("TR", "4"), ("", "5"), ("TR", ""), ("XX:TR", "5.1")])
def test_other_reports_are_refused(report: str, release: str) -> None:
    with pytest.raises(UnknownReport):
        read(as_table([], report="TR").replace(b"Report_ID\tTR", f"Report_ID\t{report}".encode())
             .replace(b"Release\t5.1", f"Release\t{release}".encode()))  # fmt: skip


@pytest.mark.parametrize(
    "part",
    [{"Platform": ""}, {"Platform": None}, {"Platform": 3}, {"Platform": "x" * 501}, {"Title": 7},
     {"Title": "x" * 4001}, {"Attribute_Performance": None}, {"Attribute_Performance": [3]},
     {"Attribute_Performance": [{}]}, {"Attribute_Performance": [{"Performance": []}]},
     {"Attribute_Performance": [{"Performance": {"M": 3}}]},
     {"Attribute_Performance": [{"Performance": {"": {"2025-01": 1}}}]}],
)  # fmt: skip
def test_a_part_that_is_not_as_it_should_be_is_refused(part: dict[str, Any]) -> None:
    with pytest.raises(UnfitReport) as told:
        read(body(Report_Items=[item_51(BOOK, "TR") | part]))
    assert told.value.row == 1
    assert told.value.column > 1


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(UnfitReport, match="Title"):
        read(as_table([BOOK]).replace(b"Title\tPlatform", b"Name\tPlatform"))
    with pytest.raises(UnfitReport, match="month stands twice"):
        read(as_table([BOOK]).replace(b"Mar-2025", b"Feb-2025"))


def test_an_empty_platform_in_a_table_is_placed() -> None:
    with pytest.raises(UnfitReport) as told:
        read(as_table([BOOK._replace(platform="")]))
    assert (told.value.row, told.value.column) == (8, 2)


# What the vendor says


@pytest.mark.parametrize("code", [3031, 3032, 3040, 1011, 1020, 2010, 2020, 1000, 3000, 4444])
def test_a_message_without_figures_is_no_zero(code: int) -> None:
    said = {"Code": code, "Message": "words"}
    for data in (as_json([], exceptions=[said]), as_json([], exceptions=said), json.dumps(said).encode(),
                 json.dumps([said]).encode(), as_table([], exceptions=f"{code}: words")):  # fmt: skip
        assert is_counter(data)
        with pytest.raises(ReportSays, match=f"{code} words"):
            read(data)


def test_no_use_is_zero_for_the_months_of_the_report() -> None:
    for data in (as_json([], exceptions=[{"Code": 3030}]), as_table([], exceptions="3030: No Usage"), as_json([])):
        reading, rows = read(data)
        assert (rows, str(reading.covers)) == ({}, "2025-01..2025-12")


def test_without_items_and_without_a_word_nothing_is_known() -> None:
    for data in (body(), body(Exceptions=[{"Code": 3050}]), b'{"Report_Header": {"Exceptions": []}}'):
        with pytest.raises((ReportWithoutItems, UnknownReport)):
            read(data)


@pytest.mark.parametrize("code", [3031, 3032, 3040])
def test_where_months_are_missing_only_those_with_counts_are_covered(code: int) -> None:
    uses = [BOOK, BOOK._replace(month="2025-04")]
    reading, _ = read(as_json(uses, exceptions=[{"Code": code, "Message": "words"}]))
    assert (str(reading.covers), len(reading.remarks)) == ("2025-02..2025-04", 1)


def test_sums_are_by_month_and_metric() -> None:
    assert sums(rows_of(as_json([BOOK, BOOK._replace(title="B")]))) == {("2025-02", "Total_Item_Requests"): 6}


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"3", b"period,platform\n", b"\xff\xfe\x00", b"PK\x03\x04 no archive", b'{"a": 1}']
)
def test_other_files_are_no_reports(data: bytes) -> None:
    assert not is_counter(data)
    with pytest.raises(Fault):
        read(data)
