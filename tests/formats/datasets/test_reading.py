"""Tables as people keep them are read; what is wrong is told with row, column and reason, and nothing is half-read."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.formats.datasets.reading import TOLD_LIMIT
from tests.formats.datasets.small_tables import faults, ods, read, rows, xlsx

HEAD = "event_id,held_on,branch,attendees,status\n"
ONE = {"event_id": "E1", "held_on": date(2025, 3, 5), "branch": "大安", "attendees": 1234, "status": "held"}


# Heads


@pytest.mark.parametrize(
    "head",
    [
        "event_id,held_on,branch,attendees,status",
        "活動代碼,辦理日,館所代碼,現場人次,狀態",
        "Event,Held on,Branch code,Attendees on site,Status",
        "EVENT ID,Held_On*,館 所 代 碼,現場人次：,狀態",
    ],
)
def test_columns_are_known_by_name_and_by_title(head: str) -> None:
    assert rows("events", f'{head}\nE1,114/03/05,大安,"１,２３４",已辦理\n') == [ONE]


def test_columns_may_stand_in_any_order_and_be_absent_where_not_required() -> None:
    assert rows("events", "status,held_on,event_id\nheld,2025-03-05,E1\n") == [
        {"event_id": "E1", "held_on": date(2025, 3, 5), "status": "held"}
    ]


def test_titles_above_the_head_are_passed_over() -> None:
    assert rows(
        "events", f"臺北市立圖書館,,,,\n114年度推廣活動一覽表,,,,\n,,,,\n{HEAD}E1,114/03/05,大安,1234,held\n"
    ) == [ONE]


def test_a_head_of_merged_cells_over_three_rows_is_one_head() -> None:
    file = "截止日,科目,經資門,執行情形,,\n,,,實現,,應付\n"
    file += ",,,累計實付數,賸餘數,應付未付數\n114/12/31,圖書,資本門,100,(5),3\n"
    found, taken = read("budget", file)
    assert taken == [
        {"as_of": date(2025, 12, 31), "account": "圖書", "kind": "capital", "paid": 100, "saved": -5, "payable": 3}
    ]
    assert [head.text for head in found.heads[""]][3:5] == ["執行情形／實現／累計實付數", "執行情形／實現／賸餘數"]


def test_a_head_that_says_a_name_over_two_rows_is_joined() -> None:
    assert (
        rows("population", "資料日期,行政,年齡,設籍\n,區,層,人口數\n114/12/31,大安區,65+,60000\n")[0]["district"]
        == "大安區"
    )


def test_a_head_repeated_in_the_other_language_or_on_a_new_page_is_no_row() -> None:
    file = "日期,館所代碼,到館人次\noccurred_on,branch,visits\n114/1/1,A,1\n日期,館所代碼,到館人次\n114/1/2,A,2\n"
    found, taken = read("visits", file)
    assert [row["visits"] for row in taken] == [1, 2]
    assert found.skipped == {"heads": 2}


# Rows that are none


def test_totals_blank_rows_and_remarks_are_passed_over_and_counted() -> None:
    file = (
        "日期,館所代碼,到館人次\n114/1/1,大安,1\n大安區小計,,1\n,,\n114/1/2,合計,5\n114/1/2,大安,2\n總　計,,3\n\n"
        "資料來源：本館流通系統,,\n以下空白\n"
    )
    found, taken = read("visits", file)
    assert [row["visits"] for row in taken] == [1, 2]
    assert (found.total, found.stored, found.refused) == (2, 2, 0)
    assert found.skipped == {"totals": 3, "blank": 2, "notes": 2}


def test_an_event_may_be_called_a_total() -> None:
    assert rows("events", "event_id,held_on,title,status\nE1,2025-03-05,合計,held\n")[0]["title"] == "合計"


def test_no_value_is_never_zero() -> None:
    file = "event_id,held_on,attendees,online_views,status\nE1,2025-03-05,—,0,held\n"
    assert rows("events", file) == [
        {"event_id": "E1", "held_on": date(2025, 3, 5), "online_views": 0, "status": "held"}
    ]


# Encodings and separators


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_is_read_in_every_usual_form(encoding: str, separator: str, end: str) -> None:
    head = separator.join(["活動代碼", "辦理日", "館所代碼", "現場人次", "狀態"])
    row = separator.join(["E1", "114/03/05", "大安", '"1,234"', "已辦理"])
    assert rows("events", f"{head}{end}{row}{end}".encode(encoding)) == [ONE]


def test_a_separator_a_spreadsheet_declares_is_believed() -> None:
    file = "sep=;\nevent_id;held_on;title;status\nE1;2025-03-05;甲,乙,丙,丁;held\n"
    assert rows("events", file)[0]["title"] == "甲,乙,丙,丁"


def test_a_cell_may_hold_line_breaks_and_the_next_row_keeps_its_place() -> None:
    file = 'event_id,held_on,title,status\nE1,2025-03-05,"甲\n乙",held\nE2,昨天,丙,held\n'
    assert faults("events", file) == [(4, 2, "unfit-day")]


# Workbooks

GRID: list[list[Any]] = [
    ["活動代碼", "辦理日", "館所代碼", "現場人次", "狀態"],
    ["E1", date(2025, 3, 5), "大安", 1234, "已辦理"],
    ["E2", 45722, "大安", "1,234", "held"],
]


@pytest.mark.parametrize("file", [xlsx(GRID), ods(GRID)], ids=["xlsx", "ods"])
def test_workbooks_are_read_with_their_dates_and_serials(file: bytes) -> None:
    assert rows("events", file) == [ONE, ONE | {"event_id": "E2", "held_on": date(2025, 3, 6)}]


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_table_need_not_begin_in_the_first_cell(make: Any) -> None:
    grid = [[], ["", "", "活動一覽"], [], *[["", "", *cells] for cells in GRID], ["", "", "E3", "昨天", "", "", "held"]]
    assert faults("events", make(grid)) == [(7, 4, "unfit-day")]


def test_a_cell_merged_downwards_is_said_in_each_row() -> None:
    grid = [["日期", "館所代碼", "到館人次"], [date(2025, 1, 1), "甲", 1], ["", "乙", 2], ["", "丙", 3]]
    taken = rows("visits", xlsx(grid, merged=["A2:A4"]))
    assert [(row["occurred_on"].day, row["branch"]) for row in taken] == [(1, "甲"), (1, "乙"), (1, "丙")]


def test_all_sheets_with_the_columns_are_read_others_are_named_and_hidden_ones_left() -> None:
    second = [GRID[0], ["E3", date(2025, 3, 7), "大安", 5, "held"]]
    file = xlsx(GRID, second, [["說明"], ["請填寫"]], [["x"]], names=["一月", "二月", "說明", "藏"], hidden=3)
    found, taken = read("events", file)
    assert [row["event_id"] for row in taken] == ["E1", "E2", "E3"]
    assert found.unread == ("說明",)
    assert list(found.heads) == ["一月", "二月"]


def test_a_fault_in_a_workbook_names_its_sheet() -> None:
    with pytest.raises(Fault) as refused:
        read("events", xlsx(GRID, [GRID[0], ["E3", "昨天", "", 1, "held"]], names=["一月", "二月"]))
    assert [(fault.sheet, fault.row, fault.code) for fault in refused.value.all()] == [("二月", 2, "unfit-day")]


def test_the_same_key_on_two_sheets_is_told_with_both_places() -> None:
    with pytest.raises(Fault, match="一月!2") as refused:
        read("events", xlsx(GRID, GRID[:2], names=["一月", "二月"]))
    assert (refused.value.sheet, refused.value.row, refused.value.code) == ("二月", 2, "repeated-row")


# What is wrong with a table


def test_a_wrong_column_is_told_with_what_may_be_meant() -> None:
    file = "event_id,held_on,branch,atendees,status\nE1,2025-03-05,大安,1,held\n"
    assert faults("events", file) == [(1, 4, "unknown-column")]
    with pytest.raises(Fault, match="attendees"):
        read("events", file)


def test_all_missing_columns_are_told_at_once() -> None:
    assert faults("events", "event_id,title\nE1,甲\n") == [(1, 0, "missing-column")] * 2


def test_two_columns_for_one_field_are_refused() -> None:
    assert faults("events", "event_id,held_on,辦理日,status\n") == [(1, 3, "repeated-column")]


def test_a_table_of_something_else_has_no_head() -> None:
    assert faults("visits", "甲,乙\n1,2\n") == [(1, 0, "no-head-row")]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "empty-file"),
        (b"%PDF-1.7 ...", "foreign-table"),
        (b"<html><table><tr><td>event_id</td></tr></table></html>", "foreign-table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old-office-file"),
        (b"PK\x03\x04 cut", "damaged-file"),
        (xlsx(GRID)[:-300], "damaged-file"),
        (b"event_id,held_on,status\nE1,\xff\xff\xff,held\n", "undecodable-text"),
        (b"event_id,held_on,status\n\x01,2025-01-01,held\n", "binary-text"),
        (b'event_id,held_on,status\n"E1,2025-01-01,held\nE2,2025-01-02,held\n', "broken-quotes"),
        (("event_id," + ",".join("abcdefgh"[:1] * 300) + "\n").encode(), "too-many-columns"),
    ],
)
def test_a_file_that_is_no_table_is_refused(file: bytes, code: str) -> None:
    with pytest.raises(Fault) as refused:
        read("events", file)
    assert refused.value.code == code


# What is wrong with rows


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",2025-03-05,大安,1,held", (2, 1, "missing-value")),
        ("E1,2025-02-30,大安,1,held", (2, 2, "unfit-day")),
        ("E1,2025-03-05,大安,1.5,held", (2, 4, "unfit-whole")),
        ("E1,2025-03-05,大安,-1,held", (2, 4, "number-out-of-range")),
        ("E1,2025-03-05,大安,1,done", (2, 5, "unknown-choice")),
        ("E1,2025-03-05,大安,1,held,more", (2, 6, "row-too-wide")),
    ],
)
def test_a_bad_row_is_told_with_row_column_and_reason(row: str, fault: tuple[int, int, str]) -> None:
    assert faults("events", f"{HEAD}{row}\nE9,2025-03-05,大安,1,held\n") == [fault]


def test_every_fault_of_every_row_is_told_in_order() -> None:
    file = f"{HEAD}E1,昨天,大安,x,held\nE2,2025-03-05,大安,1,held\nE3,2025-03-05,大安,1,?\n"
    assert faults("events", file) == [(2, 2, "unfit-day"), (2, 4, "unfit-whole"), (4, 5, "unknown-choice")]


def test_an_end_before_its_start_is_refused_with_both_dates() -> None:
    file = "branch,from,to\nA,2025-05-16,2025-05-15\nB,2025-05-16,\n"
    assert faults("closures", file) == [(2, 3, "end-before-start")]
    with pytest.raises(Fault, match="2025-05-15 comes before “from” 2025-05-16"):
        read("closures", file)


def test_a_second_row_with_the_same_key_is_refused_with_the_first_ones_place() -> None:
    file = "日期,館所代碼,到館人次\n114/1/1,A,1\n114/1/1,B,1\n2025-01-01,A,2\n"
    assert faults("visits", file) == [(4, 2, "repeated-row")]
    with pytest.raises(Fault, match="row 2"):
        read("visits", file)


def test_rows_without_a_key_may_repeat() -> None:
    assert len(rows("circulation", "occurred_at,kind\n2025-01-01 10:00,issue\n2025-01-01 10:00,issue\n")) == 2


def test_only_the_good_rows_are_kept_when_asked_and_both_are_counted() -> None:
    file = (
        f"{HEAD}E1,昨天,大安,x,held\nE2,2025-03-06,大安,1,held\nE2,2025-03-07,大安,1,held\nE3,2025-03-08,大安,1,held\n"
    )
    found, taken = read("events", file, keep_good=True)
    assert [row["event_id"] for row in taken] == ["E2", "E3"]
    assert (found.total, found.stored, found.refused) == (4, 2, 2)
    assert [fault.code for fault in found.rejected] == ["unfit-day", "unfit-whole", "repeated-row"]
    assert found.covers == parse_coverage("2025-03-06..2025-03-08")


def test_a_file_without_a_good_row_is_refused_even_then() -> None:
    assert faults("events", f"{HEAD}E1,昨天,大安,1,held\n", keep_good=True) == [(2, 2, "unfit-day")]


def test_a_thousand_faults_are_told_and_all_are_counted() -> None:
    bad = "".join(f"E{number},昨天,大安,1,held\n" for number in range(1500))
    assert len(faults("events", HEAD + bad)) == TOLD_LIMIT
    found, _ = read("events", f"{HEAD}G,2025-03-05,大安,1,held\n{bad}", keep_good=True)
    assert (found.refused, len(found.rejected)) == (1500, TOLD_LIMIT)


# Mapping


FOREIGN = "Library,month,visits,sessions\nBlakelaw,2008-04,1768,39%\nCity,2008-04,,\n"


def test_a_mapping_leads_foreign_columns_to_fields_and_writes_what_the_file_does_not_say() -> None:
    mapping = {"branch": "Library", "occurred_on": "={month}-01", "visits": "visits"}
    found, taken = read("visits", FOREIGN, mapping=mapping, keep_good=True)
    assert taken == [{"occurred_on": date(2008, 4, 1), "branch": "Blakelaw", "visits": 1768}]
    assert [(fault.row, fault.column, fault.code) for fault in found.rejected] == [(3, 3, "missing-value")]
    assert [(head.text, head.field) for head in found.heads[""]] == [
        ("Library", "branch"), ("month", None), ("visits", "visits"), ("sessions", None),
    ]  # fmt: skip


def test_a_mapping_may_write_constants_and_row_numbers() -> None:
    mapping = {"event_id": "=B-{row}", "held_on": "Event date", "status": "=held", "attendees": "Attendees"}
    file = "Event date,Attendees\n2018-01-12,11\n"
    assert rows("events", file, mapping=mapping) == [
        {"event_id": "B-2", "held_on": date(2018, 1, 12), "attendees": 11, "status": "held"}
    ]


@pytest.mark.parametrize(
    "mapping", [{"branch": "Branch"}, {"library": "Library"}, {"occurred_on": "={day}-01"}, {"occurred_on": "={}"}]
)
def test_a_mapping_that_leads_nowhere_is_refused(mapping: dict[str, str]) -> None:
    with pytest.raises(Fault) as refused:
        read("visits", FOREIGN, mapping={"branch": "Library", "occurred_on": "=2008-04-01"} | mapping)
    assert refused.value.code == "unmatched-mapping"


def test_a_constant_that_cannot_be_is_refused() -> None:
    with pytest.raises(Fault) as refused:
        read("visits", FOREIGN, mapping={"branch": "Library", "occurred_on": "=someday"})
    assert refused.value.code == "unfit-day"


def test_texts_of_the_file_may_be_mapped_to_choices() -> None:
    file = "event_id,held_on,audiences,status\nE1,2025-03-05,親子、長者,OK\n"
    aliases = {"status": {"ok": "held"}, "audiences": {"親子、長者": "child;senior"}}
    assert rows("events", file, aliases=aliases)[0]["audiences"] == ("child", "senior")
    parts = {"status": {"ok": "held"}, "audiences": {"親子": "child", "長者": "senior"}}
    assert rows("events", file, aliases=parts)[0]["audiences"] == ("child", "senior")


# What a file covers


@pytest.mark.parametrize(
    ("name", "file", "covers"),
    [
        ("visits", "occurred_on,branch,visits\n2025-01-31,A,1\n2025-01-01,A,1\n", "2025-01"),
        ("circulation", "occurred_at,kind\n2025-01-01T20:00:00Z,issue\n", "2025-01-02"),
        ("outreach", "plan,period,district,age_band\nP,2025-Q2,D,65+\nP,2025-01,D,65+\n", "2025-01..2025-06"),
        ("population", "as_of,district,age_band,residents\n2025-12-31,大安區,65+,1\n", "2025-12-31"),
    ],
)
def test_events_and_snapshots_cover_the_days_they_name(name: str, file: str, covers: str) -> None:
    assert str(read(name, file)[0].covers) == covers


def test_life_cycles_say_no_coverage_of_their_own() -> None:
    assert read("holdings", "item_id,acquired_on\nI1,2025-01-01\n")[0].covers is None


def test_a_head_without_rows_is_an_empty_table() -> None:
    found, taken = read("visits", "occurred_on,branch,visits\n")
    assert (found.total, found.covers, taken) == (0, None, [])


# Any table

_cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)


@given(st.lists(st.tuples(_cells, _cells, st.sampled_from(["held", "planned", "x", ""])), max_size=8))
def test_any_table_is_read_whole_or_refused_with_a_place(table: list[tuple[str, str, str]]) -> None:
    data = io.StringIO()
    csv.writer(data).writerows([("event_id", "held_on", "status"), *table])
    try:
        found, taken = read("events", data.getvalue(), keep_good=True)
    except Fault as fault:
        places = {one.row for one in fault.all()}
        assert places <= set(range(1, len(table) + 2))
    else:
        assert found.stored == len(taken)
        assert found.total + sum(found.skipped.values()) == len(table)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), max_size=30))
def test_exactly_the_later_rows_of_a_key_are_repeated(keys: list[tuple[int, int]]) -> None:
    lines = [f"2025-01-{day:02},B{branch},1" for day, branch in keys]
    found, taken = read("visits", "\n".join(["occurred_on,branch,visits", *lines]) + "\n", keep_good=True)
    assert len(taken) == len(set(keys))
    again = [number + 2 for number, key in enumerate(keys) if key in keys[:number]]
    assert [fault.row for fault in found.rejected] == again
